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

    [Fact]
    public async Task Pattern_AlsoMatchesWhatExcelWritesBesideAnOpenFile_ItIsNotTheNewest()
    {
        using var town = Of("*maalinger.csv").Write("config/data/maalinger.csv", Given.Figures(("2026-05", 1))).Write("config/data/~$maalinger.csv", "en person");
        File.SetLastWriteTimeUtc(town.PathOf("config/data/maalinger.csv"), new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["* 2026-05 1/1000"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("maalinger-*.csv", "maalinger-2026-05.csv")]
    [InlineData("*.csv", "2026-05.csv")]
    [InlineData("*_eksport.csv", "2026-05_eksport.csv")]
    public async Task Period_InTheFilesName_IsThatOfEveryRow(string pattern, string name)
    {
        using var town = Of(pattern).Write("config/indicators/andel.yml", Given.Indicator.Replace("period: måned", "period: '{*}'", StringComparison.Ordinal))
            .Write($"config/data/{name}", "digitale;alle\n7;9\n");
        Assert.Equal(["* 2026-05 7/9"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Period_InTheNameOfALink_IsReadThere()
    {
        using var town = Of("maalinger-*.csv").Write("config/indicators/andel.yml", Given.Indicator.Replace("period: måned", "period: '{*}'", StringComparison.Ordinal))
            .Write("config/data/nyeste.csv", "digitale;alle\n7;9\n");
        File.CreateSymbolicLink(town.PathOf("config/data/maalinger-2026-05.csv"), town.PathOf("config/data/nyeste.csv"));
        Assert.Equal(["* 2026-05 7/9"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task File_LargerThanAnyExport_IsTooLargeAndNotRead()
    {
        using var town = Of("maalinger.csv").Write("config/data/maalinger.csv", "");
        // A file with a hole takes no room.
        using (var stream = new FileStream(town.PathOf("config/data/maalinger.csv"), FileMode.Open))
            stream.SetLength((1L << 30) + 1);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.TooLarge, "maalinger.csv: more than 1024 MB; export less, or fewer columns"), (failed.Fault, failed.Detail));
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
