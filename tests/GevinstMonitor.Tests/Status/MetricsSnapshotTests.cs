using System.Text.RegularExpressions;
using Snapshooter.Xunit3;

namespace GevinstMonitor.Tests.Status;

/// <summary>Dashboards and alarms name metrics and labels: they change on purpose, or not at all.</summary>
public sealed partial class MetricsSnapshotTests
{
    [Fact]
    public async Task Metrics_AfterAPassOverTheExample_AreTheSnapshot()
    {
        await using var site = await ExampleSite.StartAsync();

        Snapshot.Match(Surface(await site.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken)));
    }

    // Help, type and samples of each metric, by name; of labels the names alone, and each sample once.
    private static string Surface(string metrics) => string.Join('\n', metrics.Split("# HELP ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
        .Select(metric => string.Join('\n', $"# HELP {metric}".TrimEnd().Split('\n').Select(line => line.StartsWith('#') ? line : NameAndLabels(line)).Distinct()) + "\n"));

    private static string NameAndLabels(string sample) => Value().Replace(LabelValue().Replace(sample, "$1"), "");

    [GeneratedRegex("""([{,]\w+)="(?:[^"\\]|\\.)*"(?=[,}])""")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@" \S+$")]
    private static partial Regex Value();
}
