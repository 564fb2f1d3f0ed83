using System.Diagnostics;
using System.Runtime.CompilerServices;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor;

/// <summary>What a round found.</summary>
/// <param name="Measurements">How many figures were new.</param>
/// <param name="Restated">How many of those moved one that was known before, by source; a source without any is not in it.</param>
/// <param name="Seen">Every benefit and place that was judged.</param>
public sealed record RoundResult(
    Moment AsOf, IReadOnlyList<Reading> Readings, int Measurements, IReadOnlyDictionary<string, int> Restated, IReadOnlyList<Evaluation> Seen, Conclusions Concluded, TimeSpan Took)
{
    /// <summary>Sources that failed again and again and are left alone for a while.</summary>
    public IReadOnlySet<string> LeftAlone { get; init; } = new HashSet<string>();

    /// <summary>The indicators whose benefits were judged: what is not <see cref="Seen"/> of them is judged no more. None when nothing was concluded.</summary>
    public IReadOnlySet<string> Judged { get; init; } = new HashSet<string>();

    /// <summary>How long it took to append the readings, with reading what is known; null where none were.</summary>
    public TimeSpan? Appending { get; init; }

    /// <summary>How long it took to conclude: open cases read, judged, changes written, one transaction; null when nothing was concluded.</summary>
    public TimeSpan? Concluding { get; init; }
}

/// <summary>The story, and the only place that knows its order: collect → store → evaluate → deviate.</summary>
public sealed class Round(Catalog catalog, Collector collector, Ledger ledger, Cases cases, TimeProvider clock)
{
    // Most municipalities are looked at in one go.
    internal const int SweptAtATime = 1000;

    private static readonly Dictionary<string, int> NoneRestated = [];

    /// <summary>Whether it is that the store cannot be used, which may pass.</summary>
    public static bool IsForLackOfTheStore(Exception e) => e is StoreUnusableException;

    /// <summary>Reads indicators and concludes from what is known then.</summary>
    /// <param name="at">The scheduled fire time: what is judged is judged as of it.</param>
    public Task<RoundResult> RunAsync(IReadOnlyList<IndicatorSettings> indicators, DateTimeOffset at, CancellationToken ct) =>
        RunAsync(asOf => QuestionsAsync(indicators, asOf, ct), at, ct);

    /// <summary>Reads a stretch of the past, whatever is known of it, and concludes from what is known then.</summary>
    /// <param name="indicators">Those of which no period of the stretch has ended are not read.</param>
    /// <param name="first">First day, inclusive.</param>
    /// <param name="last">Last day, inclusive.</param>
    public Task<RoundResult> FillAsync(IReadOnlyList<IndicatorSettings> indicators, DateOnly first, DateOnly last, DateTimeOffset at, CancellationToken ct) =>
        RunAsync(asOf => Task.FromResult<IReadOnlyList<Question>>(
            [.. from i in indicators let stretch = Window.Stretch(i.Indicator.Period, first, last, asOf) where stretch is not null select new Question(i, stretch.Value, IsBackfill: true)]), at, ct);

    private async Task<RoundResult> RunAsync(Func<Moment, Task<IReadOnlyList<Question>>> questions, DateTimeOffset at, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var asOf = catalog.At(at);
        var readings = await InSpanAsync("collect", async () => await collector.ReadAsync(await questions(asOf), asOf, ct)); // collect
        return await KeepAsync(readings, asOf, at, started, ct);
    }

    /// <summary>What a round does with what it has read: stores it and concludes from it.</summary>
    /// <param name="readings">Of indicators of the catalog, as of <paramref name="at"/>.</param>
    public Task<RoundResult> KeepAsync(IReadOnlyList<Reading> readings, DateTimeOffset at, CancellationToken ct) => KeepAsync(readings, catalog.At(at), at, clock.GetTimestamp(), ct);

    private Task<RoundResult> KeepAsync(IReadOnlyList<Reading> readings, Moment asOf, DateTimeOffset at, long started, CancellationToken ct) => cases.AloneAsync(async () =>
    {
        var began = clock.GetTimestamp();
        var known = await InSpanAsync("store", () => ledger.AppendAsync(readings, KindOf, asOf, ct));        // store
        var appending = clock.GetElapsedTime(began);
        // Taken over from a worker that died, after the next one of its kind: what is concluded since rests on as much, and stays.
        var seen = known.IsPast ? [] : Evaluate(known.Pasts, asOf);                                          // evaluate
        began = clock.GetTimestamp();
        // What is stored is concluded from, whatever the caller wants by now: a round is finished, or leaves no trace.
        var concluded = known.IsPast ? new Conclusions([], [], [])
            : await InSpanAsync("deviate", () => cases.ConcludeAsync(open => Deviate(open, readings, seen, asOf), at, CancellationToken.None)); // deviate
        return new RoundResult(asOf, readings, known.Measurements, known.Restated, seen, concluded, clock.GetElapsedTime(started))
        {
            LeftAlone = collector.LeftAlone,
            Judged = known.IsPast ? new HashSet<string>() : known.Pasts.Keys.ToHashSet(),
            Appending = appending,
            Concluding = known.IsPast ? null : clock.GetElapsedTime(began),
        };
    }, ct);

    /// <summary>
    /// Concludes from what is known, without reading: so that silence is noticed. Some indicators at a time, as rounds do, so that what it holds in memory does not grow with what is
    /// measured; what it concluded of those before stands when it is stopped.
    /// </summary>
    /// <param name="except">Indicators that are left alone, because they are being read.</param>
    /// <returns>What was found of some of the indicators each time; at least once.</returns>
    public async IAsyncEnumerable<RoundResult> SweepAsync(DateTimeOffset at, IReadOnlySet<string> except, [EnumeratorCancellation] CancellationToken ct)
    {
        var asOf = catalog.At(at);
        foreach (var some in catalog.Indicators.Keys.Where(id => !except.Contains(id)).Chunk(SweptAtATime).DefaultIfEmpty([]))
        {
            var started = clock.GetTimestamp();
            yield return await cases.AloneAsync(async () =>
            {
                var seen = await LookAsync(some, asOf, ct);
                var began = clock.GetTimestamp();
                var concluded = await InSpanAsync("deviate", () => cases.ConcludeAsync(open => Deviate(open, [], seen, asOf), at, ct));
                return new RoundResult(asOf, [], 0, NoneRestated, seen, concluded, clock.GetElapsedTime(started)) { Judged = some.ToHashSet(), Concluding = clock.GetElapsedTime(began) };
            }, ct);
        }
    }

    /// <summary>Where everything stands as of a moment, from what was known then. Writes nothing.</summary>
    public Task<IReadOnlyList<Evaluation>> LookAsync(Moment asOf, CancellationToken ct) => LookAsync([.. catalog.Indicators.Keys], asOf, ct);

    /// <summary>The same of what some indicators measure.</summary>
    public async Task<IReadOnlyList<Evaluation>> LookAsync(IReadOnlyList<string> indicators, Moment asOf, CancellationToken ct) =>
        Evaluate(await ledger.PastAsync(indicators, KindOf, asOf, ct), asOf);

    /// <summary>The moment that each indicator was last read as of, with success or not.</summary>
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LastReadAsync(CancellationToken ct) => ledger.NewestReadingsAsync(ct);

    /// <summary>What a round would find and conclude. Reads sources, writes nothing.</summary>
    public async Task<RoundResult> TryAsync(IReadOnlyList<IndicatorSettings> indicators, DateTimeOffset at, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var asOf = catalog.At(at);
        var readings = await collector.ReadAsync(await QuestionsAsync(indicators, asOf, ct), asOf, ct);
        var pasts = (await ledger.PastAsync([.. catalog.Indicators.Keys], KindOf, asOf, ct)).ToDictionary(StringComparer.Ordinal);
        // The numbers they would get: letters name them.
        var first = await ledger.NextMeasurementAsync(ct);
        var measurements = 0;
        foreach (var reading in readings)
        {
            var past = pasts[reading.Indicator];
            var news = reading is Reading.Taken taken
                ? past.NewIn(taken, asOf).Select((f, i) => new Measurement(first + measurements + i, f.Unit, f.Period, f.Figure, new ReadingStamp(0, asOf, taken.QueryHash))).ToList()
                : [];
            measurements += news.Count;
            pasts[reading.Indicator] = past.With(reading, news);
        }

        var seen = Evaluate(pasts, asOf);
        return new RoundResult(asOf, readings, measurements, NoneRestated, seen, Deviate(await cases.OpenAsync(at, ct), readings, seen, asOf), clock.GetElapsedTime(started));
    }

    private async Task<IReadOnlyList<Question>> QuestionsAsync(IReadOnlyList<IndicatorSettings> indicators, Moment asOf, CancellationToken ct)
    {
        var taken = await ledger.NewestTakenAsync(asOf, ct);
        return [.. indicators.Select(i => new Question(i,
            Window.Next(i.Indicator, taken.TryGetValue((i.Indicator.Id, collector.QueryHash(i)), out var last) ? catalog.At(last) : null, asOf)))];
    }

    private List<Evaluation> Evaluate(IReadOnlyDictionary<string, Past> pasts, Moment asOf)
    {
        using var span = Spans.Source.StartActivity("evaluate");
        var benefits = catalog.PlansOn(asOf.Day).SelectMany(plan => plan.Benefits, (plan, benefit) => (plan, benefit))
            .Where(b => pasts.ContainsKey(b.benefit.Indicator)).ToList();
        var seen = new List<Evaluation>[benefits.Count];
        Parallel.For(0, benefits.Count, i =>
        {
            var (plan, benefit) = benefits[i];
            seen[i] = [.. Evaluation.Of(plan, benefit, catalog.Indicators[benefit.Indicator].Indicator, pasts[benefit.Indicator], asOf)];
        });
        return [.. seen.SelectMany(s => s)];
    }

    private static Conclusions Deviate(OpenCases open, IReadOnlyList<Reading> readings, IReadOnlyList<Evaluation> seen, Moment asOf)
    {
        var changes = seen
            .Select(e => (Seen: e, Open: open.Deviations.GetValueOrDefault((e.Plan.Id, e.Benefit.Id, e.Place.Unit))))
            .Select(e => DeviationRule.Next(e.Open, e.Seen, asOf, open.AcceptedOf(e.Open, asOf)))
            .OfType<DeviationChange>().ToList();
        // Without readings it is a look at all there is.
        var notices = new NoticeRule(seen, everyForecast: readings.Count == 0, asOf);
        var troubles = TroubleRule.Next(open.Troubles,
            TroubleRule.In(readings).Concat(TroubleRule.In(seen)).Concat(notices.Notices(e => open.Deviations.ContainsKey((e.Plan.Id, e.Benefit.Id, e.Place.Unit))))
                .Concat(AnswerNotices.In(seen, open, DeliveryWindow.IsWorkday, asOf)),
            TroubleRule.ScopesOf(readings, seen).Concat(notices.Scopes()).Concat(AnswerNotices.Scopes(seen)).ToHashSet(StringComparer.Ordinal), asOf.Instant).ToList();
        IReadOnlyCollection<Plan> judged = [.. seen.Select(e => e.Plan).DistinctBy(plan => plan.Id)];
        return new Conclusions(changes, troubles, judged) { Targets = [.. TargetRule.Next(open, seen, asOf.Instant)], Open = open.After(changes) };
    }

    // A stage that ends by an exception is told of as one that failed.
    private static async Task<T> InSpanAsync<T>(string stage, Func<Task<T>> work)
    {
        using var span = Spans.Source.StartActivity(stage);
        try
        {
            return await work();
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
    }

    private PeriodKind KindOf(string indicator) => catalog.Indicators[indicator].Indicator.Period;
}
