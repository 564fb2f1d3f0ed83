using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Deviate;

/// <summary>The state machine of a deviation.</summary>
public static class DeviationRule
{
    /// <summary>What changes, and why, when a benefit is found as it is.</summary>
    /// <param name="open">The open deviation of this benefit and unit; null when there is none.</param>
    /// <param name="seen">The benefit in its place, as of <paramref name="at"/>.</param>
    /// <param name="at">The moment of the judgement.</param>
    /// <returns>Null when nothing changes. Not knowing changes nothing: silence never resolves.</returns>
    public static DeviationChange? Next(Deviation? open, Evaluation seen, DateTimeOffset at)
    {
        var now = seen.Current.Standing;
        if (!now.IsKnown() || (open is null && now == Standing.OnTrack))
            return null;
        var verdict = Verdict.Of(seen);
        return (open, now, verdict.Sure) switch
        {
            (null, _, Standing.OnTrack) => null,
            // Never worse than it is seen to be.
            (null, Standing.Red, Standing.Red) => Opened(Level.Red, seen, at),
            (null, _, _) => Opened(Level.Amber, seen, at),
            ({ } was, Standing.OnTrack, _) when verdict.IsBack => Changed(was, ChangeKind.Resolved, IsOnTrackByMovedTarget(was, seen) ? ChangeReason.TargetMoved : ChangeReason.BackOnTrack, seen, at),
            ({ Level: Level.Amber } was, Standing.Red, Standing.Red) => Changed(was with { Level = Level.Red }, ChangeKind.Worsened, ChangeReason.GapGrew, seen, at),
            ({ Level: Level.Red } was, Standing.Amber, not Standing.Red) => Changed(was with { Level = Level.Amber }, ChangeKind.Improved, ChangeReason.GapShrank, seen, at),
            _ => null,
        };
    }

    private static DeviationChange Opened(Level level, Evaluation seen, DateTimeOffset at)
    {
        var (plan, benefit, unit) = (seen.Plan.Id, seen.Benefit.Id, seen.Place.Unit);
        var deviation = new Deviation(
            Deviation.IdOf(plan, benefit, unit, at), plan, benefit, unit, level, OffPath.Of(seen.Judgements)!.Value.Since, at, seen.Plan.Version);
        return Changed(deviation, ChangeKind.Opened, ChangeReason.BeyondTolerance, seen, at);
    }

    private static DeviationChange Changed(Deviation deviation, ChangeKind kind, ChangeReason reason, Evaluation seen, DateTimeOffset at) =>
        new(deviation, kind, reason, at, seen.Plan.Version, seen.Current, Kroner.Of(seen, deviation.OpenedPeriod));

    // Turning green because less is promised is an event of its own: would the version that the deviation was found by still call it off the path?
    private static bool IsOnTrackByMovedTarget(Deviation open, Evaluation seen)
    {
        if (open.OpenedVersion == seen.Plan.Version
            || seen.Plan.Earlier.FirstOrDefault(v => v.Version == open.OpenedVersion)?.PlaceOf(open.Benefit, open.Unit) is not { } promised)
            return false;
        var current = seen.Current;
        return promised.Path.ExpectedOn(current.Period.LastDay) is { } expected
            && Evaluation.StandingOf(Evaluation.GapOf(seen.Indicator.Better, expected, current.Actual!.Value), promised.Tolerance) != Standing.OnTrack;
    }
}
