using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>
/// Asks Prometheus for each period by an instant query at its end, its last millisecond on the clocks of the installation. <c>{period}</c> in a query is how long
/// the period was, as Prometheus writes it, with the hour that a change of clocks gave or took: <c>increase(logins_total[{period}])</c> counts it and no other.
/// </summary>
public sealed partial class PrometheusKind : SourceKind<PrometheusSettings>
{
    private const string Length = "{period}", Name = "Prometheus' answer";

    protected override string Asked(PrometheusSettings source, IndicatorFile indicator)
    {
        var columns = indicator.Columns;
        var queries = indicator.Kind == IndicatorKind.Ratio ? $"numerator {columns!.Numerator!.Trim()}, denominator {columns.Denominator!.Trim()}" : indicator.Query!.Trim();
        var headers = string.Concat(WebRules.HeadersAsked(source).Select(header => $", {header}"));
        return $"{source.Url}: {queries}, {(columns?.Unit is { } label ? $"unit by label '{label}'" : "the whole")}, at each period's end{headers}";
    }

    protected override async Task ReadAsync(PrometheusSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        var (asker, indicator) = (new WebAsker(source, ask.Clock), ask.Indicator);
        var (columns, ratio) = (indicator.Columns, indicator.Kind == IndicatorKind.Ratio);
        var (one, other) = ratio ? (columns!.Numerator!, columns.Denominator!) : (indicator.Query!, "");
        var kept = (one + other).Contains(Length, StringComparison.Ordinal) ? await KeptSinceAsync(asker, source, ask.Clock, ct) : null;
        for (var period = Period.Containing(indicator.Period, ask.Window.From); period.Start < ask.Window.To; period = period.Next)
        {
            var asked = period;
            string Address() => $"the end of {asked}";
            if (BeginningOf(period.Start, ask.Zone) < kept)
            {
                rows.Reject(Address, "Prometheus does not keep all of the period any longer, so that it would be measured too low; see its storage.tsdb.retention.time");
                continue;
            }

            var first = await AskAsync(asker, source, one, columns?.Unit, period, ask.Zone, rows, ct);
            var second = ratio ? await AskAsync(asker, source, other, columns?.Unit, period, ask.Zone, rows, ct) : first;
            foreach (var unit in first.Keys.Union(second.Keys))
                rows.Add(Address, period.Start, unit, first.GetValueOrDefault(unit, Cell.Missing), second.GetValueOrDefault(unit, Cell.Missing));
        }
    }

    private static async Task<Dictionary<string, Cell>> AskAsync(WebAsker asker, PrometheusSettings source, string query, string? label, Period period, TimeZoneInfo zone, Tally rows, CancellationToken ct)
    {
        var (start, end) = (BeginningOf(period.Start, zone), BeginningOf(period.Next.Start, zone));
        query = query.Trim().Replace(Length, FormattableString.Invariant($"{(long)(end - start).TotalSeconds}s"), StringComparison.Ordinal);
        var form = FormattableString.Invariant($"query={Uri.EscapeDataString(query)}&time={end.ToUnixTimeSeconds() - 1}.999");
        using var answer = await asker.AskAsync(new WebQuestion(HttpMethod.Post, At(source, "/api/v1/query"), form, "application/x-www-form-urlencoded")
        {
            Reads = status => status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity,
        }, ct);
        using var json = await JsonAnswer.ReadAsync(answer.Body, Name, "utf-8", ct);
        return ValuesIn(json, label, why => rows.Reject(() => $"the end of {period}", why));
    }

    /// <returns>The value of each unit; the whole's stands under no name.</returns>
    /// <param name="reject">Takes why a series cannot be used.</param>
    internal static Dictionary<string, Cell> ValuesIn(JsonAnswer json, string? label, Action<string> reject)
    {
        var values = new Dictionary<string, Cell>(StringComparer.Ordinal);
        foreach (var series in VectorIn(json).EnumerateArray())
        {
            if (UnitOf(series, label) is not { } unit)
                reject($"a series without the label '{label}'; which unit it is for is not known");
            else if (!values.TryAdd(unit, ValueOf(series)))
                throw new SourceException(CollectFault.QueryRefused, label is null
                    ? "the query gives several series where it is for the whole; add them up, like sum(...), or state in 'columns' which label is the unit"
                    : $"the query gives several series for one '{label}'; add them up, like sum by ({label}) (...)");
        }

        return values;
    }

    // Null when it keeps all, or does not say: what only answers like Prometheus may not know.
    private static async Task<DateTimeOffset?> KeptSinceAsync(WebAsker asker, PrometheusSettings source, TimeProvider clock, CancellationToken ct)
    {
        using var answer = await asker.AskAsync(new WebQuestion(HttpMethod.Get, At(source, "/api/v1/status/runtimeinfo")) { Reads = status => (int)status is >= 400 and < 500 }, ct);
        if (answer.Status != 200)
            return null;
        using var json = await JsonAnswer.ReadAsync(answer.Body, Name, "utf-8", ct);
        var days = Duration().Match(Text(json.Root, "data.storageRetention") ?? "").Groups["part"].Captures.Sum(part => DaysOf(part.Value));
        return days is 0 or > 365_000 ? null : clock.GetUtcNow().AddDays(-days);
    }

    private static JsonElement VectorIn(JsonAnswer json)
    {
        if (Text(json.Root, "status") != "success")
        {
            // Its own text quotes what it was asked and may quote what it holds; the type is one of a few words.
            throw Text(json.Root, "errorType") is { } type && WebFaults.IsErrorWord(type)
                ? new SourceException(CollectFault.QueryRefused, $"Prometheus refuses the query ({type}); try it on its own page")
                : new SourceException(CollectFault.Malformed, "the answer is not one of Prometheus; see url");
        }

        if (JsonAnswer.At(json.Root, "warnings") is { ValueKind: JsonValueKind.Array } warnings && warnings.GetArrayLength() > 0)
            throw new SourceException(CollectFault.QueryRefused, "Prometheus warns that its answer may be wrong; see why by trying the query on its own page");
        if (Text(json.Root, "data.resultType") is not { } kind)
            throw new SourceException(CollectFault.Malformed, "the answer is not one of Prometheus; see url");
        if (kind != "vector")
            throw new SourceException(CollectFault.QueryRefused, "the query does not give one value for each series at one moment; of a range like x[{period}] take increase, sum_over_time or the like");
        return json.List("data.result");
    }

    // Null when the series does not say.
    private static string? UnitOf(JsonElement series, string? label) =>
        label is null ? ""
        : JsonAnswer.At(series, "metric") is { ValueKind: JsonValueKind.Object } metric && metric.TryGetProperty(label, out var unit) && unit.ValueKind == JsonValueKind.String
            && JsonAnswer.TextOf(unit, Name) is var text && !string.IsNullOrWhiteSpace(text) ? text : null;

    // Nothing divided by nothing is not a number there either.
    private static Cell ValueOf(JsonElement series) => Text(series, "value.1") switch
    {
        "NaN" or "+Inf" or "-Inf" => Cell.Missing,
        { } written => Cell.Of(written.AsSpan()),
        null => throw new SourceException(CollectFault.Malformed, "a series without one value; histograms are taken apart in the query, as by histogram_quantile"),
    };

    private static string? Text(JsonElement from, string path) =>
        JsonAnswer.At(from, path) is { ValueKind: JsonValueKind.String } text ? JsonAnswer.TextOf(text, Name) : null;

    private static Uri At(PrometheusSettings source, string path)
    {
        var url = new UriBuilder(source.Url);
        url.Path = url.Path.TrimEnd('/') + path;
        return url.Uri;
    }

    private static DateTimeOffset BeginningOf(DateOnly day, TimeZoneInfo zone) => new(day.ToDateTime(default), zone.GetUtcOffset(day.ToDateTime(default)));

    private static double DaysOf(string part) => double.Parse(part.AsSpan(0, part.Length - 1), CultureInfo.InvariantCulture) * part[^1] switch
    {
        'y' => 365,
        'w' => 7,
        'd' => 1,
        'h' => 1 / 24d,
        'm' => 1 / 1440d,
        _ => 1 / 86400d,
    };

    // As Prometheus writes one, the largest parts first; "15d or 10GiB" is by time and by size.
    [GeneratedRegex("^(?<part>[0-9]{1,4}[ywdhms])+( |$)")]
    private static partial Regex Duration();
}
