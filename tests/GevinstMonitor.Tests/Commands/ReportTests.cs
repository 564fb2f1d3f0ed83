using System.Text.Json;
using System.Text.RegularExpressions;
using GevinstMonitor.Core.Write;
using Snapshooter.Xunit3;

namespace GevinstMonitor.Tests.Commands;

/// <summary>A plan's benefit-realisation report.</summary>
public sealed class ReportTests(Example example) : IDisposable
{
    private const string At = "2026-07-13T12:00";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-report-");

    private string FileOf(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public async Task Report_OfTheExample_IsTheSnapshot()
    {
        await example.OnceAsync();

        Snapshot.Match(Bare(await ReportAsync(example.Config, "digital-post")));
    }

    [Fact]
    public async Task Report_InEnglishOfWhatIsNotAllKnown_IsTheSnapshot()
    {
        var config = Example.CopyTo(_folder.FullName);
        var installation = Path.Combine(config, "gevinstmonitor.yml");
        await File.WriteAllTextAsync(installation, (await File.ReadAllTextAsync(installation, Stop)).Replace("culture: da-DK", "culture: en-GB", StringComparison.Ordinal), Stop);
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--config", config, "--as-of", Example.AsOf)).Exit);

        Snapshot.Match(Bare(await ReportAsync(config, "loen")));
    }

    [Fact]
    public async Task Report_OfTheExample_HasTheMoneyThatExplainHas()
    {
        await example.OnceAsync();
        var page = await ReportAsync(example.Config, "digital-post");
        var said = await Gevinst.RunAsync("explain", "digital-post/porto", "--unit", "teknik-miljoe", "--json", "--as-of", At, "--config", example.Config);
        var money = JsonDocument.Parse(said.Out).RootElement.GetProperty("money");

        var year = Assert.Single(money.GetProperty("plan").GetProperty("years").EnumerateArray(), y => y.GetProperty("year").GetInt32() == 2026);
        Assert.All(new[] { year.GetProperty("realised"), year.GetProperty("businessCase"), money.GetProperty("realised")[0], money.GetProperty("sinceOpened") },
            amount => Assert.Contains(Words.Of("da-DK")!.Kroner(amount.GetProperty("value").GetDecimal()), page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_WhereAFileIs_IsWrittenOverIt()
    {
        await example.OnceAsync();
        await File.WriteAllTextAsync(FileOf("r.html"), "old", Stop);
        await ReportAsync(example.Config, "digital-post");

        Assert.Equal(["r.html"], _folder.GetFiles().Select(f => f.Name));
    }

    [Fact]
    public async Task Report_BeforeAnythingWasRead_SaysThatNothingIsKnown()
    {
        var page = await ReportAsync(Example.CopyTo(_folder.FullName), "digital-post");

        Assert.Contains("Planen kan ikke bedømmes: 4 ikke kendte", page, StringComparison.Ordinal);
        Assert.Contains("Aldrig aflæst.", page, StringComparison.Ordinal);
        Assert.False(File.Exists(FileOf("var/gevinst.db")));
    }

    [Theory]
    [InlineData("digital-pots", "r.html", "there is no plan 'digital-pots'; did you mean 'digital-post'?")]
    [InlineData("x", "r.html", "there is no plan 'x'; there are digital-post, loen")]
    [InlineData("loen", "r.pdf", "r.pdf: the report is an HTML file; write --to ")]
    [InlineData("loen", "not/there/r.html", "not/there/r.html: there is no folder ")]
    public async Task Report_OfWhatIsNotThere_IsWrongUsage(string plan, string file, string says)
    {
        await example.OnceAsync();
        var said = await Gevinst.RunAsync("report", plan, "--to", FileOf(file), "--config", example.Config);

        Assert.Equal(64, said.Exit);
        Assert.Contains(says, said.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    private async Task<string> ReportAsync(string config, string plan)
    {
        var said = await Gevinst.RunAsync("report", plan, "--to", FileOf("r.html"), "--as-of", At, "--config", config);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return await File.ReadAllTextAsync(FileOf("r.html"), Stop);
    }

    // Charts have tests of their own, and style is looked at.
    private static string Bare(string page) => Regex.Replace(Regex.Replace(page, "base64,[^\"]+", "base64,…"), "(?s)<style>.*</style>", "<style>…</style>");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);
}
