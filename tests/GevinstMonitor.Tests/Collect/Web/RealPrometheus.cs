using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(GevinstMonitor.Tests.Collect.Web.RealPrometheus))]

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>
/// A real Prometheus with hourly figures from 1 January 2026 on Danish clocks to 7 August, started when the first test asks: <c>breve</c> and <c>digitale</c>, by <c>center</c> and
/// <c>art</c>. Skipped aloud where <c>prometheus</c> and <c>promtool</c> are not installed.
/// </summary>
public sealed partial class RealPrometheus : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-prometheus-");
    private readonly Lazy<Task<string>> _started;
    private Process? _process;

    public RealPrometheus() => _started = new Lazy<Task<string>>(StartAsync);

    /// <summary>Its address.</summary>
    public Task<string> UrlAsync()
    {
        Assert.SkipUnless(IsInstalled("prometheus") && IsInstalled("promtool"), "no Prometheus: the programs prometheus and promtool are not installed");
        return _started.Value;
    }

    private async Task<string> StartAsync()
    {
        await File.WriteAllTextAsync(PathOf("figures.txt"), Figures());
        await File.WriteAllTextAsync(PathOf("prometheus.yml"), "global: {}\n");
        using (var import = Run("promtool", "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=720h", PathOf("figures.txt"), PathOf("data")))
        {
            var said = import.StandardError.ReadToEndAsync();
            await import.StandardOutput.ReadToEndAsync();
            await import.WaitForExitAsync();
            Assert.True(import.ExitCode == 0, await said);
        }

        _process = Run("prometheus", $"--config.file={PathOf("prometheus.yml")}", $"--storage.tsdb.path={PathOf("data")}", "--web.listen-address=127.0.0.1:0", "--storage.tsdb.retention.time=100y");
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (url, log) = ("", new StringBuilder());
        // What it says is read to its end, so that it never waits to say it.
        _process.ErrorDataReceived += (_, said) =>
        {
            log.AppendLine(said.Data);
            if (said.Data is null)
                ready.TrySetException(new InvalidOperationException($"Prometheus ended: {log}"));
            else if (Listening().Match(said.Data) is { Success: true } listening)
                url = $"http://{listening.Groups[1].Value}";
            else if (said.Data.Contains("Server is ready", StringComparison.Ordinal))
                ready.TrySetResult(url);
        };
        _process.BeginErrorReadLine();
        return await ready.Task;
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

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Process Run(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"msg=""Listening on"" address=(\S+)")]
    private static partial Regex Listening();
}
