using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>Reads a table of Statistics Denmark: asks what it has, and then for those of the window's periods that are there.</summary>
public sealed partial class StatbankKind : SourceKind<StatbankSettings>
{
    protected override string Asked(StatbankSettings source, IndicatorFile indicator)
    {
        var variables = source.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key} {string.Join(" | ", v.Value)}");
        return $"{source.Table} of {source.Url} in {Word(source.Lang)} as {Word(source.Format)}, {(source.Variables.Count == 0 ? "no variable" : string.Join(", ", variables))}{(source.Pivot is { } pivot ? $", columns across {pivot}" : "")}: {Columns.Asked(indicator)} ({source.Text.Marks}, {Columns.Periods(indicator)})";
    }

    protected override async Task ReadAsync(StatbankSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        var asker = new WebAsker(source, ask.Clock);
        StatbankTable table;
        // Its codes are the same in every language.
        using (var info = await AskAsync(new WebQuestion(HttpMethod.Get, Address(source, $"tableinfo?format=json&id={Uri.EscapeDataString(source.Table)}&lang=da"))))
        using (var json = await JsonAnswer.ReadAsync(info.Body, $"{source.Table} tableinfo", "utf-8", ct))
            table = StatbankTable.Read(json.Root);

        var asked = table.Ask(source, ask.Indicator.Period, ask.Window);
        if (asked[^1].Values.Count == 0)
            return;
        using var answer = await AskAsync(new WebQuestion(HttpMethod.Post, Address(source, "data"), BodyOf(source, asked)) { Accept = "*/*" });
        if (source.Format == StatbankFormat.Csv)
        {
            await SeparatedValues.ReadAsync(answer.TextBody(source.Table), source.Table, source.Text, ask, rows, ct);
            return;
        }

        using var data = await JsonAnswer.ReadAsync(answer.Body, source.Table, "utf-8", ct);
        var cells = JsonStat.Read(data.Root, new NumberFormat(source.Text).Mark);
        foreach (var (code, values) in asked.Where(a => !a.Values.Any(IsPattern)))
        {
            // Another code's number is not the one that was asked for, though it may look like it.
            if (cells.Unasked(code, values) is { } other)
                throw new SourceException(CollectFault.Malformed, $"{source.Table} answers with '{other}' of {code}, which was not asked for");
        }

        cells.Give(ask.Indicator, source.Table, source.Pivot, rows);

        async Task<WebAnswer> AskAsync(WebQuestion question)
        {
            var answer = await asker.AskAsync(question with { Reads = status => status == HttpStatusCode.BadRequest }, ct);
            if (answer.Status != (int)HttpStatusCode.BadRequest)
                return answer;
            using (answer)
                throw await RefusalAsync(source, answer, ct);
        }
    }

    private static Uri Address(StatbankSettings source, string function) => new($"{source.Url.TrimEnd('/')}/{function}");

    // Codes in the place of texts, so that units are known by what organisation.yml calls their codes.
    private static string BodyOf(StatbankSettings source, IReadOnlyList<(string Code, IReadOnlyList<string> Values)> asked) => new JsonObject
    {
        ["table"] = source.Table,
        ["lang"] = Word(source.Lang),
        ["format"] = Word(source.Format),
        ["valuePresentation"] = "Code",
        ["variables"] = new JsonArray([.. asked.Select(a => new JsonObject { ["code"] = a.Code, ["values"] = new JsonArray([.. a.Values.Select(v => (JsonNode)v)]) })]),
    }.ToJsonString();

    // The code alone is told: the message's words change, and may repeat what was asked.
    private static async Task<SourceException> RefusalAsync(StatbankSettings source, WebAnswer answer, CancellationToken ct)
    {
        var code = "no code";
        try
        {
            using var json = await JsonAnswer.ReadAsync(answer.Body, source.Table, "utf-8", ct);
            if (json.Root.ValueKind == JsonValueKind.Object && json.Root.TryGetProperty("errorTypeCode", out var type) && type.ValueKind == JsonValueKind.String
                && JsonAnswer.TextOf(type, source.Table) is var text && ErrorCode().IsMatch(text))
                code = text;
        }
        catch (SourceException e) when (e.Fault == CollectFault.Malformed)
        {
            // A page for people says no code, and is a refusal all the same.
        }

        return new SourceException(CollectFault.QueryRefused, $"StatBank refuses {source.Table} (answered 400, {code}){code switch
        {
            "EXTRACT-NOTFOUND" => ": no such table, variable, code or period; see 'table' and 'variables'",
            "EXTRACT-NOTALLOWED" => ": it wants codes for another variable; see 'variables'",
            "REQUEST-LIMIT" => ": more cells than it gives at once; name fewer codes, or a shorter 'history' of the indicator",
            "REQUEST-MISSING" or "REQUEST-EMPTY" => ": it misses something in the question; see 'table' and 'url'",
            _ => "",
        }}");
    }

    private static bool IsPattern(string code) => code.Contains('*', StringComparison.Ordinal);

    private static string Word(Enum value) => Scalars.KebabCase(value.ToString());

    [GeneratedRegex("^[A-Z][A-Z-]{1,39}$")]
    private static partial Regex ErrorCode();
}
