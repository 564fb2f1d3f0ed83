using Prometheus;

namespace GevinstMonitor.Tests.Status;

/// <summary>The table of metrics in <c>deploy/README.md</c> is what the program has.</summary>
public sealed class MetricsTableTests
{
    [Fact]
    public void Table_OfMetrics_IsWhatTheProgramHas() => Deployed.Keep("README.md", "metrics", "| metric | type | labels | what |\n|---|---|---|---|\n"
        + string.Concat(Deployed.Metrics().Values.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"| `{m.Name}` | {TypeOf(m)} | {string.Join(", ", m.LabelNames)} | {m.Help} |\n")));

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
