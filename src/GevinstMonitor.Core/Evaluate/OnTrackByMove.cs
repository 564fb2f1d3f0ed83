using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A benefit that is on track only because less is promised of it, or more tolerated, than by an earlier version of its plan.</summary>
/// <param name="Promised">The version by which it would be off its path.</param>
/// <param name="Expected">What that version promises for the same period.</param>
/// <param name="Less">
/// How much of the improvement that it promised by then, from its baseline on, is not promised any more: 0.3 for 30 %; null when it promised none, or no less of it
/// (then it is the tolerance that moved).
/// </param>
public sealed record OnTrackByMove(Promise Promised, decimal Expected, decimal? Less)
{
    /// <summary>The earliest version by which a benefit that is on track would not be.</summary>
    /// <returns>Null when it is not on track, or would be by every version.</returns>
    public static OnTrackByMove? Of(Evaluation seen) =>
        seen.Plan.Earlier.Select(version => Of(seen, version)).FirstOrDefault(found => found is not null);

    /// <summary>Whether an earlier version would call it off its path.</summary>
    /// <returns>Null when it would not, does not have it, or measured it by another indicator.</returns>
    public static OnTrackByMove? Of(Evaluation seen, Plan earlier)
    {
        var (current, better) = (seen.Current, seen.Indicator.Better);
        if (current.Standing != Standing.OnTrack
            || earlier.PromiseOf(seen.Benefit.Id, seen.Place.Unit) is not { } promised || promised.Benefit.Indicator != seen.Benefit.Indicator
            || promised.Place.Path.ExpectedOn(current.Period.LastDay) is not { } expected
            || Evaluation.StandingOf(Evaluation.GapOf(better, expected, current.Actual!.Value), promised.Place.Tolerance) == Standing.OnTrack)
            return null;
        var improvement = Evaluation.GapOf(better, expected, promised.Place.Path.Baseline.Value);
        var less = Evaluation.GapOf(better, expected, current.Expected);
        return new OnTrackByMove(promised, expected, improvement > 0 && less > 0 ? less / improvement : null);
    }
}
