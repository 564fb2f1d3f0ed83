using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>Whether today's process reaches a milestone.</summary>
public enum Outlook
{
    /// <summary>All of the prediction interval meets it.</summary>
    Will,

    /// <summary>The milestone lies within the interval.</summary>
    May,

    /// <summary>Nothing of the interval meets it.</summary>
    WillNot,
}

/// <summary>Where a series goes if its process stays as it is, and whether that reaches the next milestone.</summary>
/// <param name="Milestone">The first one after the newest period that is due or judged.</param>
/// <param name="Period">The period that the milestone's day lies in: its figure decides.</param>
/// <param name="Projected">The value that is expected then, in the indicator's unit.</param>
/// <param name="Lower">The figure lies between here and <paramref name="Upper"/> four times in five; inclusive.</param>
/// <param name="Upper">Never below <paramref name="Projected"/>, nor <paramref name="Lower"/> above it.</param>
/// <param name="Reached">The first period, from the newest known on, in which the projection meets the milestone; null when it does not within a hundred years.</param>
/// <remarks>
/// The projection goes on from the newest level by Theil's slope. The interval is what the same projection has erred by so far, so many periods ahead, from
/// every period of the series that has a figure so many periods later (Williams and Goodman, "A simple method for the construction of empirical confidence
/// limits for economic forecasts", 1971; Lee and Scholtes, "Empirical prediction intervals revisited", 2014). It assumes no distribution. The seasons of the
/// year are not looked for: what they do is in the errors and makes the interval wide, where three years would be too few to tell them from chance.
/// </remarks>
public sealed record Forecast(Milestone Milestone, Period Period, double Projected, double Lower, double Upper, Outlook Outlook, Period? Reached)
{
    /// <summary>How much of what comes the interval holds.</summary>
    public const double Coverage = 0.8;

    /// <summary>The newest known figures that are looked at, at most: what is older says little of today's process. Three years of months.</summary>
    public const int MostPoints = 36;

    // Rounding of doubles must not decide whether a milestone is reached exactly.
    private const double Rounding = 1e-9;

    /// <summary>The forecast of a benefit in one place.</summary>
    /// <returns>Null when no milestone lies ahead or too little is known: fewer than <see cref="Process.LeastPoints"/> figures since the newest rebase day.</returns>
    public static Forecast? Of(Evaluation seen) =>
        Of(seen.Judgements, seen.Place.Path, seen.Indicator.Better, seen.Indicator.Plausible, seen.Benefit.Process.Rebase);

    /// <summary>The forecast of a series.</summary>
    /// <param name="judgements">In order of period; at least one.</param>
    /// <param name="plausible">Projection and interval stay within it; null when nothing is stated.</param>
    /// <param name="rebase">Days in order from which the process is another; what was before the newest that has come says nothing of today's.</param>
    /// <returns>As of the other <see cref="Of(Evaluation)"/>.</returns>
    public static Forecast? Of(IReadOnlyList<Judgement> judgements, TargetPath path, Better better, Plausible? plausible, IReadOnlyList<DateOnly> rebase)
    {
        if (NextMilestone(judgements, path) is not { } milestone)
            return null;
        Span<int> times = stackalloc int[MostPoints];
        Span<double> values = stackalloc double[MostPoints];
        var (count, newest) = Newest(judgements, rebase, times, values);
        if (count < Process.LeastPoints)
            return null;
        var period = Period.Containing(newest.Kind, milestone.By);
        var ahead = period.Since(newest);
        if (Projection.Of(times[^count..], values[^count..], ahead) is not { } projection)
            return null;

        var (min, max) = ((double?)plausible?.Min ?? double.NegativeInfinity, (double?)plausible?.Max ?? double.PositiveInfinity);
        double Possible(double value) => Math.Max(min, Math.Min(max, value));
        var (lower, projected, upper) = (Possible(projection.At(ahead) + projection.Below), Possible(projection.At(ahead)), Possible(projection.At(ahead) + projection.Above));

        // From here on higher is better.
        var way = better == Better.Higher ? 1 : -1;
        var target = (double)milestone.Value;
        var reach = (way * target) - (Rounding * Math.Max(Math.Abs(target), Math.Abs(projection.Level)));
        var (worst, best) = better == Better.Higher ? (lower, upper) : (-upper, -lower);
        var outlook = worst >= reach ? Outlook.Will : best < reach ? Outlook.WillNot : Outlook.May;
        return new Forecast(milestone, period, projected, lower, upper, outlook,
            way * Possible(target) < reach ? null : ReachedBy(newest, reach - (way * projection.Level), way * projection.Slope));
    }

    /// <summary>Whether even the better end of the interval is further off the milestone than a tolerance, in the worse direction.</summary>
    public bool Misses(Better better, decimal tolerance) =>
        Outlook == Outlook.WillNot && (better == Better.Higher ? (double)(Milestone.Value - tolerance) > Upper : (double)(Milestone.Value + tolerance) < Lower);

    /// <summary>The milestone that the newest period, known or not, is on its way to.</summary>
    /// <returns>Null when all are past.</returns>
    public static Milestone? NextMilestone(IReadOnlyList<Judgement> judgements, TargetPath path)
    {
        var today = judgements[^1].Period.LastDay;
        var next = path.NextFrom(today.AddDays(1));
        return next.By > today ? next : null;
    }

    // The newest known figures at the end of the spans, with their distances in periods from the newest.
    private static (int Count, Period Newest) Newest(IReadOnlyList<Judgement> judgements, IReadOnlyList<DateOnly> rebase, Span<int> times, Span<double> values)
    {
        var (count, newest, since) = (0, default(Period), default(DateOnly));
        for (var i = judgements.Count - 1; i >= 0 && count < MostPoints; i--)
        {
            var judgement = judgements[i];
            if (judgement.Gap is null)
                continue;
            if (count == 0)
            {
                newest = judgement.Period;
                foreach (var day in rebase)
                    since = day <= newest.LastDay ? day : since;
            }

            if (judgement.Period.LastDay < since)
                break;
            count++;
            (times[^count], values[^count]) = (judgement.Period.Since(newest), (double)judgement.Actual!.Value);
        }

        return (count, newest);
    }

    private static Period? ReachedBy(Period newest, double missing, double slope)
    {
        if (missing <= 0)
            return newest;
        var periods = Math.Ceiling(missing / slope);
        return slope > 0 && periods * (double)newest.ShareOfYear <= 100 ? newest.Plus((int)periods) : null;
    }
}
