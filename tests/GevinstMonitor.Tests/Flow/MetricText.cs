using System.Text;

namespace GevinstMonitor.Tests.Flow;

/// <summary>The metrics as Prometheus reads them.</summary>
internal static class MetricText
{
    public static async Task<string> TextAsync(this MonitorMetrics metrics)
    {
        using var text = new MemoryStream();
        await metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
