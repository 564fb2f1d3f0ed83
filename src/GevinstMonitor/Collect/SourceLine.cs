using System.Threading.RateLimiting;
using GevinstMonitor.Configure;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace GevinstMonitor.Collect;

/// <summary>
/// The way to one source, kept apart from all others: tries again at once what may have been a hiccup, leaves alone for a while a source that fails all the
/// time, lets so many readings go on at once as it allows, and ends each that takes too long.
/// </summary>
internal sealed class SourceLine : IDisposable
{
    public static readonly TimeSpan BreakFor = TimeSpan.FromMinutes(5);
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ConcurrencyLimiter _places;
    private readonly ResiliencePipeline _pipeline;

    public SourceLine(SourceSettings source, TimeProvider clock) : this(source.MaxConcurrent, source.Timeout, clock)
    {
    }

    private SourceLine(int places, TimeSpan timeout, TimeProvider? clock)
    {
        _places = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = places, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SourceException>(e => e.IsTransient),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // No sooner than the source itself wants it; without its word as stated above.
                DelayGenerator = tried => ValueTask.FromResult((tried.Outcome.Exception as SourceException)?.Pause),
            })
            .AddRateLimiter(_places)
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SourceException>(e => e.IsTransient).Handle<TimeoutRejectedException>(),
                FailureRatio = 1,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromMinutes(5),
                BreakDuration = BreakFor,
                StateProvider = _circuit,
            })
            .AddTimeout(timeout)
            .Build();
    }

    /// <summary>Loads what a question goes through, by asking nobody.</summary>
    public static async Task LoadAsync()
    {
        using var line = new SourceLine(1, TimeSpan.FromMinutes(1), clock: null);
        await line.AskAsync(_ => Task.FromResult(""), default);
    }

    /// <summary>Whether the source is left alone for a while.</summary>
    public bool IsOpen => _circuit.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Asks the source. What does not listen to its token is left behind, so that it holds up nobody.</summary>
    public async ValueTask<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct) =>
        await _pipeline.ExecuteAsync(async token => await Task.Run(() => ask(token), token).WaitAsync(token), ct);

    public void Dispose() => _places.Dispose();
}
