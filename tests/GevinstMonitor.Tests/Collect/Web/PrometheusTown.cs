namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>A town whose indicator is read from Prometheus.</summary>
internal static class PrometheusTown
{
    public static Town At(string url, string indicator, string source = "") => new Town()
        .Write("config/secret.txt", "hemmeligt-42\n")
        .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: prometheus\nurl: {url}\n{source}\n")
        .Write("config/indicators/andel.yml", indicator);

    public static string Value(string query, string columns = "", int history = 3) => $"""
        {Head("value", "count", history)}
        query: |
          {query}
        {columns}
        """;

    public static string Ratio(string numerator, string denominator, string unit = "", int history = 3) => $$"""
        {{Head("ratio", "percent", history)}}
        columns:
          numerator: '{{numerator}}'
          denominator: '{{denominator}}'
          {{unit}}
        """;

    private static string Head(string kind, string unit, int history) => $"""
        id: andel
        name: Breve
        source: maalinger
        kind: {kind}
        unit: {unit}
        better: higher
        period: month
        due: 10d
        history: {history}
        schedule: "0 0 6 * * ?"
        """;
}
