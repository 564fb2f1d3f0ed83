using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using GevinstMonitor.Commands;

namespace GevinstMonitor.Tests;

/// <summary>What the program said, and how it ended.</summary>
internal sealed record Said(int Exit, string Out, string Error);

/// <summary>The program itself: as a process of its own where a test needs one, and else, many times sooner, inside the tests'.</summary>
internal sealed class Gevinst : IDisposable
{
    // A test that waits longer than this will wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private bool _isDisposed;
    private readonly List<(string Part, int Times, TaskCompletionSource<string> Found)> _awaited = [];

    private Gevinst(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(_out, line.Data);
        process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Process Process => _process;

    /// <summary>Starts <c>gevinst</c>.</summary>
    /// <param name="environment">Variables for it alone, as NAME=value.</param>
    /// <param name="folder">Where it starts; anywhere when left out.</param>
    public static Gevinst Start(IEnumerable<string> arguments, IEnumerable<string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "gevinst.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("GEVINST_CONFIG");
        foreach (var variable in environment ?? [])
            start.Environment[variable[..variable.IndexOf('=', StringComparison.Ordinal)]] = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return new Gevinst(Process.Start(start)!);
    }

    /// <summary>Runs <c>gevinst</c> to its end, from its own entry point, inside the process of the tests.</summary>
    public static async Task<Said> RunAsync(params string[] arguments)
    {
        var own = DividedConsole.Own();
        var exit = await Task.Run(() => (int)typeof(CommandLine).Assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null)!,
            TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new Said(exit, own.Out.ToString(), own.Error.ToString());
    }

    /// <summary>Waits for it to end.</summary>
    public async Task<Said> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        lock (_out)
            return new Said(_process.ExitCode, _out.ToString(), _error.ToString());
    }

    /// <summary>All that it has said so far.</summary>
    public string Told
    {
        get
        {
            lock (_out)
                return $"{_out}{_error}";
        }
    }

    /// <summary>Waits until it has said a line that holds a text, so many times.</summary>
    /// <returns>The last of them.</returns>
    public Task<string> LineAsync(string part, int times = 1)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_out)
        {
            _awaited.Add((part, times, found));
            Tell();
        }

        return found.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Sends it a signal.</summary>
    /// <param name="name">Without SIG.</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Take(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (_out)
        {
            text.Append(line).Append('\n');
            if (text == _out)
                Tell();
        }
    }

    private void Tell()
    {
        if (_awaited.Count == 0)
            return;
        var lines = _out.ToString().Split('\n');
        _awaited.RemoveAll(awaited => lines.Where(line => line.Contains(awaited.Part, StringComparison.Ordinal)).Skip(awaited.Times - 1).FirstOrDefault() is { } line && awaited.Found.TrySetResult(line));
    }
}
