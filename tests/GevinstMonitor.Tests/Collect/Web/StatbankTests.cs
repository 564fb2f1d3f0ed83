using System.Text.Json.Nodes;
using GevinstMonitor.Collect.Web;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>What a table of Statistics Denmark is asked, and how its answers are read.</summary>
public sealed class StatbankTests
{
    private const string Digital = "variables: { OMRÅDE: ['101', '147'], MÅDE: [D] }";

    private static string Indicator(string period = "month", string columns = "{ period: TID, unit: OMRÅDE, value: INDHOLD }", string kind = "value", int history = 3) => $$"""
        id: andel
        name: Breve
        source: maalinger
        kind: {{kind}}
        unit: count
        better: higher
        period: {{period}}
        due: 10d
        history: {{history}}
        schedule: "0 0 6 * * ?"
        columns: {{columns}}
        """;

    [Fact]
    public void Source_SayingNoMore_IsStatisticsDenmarkInDanish()
    {
        using var town = new Town().Write("config/sources/maalinger.yml", "id: maalinger\nkind: statbank\ntable: POST1");
        var source = Assert.IsType<StatbankSettings>(Assert.Single(town.Load().Sources).Value);
        Assert.Equal(("https://api.statbank.dk/v1", StatbankLanguage.Da, StatbankFormat.Jsonstat, 50L << 20), (source.Url, source.Lang, source.Format, source.MaxSize.Bytes));
        Assert.Equal(["", "..", "-", "x"], source.Missing);
        Assert.Equal((0, 0, null), (source.Variables.Count, source.Suppressed.Count, source.Pivot));
    }

    // As of 8 August 2026.
    [Theory]
    [InlineData("month", "2026M05 2026M06 2026M07", "2026-05 2026-06 2026-07")]
    [InlineData("quarter", "2025K4 2026K1 2026K2", "2025-Q4 2026-Q1 2026-Q2")]
    [InlineData("half-year", "2025H1 2025H2 2026H1", "2025-H1 2025-H2 2026-H1")]
    [InlineData("year", "2023 2024 2025", "2023 2024 2025")]
    [InlineData("week", "2026U29 2026U30 2026U31", "2026-W29 2026-W30 2026-W31")]
    [InlineData("day", "2026M08D05 2026M08D06 2026M08D07", "2026-08-05 2026-08-06 2026-08-07")]
    public async Task Periods_OfTheWindow_AreAskedForAndRead(string period, string times, string read)
    {
        string[] there = ["1999", "1999M01", .. times.Split(' '), "2026M08", "2026K3", "2026H2", "2026", "2026U32", "2026M08D08"];
        foreach (var format in new[] { "jsonstat", "csv" })
        {
            await using var statbank = await LoopbackStatbank.StartAsync(there, _ => "7");
            using var town = statbank.StatbankTown($"variables: {{ OMRÅDE: ['101'], MÅDE: [D] }}\nformat: {format}", Indicator(period));
            Assert.Equal(read.Split(' ').Select(p => $"nord {p} 7"), (await town.ReadAsync()).Said());
            Assert.Equal(times.Split(' '), statbank.Times());
        }
    }

    [Fact]
    public async Task Period_ThatTheTableDoesNotHaveYet_IsNotAskedFor()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M04", "2026M05"], _ => "7");
        using var town = statbank.StatbankTown(Digital, Indicator());
        Assert.Equal(["nord 2026-05 7", "147 2026-05 7"], (await town.ReadAsync()).Said());
        Assert.Equal(["2026M05"], statbank.Times());
    }

    [Fact]
    public async Task Window_OfWhichTheTableHasNothing_IsTakenWithoutRows()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2025M12"], _ => "7");
        using var town = statbank.StatbankTown(Digital, Indicator());
        Assert.Equal(0, (await town.ReadAsync()).Taken().Rows);
        Assert.Equal("GET", Assert.Single(statbank.Asked).Method);
    }

    [Fact]
    public async Task Question_InItsWords_IsOneOfStatBank()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], _ => "7");
        using var town = statbank.StatbankTown(Digital, Indicator());
        Assert.Equal(["nord 2026-07 7", "147 2026-07 7"], (await town.ReadAsync()).Said());
        Assert.Equal("/v1/tableinfo?format=json&id=POST1&lang=da", statbank.Asked[0].Target);
        Assert.Equal(("POST", "/v1/data", "application/json"), (statbank.Asked[1].Method, statbank.Asked[1].Target, statbank.Asked[1].Headers.ContentType.ToString()));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"table":"POST1","lang":"da","format":"jsonstat","valuePresentation":"Code","variables":[{"code":"OMRÅDE","values":["101","147"]},{"code":"MÅDE","values":["D"]},{"code":"TID","values":["2026M07"]}]}"""),
            JsonNode.Parse(statbank.Asked[1].Body)), statbank.Asked[1].Body);
    }

    [Fact]
    public async Task Ratio_OfTwoCodesOfAVariable_IsReadAcrossThem()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M06", "2026M07"], codes => (codes[0], codes[1]) switch { ("101", "D") => codes[2] == "2026M06" ? "61" : "71", ("147", "D") => "null", _ => "100" });
        using var town = statbank.StatbankTown("variables: { OMRÅDE: ['101', '147'], MÅDE: [D, TOT] }\npivot: MÅDE", Indicator(kind: "ratio", columns: "{ period: TID, unit: OMRÅDE, numerator: D, denominator: TOT }"));
        Assert.Equal(["nord 2026-06 61/100", "nord 2026-07 71/100", "147 2026-06 NotANumber", "147 2026-07 NotANumber"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Variable_WithSeveralCodesAndNoChoice_ContradictsItself()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], _ => "7");
        using var town = statbank.StatbankTown("variables: { OMRÅDE: ['101'], MÅDE: [D, TOT] }", Indicator());
        Assert.Equal(["nord 2026-07 NotANumber"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("..", "NotANumber")]
    [InlineData("-", "NotANumber")]
    [InlineData("x", "NotANumber")]
    [InlineData("", "NotANumber")]
    [InlineData("0", "0")]
    [InlineData("42955,60", "42955.60")]
    [InlineData("48.58", "NotANumber")]
    public async Task Csv_InDanish_HasADecimalCommaAndMarksWhatIsNotKnown(string written, string read) => Assert.Equal([$"nord 2026-07 {read}"], await CsvAsync(written, ""));

    [Theory]
    [InlineData("48.58", "48.58")]
    [InlineData("42955,60", "NotANumber")]
    public async Task Csv_InEnglish_HasADecimalPoint(string written, string read) => Assert.Equal([$"nord 2026-07 {read}"], await CsvAsync(written, "lang: en"));

    [Theory]
    [InlineData("csv", "0")]
    [InlineData("jsonstat", "0")]
    [InlineData("csv", "..")]
    [InlineData("jsonstat", "\"..\"")]
    public async Task Marker_ThatIsStated_IsWhatItIsStatedToBe(string format, string written)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], codes => codes[0] == "101" ? written : "8");
        using var town = statbank.StatbankTown($"{Digital}\nformat: {format}\nmissing: ['0']\nsuppressed: ['..']", Indicator());
        Assert.Equal([$"nord 2026-07 {(written == "0" ? "NotANumber" : "Suppressed")}", "147 2026-07 8"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Codes_ByAPattern_AreAllThatFit()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, asked) =>
        {
            asked["variables"]![0]!["values"] = new JsonArray("000", "101", "147");
            return context.SayAsync(LoopbackStatbank.JsonStat(asked, _ => "7"));
        });
        using var town = statbank.StatbankTown("variables: { OMRÅDE: ['*'], MÅDE: [D] }", Indicator());
        Assert.Equal(["000 2026-07 7", "nord 2026-07 7", "147 2026-07 7"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Unit_ThatWasAskedForAndDidNotCome_IsMissingAndNotZero()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, asked) =>
        {
            asked["variables"]![0]!["values"] = new JsonArray("147");
            return context.SayAsync(LoopbackStatbank.JsonStat(asked, _ => "7"));
        });
        using var town = statbank.StatbankTown(Digital, Indicator());
        Assert.Equal(["147 2026-07 7"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("variables: { OMRÅDE: ['147', '101'], MÅDE: [D] }")]
    [InlineData("variables: { OMRÅDE: ['101'], MÅDE: [D] }")]
    [InlineData("variables: { MÅDE: [D] }")]
    [InlineData(Digital + "\npivot: MÅDE")]
    [InlineData(Digital + "\nlang: en")]
    [InlineData(Digital + "\nformat: csv")]
    [InlineData(Digital + "\nmissing: ['']")]
    [InlineData(Digital + "\nsuppressed: ['..']")]
    public async Task Asked_WhenTheQuestionChanges_Changes(string source)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], _ => "7");
        using var before = statbank.StatbankTown(Digital, Indicator());
        using var after = statbank.StatbankTown(source, Indicator());
        using var same = statbank.StatbankTown("variables: { MÅDE: [D], OMRÅDE: ['101', '147'] }\ntimeout: 90s\nmaxSize: 1MB", Indicator());
        Assert.NotEqual(Asked(before), Asked(after));
        Assert.Equal(Asked(before), Asked(same));

        static string Asked(Town town) => town.Collector().Asked(town.Load().Indicators["andel"]);
    }

    private static async Task<IEnumerable<string>> CsvAsync(string written, string source)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], _ => written);
        using var town = statbank.StatbankTown($"variables: {{ OMRÅDE: ['101'], MÅDE: [D] }}\nformat: csv\n{source}", Indicator());
        return (await town.ReadAsync()).Said();
    }
}
