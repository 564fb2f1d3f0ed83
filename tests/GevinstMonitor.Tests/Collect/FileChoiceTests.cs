using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

/// <summary>Which file is read: the newest that matches, and never one outside the allowed folders.</summary>
public sealed class FileChoiceTests
{
    private const string Fenced = Given.Installation + "\nallowedFolders: [data]\n";

    [Fact]
    public async Task Pattern_SeveralMatch_TheLastChangedIsReadWhateverItsName()
    {
        using var town = Of("maalinger-*.csv").Write("config/data/maalinger-a.csv", Given.Figures(("2026-05", 1)))
            .Write("config/data/maalinger-b.csv", Given.Figures(("2026-05", 2))).Write("config/data/andre.csv", Given.Figures(("2026-05", 3)));
        File.SetLastWriteTimeUtc(town.PathOf("config/data/maalinger-a.csv"), new DateTime(2026, 6, 2, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(town.PathOf("config/data/maalinger-b.csv"), new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(town.PathOf("config/data/andre.csv"), new DateTime(2026, 6, 3, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["* 2026-05 1/1000"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("maalinger-*.csv")]
    [InlineData("maalinger.csv")]
    public async Task Pattern_NothingMatches_IsFileMissing(string file)
    {
        using var town = Of(file);
        Directory.CreateDirectory(town.PathOf("config/data"));
        await IsMissingAsync(town, $"no file matches 'data/{file}'");
    }

    [Fact]
    public async Task Folder_NotThere_IsFileMissing()
    {
        using var town = Of("maalinger.csv");
        await IsMissingAsync(town, "no file matches 'data/maalinger.csv'");
    }

    [Theory]
    [InlineData("maalinger.csv", "maalinger.csv")]
    [InlineData("dybt/maalinger.csv", "dybt")]
    public async Task Link_ToAFileOrFolderOutside_IsRefused(string file, string link)
    {
        using var town = Of(file).Write($"secret/{file}", Given.Figures(("2026-05", 1)));
        Directory.CreateDirectory(town.PathOf("config/data"));
        Directory.CreateSymbolicLink(town.PathOf($"config/data/{link}"), town.PathOf($"secret/{link}"));
        await IsMissingAsync(town, "lies outside the folders");
    }

    [Fact]
    public async Task Link_ToAFileInside_IsFollowed()
    {
        using var town = Of("maalinger.csv").Write("config/data/juli.csv", Given.Figures(("2026-05", 1)));
        File.CreateSymbolicLink(town.PathOf("config/data/maalinger.csv"), town.PathOf("config/data/juli.csv"));
        Assert.Equal(["* 2026-05 1/1000"], (await town.ReadAsync()).Said());
    }

    private static Town Of(string file) => Collecting.Csv(installation: Fenced, file: $"data/{file}");

    private static async Task IsMissingAsync(Town town, string says)
    {
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal(CollectFault.FileMissing, failed.Fault);
        Assert.Contains(says, failed.Detail);
    }
}
