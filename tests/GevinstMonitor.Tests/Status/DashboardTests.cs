using System.Text.Json;
using System.Text.RegularExpressions;
using GevinstMonitor.Tests.Collect.Web;

namespace GevinstMonitor.Tests.Status;

/// <summary>The dashboards that ship: no panel is empty by a typo.</summary>
public sealed partial class DashboardTests
{
    public static TheoryData<string> Dashboards => [.. Directory.GetFiles(Deployed.PathOf("grafana/dashboards"), "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Panels_NameMetricsThatThereAre(string file)
    {
        using var dashboard = Read(file);
        var metrics = Deployed.Metrics();
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.True(dashboard.RootElement.GetProperty("schemaVersion").GetInt32() >= 39);
        Assert.Equal(Enumerable.Range(1, panels.Count), panels.Select(p => p.GetProperty("id").GetInt32()));
        Assert.All(panels, panel =>
        {
            Assert.NotEmpty(panel.GetProperty("title").GetString()!);
            Assert.All(panel.GetProperty("targets").EnumerateArray(), target =>
            {
                var expression = target.GetProperty("expr").GetString()!;
                Assert.Empty(Deployed.Unknown(expression, metrics));
                if (target.TryGetProperty("legendFormat", out var legend))
                    Assert.Subset(Deployed.LabelsOf(expression, metrics).ToHashSet(), Label().Matches(legend.GetString()!).Select(m => m.Groups[1].Value).ToHashSet());
            });
        });
        Assert.All(Variables(dashboard), variable => Assert.Empty(Deployed.Unknown(variable.Query, metrics)));
        var named = Variable().Matches(dashboard.RootElement.GetRawText()).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Subset(Variables(dashboard).Select(v => v.Name).ToHashSet(), named.ToHashSet());
    }

    [Fact]
    public async Task Queries_ToARealPrometheusThatScrapedTheExample_AreAllAnswered()
    {
        PrometheusServer.SkipUnlessInstalled();
        await using var site = await ExampleSite.StartAsync();
        var configuration = Path.Combine(site.Folder, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            global: { scrape_interval: 1s }
            scrape_configs: [ { job_name: gevinst, static_configs: [ { targets: ["{{site.Url.Authority}}"] } ] } ]
            """, Stop);
        using var prometheus = await PrometheusServer.StartAsync(configuration, Path.Combine(site.Folder, "prometheus"));
        using var http = new HttpClient { BaseAddress = new Uri(prometheus.Url) };
        // Increases take two scrapes.
        while (!(await AskAsync(http, "count_over_time(up{job=\"gevinst\"}[1m]) >= 2")).Contains("\"instance\"", StringComparison.Ordinal))
            await Task.Delay(100, Stop);
        Assert.Contains("\"1\"", await AskAsync(http, "min_over_time(up{job=\"gevinst\"}[1m])"), StringComparison.Ordinal);

        foreach (var file in Dashboards)
        {
            using var dashboard = Read(file.Data);
            foreach (var target in dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(p => p.GetProperty("targets").EnumerateArray()))
            {
                var expression = Filled(target.GetProperty("expr").GetString()!);
                Assert.True(IsAnswered(await AskAsync(http, expression)), $"{file.Data}: nothing comes of {expression}");
            }

            foreach (var (name, query) in Variables(dashboard))
            {
                var asked = LabelValues().Match(query);
                Assert.True(IsAnswered(await AskAsync(http, $"count by ({asked.Groups[2].Value}) ({Filled(asked.Groups[1].Value)})")), $"{file.Data}: nothing comes of ${name}");
            }
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static JsonDocument Read(string file) => JsonDocument.Parse(Deployed.Text($"grafana/dashboards/{file}"));

    private static IEnumerable<(string Name, string Query)> Variables(JsonDocument dashboard) =>
        dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().Select(v => (v.GetProperty("name").GetString()!, v.GetProperty("query").GetString()!));

    private static string Filled(string expression) =>
        Variable().Replace(expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$__range", "1m", StringComparison.Ordinal), ".*");

    private static async Task<string> AskAsync(HttpClient http, string expression) =>
        await http.GetStringAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative), Stop);

    private static bool IsAnswered(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("data").GetProperty("result").GetArrayLength() > 0;
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Label();

    [GeneratedRegex(@"\$(?!__)(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^label_values\((.+), (\w+)\)$")]
    private static partial Regex LabelValues();
}
