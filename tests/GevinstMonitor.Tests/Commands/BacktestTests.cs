using System.Globalization;
using System.Text.Json;

namespace GevinstMonitor.Tests.Commands;

/// <summary>Three years read in one reading, before anything went live: 50 % is promised from January 2024 on, 2 points below is amber, 5 red.</summary>
public sealed class BacktestTests
{
    private const string Read = "2026-12-05T06:00";

    private static readonly string Plan = Given.PlanOf("2023-12-31, value: 50", "{ by: 2026-12-31, value: 50 }", "step");

    // Red from March to May 2024, and in October 2025; else as promised.
    private static readonly HashSet<string> Red = ["2024-03", "2024-04", "2024-05", "2025-10"];

    private static string Figures() => Given.Figures([.. Enumerable.Range(0, 35)
        .Select(i => new DateOnly(2024, 1, 1).AddMonths(i).ToString("yyyy-MM", CultureInfo.InvariantCulture)).Select(month => (month, Red.Contains(month) ? 400 : 500))]);

    private static async Task<Town> BackfilledAsync(string organisation = Given.Organisation)
    {
        var town = new Town(organisation: organisation)
            .Write("config/sources/maalinger.yml", Given.Source).Write("config/indicators/andel.yml", Given.Indicator + "\nhistory: 36\n")
            .Write("config/plans/post.yml", Plan).Write("config/maalinger.csv", Figures());
        Assert.Empty((await town.OnceAsync(Read)).Letters);
        return town;
    }

    private static async Task<string> TextAsync(Town town, params string[] arguments)
    {
        var said = await Gevinst.RunAsync(["backtest", "--config", town.Config, .. arguments]);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return said.Out.ReplaceLineEndings("\n");
    }

    private static async Task<JsonElement> JsonAsync(Town town, params string[] arguments)
    {
        using var json = JsonDocument.Parse(await TextAsync(town, ["--json", .. arguments]));
        return json.RootElement.Clone();
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static List<string> Letters(JsonElement backtest) =>
        [.. backtest.GetProperty("letters").EnumerateArray().Select(l => $"{l.GetProperty("on").GetString()} {l.GetProperty("post").GetString()} {l.GetProperty("name").GetString()}")];

    [Fact]
    public async Task History_ReadInOneReading_TellsWhoWouldHaveBeenToldWhatWhenItWasDueAndWritesNothing()
    {
        using var town = await BackfilledAsync();
        var facts = town.Facts();

        var text = await TextAsync(town);

        Assert.Contains("""
            post/porto, unit *, owner chef: 4 letters; 4 periods off its path, 4 of them told
              2024-04-11 chef: off its path, red, 2024-03 40 where 50 was expected; off since 2024-03
              2024-07-11 chef: back on its path, 2024-06 50 where 50 was expected; off since 2024-03
              2025-11-11 chef: off its path, red, 2025-10 40 where 50 was expected; off since 2025-10
              2025-12-11 chef: back on its path, 2025-11 50 where 50 was expected; off since 2025-10
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Matches(@"chef +2 +2 +4 ", text);
        Assert.Contains("Of indicator andel: 1 deviation told in the last 24 months or still open: 1 closed, 0 open\n", text, StringComparison.Ordinal);
        Assert.Equal(facts, town.Facts());
    }

    [Fact]
    public async Task Json_HasStableKeysExactNumbersAndIsoDates()
    {
        using var town = await BackfilledAsync();

        var backtest = await JsonAsync(town);

        Assert.Equal(["from", "until", "places", "letters", "perYear", "attention", "unread"], Keys(backtest));
        var place = Assert.Single(backtest.GetProperty("places").EnumerateArray());
        Assert.Equal(["plan", "planVersion", "benefit", "unit", "owner", "opened", "letters", "periodsOffPath", "periodsOffPathTold", "told", "noticed"], Keys(place));
        var told = place.GetProperty("told")[0];
        Assert.Equal(["on", "post", "change", "level", "deviation", "openedPeriod", "foundAt", "period", "actual", "expected", "gap", "kroner"], Keys(told));
        Assert.Equal(("2024-04-11", "opened", "red", "2024-03", "2024-04-10T22:00:01Z"),
            (told.GetProperty("on").GetString(), told.GetProperty("change").GetString(), told.GetProperty("level").GetString(), told.GetProperty("period").GetString(), told.GetProperty("foundAt").GetString()));
        Assert.Equal((40m, 50m, 10m, 10_000m), (told.GetProperty("actual").GetDecimal(), told.GetProperty("expected").GetDecimal(), told.GetProperty("gap").GetDecimal(), decimal.Round(told.GetProperty("kroner").GetDecimal(), 9)));
        Assert.Equal(["on", "post", "name", "subject", "deviations", "doubts", "notices"], Keys(backtest.GetProperty("letters")[0]));
        Assert.Equal("Rød afvigelse: Sparet porto: 40,0 % mod forventet 50,0 %", backtest.GetProperty("letters")[0].GetProperty("subject").GetString());
        Assert.Equal(["chef 2024 2", "chef 2025 2"], backtest.GetProperty("perYear").EnumerateArray().Select(y => $"{y.GetProperty("post").GetString()} {y.GetProperty("year").GetInt32()} {y.GetProperty("letters").GetInt32()}"));
        Assert.Equal(["indicator", "told", "open", "closed", "openSince"], Keys(backtest.GetProperty("attention")[0]));
    }

    [Fact]
    public async Task Stretch_OfDays_CountsItsLettersAndKnowsNothingAfterIt()
    {
        using var town = await BackfilledAsync();

        Assert.Equal(["2024-07-11", "2025-11-11", "2025-12-11"], Letters(await JsonAsync(town, "--from", "2024-04-12")).Select(l => l[..10]));
        Assert.Equal(["2024-04-11", "2024-07-11"], Letters(await JsonAsync(town, "--to", "2025-11-10")).Select(l => l[..10]));
        var stretch = await JsonAsync(town, "--from", "2024-05-01", "--to", "2025-11-11");
        Assert.Equal(["2024-07-11", "2025-11-11"], Letters(stretch).Select(l => l[..10]));
        Assert.Equal(("2024-05-01", 2), (stretch.GetProperty("from").GetString(), stretch.GetProperty("places")[0].GetProperty("periodsOffPath").GetInt32()));
    }

    [Fact]
    public async Task Letters_GoToWhoHeldThePostThatDay()
    {
        using var town = await BackfilledAsync(Given.Organisation.Replace("holders: [ { name: Chefen, email: chef@proeveby.example, from: 2020-01-01 } ]",
            "deputy: chef-syd, holders: [ { name: Den første, email: en@proeveby.example, from: 2020-01-01, to: 2024-06-30 }, { name: Den anden, email: to@proeveby.example, from: 2025-12-01 } ]", StringComparison.Ordinal));

        Assert.Equal(["2024-04-11 chef Den første", "2024-07-11 chef-syd Chefen i Syd", "2025-11-11 chef-syd Chefen i Syd", "2025-12-11 chef Den anden"], Letters(await JsonAsync(town)));
    }

    [Fact]
    public async Task Plan_TriedOutWithoutANewVersion_IsReplayedAsItStands()
    {
        using var town = await BackfilledAsync();
        town.Write("config/plans/post.yml", Plan.Replace("amber: 2, red: 5", "amber: 10, red: 12", StringComparison.Ordinal));

        Assert.Empty(Letters(await JsonAsync(town)));
    }

    [Fact]
    public async Task Doubts_AreLettersToTheController()
    {
        using var town = await BackfilledAsync();
        town.Write("config/indicators/andel.yml", Given.Indicator + "\nhistory: 36\nplausible: { min: 45 }\n");

        var backtest = await JsonAsync(town);

        Assert.Equal(["2024-04-11 controller Controlleren", "2024-05-13 controller Controlleren", "2024-06-11 controller Controlleren", "2025-11-11 controller Controlleren"], Letters(backtest));
        Assert.All(backtest.GetProperty("letters").EnumerateArray(), l => Assert.Equal((0, 1), (l.GetProperty("deviations").GetArrayLength(), l.GetProperty("doubts").GetInt32())));
    }

    [Fact]
    public async Task Compared_AWiderTolerance_StandsBesideTheOldOneOverTheSameFigures()
    {
        using var town = await BackfilledAsync();
        Copy(town, "b");
        town.Write("b/plans/post.yml", Plan.Replace("amber: 2, red: 5", "amber: 2, red: 12", StringComparison.Ordinal).Replace("id: porto", "id: andet", StringComparison.Ordinal) + PlanOfPorto());
        town.Write("b/plans/loen.yml", Plan.Replace("id: post", "id: loen", StringComparison.Ordinal).Replace("indicator: andel", "indicator: sager", StringComparison.Ordinal))
            .Write("b/indicators/sager.yml", Given.Indicator.Replace("id: andel", "id: sager", StringComparison.Ordinal));

        var both = await JsonAsync(town, "--compare", town.PathOf("b"));

        Assert.Equal(["from", "until", "places", "perYear", "unread"], Keys(both));
        Assert.Equal("""
            [{"plan":"post","benefit":"porto","unit":"*","a":{"opened":2,"letters":4,"periodsOffPath":4,"periodsOffPathTold":4},"b":{"opened":2,"letters":4,"periodsOffPath":4,"periodsOffPathTold":4}},{"plan":"post","benefit":"andet","unit":"*","a":null,"b":{"opened":1,"letters":2,"periodsOffPath":4,"periodsOffPathTold":3}}]
            """, JsonSerializer.Serialize(both.GetProperty("places")));
        // What two benefits of one person give on one day is one letter.
        Assert.Equal("""[{"post":"chef","year":2024,"a":2,"b":3},{"post":"chef","year":2025,"a":2,"b":2}]""", JsonSerializer.Serialize(both.GetProperty("perYear")));
        Assert.Equal("""{"a":[],"b":["sager"]}""", JsonSerializer.Serialize(both.GetProperty("unread")));

        var text = await TextAsync(town, "--compare", town.PathOf("b"));
        Assert.Contains($"A is {town.Config}, B is {town.PathOf("b")}.", text, StringComparison.Ordinal);
        Assert.Contains("Nothing is on file of sager of B.", text, StringComparison.Ordinal);
        Assert.Matches(@"post +andet +\* +- +1 +- +2 +- +3 of 4 ", text);
        Assert.Matches(@"all +2 +3 +4 +5 +4 of 4 +7 of 8 ", text);
        Assert.Matches(@"chef +2024 +2 +3 ", text);
    }

    // A second benefit with the old tolerance.
    private static string PlanOfPorto() => "\n" + Plan[Plan.IndexOf("  - id: porto", StringComparison.Ordinal)..].Replace("worth: { dkkPerUnitYear: 12000 }", "worth: { dkkPerUnitYear: 12000, beside: [andet] }", StringComparison.Ordinal);

    [Fact]
    public async Task Compared_AConfigurationWithFaults_Is2AndNamesItsOwnFiles()
    {
        using var town = await BackfilledAsync();
        Copy(town, "b");
        town.Write("b/plans/post.yml", Plan.Replace("owner:", "ower:", StringComparison.Ordinal));

        var said = await Gevinst.RunAsync("backtest", "--compare", town.PathOf("b"), "--config", town.Config);

        Assert.Equal((2, ""), (said.Exit, said.Out));
        Assert.Contains($"{town.PathOf("b")}/plans/post.yml:11: unknown key 'ower'; did you mean 'owner'?", said.Error.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_OfNothing_Is64AndMakesNoStore()
    {
        using var town = Given.OneBenefit();

        var said = await Gevinst.RunAsync("backtest", "--config", town.Config);

        Assert.Equal((64, "", "gevinst: nothing has been read yet; gevinst once reads what there is\n"), (said.Exit, said.Out, said.Error.ReplaceLineEndings("\n")));
        Assert.False(File.Exists(town.StoreFile));
    }

    [Theory]
    [InlineData("--from", "2026-02-01", "--to", "2026-01-31")]
    [InlineData("--from", "1. februar")]
    public async Task Usage_ThatIsWrong_Is64(params string[] arguments)
    {
        using var town = Given.OneBenefit();

        Assert.Equal(64, (await Gevinst.RunAsync(["backtest", "--config", town.Config, .. arguments])).Exit);
    }

    private static void Copy(Town town, string to)
    {
        foreach (var file in Directory.EnumerateFiles(town.Config, "*", SearchOption.AllDirectories))
            town.Write(Path.Combine(to, Path.GetRelativePath(town.Config, file)), File.ReadAllText(file));
    }
}
