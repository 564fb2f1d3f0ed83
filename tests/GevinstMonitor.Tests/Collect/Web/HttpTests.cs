using System.Globalization;
using System.Text;
using GevinstMonitor.Core.Readings;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>What a web service is asked, and how its answers are read.</summary>
public sealed class HttpTests
{
    private const string May = """[ { "måned": "2026-05", "digitale": 505, "alle": 1000 } ]""";

    [Fact]
    public async Task Get_WithTheWindowInItsAddress_AsksForItsDays()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = web.Town(path: "/tal/{from}?fra={from}&til={to}", source: "headers: { X-Kommune: Proeveby, Accept: application/vnd.tal+json }", indicator: Given.Indicator + "\nhistory: 3");
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
        var asked = Assert.Single(web.Asked);
        Assert.Equal(("GET", "/tal/2026-05-01?fra=2026-05-01&til=2026-08-01", ""), (asked.Method, asked.Target, asked.Body));
        Assert.Equal(("Proeveby", "application/vnd.tal+json", "GevinstMonitor"), (asked.Headers["X-Kommune"].ToString(), asked.Headers.Accept.ToString(), asked.Headers.UserAgent.ToString()));
    }

    [Fact]
    public async Task Post_WithTheWindowInItsBody_PostsJson()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = web.Town("""
            method: post
            body: |
              { "fra": "{from}", "til": "{to}", "tekst": "Æ {andet}" }
            """, Given.Indicator + "\nhistory: 3");
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
        var asked = Assert.Single(web.Asked);
        Assert.Equal(("POST", """{ "fra": "2026-05-01", "til": "2026-08-01", "tekst": "Æ {andet}" }""", "application/json"), (asked.Method, asked.Body.Trim(), asked.Headers.ContentType.ToString()));
    }

    [Fact]
    public async Task Post_WithItsOwnContentType_SaysSo()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = web.Town("method: post\nheaders: { Content-Type: application/x-www-form-urlencoded }\nbody: fra={from}");
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
        Assert.Equal(("fra=2023-08-01", "application/x-www-form-urlencoded"), (web.Asked[0].Body, web.Asked[0].Headers.ContentType.ToString()));
    }

    [Theory]
    [InlineData("505", "1000", "505/1000")]
    [InlineData("12345678901234.5678901234", "1e3", "12345678901234.5678901234/1000")]
    [InlineData("-0.5", "1.50", "-0.5/1.50")]
    [InlineData("\"1.234,5\"", "\" 7 \"", "1234.5/7")]
    [InlineData("0", "-0e5", "0/0")]
    [InlineData("null", "1", "NotANumber")]
    [InlineData("\"\"", "1", "NotANumber")]
    [InlineData("\"< 20\"", "100", "Suppressed")]
    public async Task Number_InJson_IsReadExactlyOrNotKnown(string first, string second, string read)
    {
        await using var web = await LoopbackWeb.SayingAsync($$"""[ { "måned": "2026-05", "digitale": {{first}}, "alle": {{second}} } ]""");
        using var town = web.Town("thousands: .\nsuppressed: ['< 20']");
        var reading = await town.ReadAsync();
        Assert.Equal([$"* 2026-05 {read}"], reading.Said());
        Assert.Empty(reading.Taken().Rejected);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("[1]")]
    [InlineData("[]")]
    [InlineData("\"mange\"")]
    [InlineData("\"12.5\"")]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("0.00000000000000000000000000000000001")]
    [InlineData("1e15")]
    public async Task Number_ThatIsNone_IsRejectedAndNotZero(string written)
    {
        await using var web = await LoopbackWeb.SayingAsync($$"""[ { "periode": "2026-05", "enhed": "nord", "antal": {{written}} }, { "periode": "2026-06", "enhed": "nord", "antal": 7 } ]""");
        using var town = web.Town(indicator: Collecting.Value());
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-05 NotANumber", "nord 2026-06 7"], reading.Said());
        Assert.StartsWith("answer, row 1: not a number", Assert.Single(reading.Taken().Rejected));
    }

    [Theory]
    [InlineData("data.items", """{ "data": { "items": ROWS } }""")]
    [InlineData("data.items", """{ "data.items": ROWS }""")]
    [InlineData("a.b.c", """{ "a": { "x": 1 }, "a.b": { "c": ROWS } }""")]
    [InlineData("results.1.rows", """{ "results": [ { "rows": [] }, { "rows": ROWS } ] }""")]
    [InlineData("value", """{ "@odata.context": "x", "value": ROWS }""")]
    public async Task Rows_AtAPath_AreFound(string path, string answer)
    {
        await using var web = await LoopbackWeb.SayingAsync(answer.Replace("ROWS", May, StringComparison.Ordinal));
        using var town = web.Town($"rows: {path}");
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("rows: data.items", """{ "data": { "item": [] } }""", "answer: at 'data.items' stands nothing where a list of rows should; see 'rows'")]
    [InlineData("rows: data", """{ "data": { "items": [] } }""", "answer: at 'data' stands an object where a list of rows should; see 'rows'")]
    [InlineData("rows: data", """{ "data": null }""", "answer: at 'data' stands null where a list of rows should; see 'rows'")]
    [InlineData("rows: data.7", """{ "data": [ [] ] }""", "answer: at 'data.7' stands nothing where a list of rows should; see 'rows'")]
    [InlineData("", """{ "data": [] }""", "answer: not a list of rows but an object; state in 'rows' where the list stands")]
    public async Task Rows_ThatAreNotThere_AreMalformed(string source, string answer, string says)
    {
        await using var web = await LoopbackWeb.SayingAsync(answer);
        using var town = web.Town(source);
        Assert.Equal((CollectFault.Malformed, says), await town.FaultAsync());
    }

    [Fact]
    public async Task Columns_InsideOtherObjects_AreFoundByTheirPath()
    {
        await using var web = await LoopbackWeb.SayingAsync("""
            [ { "tid": { "måned": "2026-05" }, "center": { "kode": "nord", "navn": "Center Nord" }, "tal": { "a.b": 3 } },
              { "tid": { "måned": "2026-05" }, "center": { "kode": "syd" }, "tal": { "a": { "b": 4 } } },
              { "tid": { "måned": "2026-06" }, "center": { "kode": "syd" } } ]
            """);
        using var town = web.Town(indicator: Collecting.Value().Replace("period: periode, unit: enhed, value: antal", "period: tid.måned, unit: center.kode, value: tal.a.b", StringComparison.Ordinal));
        Assert.Equal(["nord 2026-05 3", "syd 2026-05 4", "syd 2026-06 NotANumber"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Rows_ThatAreLists_HaveTheirPlacesAsColumns()
    {
        await using var web = await LoopbackWeb.SayingAsync("""{ "rows": [ [ "2026-05", "nord", 3 ], [ 202606, "nord", "4" ], 7 ] }""");
        using var town = web.Town("rows: rows", Collecting.Value().Replace("period: periode, unit: enhed, value: antal", "period: '0', unit: '1', value: '2'", StringComparison.Ordinal));
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-05 3"], reading.Said());
        Assert.Equal(["answer, row 2: '202606' is not a month as periodFormat states it", "answer, row 3: a single value where a row should be"], reading.Taken().Rejected);
    }

    [Fact]
    public async Task Table_WithAColumnForEachUnit_IsReadAcross()
    {
        await using var web = await LoopbackWeb.SayingAsync("""[ { "måned": 202605, "tal": { "nord": 3, "syd": 4 } }, { "måned": 202606, "tal": { "nord": 5 } } ]""");
        using var town = web.Town(indicator: Collecting.Value(more: "periodFormat: yyyyMM").Replace("period: periode, unit: enhed, value: antal", "period: måned, value: 'tal.*', across: unit", StringComparison.Ordinal));
        Assert.Equal(["nord 2026-05 3", "syd 2026-05 4", "nord 2026-06 5", "syd 2026-06 NotANumber"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("\"1.5\"", "1.5")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    public async Task Rows_WithATextAsStated_AreTheOnesThatCountWhateverTheLanguage(string written, string stated)
    {
        // Where a number has a decimal comma.
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("da-DK");
        await using var web = await LoopbackWeb.SayingAsync($$"""[ { "periode": "2026-05", "enhed": "nord", "antal": 7, "type": {{written}} }, { "periode": "2026-05", "enhed": "syd", "antal": 8, "type": 2 } ]""");
        using var town = web.Town(indicator: Collecting.Value().Replace("value: antal", $"value: antal, where: {{ type: '{stated}' }}", StringComparison.Ordinal));
        Assert.Equal(["nord 2026-05 7"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("2026-06-01T00:00:00", "2026-06")]
    [InlineData("2026-05-31T22:00:00Z", "2026-06")]
    [InlineData("2026-05-31T21:59:59.999Z", "2026-05")]
    [InlineData("2026-06-01T00:00:00+02:00", "2026-06")]
    [InlineData("2026-05-31T23:30:00-05:00", "2026-06")]
    [InlineData("2026-06-30", "2026-06")]
    public async Task Period_WrittenAsAMoment_IsTheDayOnDanishClocks(string written, string read)
    {
        await using var web = await LoopbackWeb.SayingAsync($$"""[ { "periode": "{{written}}", "enhed": "nord", "antal": 7 } ]""");
        using var town = web.Town(indicator: Collecting.Value());
        Assert.Equal([$"nord {read} 7"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Column_ThatNoRowHas_IsMissing()
    {
        await using var web = await LoopbackWeb.SayingAsync("""[ { "måned": "2026-05", "digital": 505, "alle": 1000 } ]""");
        using var town = web.Town();
        Assert.Equal((CollectFault.ColumnMissing, "answer: no column 'digitale'; there are måned, digital, alle"), await town.FaultAsync());
    }

    [Fact]
    public async Task Rows_NoneAtAll_AreNoFault()
    {
        await using var web = await LoopbackWeb.SayingAsync("[]");
        using var town = web.Town();
        var taken = (await town.ReadAsync()).Taken();
        Assert.Equal((0, 0), (taken.Rows, taken.Figures.Count));
    }

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("latin1", "iso-8859-1")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("latin1", "utf-8")]
    public async Task Json_EncodedAsStatedOrMarked_IsRead(string stated, string written)
    {
        await using var web = await LoopbackWeb.SayingAsync(May, encoding: written == "iso-8859-1" ? Encoding.Latin1 : Encoding.GetEncoding(written));
        using var town = web.Town($"encoding: {stated}");
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Csv_OverHttp_IsReadAsFilesAre()
    {
        await using var web = await LoopbackWeb.SayingAsync("måned;digitale;alle\n2026-05;505;1.000\n2026-06;mange;1000\n", "text/csv", Encoding.Latin1);
        using var town = web.Town("format: csv\nencoding: latin1\nthousands: .");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2026-05 505/1000", "* 2026-06 NotANumber"], reading.Said());
        Assert.StartsWith("answer:3: not a number", Assert.Single(reading.Taken().Rejected));
    }

    [Fact]
    public async Task Answer_Packed_IsUnpacked()
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayPackedAsync(May));
        using var town = web.Town();
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
        Assert.Equal("gzip", web.Asked[0].Headers.AcceptEncoding.ToString());
    }

    [Fact]
    public async Task QueryHash_WhenWhatIsAskedChanges_IsAnother()
    {
        await using var web = await LoopbackWeb.SayingAsync("""{ "a": [], "b": [] }""");
        string[] sources = ["rows: a", "rows: b", "rows: a\ndecimal: .", "rows: a\nheaders: { X-Kommune: '101' }", "rows: a\nmethod: post", "rows: a\nmethod: post\nbody: x", "rows: a\npaging: { page: side }"];
        var hashes = new List<string>();
        foreach (var source in sources.Append("rows: a\nsecretHeaders: { X-Api-Key: { file: secret.txt } }\nmaxSize: 1MB"))
        {
            using var town = web.Town(source);
            hashes.Add((await town.ReadAsync()).QueryHash);
        }

        Assert.Equal(sources.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], hashes[^1]);
    }
}
