using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What would have been found of an indicator's benefits, moment by moment, had they always been judged by these plans.</summary>
/// <param name="Places">Every benefit in every place that was judged.</param>
/// <param name="Doubts">The doubts about figures that began and ended, in order of time. What is technical is left out: how sources failed then says nothing of plans.</param>
public sealed record Replay(IReadOnlyList<ReplayedPlace> Places, IReadOnlyList<TroubleChange> Doubts)
{
    /// <summary>Replays what is on file of an indicator by the rules that the worker judges by.</summary>
    /// <param name="benefits">The benefits that it measures.</param>
    /// <param name="facts">As <see cref="Fact.Of"/> gives them.</param>
    /// <param name="until">The last moment, inclusive.</param>
    /// <remarks>
    /// It judges at each moment at which something can change: when a fact comes to be known, and when figures that others have should be here. Nothing was judged
    /// before the first, so no version is held against an earlier one.
    /// </remarks>
    public static Replay Of(IReadOnlyList<(Plan Plan, Benefit Benefit)> benefits, Indicator indicator, IReadOnlyList<Fact> facts, Moment until)
    {
        var places = new Dictionary<(string Plan, string Benefit, string Unit), (Evaluation Seen, List<DeviationChange> Changes, Deviation? Open)>();
        var (open, doubts) = (new List<Trouble>(), new List<TroubleChange>());
        foreach (var moment in MomentsOf(indicator, facts, until))
        {
            var past = new Past(facts.Where(fact => fact.Since <= moment.Instant).Select(fact => fact.Measurement), null);
            var seen = benefits.Where(b => b.Plan.Ends is null || moment.Day <= b.Plan.Ends)
                .SelectMany(b => Evaluation.Of(b.Plan, b.Benefit, indicator, past, moment)).ToList();
            foreach (var e in seen)
            {
                var key = (e.Plan.Id, e.Benefit.Id, e.Place.Unit);
                var (changes, was) = places.TryGetValue(key, out var known) ? (known.Changes, known.Open) : ([], null);
                var change = DeviationRule.Next(was, e, moment.Instant);
                if (change is not null)
                    changes.Add(change);
                places[key] = (e, changes, change is null ? was : change.Kind == ChangeKind.Resolved ? null : change.Deviation);
            }

            var news = TroubleRule.Next(open, TroubleRule.In(seen).Where(t => t.Post is not null), TroubleRule.ScopesOf([], seen), moment.Instant).ToList();
            foreach (var change in news)
            {
                if (change.Began)
                    open.Add(change.Trouble);
                else
                    open.Remove(change.Trouble);
            }

            doubts.AddRange(news);
        }

        return new Replay([.. places.Values.Select(p => new ReplayedPlace(p.Seen, p.Changes))], doubts);
    }

    private static IEnumerable<Moment> MomentsOf(Indicator indicator, IReadOnlyList<Fact> facts, Moment until) =>
        facts.Select(fact => fact.Since)
            .Concat(facts.Select(fact => fact.Measurement.Period).Distinct().Select(period => Moment.Due(period, indicator.Due, until.Zone).Instant))
            .Where(at => at <= until.Instant).Distinct().Order().Select(at => new Moment(at, until.Zone));
}

/// <summary>A benefit in one place, as a replay found it.</summary>
/// <param name="Seen">As it was judged last.</param>
/// <param name="Changes">What would have happened to its deviations, in order of time.</param>
public sealed record ReplayedPlace(Evaluation Seen, IReadOnlyList<DeviationChange> Changes)
{
    /// <summary>The plan, benefit and unit.</summary>
    public (string Plan, string Benefit, string Unit) Key => (Seen.Plan.Id, Seen.Benefit.Id, Seen.Place.Unit);

    /// <summary>The deviations that would have been told, each from when it was found.</summary>
    public IEnumerable<ToldDeviation> Told =>
        Changes.Where(c => c.Kind == ChangeKind.Opened).Select(c => new ToldDeviation(c.Deviation.Id, c.At, BackOf(c)?.At));

    /// <summary>The periods that end in a stretch and were off the path, as far as is known now.</summary>
    /// <param name="from">First day, inclusive.</param>
    /// <param name="to">Last day, inclusive.</param>
    public IEnumerable<Period> OffPath(DateOnly from, DateOnly to) =>
        Seen.Judgements.Where(j => j.Standing.IsOffPath() && from <= j.Period.LastDay && j.Period.LastDay <= to).Select(j => j.Period);

    /// <summary>Whether a deviation covers a period: from its first period up to the one that was back.</summary>
    public bool IsCovered(Period period) =>
        Changes.Where(c => c.Kind == ChangeKind.Opened && c.Deviation.OpenedPeriod <= period)
            .Any(opened => BackOf(opened) is not { } back || period < back.Seen.Period);

    private DeviationChange? BackOf(DeviationChange opened) => Changes.FirstOrDefault(c => c.Kind == ChangeKind.Resolved && c.Deviation.Id == opened.Deviation.Id);
}
