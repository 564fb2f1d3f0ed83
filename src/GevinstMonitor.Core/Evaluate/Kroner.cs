using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>What a benefit's gap is worth, in DKK; positive is money that did not come.</summary>
/// <param name="InPeriod">The newest known period alone.</param>
/// <param name="SinceOpened">All known periods from the deviation's first through the newest; a period that is not known adds nothing.</param>
/// <param name="ByYearEnd">
/// <paramref name="SinceOpened"/>, and the rest of the newest known period's budget year (the calendar year) if nothing changes: the figure stays
/// as it is, and the path goes on.
/// </param>
public sealed record Kroner(decimal InPeriod, decimal SinceOpened, decimal ByYearEnd)
{
    /// <summary>How sure the amounts are, by the plan's business case: 0.15 is ±15 %; 0 where it states none.</summary>
    public decimal Margin { get; init; }

    /// <summary>What of it a unit's budget lacks; null when the saving is not booked.</summary>
    public Overrun? Overrun { get; init; }

    /// <summary>Whether a withheld figure follows from the amounts: those of the deviation's periods and of the budget year add up to them.</summary>
    /// <param name="opened">The deviation's first period.</param>
    public static bool RestsOnWithheld(Evaluation seen, Period opened, SmallNumbers small) =>
        seen.Judgements.Any(j => (j.Period >= opened || j.Period.BudgetYear == seen.Current.Period.BudgetYear) && j.IsWithheldBy(small, seen.Indicator));

    /// <summary>The money of a deviation.</summary>
    /// <param name="seen">The benefit in its place.</param>
    /// <param name="opened">The deviation's first period.</param>
    /// <returns>Null when the plan states no worth, or no period since then is known.</returns>
    public static Kroner? Of(Evaluation seen, Period opened)
    {
        if (seen.Place.Worth is not { } worth || seen.NewestKnown is not { } newest || newest.Period < opened)
            return null;
        var since = 0m;
        foreach (var judgement in seen.Judgements)
        {
            if (judgement.Period >= opened && judgement.Gap is { } gap)
                since += worth.Of(gap, judgement.Period);
        }

        var rest = Rest.OfYear(newest.Period).Sum(p => Rest.LossIn(p, seen, newest.Actual!.Value));
        return new Kroner(worth.Of(newest.Gap!.Value, newest.Period), since, since + rest) { Margin = seen.Plan.Margin, Overrun = Overrun.Of(seen) };
    }
}
