using GevinstMonitor.Commands;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

/// <summary>
/// Each folder in <c>BadConfig/</c> holds the files that differ from <c>BadConfig/_base</c>, and in <c>expected.txt</c> the faults that <c>check</c> lists.
/// <c>absent.txt</c> names files of the base that are not there.
/// </summary>
public sealed class BadConfigTests
{
    private static readonly string[] NotConfiguration = ["expected.txt", "absent.txt"];

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(ConfigFolder.Bad).Select(f => Path.GetFileName(f)!).Where(name => name != "_base").Order(StringComparer.Ordinal)];

    // A theory without cases fails, so the folder cannot go missing unseen.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_OfABadConfiguration_ListsEveryFaultOnce(string name)
    {
        var bad = Path.Combine(ConfigFolder.Bad, name);
        using var config = ConfigFolder.Base().Overlay(bad);
        var absent = Path.Combine(bad, "absent.txt");
        foreach (var file in File.Exists(absent) ? File.ReadAllLines(absent) : [])
            config.Delete(file);
        foreach (var file in NotConfiguration)
            config.Delete(file);

        Assert.Equal(File.ReadAllLines(Path.Combine(bad, "expected.txt")), config.Faults());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fault_OfABadConfiguration_NamesItsFileAndLine(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(ConfigFolder.Bad, name, "expected.txt"));

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"^[a-z0-9/.-]+\.(yml|liquid)(:\d+: \S|: the file is missing$)", line));
    }

    [Fact]
    public async Task Check_OfABadConfiguration_EndsWithTwo()
    {
        using var config = ConfigFolder.Base().Write("sources/tal.yml", "id: [");

        Assert.Equal(2, await Run("check", config.Folder));
        Assert.Equal(2, await Run("status", config.Folder));
    }

    [Fact]
    public async Task Check_OfARightConfiguration_EndsWithZero()
    {
        using var config = ConfigFolder.Base();

        Assert.Equal(0, await Run("check", config.Folder));
    }

    [Fact]
    public void Base_WithADeputyWhoFillsTheGapBetweenHolders_HasNoFaults()
    {
        using var config = ConfigFolder.Base();

        Assert.Empty(config.Faults());
        Assert.Equal("souschef@proeveby.example", config.Load().Chart.WhoHears("chef", new DateOnly(2026, 6, 15))!.Email);
    }

    [Fact]
    public void Load_OfAFolderThatIsNotThere_SaysHowToNameOne()
    {
        using var config = new ConfigFolder();
        var gone = Path.Combine(config.Folder, "gone");

        var refused = Assert.Throws<CatalogRefusedException>(() => ConfigFolder.Load(gone));

        Assert.Equal($"{gone}: there is no such folder; name the configuration folder with --config or GEVINST_CONFIG", refused.Message);
    }

    [Fact]
    public void Load_OfAnEmptyFolder_SaysWhatIsMissing()
    {
        using var config = new ConfigFolder();

        Assert.Equal(["gevinstmonitor.yml: the file is missing", "organisation.yml: the file is missing"], config.Faults());
    }

    private static Task<int> Run(string command, string folder) => new CommandLine(_ => { }, _ => { }).RunAsync([command, "--config", folder]);
}
