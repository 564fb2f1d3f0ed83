using GevinstMonitor.Commands;
using GevinstMonitor.Tests.Configure;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Prometheus;

namespace GevinstMonitor.Tests.Commands;

/// <summary>What <c>/metrics</c> says, as OpenTelemetry reads it.</summary>
public sealed class MetricsBridgeTests
{
    [Theory]
    [InlineData("gevinst_a 1", "gevinst_a", 1, "")]
    [InlineData("gevinst_a{plan=\"p\",unit=\"*\"} -2.5", "gevinst_a", -2.5, "plan=p;unit=*")]
    [InlineData("gevinst_a_bucket{source=\"s\",le=\"+Inf\"} 3", "gevinst_a_bucket", 3, "source=s;le=+Inf")]
    [InlineData("gevinst_a{source=\"x } , \\\" \\\\ \\n=\"} +Inf", "gevinst_a", double.PositiveInfinity, "source=x } , \" \\ \n=")]
    public void Line_OfThePage_IsASeries(string line, string name, double value, string labels)
    {
        var (got, series) = Assert.Single(MetricsBridge.Read($"# HELP x y\n{line}\n"));
        Assert.Equal((name, value, labels), (got, series.Value, string.Join(';', series.Tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }

    [Fact]
    public void Series_ThatIsGoneFromThePage_IsToldNoMore()
    {
        using var config = ConfigFolder.Base();
        var clock = new FakeTimeProvider();
        var metrics = new MonitorMetrics(Metrics.NewCustomRegistry(), config.Load(), clock);
        using var bridge = new MetricsBridge(metrics, clock);
        var told = new List<string>();
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(MetricsBridge.Name)
            .AddReader(new BaseExportingMetricReader(new Told(told)) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative }).Build();

        metrics.RecordDue(new Dictionary<string, DateTimeOffset> { ["register"] = clock.GetUtcNow(), ["tal"] = clock.GetUtcNow() });
        provider.ForceFlush();
        Assert.Equal(["register", "tal"], told.Order());

        told.Clear();
        clock.Advance(TimeSpan.FromMinutes(1));
        metrics.RecordDue(new Dictionary<string, DateTimeOffset> { ["tal"] = clock.GetUtcNow() });
        provider.ForceFlush();
        Assert.Equal(["tal"], told);
    }

    // The sources of which it is told when they are due.
    private sealed class Told(List<string> sources) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                foreach (ref readonly var point in metric.GetMetricPoints())
                {
                    foreach (var tag in point.Tags)
                    {
                        if (metric.Name == "gevinst_round_next_due_timestamp_seconds")
                            sources.Add($"{tag.Value}");
                    }
                }
            }

            return ExportResult.Success;
        }
    }
}
