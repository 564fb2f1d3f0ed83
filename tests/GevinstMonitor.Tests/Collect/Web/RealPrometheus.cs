using System.Text;

[assembly: AssemblyFixture(typeof(GevinstMonitor.Tests.Collect.Web.RealPrometheus))]

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>
/// A real Prometheus with hourly figures from 1 January 2026 on Danish clocks to 7 August, started when the first test asks: <c>breve</c> and <c>digitale</c>, by <c>center</c> and
/// <c>art</c>. Skipped aloud where <c>prometheus</c> and <c>promtool</c> are not installed.
/// </summary>
public sealed class RealPrometheus : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-prometheus-");
    private readonly Lazy<Task<string>> _started;
    private PrometheusServer? _server;

    public RealPrometheus() => _started = new Lazy<Task<string>>(StartAsync);

    /// <summary>Its address.</summary>
    public Task<string> UrlAsync()
    {
        PrometheusServer.SkipUnlessInstalled();
        return _started.Value;
    }

    private async Task<string> StartAsync()
    {
        await File.WriteAllTextAsync(PathOf("figures.txt"), Figures());
        await File.WriteAllTextAsync(PathOf("prometheus.yml"), "global: {}\n");
        var import = await PrometheusServer.PromtoolAsync("tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=720h", PathOf("figures.txt"), PathOf("data"));
        Assert.True(import.Exit == 0, import.Said);
        _server = await PrometheusServer.StartAsync(PathOf("prometheus.yml"), PathOf("data"));
        return _server.Url;
    }

    // The whole of May 2026 has 744 hours, and that of March 743.
    private static string Figures()
    {
        var text = new StringBuilder();
        void Series(string metric, string labels, string value, DateTimeOffset from)
        {
            for (var at = from; at < new DateTimeOffset(2026, 8, 7, 0, 0, 0, TimeSpan.Zero); at = at.AddHours(1))
                text.Append(metric).Append(labels).Append(' ').Append(value).Append(' ').Append(at.ToUnixTimeSeconds()).Append('\n');
        }

        var january = new DateTimeOffset(2025, 12, 31, 23, 0, 0, TimeSpan.Zero);
        text.Append("# TYPE breve gauge\n");
        Series("breve", "{center=\"nord\",art=\"a\"}", "3", january);
        Series("breve", "{center=\"nord\",art=\"b\"}", "1", january);
        Series("breve", "{center=\"syd\",art=\"a\"}", "2", january);
        Series("breve", "{art=\"a\"}", "9", january);
        text.Append("# TYPE digitale gauge\n");
        Series("digitale", "{center=\"nord\",art=\"a\"}", "1", january);
        // Syd began in June, on Danish clocks.
        Series("digitale", "{center=\"syd\",art=\"a\"}", "1", new DateTimeOffset(2026, 5, 31, 22, 0, 0, TimeSpan.Zero));
        return text.Append("# EOF\n").ToString();
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Delete(recursive: true);
    }
}
