using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>What a verdict rests on.</summary>
public enum VerdictBasis
{
    /// <summary>How certain the level of the gap is, given the series' own noise.</summary>
    Certainty,

    /// <summary>As many periods in a row as the plan states.</summary>
    Confirm,

    /// <summary>The series is too short to know its noise: as many periods in a row as is usual.</summary>
    TooShort,
}

/// <summary>Whether what is seen is worth telling the owner: it combines size (tolerance), certainty (is it the level, or one odd period?) and time.</summary>
/// <param name="Sure">How bad it is for sure: <see cref="Standing.OnTrack"/> when nothing is.</param>
/// <param name="IsBack">Whether the newest known period is on track, and that is no odd period either.</param>
/// <param name="Known">How many known periods it rests on.</param>
/// <param name="Certainty">The probability, 0 to 1, that the level of the gap is beyond the amber tolerance; null where it is not asked for.</param>
/// <param name="IsBeyondNoise">Whether the newest figure alone is red, and further from the path than the series' noise goes.</param>
public sealed record Verdict(Standing Sure, bool IsBack, VerdictBasis Basis, int Known, double? Certainty = null, bool IsBeyondNoise = false)
{
    // A red figure is told at once where the tolerance is so many standard deviations wide, or so many of those that figures move by from one to the next; for the
    // latter see the natural process limits, 2.66 mean moving ranges (Shewhart 1931; Wheeler 1993), which are three of them.
    private const double Spreads = 1 / 0.45;
    private const double Steps = 3;

    // The mean of a moving range in standard deviations of one figure: d2 of two (Shewhart 1931).
    private const double StepOfNoise = 1.128;

    // No series is taken to be steadier than this part of its red tolerance.
    private const double LeastNoise = 0.1;

    // That a benefit is back is good news, and costs less when it was an odd period. So many on track in a row are never odd.
    private const double EnoughToBeBack = 0.8;
    private const int EnoughInARow = 3;

    /// <summary>The verdict on a benefit in its place.</summary>
    public static Verdict Of(Evaluation seen)
    {
        Span<double> gaps = stackalloc double[LevelTest.Most];
        var (known, kept) = (0, 0);
        for (var i = seen.Judgements.Count - 1; i >= 0; i--)
        {
            if (seen.Judgements[i].Gap is { } gap)
            {
                known++;
                if (kept < gaps.Length)
                    gaps[^++kept] = (double)gap;
            }
        }

        return seen.Benefit.Confirm is { } confirm ? Counted(seen, confirm, VerdictBasis.Confirm, known)
            : known < LevelTest.Fewest ? Counted(seen, Confirm.Default, VerdictBasis.TooShort, known)
            : OfGaps(gaps[^kept..], seen.Place.Tolerance, known);
    }

    /// <summary>The verdict by certainty.</summary>
    /// <param name="gaps">The known gaps in order of time, at least <see cref="LevelTest.Fewest"/>; positive is worse.</param>
    public static Verdict OfGaps(ReadOnlySpan<double> gaps, Tolerance tolerance, int known)
    {
        var (amber, red) = ((double)tolerance.Amber, (double)tolerance.Red);
        var leastNoise = LeastNoise * red;
        var now = gaps[^1];
        var above = LevelTest.Above(gaps, amber, leastNoise);
        var beyondNoise = now > red && ReachesBeyond(gaps[..^1], red);
        var sure = beyondNoise || (above.IsCertain && LevelTest.Above(gaps, red, leastNoise).IsCertain) ? Standing.Red
            : above.IsCertain ? Standing.Amber
            : Standing.OnTrack;
        return new Verdict(sure, now <= amber && (AreWithin(gaps[^EnoughInARow..], amber) || IsBelow(gaps, amber, leastNoise)), VerdictBasis.Certainty, known, above.Certainty, beyondNoise);
    }

    private static Verdict Counted(Evaluation seen, Confirm confirm, VerdictBasis basis, int known)
    {
        var run = OffPath.Of(seen.Judgements);
        var sure = run is not { } off ? Standing.OnTrack
            : off.RedPeriods >= confirm.Red ? Standing.Red
            : off.Periods >= confirm.Amber ? Standing.Amber
            : Standing.OnTrack;
        return new Verdict(sure, known > 0 && run is null, basis, known);
    }

    private static bool AreWithin(ReadOnlySpan<double> gaps, double amber)
    {
        foreach (var gap in gaps)
        {
            if (gap > amber)
                return false;
        }

        return true;
    }

    // The same question the other way round.
    private static bool IsBelow(ReadOnlySpan<double> gaps, double limit, double leastNoise)
    {
        Span<double> turned = stackalloc double[LevelTest.Most];
        turned = turned[..Math.Min(gaps.Length, LevelTest.Most)];
        for (var i = 1; i <= turned.Length; i++)
            turned[^i] = -gaps[^i];
        return LevelTest.Above(turned, -limit, leastNoise).Certainty >= EnoughToBeBack;
    }

    // By the figures before the one that is judged.
    private static bool ReachesBeyond(ReadOnlySpan<double> before, double red)
    {
        var (mean, steps) = (0.0, 0.0);
        for (var i = 0; i < before.Length; i++)
        {
            mean += before[i] / before.Length;
            if (i > 0)
                steps += Math.Abs(before[i] - before[i - 1]) / (before.Length - 1);
        }

        var variance = 0.0;
        foreach (var gap in before)
            variance += (gap - mean) * (gap - mean) / (before.Length - 1);
        return Spreads * Math.Sqrt(variance) <= red || Steps * steps / StepOfNoise <= red;
    }
}
