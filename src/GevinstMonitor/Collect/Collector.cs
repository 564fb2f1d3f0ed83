using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace GevinstMonitor.Collect;

/// <summary>What is asked of a source for one indicator.</summary>
/// <param name="IsBackfill">Whether the window is a stretch of the past that somebody named: nothing after it is wanted.</param>
public sealed record Question(IndicatorSettings Indicator, Window Window, bool IsBackfill = false);

/// <summary>Reads indicators from their sources. Never throws for a source's fault: a failure is a reading that says so.</summary>
public sealed class Collector(Catalog catalog, SourceKinds kinds, TimeProvider clock) : IDisposable
{
    // The worker's own name for its spans: one a reading, with its attempts and the wait for its turn.
    private static readonly ActivitySource Spans = new(nameof(GevinstMonitor));

    private readonly ConcurrentDictionary<string, SourceLine> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    // How many figures each indicator gave last, and for which days: for the same days there will be as many or so.
    private readonly ConcurrentDictionary<string, (Window Window, int Figures)> _counts = new(StringComparer.Ordinal);

    /// <summary>Reads the answers to all questions; sources side by side, each with as many readings at once as it allows.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; nothing was read.</exception>
    public async Task<IReadOnlyList<Reading>> ReadAsync(IReadOnlyList<Question> questions, Moment asOf, CancellationToken ct)
    {
        try
        {
            return await Task.WhenAll(questions.Select(question => InSpanAsync(question, asOf, ct)));
        }
        finally
        {
            foreach (var source in questions.Select(q => q.Indicator.Indicator.Source).Distinct().Select(id => catalog.Sources[id]))
                kinds.Of(source).Leave(source);
        }
    }

    /// <summary>The sources that failed again and again and are left alone for a while.</summary>
    public IReadOnlySet<string> LeftAlone => _lines.Where(line => line.Value.IsOpen).Select(line => line.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is asked of the source, for people and for the query hash.</summary>
    public string Asked(IndicatorSettings indicator)
    {
        var source = catalog.Sources[indicator.Indicator.Source];
        return kinds.Of(source).Asked(source, indicator.File);
    }

    /// <summary>SHA-256 in lower-case hex of <see cref="Asked"/>.</summary>
    public string QueryHash(IndicatorSettings indicator) =>
        _hashes.GetOrAdd(indicator.Indicator.Id, _ => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Asked(indicator)))));

    public void Dispose()
    {
        foreach (var line in _lines.Values)
            line.Dispose();
    }

    private async Task<Reading> InSpanAsync(Question question, Moment asOf, CancellationToken ct)
    {
        using var span = Spans.StartActivity("read");
        var reading = await ReadAsync(question, asOf, ct);
        span?.SetTag("gevinst.source", reading.Source).SetTag("gevinst.indicator", reading.Indicator).SetTag("gevinst.attempts", reading.Attempts);
        if (reading is Reading.Failed failed)
            span?.SetStatus(ActivityStatusCode.Error, failed.Fault.ToString());
        else
            span?.SetTag("gevinst.rows", ((Reading.Taken)reading).Rows);
        return reading;
    }

    private async Task<Reading> ReadAsync(Question question, Moment asOf, CancellationToken ct)
    {
        var (indicator, window) = (question.Indicator, question.Window);
        var source = catalog.Sources[indicator.Indicator.Source];
        var (attempts, asked, started) = (0, clock.GetTimestamp(), (long?)null);
        try
        {
            return await _lines.GetOrAdd(source.Id, _ => new SourceLine(source, clock)).AskAsync<Reading>(async token =>
            {
                attempts++;
                started ??= clock.GetTimestamp();
                var rows = await ReadAsync(source, question, asOf, token);
                return new Reading.Taken
                {
                    Indicator = indicator.Indicator.Id,
                    Source = source.Id,
                    AsOf = asOf.Instant,
                    QueryHash = QueryHash(indicator),
                    Window = window,
                    Attempts = attempts,
                    Waited = Waited(),
                    Took = Took(),
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
            return Failed(CollectFault.CircuitOpen, $"it failed again and again; it is tried again after {SourceLine.BreakFor.TotalMinutes:0} minutes");
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Nobody foresaw it, so its text may hold anything: the type says enough to look further.
            return Failed(CollectFault.Unexpected, e.GetType().Name);
        }

        TimeSpan Waited() => clock.GetElapsedTime(asked, started ?? clock.GetTimestamp());
        TimeSpan Took() => started is { } at ? clock.GetElapsedTime(at) : TimeSpan.Zero;
        Reading.Failed Failed(CollectFault fault, string detail) => new()
        {
            Indicator = indicator.Indicator.Id,
            Source = source.Id,
            AsOf = asOf.Instant,
            QueryHash = QueryHash(indicator),
            Window = window,
            Attempts = attempts,
            Waited = Waited(),
            Took = Took(),
            IsBackfill = question.IsBackfill,
            Fault = fault,
            Detail = OneLine(detail),
        };
    }

    private async Task<Tally> ReadAsync(SourceSettings source, Question question, Moment asOf, CancellationToken ct)
    {
        var (indicator, window) = (question.Indicator, question.Window);
        var kind = kinds.Of(source);
        var rows = new Tally(indicator.Indicator, catalog.Chart, PeriodFormat.Of(indicator.File.PeriodFormat, indicator.Indicator.Period),
            window.From, question.IsBackfill ? window.To.AddDays(-1) : asOf.Day,
            _counts.TryGetValue(indicator.Indicator.Id, out var last) && last.Window == window ? last.Figures : 0);
        try
        {
            await kind.ReadAsync(source, new Ask(indicator.File, window, catalog.Zone, clock), rows, ct);
            _counts[indicator.Indicator.Id] = (window, Math.Min(rows.Figures.Count, 10_000));
            return rows;
        }
        catch (Exception e) when (ct.IsCancellationRequested && kind.Understand(e) is not null)
        {
            // A driver has its own word for being stopped.
            throw new OperationCanceledException("The reading was stopped.", e, ct);
        }
        catch (Exception e) when (kind.Understand(e) is { } understood)
        {
            throw understood;
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 500 ? line[..500] + "…" : line;
    }
}
