using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>The state machine of a deviation.</summary>
public static class DeviationRule
{
    private const int PeriodsForGood = 3;

    /// <summary>What changes, and why, when a benefit is found as it is.</summary>
    /// <param name="open">The open deviation of this benefit and unit; null when there is none.</param>
    /// <param name="seen">The benefit in its place, as of <paramref name="at"/>.</param>
    /// <param name="at">The moment of the judgement.</param>
    /// <param name="accepted">What was accepted of the open deviation and has not lapsed; null for nothing.</param>
    /// <returns>Null when nothing changes. Not knowing changes nothing: silence never resolves.</returns>
    /// <remarks>
    /// An accepted deviation goes on changing, but is not told while it keeps to what was accepted. When it does not, or the last day has passed, and the benefit is
    /// off its path still, the acceptance lapses, and that is told: once, for then nothing is accepted any more.
    /// </remarks>
    public static DeviationChange? Next(Deviation? open, Evaluation seen, Moment at, Acceptance? accepted = null)
    {
        var change = Next(open, seen, at.Instant);
        if (open is null || accepted is null || change?.Kind == ChangeKind.Resolved || !seen.Current.Standing.IsOffPath())
            return change;
        if (accepted.Lapse(seen.Current, seen.Indicator.Better, at.Day) is { } why)
            return Changed(change?.Deviation ?? open, ChangeKind.Lapsed, why, seen, at.Instant) with { Lapsed = accepted.Response.Id };
        // Without an interim target it was accepted as it stood, and that it became worse is news.
        return change is { Kind: ChangeKind.Worsened } && accepted.Interim is not null ? change with { IsAccepted = true } : change;
    }

    /// <summary>What changes, and why, where nothing is accepted.</summary>
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
            ({ Level: Level.Red } was, Standing.Amber, not Standing.Red) when IsBetterForGood(seen) => Changed(was with { Level = Level.Amber }, ChangeKind.Improved, ChangeReason.GapShrank, seen, at),
            _ => null,
        };
    }

    // One period that is not red is no news: the next red one would be told as worse than before, again and again.
    private static bool IsBetterForGood(Evaluation seen)
    {
        var known = 0;
        for (var i = seen.Judgements.Count - 1; i >= 0 && known < PeriodsForGood; i--)
        {
            var standing = seen.Judgements[i].Standing;
            if (standing == Standing.Red)
                return false;
            known += standing.IsKnown() ? 1 : 0;
        }

        return known == PeriodsForGood;
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
    private static bool IsOnTrackByMovedTarget(Deviation open, Evaluation seen) =>
        seen.Plan.VersionOf(open.OpenedVersion) is { } promised && OnTrackByMove.Of(seen, promised) is not null;
}
