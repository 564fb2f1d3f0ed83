using System.Text.Json.Nodes;
using GevinstMonitor.Collect;
using GevinstMonitor.Core.Readings;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>What Statistics Denmark really answered, replayed byte for byte by a server on this machine to whoever asks the same.</summary>
public sealed class RecordedStatbankTests
{
    private const string Indicator = """
        id: andel
        name: Afgørelser
        source: maalinger
        kind: value
        unit: count
        better: lower
        period: year
        due: 120d
        schedule: "0 0 6 * * ?"
        columns: { period: TID, unit: HERKOMST1, value: INDHOLD }
        """;

    // The recordings were made with texts where there are any; JSON-stat has codes all the same.
    [Theory]
    [InlineData("csv", "Total 2023 233454")]
    [InlineData("jsonstat", "00 2023 233454")]
    public async Task Table_AsRecorded_IsRead(string format, string read)
    {
        await using var statbank = await ReplayAsync();
        using var town = Town(statbank, format, "['00']");
        Assert.Equal([read], (await ReadAsync(town, 2023)).Said());
        Assert.Equal(["GET /v1/tableinfo?format=json&id=STRAF42&lang=da", "POST /v1/data"], statbank.Asked.Select(a => $"{a.Method} {a.Target}"));
        Assert.Equal("Code", (string?)JsonNode.Parse(statbank.Asked[1].Body)!["valuePresentation"]);
    }

    [Fact]
    public async Task Year_ThatTheTableDoesNotHaveYet_IsNotAskedForAndNoFault()
    {
        await using var statbank = await ReplayAsync();
        using var town = Town(statbank, "jsonstat", "['00']");
        Assert.Empty((await ReadAsync(town, 2025)).Said());
        Assert.Single(statbank.Asked);
    }

    [Fact]
    public async Task Code_ThatTheTableDoesNotHave_IsRefusedWithThoseItHas()
    {
        await using var statbank = await ReplayAsync();
        using var town = Town(statbank, "jsonstat", "['00', '99']");
        var failed = (await ReadAsync(town, 2023)).Failed();
        Assert.Equal((CollectFault.QueryRefused, "STRAF42 has no code '99' of HERKOMST1; it has 00, 80, 81, 82, 83, 84, 85"), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task Question_ThatWasNotRecorded_IsRefused()
    {
        await using var statbank = await ReplayAsync();
        using var town = Town(statbank, "jsonstat", "['80']");
        Assert.Equal(CollectFault.QueryRefused, (await ReadAsync(town, 2023)).Failed().Fault);
    }

    private static Town Town(LoopbackWeb statbank, string format, string codes) => new Town()
        .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: statbank\nurl: {statbank.Url}/v1\ntable: STRAF42\nlang: en\nformat: {format}\nvariables: {{ HERKOMST1: {codes} }}\n")
        .Write("config/indicators/andel.yml", Indicator);

    private static async Task<Reading> ReadAsync(Town town, int year)
    {
        var catalog = town.Load();
        var window = new Window(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        return Assert.Single(await town.Collector().ReadAsync([new Question(catalog.Indicators["andel"], window)], catalog.At(new DateTimeOffset(2026, 8, 8, 6, 0, 0, TimeSpan.Zero)), TestContext.Current.CancellationToken));
    }

    private static Task<LoopbackWeb> ReplayAsync()
    {
        var exchanges = new[] { "table_info_straf42_da", "data_straf42_csv", "data_straf42_json" }.Select(name => JsonNode.Parse(File.ReadAllText(SharedData.File($"dk/statbank/{name}.json")))!).ToList();
        return LoopbackWeb.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var exchange = exchanges.Find(e => IsSame(e["request"]!, context.Request, body));
            var response = exchange?["response"];
            context.Response.StatusCode = (int?)response?["status"]!["code"] ?? 400;
            context.Response.ContentType = (string?)response?["headers"]!["Content-Type"]![0] ?? "text/json; charset=utf-8";
            await context.Response.Body.WriteAsync(response is null ? """{"errorTypeCode":"EXTRACT-NOTFOUND","message":"Ikke optaget"}"""u8.ToArray() : Convert.FromBase64String((string)response["body_base64"]!));
        });
    }

    // The same in meaning; how values are presented was not recorded as it is asked for.
    private static bool IsSame(JsonNode recorded, HttpRequest request, string body)
    {
        if ((string?)recorded["method"] != request.Method || new Uri((string)recorded["uri"]!).PathAndQuery != request.Path + request.QueryString)
            return false;
        if (body.Length == 0)
            return (string)recorded["body"]! == "";
        var asked = JsonNode.Parse(body)!;
        asked["valuePresentation"] = "Default";
        return JsonNode.DeepEquals(JsonNode.Parse((string)recorded["body"]!), asked);
    }
}
