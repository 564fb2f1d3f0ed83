using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>How long a benefit has been off its path.</summary>
/// <param name="Since">The first of the periods in a row that are off the path.</param>
/// <param name="Periods">How many known periods in a row are amber or red, the newest with them.</param>
/// <param name="RedPeriods">How many known periods in a row are red, the newest with them.</param>
public readonly record struct OffPath(Period Since, int Periods, int RedPeriods)
{
    /// <summary>
    /// The run that the newest known period ends. Periods that are not known neither break a run nor count in it: not knowing is no news of either kind.
    /// </summary>
    /// <returns>Null when the newest known period is on track, or none is known.</returns>
    public static OffPath? Of(IReadOnlyList<Judgement> judgements)
    {
        OffPath? run = null;
        var allRed = true;
        for (var i = judgements.Count - 1; i >= 0; i--)
        {
            var judgement = judgements[i];
            if (!judgement.Standing.IsKnown())
                continue;
            if (!judgement.Standing.IsOffPath())
                break;
            allRed &= judgement.Standing == Standing.Red;
            run = new OffPath(judgement.Period, (run?.Periods ?? 0) + 1, (run?.RedPeriods ?? 0) + (allRed ? 1 : 0));
        }

        return run;
    }
}
