using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>A real Prometheus of its own on a free port of this machine.</summary>
internal sealed partial class PrometheusServer : IDisposable
{
    private readonly Process _process;

    private PrometheusServer(Process process) => _process = process;

    /// <summary>Its address.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Skips the test aloud where <c>prometheus</c> and <c>promtool</c> are not installed.</summary>
    public static void SkipUnlessInstalled() =>
        Assert.SkipUnless(IsInstalled("prometheus") && IsInstalled("promtool"), "no Prometheus: the programs prometheus and promtool are not installed");

    /// <param name="configuration">The file that says what it scrapes.</param>
    /// <param name="data">The folder of its figures.</param>
    public static async Task<PrometheusServer> StartAsync(string configuration, string data)
    {
        var server = new PrometheusServer(Run("prometheus", $"--config.file={configuration}", $"--storage.tsdb.path={data}", "--web.listen-address=127.0.0.1:0", "--storage.tsdb.retention.time=100y"));
        try
        {
            server.Url = await server.ReadyAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Runs <c>promtool</c> to its end.</summary>
    public static async Task<(int Exit, string Said)> PromtoolAsync(params string[] arguments)
    {
        using var tool = Run("promtool", arguments);
        var error = tool.StandardError.ReadToEndAsync();
        var said = await tool.StandardOutput.ReadToEndAsync();
        await tool.WaitForExitAsync();
        return (tool.ExitCode, said + await error);
    }

    private Task<string> ReadyAsync()
    {
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (url, isReady, log) = ("", false, new StringBuilder());
        // What it says is read to its end, so that it never waits to say it.
        _process.ErrorDataReceived += (_, said) =>
        {
            log.AppendLine(said.Data);
            if (said.Data is null)
                ready.TrySetException(new InvalidOperationException($"Prometheus ended: {log}"));
            else if (Listening().Match(said.Data) is { Success: true } listening)
                url = $"http://{listening.Groups[1].Value}";
            else if (said.Data.Contains("Server is ready", StringComparison.Ordinal))
                isReady = true;
            // It says the two in any order.
            if (isReady && url.Length > 0)
                ready.TrySetResult(url);
        };
        _process.BeginErrorReadLine();
        return ready.Task;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Process Run(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    [GeneratedRegex(@"msg=""Listening on"" address=(\S+)")]
    private static partial Regex Listening();
}
