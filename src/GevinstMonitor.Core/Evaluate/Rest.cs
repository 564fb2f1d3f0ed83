using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>The periods to come, and what is lost in them.</summary>
internal static class Rest
{
    /// <summary>The periods after one that begin on a day or before it.</summary>
    public static IEnumerable<Period> Of(Period newest, DateOnly through)
    {
        for (var period = newest; period.LastDay < through;)
            yield return period = period.Next;
    }

    /// <summary>The periods after one that belong to its budget year.</summary>
    public static IEnumerable<Period> OfYear(Period newest) =>
        Of(newest, new DateOnly(newest.BudgetYear, 12, 31)).Where(period => period.BudgetYear == newest.BudgetYear);

    /// <summary>DKK lost in a period to come if the figure is <paramref name="actual"/> and the path goes on. The place has a worth.</summary>
    public static decimal LossIn(Period period, Evaluation seen, decimal actual) =>
        seen.Place.Worth!.Of(Evaluation.GapOf(seen.Indicator.Better, seen.Place.Path.ExpectedOn(period.LastDay)!.Value, actual), period);
}
