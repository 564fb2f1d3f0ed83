using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace GevinstMonitor.Collect;

/// <summary>What is asked of a source for one indicator.</summary>
/// <param name="IsBackfill">Whether the window is a stretch of the past that somebody named: nothing after it is wanted.</param>
public sealed record Question(IndicatorSettings Indicator, Window Window, bool IsBackfill = false);

/// <summary>Reads indicators from their sources. Never throws for a source's fault: a failure is a reading that says so.</summary>
public sealed class Collector(Catalog catalog, SourceKinds kinds, TimeProvider clock)
{
    private static readonly TimeSpan BreakFor = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, ResiliencePipeline> _pipelines = new(StringComparer.Ordinal);

    /// <summary>Reads the answers to all questions; sources side by side, each with as many readings at once as it allows.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; nothing was read.</exception>
    public async Task<IReadOnlyList<Reading>> ReadAsync(IReadOnlyList<Question> questions, Moment asOf, CancellationToken ct)
    {
        var readings = new Reading[questions.Count];
        var bySource = questions.Select((question, at) => (question, at)).GroupBy(q => q.question.Indicator.Indicator.Source);
        await Task.WhenAll(bySource.Select(async asked =>
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = catalog.Sources[asked.Key].MaxConcurrent, CancellationToken = ct };
            await Parallel.ForEachAsync(asked, options, async (q, token) => readings[q.at] = await ReadAsync(q.question, asOf, token));
        }));
        return readings;
    }

    /// <summary>What is asked of the source, for people and for the query hash.</summary>
    public string Asked(IndicatorSettings indicator)
    {
        var source = catalog.Sources[indicator.Indicator.Source];
        return kinds.Of(source).Asked(source, indicator.File);
    }

    /// <summary>SHA-256 in lower-case hex of <see cref="Asked"/>.</summary>
    public string QueryHash(IndicatorSettings indicator) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Asked(indicator))));

    private async Task<Reading> ReadAsync(Question question, Moment asOf, CancellationToken ct)
    {
        var (indicator, window) = (question.Indicator, question.Window);
        var source = catalog.Sources[indicator.Indicator.Source];
        var kind = kinds.Of(source);
        try
        {
            return await PipelineOf(source).ExecuteAsync<Reading>(async token =>
            {
                var rows = new Tally(indicator.Indicator, catalog.Chart, PeriodFormat.Of(indicator.File.PeriodFormat, indicator.Indicator.Period),
                    window.From, question.IsBackfill ? window.To.AddDays(-1) : asOf.Day);
                try
                {
                    await kind.ReadAsync(source, new Ask(indicator.File, window, catalog.Zone, clock), rows, token);
                }
                catch (Exception e) when (token.IsCancellationRequested && kind.Understand(e) is not null)
                {
                    // A driver has its own word for being stopped.
                    throw new OperationCanceledException("The reading was stopped.", e, token);
                }
                catch (Exception e) when (kind.Understand(e) is { } understood)
                {
                    throw understood;
                }

                return new Reading.Taken
                {
                    Indicator = indicator.Indicator.Id,
                    Source = source.Id,
                    AsOf = asOf.Instant,
                    QueryHash = QueryHash(indicator),
                    Window = window,
                    IsBackfill = question.IsBackfill,
                    Figures = rows.Figures,
                    Rows = rows.Rows,
                    Rejected = rows.Rejected,
                    FirstRows = rows.First,
                };
            }, ct);
        }
        catch (SourceException e)
        {
            return Failed(e.Fault, e.Message);
        }
        catch (TimeoutRejectedException)
        {
            return Failed(CollectFault.TimedOut, $"no complete answer within {source.Timeout.TotalSeconds:0.###} s");
        }
        catch (BrokenCircuitException)
        {
            return Failed(CollectFault.CircuitOpen, $"it failed again and again; it is tried again after {BreakFor.TotalMinutes:0} minutes");
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Nobody foresaw it, so its text may hold anything: the type says enough to look further.
            return Failed(CollectFault.Unexpected, e.GetType().Name);
        }

        Reading.Failed Failed(CollectFault fault, string detail) => new()
        {
            Indicator = indicator.Indicator.Id,
            Source = source.Id,
            AsOf = asOf.Instant,
            QueryHash = QueryHash(indicator),
            Window = window,
            IsBackfill = question.IsBackfill,
            Fault = fault,
            Detail = OneLine(detail),
        };
    }

    // Tries again at once what may have been a hiccup, and leaves alone for a while a source that fails all the time.
    private ResiliencePipeline PipelineOf(SourceSettings source) => _pipelines.GetOrAdd(source.Id, _ => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SourceException>(e => e.IsTransient),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(500),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SourceException>(e => e.IsTransient).Handle<TimeoutRejectedException>(),
            FailureRatio = 1,
            MinimumThroughput = 6,
            SamplingDuration = TimeSpan.FromMinutes(5),
            BreakDuration = BreakFor,
        })
        .AddTimeout(source.Timeout)
        .Build());

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 500 ? line[..500] + "…" : line;
    }
}
