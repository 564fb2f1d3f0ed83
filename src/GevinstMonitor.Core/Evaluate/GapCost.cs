using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>What a benefit's distance from its path costs in the budget year, and by its next milestone, within its tolerance too; positive is money that did not come.</summary>
/// <param name="Year">The budget year (the calendar year) of the newest known period.</param>
/// <param name="ThisYear">The year's known periods.</param>
/// <param name="ByYearEnd"><paramref name="ThisYear"/>, and the rest of the year if nothing changes: the figure stays, and the path goes on.</param>
/// <param name="Milestone">The milestone that comes next after the newest known period; null after the last.</param>
/// <param name="AtMilestone">From the deviation's first period, or where none is open the newest known one, through the period that the milestone's day lies in, if nothing changes.</param>
public sealed record GapCost(int Year, Estimate ThisYear, Estimate ByYearEnd, Milestone? Milestone, Estimate? AtMilestone)
{
    /// <param name="opened">The open deviation's first period; null when none is open.</param>
    /// <returns>Null when the plan states no worth, or no period is known.</returns>
    public static GapCost? Of(Evaluation seen, Period? opened)
    {
        if (seen.Place.Worth is not { } worth || seen.NewestKnown is not { } newest)
            return null;
        var (margin, actual, year) = (seen.Plan.Margin, newest.Actual!.Value, newest.Period.BudgetYear);
        decimal Known(Func<Period, bool> isCounted) => seen.Judgements.Where(j => j.Gap is not null && isCounted(j.Period)).Sum(j => worth.Of(j.Gap!.Value, j.Period));
        decimal Coming(IEnumerable<Period> periods) => periods.Sum(p => Rest.LossIn(p, seen, actual));

        var thisYear = Known(p => p.BudgetYear == year);
        var next = seen.Place.Path.Milestones.Where(m => m.By > newest.Period.LastDay).Select(m => (Milestone?)m).FirstOrDefault();
        var from = opened ?? newest.Period;
        return new GapCost(year, new Estimate(thisYear, margin), new Estimate(thisYear + Coming(Rest.OfYear(newest.Period)), margin), next,
            next is { } milestone ? new Estimate(Known(p => p >= from) + Coming(Rest.Of(newest.Period, milestone.By)), margin) : null);
    }
}
