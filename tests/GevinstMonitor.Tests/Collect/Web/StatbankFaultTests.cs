using System.Text;
using System.Text.Json.Nodes;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>Every way that a table of Statistics Denmark cannot be read has its name, and none of them is a number.</summary>
public sealed class StatbankFaultTests
{
    private const string Source = "variables: { OMRÅDE: ['101', '147'], MÅDE: [D] }";
    private const string Indicator = """
        id: andel
        name: Breve
        source: maalinger
        kind: value
        unit: count
        better: higher
        period: month
        due: 10d
        history: 3
        schedule: "0 0 6 * * ?"
        columns: { period: TID, unit: OMRÅDE, value: INDHOLD }
        """;

    [Theory]
    [InlineData("EXTRACT-NOTFOUND", "EXTRACT-NOTFOUND): no such table, variable, code or period; see 'table' and 'variables'")]
    [InlineData("EXTRACT-NOTALLOWED", "EXTRACT-NOTALLOWED): it wants codes for another variable; see 'variables'")]
    [InlineData("REQUEST-LIMIT", "REQUEST-LIMIT): more cells than it gives at once; name fewer codes, or a shorter 'history' of the indicator")]
    [InlineData("REQUEST-MISSING", "REQUEST-MISSING): it misses something in the question; see 'table' and 'url'")]
    [InlineData("REQUEST-SOMETHING-NEW", "REQUEST-SOMETHING-NEW)")]
    [InlineData("Tallet 010170-1234 findes ikke", "no code)")]
    [InlineData("\\ud800", "no code)")]
    public async Task Refusal_WithACode_IsToldByItsCodeAndNotItsWords(string code, string says)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, _) => context.RefuseAsync(code));
        Assert.Equal((CollectFault.QueryRefused, $"StatBank refuses POST1 (answered 400, {says}"), await FaultAsync(statbank));
    }

    [Theory]
    [InlineData("<html>010170-1234</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"errorTypeCode\":7}")]
    public async Task Refusal_WithoutACode_IsARefusalAllTheSame(string body)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, _) =>
        {
            context.Response.StatusCode = 400;
            return context.SayAsync(body);
        });
        Assert.Equal((CollectFault.QueryRefused, "StatBank refuses POST1 (answered 400, no code)"), await FaultAsync(statbank));
    }

    [Fact]
    public async Task Table_ThatIsNotThere_IsRefused()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], _ => "7");
        using var town = statbank.StatbankTown(Source, Indicator);
        town.Write("config/sources/maalinger.yml", $"id: maalinger\nkind: statbank\nurl: {statbank.Url}/v1\ntable: POST2\n{Source}\n");
        var (fault, detail) = await town.FaultAsync();
        Assert.Equal((CollectFault.QueryRefused, "StatBank refuses POST2 (answered 400, EXTRACT-NOTFOUND): no such table, variable, code or period; see 'table' and 'variables'"), (fault, detail));
    }

    [Theory]
    [InlineData("variables: { KOMMUNE: ['101'], MÅDE: [D] }", "POST1 has no variable 'KOMMUNE'; it has OMRÅDE, MÅDE")]
    [InlineData("variables: { OMRÅDE: ['999'], MÅDE: [D] }", "POST1 has no code '999' of OMRÅDE; it has 000, 101, 147")]
    [InlineData("variables: { OMRÅDE: ['101'], MÅDE: [d] }", "POST1 has no code 'd' of MÅDE; it has D, P, TOT")]
    [InlineData("variables: { OMRÅDE: ['101'] }", "POST1 has no sum over MÅDE: name its codes under 'variables'; it has D, P, TOT")]
    public async Task Code_ThatTheTableLacks_IsRefusedBeforeItIsAskedFor(string source, string says)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], _ => "0");
        Assert.Equal((CollectFault.QueryRefused, says), await FaultAsync(statbank, source));
        Assert.Equal("GET", Assert.Single(statbank.Asked).Method);
    }

    [Fact]
    public async Task Table_OfOtherPeriodsThanTheIndicators_IsMalformed()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026K1", "2026K2"], _ => "7");
        Assert.Equal((CollectFault.Malformed, "POST1 has times like '2026K2', which is no month; see 'period' of the indicator"), await FaultAsync(statbank));
    }

    // So StatBank was seen to answer: with zeros, under a code of its own.
    [Theory]
    [InlineData("OMRÅDE", "9999")]
    [InlineData("MÅDE", "P")]
    [InlineData("TID", "2026M06")]
    public async Task Answer_UnderACodeThatWasNotAskedFor_IsNotTakenForWhatWas(string variable, string other)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, asked) =>
        {
            asked["variables"]!.AsArray().Single(v => (string?)v!["code"] == variable)!["values"] = new JsonArray(other);
            return context.SayAsync(LoopbackStatbank.JsonStat(asked, _ => "0"));
        });
        Assert.Equal((CollectFault.Malformed, $"POST1 answers with '{other}' of {variable}, which was not asked for"), await FaultAsync(statbank));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"variables":null}""")]
    [InlineData("""{"variables":[{"id":"Tid","time":true,"elimination":false}]}""")]
    [InlineData("""{"variables":[{"id":"Tid","time":true,"elimination":false,"values":[{"id":7}]}]}""")]
    [InlineData("""{"variables":[{"id":"\ud800","time":true,"elimination":false,"values":[]}]}""")]
    public async Task Tableinfo_OfAnotherShape_IsMalformed(string info)
    {
        await using var statbank = await LoopbackStatbank.StartAsync([], (context, _) => context.SayAsync("7"), info);
        Assert.Equal((CollectFault.Malformed, "tableinfo does not answer as StatBank does; see url"), await FaultAsync(statbank));
    }

    [Fact]
    public async Task Tableinfo_WithoutTime_IsMalformed()
    {
        await using var statbank = await LoopbackStatbank.StartAsync([], (context, _) => context.SayAsync("7"), """{"variables":[]}""");
        Assert.Equal((CollectFault.Malformed, "tableinfo names no variable of time, or several"), await FaultAsync(statbank));
    }

    [Theory]
    [InlineData("jsonstat")]
    [InlineData("csv")]
    public async Task Server_StoppedInTheMiddleOfItsAnswer_IsTruncated(string format)
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], async (context, asked) =>
        {
            var text = Encoding.UTF8.GetBytes(format == "csv" ? "OMRÅDE;MÅDE;TID;INDHOLD\r\n101;D;2026M07;7\r\n" : LoopbackStatbank.JsonStat(asked, _ => "7"));
            // Kestrel hangs up on an answer that is shorter than it said.
            context.Response.ContentLength = text.Length + 20;
            await context.Response.Body.WriteAsync(text);
        });
        Assert.Equal((CollectFault.Truncated, $"{new Uri(statbank.Url).Authority} broke off before the end of its answer"), await FaultAsync(statbank, $"{Source}\nformat: {format}"));
    }

    [Fact]
    public async Task Json_CutOff_IsTruncated()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, asked) => context.SayAsync(LoopbackStatbank.JsonStat(asked, _ => "7")[..^20]));
        Assert.Equal((CollectFault.Truncated, "POST1: the JSON ends before its end"), await FaultAsync(statbank));
    }

    [Fact]
    public async Task Json_WholeWithAKeyTwice_IsMalformedAndNotCutOff()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, asked) => context.SayAsync(LoopbackStatbank.JsonStat(asked, _ => "7").Replace("\"value\"", "\"value\":[1,2],\"value\"", StringComparison.Ordinal)));
        Assert.Equal(CollectFault.Malformed, (await FaultAsync(statbank)).Fault);
    }

    [Fact]
    public async Task Json_InAnotherEncoding_IsMalformed()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, asked) => context.SayAsync(LoopbackStatbank.JsonStat(asked, _ => "7"), encoding: Encoding.Latin1));
        Assert.Equal((CollectFault.Malformed, "POST1: not utf-8; state the answer's encoding"), await FaultAsync(statbank));
    }

    [Fact]
    public async Task Answer_LargerThanAllowed_IsTooLarge()
    {
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, _) => context.SayAsync(new string(' ', 200_000)));
        Assert.Equal(CollectFault.TooLarge, (await FaultAsync(statbank, $"{Source}\nmaxSize: 100kB")).Fault);
    }

    [Fact]
    public async Task Server_ThatIsBusy_IsAskedAgain()
    {
        var calls = 0;
        await using var statbank = await LoopbackStatbank.StartAsync(["2026M07"], (context, asked) =>
        {
            if (Interlocked.Increment(ref calls) > 1)
                return context.SayAsync(LoopbackStatbank.JsonStat(asked, _ => "7"));
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        using var town = statbank.StatbankTown(Source, Indicator);
        Assert.Equal(["nord 2026-07 7", "147 2026-07 7"], (await town.ReadAsync()).Said());
    }

    private static async Task<(CollectFault Fault, string Detail)> FaultAsync(LoopbackWeb statbank, string source = Source)
    {
        using var town = statbank.StatbankTown(source, Indicator);
        return await town.FaultAsync();
    }
}
