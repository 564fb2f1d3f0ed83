using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What would have been found of an indicator's benefits, moment by moment, had they always been judged by these plans.</summary>
/// <param name="Places">Every benefit in every place that was judged.</param>
/// <param name="Troubles">
/// The doubts about figures, and what should have been seen coming, that began and ended, in order of time. What is technical is left out: how sources failed then says
/// nothing of plans.
/// </param>
public sealed record Replay(IReadOnlyList<ReplayedPlace> Places, IReadOnlyList<TroubleChange> Troubles)
{
    /// <summary>Replays what is on file of an indicator by the rules that the worker judges by.</summary>
    /// <param name="benefits">The benefits that it measures.</param>
    /// <param name="facts">As <see cref="Fact.Of"/> gives them.</param>
    /// <param name="until">The last moment, inclusive.</param>
    /// <remarks>
    /// It judges at each moment at which something can change: when a fact comes to be known, when figures that others have should be here, and when a plan's changes and
    /// bookings are due. Nothing was judged before the first, so no version is held against an earlier one.
    /// </remarks>
    public static Replay Of(IReadOnlyList<(Plan Plan, Benefit Benefit)> benefits, Indicator indicator, IReadOnlyList<Fact> facts, Moment until)
    {
        var places = new Dictionary<(string Plan, string Benefit, string Unit), (Evaluation Seen, List<DeviationChange> Changes, Deviation? Open)>();
        var (open, troubles) = (new List<Trouble>(), new List<TroubleChange>());
        foreach (var moment in MomentsOf(benefits.Select(b => b.Plan).DistinctBy(plan => plan.Id), indicator, facts, until))
        {
            var past = new Past(facts.Where(fact => fact.Since <= moment.Instant).Select(fact => fact.Measurement), null);
            var seen = benefits.Where(b => b.Plan.Ends is null || moment.Day <= b.Plan.Ends)
                .SelectMany(b => Evaluation.Of(b.Plan, b.Benefit, indicator, past, moment)).ToList();

            var notices = new NoticeRule(Fresh(seen, facts, moment), everyForecast: false, moment);
            var news = TroubleRule.Next(open,
                TroubleRule.In(seen).Where(t => t.Post is not null).Concat(notices.Notices(e => places.TryGetValue(KeyOf(e), out var known) && known.Open is not null)),
                TroubleRule.ScopesOf([], seen).Concat(notices.Scopes()).ToHashSet(StringComparer.Ordinal), moment.Instant).ToList();
            foreach (var change in news)
            {
                if (change.Began)
                    open.Add(change.Trouble);
                else
                    open.Remove(change.Trouble);
            }

            troubles.AddRange(news);
            foreach (var e in seen)
            {
                var (changes, was) = places.TryGetValue(KeyOf(e), out var known) ? (known.Changes, known.Open) : ([], null);
                var change = DeviationRule.Next(was, e, moment.Instant);
                if (change is not null)
                    changes.Add(change);
                places[KeyOf(e)] = (e, changes, change is null ? was : change.Kind == ChangeKind.Resolved ? null : change.Deviation);
            }
        }

        return new Replay([.. places.Values.Select(p => new ReplayedPlace(p.Seen, p.Changes))], troubles);
    }

    private static (string, string, string) KeyOf(Evaluation seen) => (seen.Plan.Id, seen.Benefit.Id, seen.Place.Unit);

    private static IEnumerable<Moment> MomentsOf(IEnumerable<Plan> plans, Indicator indicator, IReadOnlyList<Fact> facts, Moment until)
    {
        if (facts.Count == 0)
            return [];
        var first = facts.Min(fact => fact.Since);
        return facts.Select(fact => fact.Since)
            .Concat(facts.Select(fact => fact.Measurement.Period).Distinct().Select(period => Moment.Due(period, indicator.Due, until.Zone).Instant))
            .Concat(plans.SelectMany(DaysOf).Select(day => Moment.Of(day, until.Zone).Instant))
            .Where(at => first <= at && at <= until.Instant).Distinct().Order().Select(at => new Moment(at, until.Zone));
    }

    // The days on which something of a plan may be overdue, done, or out of balance for long enough.
    private static IEnumerable<DateOnly> DaysOf(Plan plan)
    {
        var days = plan.Changes.SelectMany(c => new[] { c.Due, c.Due.AddDays(1), c.Done ?? c.Due })
            .Concat(plan.Benefits.SelectMany(b => b.Places).Select(p => p.Worth?.Booked?.From).OfType<DateOnly>()).ToList();
        return days.Concat(days.Select(day => day.AddDays(Balance.Lasting)));
    }

    // A forecast is made of a figure when it is new, which is when the replay comes to know it.
    private static List<Evaluation> Fresh(List<Evaluation> seen, IReadOnlyList<Fact> facts, Moment moment)
    {
        var news = facts.Where(f => f.Since == moment.Instant && f.Measurement.Decision is null).Select(f => (f.Measurement.Stamp, f.Measurement.Period)).ToHashSet();
        return [.. seen.Select(e => e.Current is { Stamp: { } stamp } current && news.Contains((stamp, current.Period))
            ? e with { Judgements = [.. e.Judgements.SkipLast(1), current with { Stamp = stamp with { TakenAt = moment } }] }
            : e)];
    }
}

/// <summary>A benefit in one place, as a replay found it.</summary>
/// <param name="Seen">As it was judged last.</param>
/// <param name="Changes">What would have happened to its deviations, in order of time.</param>
public sealed record ReplayedPlace(Evaluation Seen, IReadOnlyList<DeviationChange> Changes)
{
    /// <summary>The plan, benefit and unit.</summary>
    public (string Plan, string Benefit, string Unit) Key => (Seen.Plan.Id, Seen.Benefit.Id, Seen.Place.Unit);

    /// <summary>The deviations that were found, each as if it had been told at once.</summary>
    public IEnumerable<ToldDeviation> Found =>
        Changes.Where(c => c.Kind == ChangeKind.Opened).Select(c => new ToldDeviation(c.Deviation.Id, c.At, BackOf(c)?.At));

    /// <summary>The periods that end in a stretch and were off the path, as far as is known now.</summary>
    /// <param name="from">First day, inclusive.</param>
    /// <param name="to">Last day, inclusive.</param>
    public IEnumerable<Period> OffPath(DateOnly from, DateOnly to) =>
        Seen.Judgements.Where(j => j.Standing.IsOffPath() && from <= j.Period.LastDay && j.Period.LastDay <= to).Select(j => j.Period);

    /// <summary>Whether a deviation covers a period: from its first period up to the one that was back.</summary>
    /// <param name="told">Whether the deviation with an id counts.</param>
    public bool IsCovered(Period period, Func<string, bool> told) =>
        Changes.Where(c => c.Kind == ChangeKind.Opened && c.Deviation.OpenedPeriod <= period && told(c.Deviation.Id))
            .Any(opened => BackOf(opened) is not { } back || period < back.Seen.Period);

    private DeviationChange? BackOf(DeviationChange opened) => Changes.FirstOrDefault(c => c.Kind == ChangeKind.Resolved && c.Deviation.Id == opened.Deviation.Id);
}
