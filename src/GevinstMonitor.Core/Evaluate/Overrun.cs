using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A miss on a saving that is booked: a unit's budget was cut by what did not come, and is overrun by as much.</summary>
/// <param name="Unit">The unit whose budget it is.</param>
/// <param name="Year">The budget year: that of the newest known period.</param>
/// <param name="SoFar">DKK in the year's known periods that begin on the booking's first day or later; negative when it came to more.</param>
/// <param name="ByYearEnd"><paramref name="SoFar"/>, and the rest of the year if nothing changes: the figure stays, and the path goes on.</param>
/// <param name="LastDayToAct">
/// The last day on which acting can still close the gap this year. Until that day the figure stays, and in each period after it, it is the best there is: the
/// indicator's <c>plausible</c> bound in the better direction, or where none is stated the last target. Then what is earned beyond the path makes up for what was
/// missed. Null when even that would not do from the next period on.
/// </param>
public sealed record Overrun(string Unit, int Year, decimal SoFar, decimal ByYearEnd, DateOnly? LastDayToAct)
{
    /// <summary>What a place's booked saving lacks.</summary>
    /// <returns>Null when none is booked there by the end of the year, no period is known, or nothing lacks by now nor by then.</returns>
    public static Overrun? Of(Evaluation seen)
    {
        if (seen.Place.Worth is not { Booked: { } booked } worth || seen.NewestKnown is not { } newest)
            return null;
        var year = newest.Period.BudgetYear;
        var soFar = seen.Judgements.Where(j => j.Gap is not null && j.Period.BudgetYear == year && j.Period.Start >= booked.From).Sum(j => worth.Of(j.Gap!.Value, j.Period));
        var rest = Rest.OfYear(newest.Period).Where(p => p.Start >= booked.From).ToList();
        var byYearEnd = soFar + rest.Sum(p => Rest.LossIn(p, seen, newest.Actual!.Value));
        return soFar <= 0 && byYearEnd <= 0 ? null : new Overrun(booked.Unit, year, soFar, byYearEnd, LastDay(seen, rest, newest.Actual!.Value, byYearEnd));
    }

    // Sums of twelfths are off by less than an øre.
    private const decimal HalfAnOere = 0.005m;

    // From the year's end backwards: each period that is the best there is instead of as it is now takes some of the loss away.
    private static DateOnly? LastDay(Evaluation seen, List<Period> rest, decimal actual, decimal loss)
    {
        var best = (seen.Indicator.Better == Better.Higher ? seen.Indicator.Plausible?.Max : seen.Indicator.Plausible?.Min) ?? seen.Place.Path.Milestones[^1].Value;
        for (var i = rest.Count - 1; i >= 0; i--)
        {
            if (loss < HalfAnOere)
                return rest[i].LastDay;
            loss += Rest.LossIn(rest[i], seen, best) - Rest.LossIn(rest[i], seen, actual);
        }

        return loss < HalfAnOere && rest.Count > 0 ? rest[0].Start.AddDays(-1) : null;
    }
}
