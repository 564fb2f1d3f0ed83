using System.Net;
using GevinstMonitor.Collect;
using GevinstMonitor.Commands;
using GevinstMonitor.Post;
using GevinstMonitor.Schedule;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>The worker inside the tests' process, as <c>run</c> makes it, with a clock of the test's own.</summary>
internal sealed class OwnWorker : IAsyncDisposable
{
    // A test that waits longer than this will wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly List<string> _lines = [];
    private readonly List<(string Part, TaskCompletionSource<string> Found)> _awaited = [];
    private readonly TaskCompletionSource<IHostApplicationLifetime> _lifetime = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private Task<int> _run = Task.FromResult(0);

    private OwnWorker(string address, TimeProvider clock) => (_clock, _http) = (clock, new HttpClient { BaseAddress = new Uri(address) });

    /// <summary>What it said so far, and the exceptions that it said it of.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public static async Task<OwnWorker> StartAsync(Town town, TimeProvider clock)
    {
        var (worker, own) = Begin(town, clock);
        var started = worker.LineAsync("At work by configuration");
        if (await Task.WhenAny(started, worker._run) != started)
            Assert.Fail($"It ended with {await worker._run}: {own.Error}");
        await started;
        return worker;
    }

    /// <summary>One that does not come to run.</summary>
    public static async Task<Said> RefusedAsync(Town town, TimeProvider clock)
    {
        var (worker, own) = Begin(town, clock);
        await using (worker)
            return new Said(await worker._run.WaitAsync(Patience, TestContext.Current.CancellationToken), own.Out.ToString(), own.Error.ToString());
    }

    private static (OwnWorker Worker, (StringWriter Out, StringWriter Error) Said) Begin(Town town, TimeProvider clock)
    {
        var address = Gevinst.FreeAddress();
        var worker = new OwnWorker(address, clock);
        var line = new CommandLine(
            services => services.AddSingleton(clock).AddCollect().AddStore().AddRound().AddPost().AddSingleton<Look>(p => p.GetRequiredService<Round>().LookAsync),
            services => services.AddSchedule().AddStatus().AddSingleton<ILoggerProvider>(new Books(worker)).AddHostedService(provider => new Hold(worker, provider.GetRequiredService<IHostApplicationLifetime>())));
        var own = DividedConsole.Own();
        worker._run = Task.Run(() => line.RunAsync(["run", "--config", town.Config, "--listen", address]));
        return (worker, own);
    }

    /// <summary>Waits until it says, or has said, a line that holds a text.</summary>
    public Task<string> LineAsync(string part)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } line)
                found.SetResult(line);
            else
                _awaited.Add((part, found));
        }

        return FoundAsync(found.Task, part);
    }

    public async Task<HttpStatusCode> ReadyAsync() => (await _http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode;

    /// <summary>Waits until something is so; says what it said when it is not in time.</summary>
    public Task UntilAsync(Func<Task<bool>> isSo) => Until.NothingLacksAsync(async () => await isSo() ? null : string.Join('\n', Lines.TakeLast(60)), minutes: 3);

    public Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    /// <summary>Stops it as a service manager does.</summary>
    /// <returns>How it ended.</returns>
    public async Task<int> StopAsync()
    {
        (await _lifetime.Task).StopApplication();
        return await _run.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_run.IsCompleted && _lifetime.Task.IsCompleted)
            await StopAsync();
        _http.Dispose();
    }

    private async Task<string> FoundAsync(Task<string> found, string part)
    {
        if (await Task.WhenAny(found, Task.Delay(Patience, TestContext.Current.CancellationToken)) != found)
            Assert.Fail($"It does not say '{part}': {string.Join('\n', Lines.TakeLast(40))}");
        return await found;
    }

    private void Take(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
            foreach (var (_, found) in _awaited.Where(a => line.Contains(a.Part, StringComparison.Ordinal)))
                found.TrySetResult(line);
        }
    }

    // How it is told to stop.
    private sealed class Hold : IHostedService
    {
        public Hold(OwnWorker worker, IHostApplicationLifetime lifetime) => worker._lifetime.TrySetResult(lifetime);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Books(OwnWorker worker) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Book(worker, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Book(OwnWorker worker, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            worker.Take($"{worker._clock.GetUtcNow():HH:mm:ss.f} {logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : $" [{exception.GetType().Name}: {exception.Message.Split('\n')[0]}]")}");
    }
}

/// <summary>The machine's clock, set wrong by as much as a test says; what is waited for by it takes as long as it takes.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
#pragma warning disable RS0030 // What is set wrong is the machine's own.
    private static readonly TimeProvider Machine = TimeProvider.System;
#pragma warning restore RS0030

    private long _off = (start - Machine.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => Machine.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _off));

    /// <summary>As when somebody sets the machine's clock.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _off, by.Ticks);
}
