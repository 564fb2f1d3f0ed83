using Prometheus;

namespace GevinstMonitor.Tests.Status;

/// <summary>The table of metrics in <c>deploy/README.md</c> is what the program has.</summary>
public sealed class MetricsTableTests
{
    private const string Begin = "<!-- metrics: kept by a test -->\n";
    private const string End = "<!-- /metrics -->";

    [Fact]
    public void Table_OfMetrics_IsWhatTheProgramHas()
    {
        var readme = Deployed.Text("README.md");
        var (from, to) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        var table = "| metric | type | labels | what |\n|---|---|---|---|\n" + string.Concat(Deployed.Metrics().Values.OrderBy(m => m.Name, StringComparer.Ordinal)
            .Select(m => $"| `{m.Name}` | {TypeOf(m)} | {string.Join(", ", m.LabelNames)} | {m.Help} |\n"));
        if (table == readme[from..to])
            return;
        var whole = Path.Combine(SharedData.Root, "var", "README.metrics.md");
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllText(whole, readme[..from] + table + readme[to..]);
        Assert.Fail($"deploy/README.md has another table of metrics than the program; var/README.metrics.md is that file as it should be. The table:\n{table}");
    }

    [Fact]
    public void Names_OfMetrics_FollowPrometheusConventions() => Assert.All(Deployed.Metrics().Values, metric =>
    {
        Assert.Matches("^gevinst_[a-z]+(_[a-z]+)*$", metric.Name);
        Assert.Equal(metric is Counter, metric.Name.EndsWith("_total", StringComparison.Ordinal));
        Assert.DoesNotMatch("_(milliseconds|ms|minutes|hours|days|percent|count|sum|bucket)(_|$)", metric.Name);
        Assert.True(metric is not Histogram || metric.Name.EndsWith("_seconds", StringComparison.Ordinal), metric.Name);
        Assert.EndsWith(".", metric.Help, StringComparison.Ordinal);
        Assert.Empty(metric.LabelNames.Except(["source", "outcome", "operation", "kind", "reason", "result", "plan", "programme", "benefit", "unit", "standing", "level", "indicator", "version"]));
    });

    private static string TypeOf(Collector metric) => metric switch
    {
        Counter => "counter",
        Gauge => "gauge",
        Histogram => "histogram",
        _ => throw new InvalidOperationException($"{metric.Name} is of a type that the table does not know."),
    };
}
