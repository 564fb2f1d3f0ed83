using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>A table as Statistics Denmark has them, on this machine: letters by place and way, and time.</summary>
internal static class LoopbackStatbank
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A server that answers what it is asked.</summary>
    /// <param name="times">The periods that the table has.</param>
    /// <param name="cell">The number, as written, of codes in the order they are asked in.</param>
    public static Task<LoopbackWeb> StartAsync(string[] times, Func<string[], string> cell) =>
        StartAsync(times, (context, asked) => (string?)asked["format"] == "csv" ? context.SayAsync(Csv(asked, cell), "text/csv; charset=utf-8", new UTF8Encoding(true)) : context.SayAsync(JsonStat(asked, cell), "text/json; charset=utf-8"));

    /// <summary>A server that answers questions for data as it is told to.</summary>
    public static Task<LoopbackWeb> StartAsync(string[] times, Func<HttpContext, JsonNode, Task> data, string info = "") => LoopbackWeb.StartAsync(async context =>
    {
        if (context.Request.Path == "/v1/tableinfo" && (string?)context.Request.Query["id"] == "POST1")
            await context.SayAsync(info.Length > 0 ? info : Info(times), "text/json; charset=utf-8");
        else if (context.Request.Path == "/v1/data")
            await data(context, (await JsonNode.ParseAsync(context.Request.Body))!);
        else
            await context.RefuseAsync("EXTRACT-NOTFOUND");
    });

    public static Task RefuseAsync(this HttpContext context, string code)
    {
        context.Response.StatusCode = 400;
        return context.SayAsync($$"""{"errorTypeCode":"{{code}}","message":"010170-1234 findes ikke"}""", "text/json; charset=utf-8");
    }

    /// <summary>OMRÅDE may be left out, MÅDE may not.</summary>
    public static string Info(string[] times) => new JsonObject
    {
        ["id"] = "POST1",
        ["text"] = "Breve",
        ["suppressedDataValue"] = "0",
        ["variables"] = new JsonArray(Variable("OMRÅDE", true, false, "000", "101", "147"), Variable("MÅDE", false, false, "D", "P", "TOT"), Variable("Tid", false, true, times)),
    }.ToJsonString();

    /// <summary>A town whose indicator is read from the table.</summary>
    /// <param name="source">Lines that the source's file has beside the usual ones.</param>
    public static Town StatbankTown(this LoopbackWeb statbank, string source, string indicator) => new Town()
        .Write("config/organisation.yml", Given.Organisation.Replace("name: Center Nord", "name: Center Nord, codes: ['101']", StringComparison.Ordinal))
        .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: statbank\nurl: {statbank.Url}/v1\ntable: POST1\n{source}\n")
        .Write("config/indicators/andel.yml", indicator);

    /// <summary>The periods that the table was asked for.</summary>
    public static IEnumerable<string> Times(this LoopbackWeb statbank) =>
        JsonNode.Parse(Assert.Single(statbank.Asked, a => a.Method == "POST").Body)!["variables"]!.AsArray().Single(v => (string?)v!["code"] == "TID")!["values"]!.AsArray().Select(v => (string)v!);

    public static string JsonStat(JsonNode asked, Func<string[], string> cell)
    {
        var variables = VariablesOf(asked);
        var dimension = new JsonObject();
        foreach (var (code, values) in variables.Append(("ContentsCode", ["POST1"])))
            dimension[code] = new JsonObject { ["category"] = new JsonObject { ["index"] = new JsonObject(values.Select((value, at) => KeyValuePair.Create(value, (JsonNode?)at))) } };
        dimension["id"] = new JsonArray([.. variables.Select(v => v.Code).Append("ContentsCode")]);
        dimension["size"] = new JsonArray([.. variables.Select(v => v.Values.Length).Append(1)]);
        return new JsonObject { ["dataset"] = new JsonObject { ["dimension"] = dimension, ["value"] = new JsonArray([.. Combinations(variables).Select(c => JsonNode.Parse(cell(c)))]) } }.ToJsonString(Readable);
    }

    private static string Csv(JsonNode asked, Func<string[], string> cell)
    {
        var variables = VariablesOf(asked);
        return string.Join(";", variables.Select(v => v.Code)) + ";INDHOLD\r\n" + string.Concat(Combinations(variables).Select(codes => $"{string.Join(";", codes)};{cell(codes)}\r\n"));
    }

    private static List<(string Code, string[] Values)> VariablesOf(JsonNode asked) =>
        [.. asked["variables"]!.AsArray().Select(v => ((string)v!["code"]!, v["values"]!.AsArray().Select(c => (string)c!).ToArray()))];

    private static IEnumerable<string[]> Combinations(IEnumerable<(string Code, string[] Values)> variables) =>
        variables.Aggregate<(string, string[] Values), IEnumerable<string[]>>([[]], (before, variable) => before.SelectMany(codes => variable.Values.Select(code => (string[])[.. codes, code])));

    private static JsonObject Variable(string id, bool elimination, bool time, params string[] codes) => new()
    {
        ["id"] = id,
        ["text"] = id.ToLowerInvariant(),
        ["elimination"] = elimination,
        ["time"] = time,
        ["values"] = new JsonArray([.. codes.Select(c => new JsonObject { ["id"] = c, ["text"] = c })]),
    };
}
