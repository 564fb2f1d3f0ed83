using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Commands;

/// <summary>Somebody who would be told.</summary>
/// <param name="After">The workdays without an answer after which it is; null for at once.</param>
/// <param name="Role">What the reader is to the benefit.</param>
internal sealed record Hop(int? After, Letter Letter, string Role);

/// <summary>Who would be told of a benefit in a place if it stood so: the letters that the writer of letters writes of a made-up change.</summary>
internal sealed class Routes(Desk desk, Plan plan, Benefit benefit, Place place, Moment asOf)
{
    private readonly Indicator _indicator = desk.Indicators[benefit.Indicator];
    private readonly LetterWriter _writer = new(desk);

    public IReadOnlyList<Hop> Of(Standing standing)
    {
        var seen = Made(standing);
        if (!standing.IsKnown())
            return [.. _writer.Write([], [.. TroublesOf(standing, seen).Select((t, i) => new Pending<TroubleChange>(i + 1, new TroubleChange(t, Began: true, asOf.Instant)))], asOf.Day).Select(w => Hop(null, w))];
        var change = ChangeOf(seen);
        var told = _writer.Write([new Pending<DeviationChange>(1, change)], [], asOf.Day).Select(w => Hop(null, w));
        return [.. told.Concat(standing.IsOffPath() ? StepsOf(change) : [])];
    }

    // What follows when nobody answers.
    private IEnumerable<Hop> StepsOf(DeviationChange change)
    {
        if ((plan.Escalation ?? desk.Escalation) is not { } policy)
            yield break;
        var taken = new List<EscalationStep>();
        foreach (var (step, days) in new[] { (EscalationStep.Reminder, policy.Remind), (EscalationStep.Controller, policy.Controller), (EscalationStep.Leader, policy.Leader) })
        {
            if (days is not { } after)
                continue;
            var unanswered = new Unanswered(change, asOf.Day, [.. taken]);
            while (unanswered.WorkdaysOn(asOf.Day) < after)
                unanswered = unanswered with { Since = unanswered.Since.AddDays(-1) };
            foreach (var written in _writer.Write([], [], asOf.Day, unanswered: [unanswered]))
                yield return Hop(after, written);
            taken.Add(step);
        }
    }

    private Hop Hop(int? after, Written written)
    {
        var (letter, chart) = (written.Letter, desk.Chart);
        var role = letter.Post is not { } post ? "operations"
            : post == place.Owner ? "owner"
            : chart.LineOf(place.Owner).Any(p => p.Id == post) && chart.WhoHears(place.Owner, asOf.Day)?.Post == post ? $"deputy; {place.Owner} is vacant"
            : post == plan.Controller ? chart.WhoHears(place.Owner, asOf.Day) is null ? $"controller; {place.Owner} and its deputies are vacant" : "controller"
            : chart.WhoHears(plan.Controller, asOf.Day)?.Post == post ? $"deputy; {plan.Controller} is vacant"
            : $"leader above {place.Owner}";
        return new Hop(after, letter, role);
    }

    private Judgement Made(Standing standing)
    {
        var period = Period.Containing(_indicator.Period, asOf.Day).Previous;
        var expected = place.Path.ExpectedOn(period.LastDay) ?? place.Path.Baseline.Value;
        // Just beyond the tolerance, or on the path.
        var gap = standing switch { Standing.Red => place.Tolerance.Red + 1, Standing.Amber => (place.Tolerance.Amber + place.Tolerance.Red) / 2, _ => 0 };
        return new Judgement
        {
            Period = period,
            Standing = standing,
            Expected = expected,
            Actual = standing.IsKnown() ? _indicator.Better == Better.Higher ? expected - gap : expected + gap : null,
            Gap = standing.IsKnown() ? gap : null,
            Doubt = standing == Standing.Held ? Doubt.StepTooLarge : Doubt.None,
        };
    }

    private DeviationChange ChangeOf(Judgement seen)
    {
        var deviation = new Deviation(Deviation.IdOf(plan.Id, benefit.Id, place.Unit, asOf.Instant), plan.Id, benefit.Id, place.Unit, seen.Standing == Standing.Amber ? Level.Amber : Level.Red, seen.Period, asOf.Instant, plan.Version);
        return seen.Standing.IsOffPath()
            ? new DeviationChange(deviation, ChangeKind.Opened, ChangeReason.BeyondTolerance, asOf.Instant, plan.Version, seen, null)
            : new DeviationChange(deviation, ChangeKind.Resolved, ChangeReason.BackOnTrack, asOf.Instant, plan.Version, seen, null);
    }

    private IEnumerable<Trouble> TroublesOf(Standing standing, Judgement seen) => standing == Standing.SourceFailed
        ? TroubleRule.In([new Reading.Failed { Indicator = _indicator.Id, Source = _indicator.Source, AsOf = asOf.Instant, QueryHash = "", Window = Window.Of(_indicator.Period, _indicator.History, asOf), Fault = CollectFault.Unreachable, Detail = "" }])
        : TroubleRule.In([new Evaluation(plan, benefit, place, _indicator, [seen])]);
}
