using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>Whether a plan's budget and its change go together: both, or the one without the other.</summary>
public enum Corner
{
    /// <summary>The budget is adapted, and the change is real.</summary>
    InBalance,

    /// <summary>The budget is cut and the change is not there: it breeds stress and mistrust.</summary>
    BudgetWithoutChange,

    /// <summary>The change is there and no budget is adapted: the gain slides away.</summary>
    ChangeWithoutBudget,

    /// <summary>Neither yet.</summary>
    Neither,
}

/// <summary>A plan's balance on a day: budget taken, against changes done, against measured effect. Both-and: KL, "Sår du uden at høste?" (2013).</summary>
/// <param name="Since">The first day it is known to have been so; null in balance, and with neither.</param>
/// <param name="BudgetTaken">DKK a year that budgets are cut by on the day: what the booked places are worth at their last targets, the whole or else its units.</param>
/// <param name="ChangesDone">How many of the plan's changes are done.</param>
/// <param name="Effect">How much of the improvement that is promised by now is measured, from 0 to 1, on average of the places whose newest figure is known; null when none is.</param>
public sealed record Balance(Corner Corner, DateOnly? Since, decimal BudgetTaken, int ChangesDone, decimal? Effect)
{
    /// <summary>An imbalance lasts, and is told, after this many days: a quarter.</summary>
    public const int Lasting = 92;

    /// <summary>Whether it has been out of balance for so long that people are told.</summary>
    public bool HasLasted(DateOnly day) => Since is { } since && day.DayNumber - since.DayNumber >= Lasting;

    /// <summary>The balance of a plan.</summary>
    /// <param name="seen">The plan's benefits in their places; those that were not judged are left out of the effect.</param>
    /// <returns>Null when the plan states no worth or no changes: then there is nothing to hold together.</returns>
    public static Balance? Of(Plan plan, IEnumerable<Evaluation> seen, DateOnly day)
    {
        var money = plan.Benefits.SelectMany(b => b.Places).Where(p => p.Worth is { DkkPerUnitYear: > 0 }).ToList();
        if (money.Count == 0 || plan.Changes.Count == 0)
            return null;
        var taken = money.Where(p => p.Worth!.Booked?.From <= day).ToList();
        var done = plan.Changes.Where(c => c.Done <= day).ToList();
        var corner = (taken.Count > 0, IsChanged(plan, day)) switch
        {
            (true, true) => Corner.InBalance,
            (true, false) => Corner.BudgetWithoutChange,
            (false, true) when IsLeftToSlide(plan, money, day) => Corner.ChangeWithoutBudget,
            // A budget that is to be cut later is no imbalance now.
            (false, true) => Corner.InBalance,
            _ => Corner.Neither,
        };
        var since = corner switch
        {
            Corner.BudgetWithoutChange => UnchangedSince(plan, taken.Min(p => p.Worth!.Booked!.From), day),
            // All is done, and not only what was due.
            Corner.ChangeWithoutBudget => plan.Changes.Max(c => c.Done),
            _ => null,
        };
        return new Balance(corner, since, plan.Benefits.Sum(b => TakenBy(b, day)), done.Count, EffectOf(seen));
    }

    // What a change brings about begins on a day of its own.
    private static DateOnly? UnchangedSince(Plan plan, DateOnly cut, DateOnly day)
    {
        DateOnly? since = null;
        foreach (var at in plan.Changes.Select(c => c.Due.AddDays(1)).Concat(plan.Changes.Select(c => c.Done).OfType<DateOnly>()).Append(cut).Where(d => d >= cut && d <= day).Order())
            since = IsChanged(plan, at) ? null : since ?? at;
        return since;
    }

    private static bool IsChanged(Plan plan, DateOnly day) => plan.Changes.Any(c => c.Done <= day) && !plan.Changes.Any(c => c.IsOverdueOn(day));

    // The whole is its units' budgets together, wherever it is booked as such.
    private static decimal TakenBy(Benefit benefit, DateOnly day)
    {
        var (whole, units) = (benefit.Places[0], benefit.Split.ToList());
        return IsTaken(whole, day) ? WorthOf(whole) : units.Where(u => IsTaken(u, day)).Sum(WorthOf);
    }

    private static bool IsTaken(Place place, DateOnly day) => place.Worth?.Booked?.From <= day;

    private static decimal WorthOf(Place place) => place.Worth!.DkkPerUnitYear * Math.Abs(place.Path.Milestones[^1].Value - place.Path.Baseline.Value);

    // All is done that was to be done, and no budget is cut, now or later.
    private static bool IsLeftToSlide(Plan plan, List<Place> money, DateOnly day) =>
        plan.Changes.All(c => c.Done <= day) && money.All(p => p.Worth!.Booked is null);

    private static decimal? EffectOf(IEnumerable<Evaluation> seen)
    {
        var shares = seen.Where(e => e.Current.Gap is not null).Select(e => ShareOf(e.Place.Path.Baseline.Value, e.Current.Expected, e.Current.Actual!.Value, e.Indicator.Better)).OfType<decimal>().ToList();
        return shares.Count == 0 ? null : shares.Average();
    }

    // Of what is not promised yet there is no share.
    private static decimal? ShareOf(decimal baseline, decimal expected, decimal actual, Better better)
    {
        var (promised, came) = better == Better.Higher ? (expected - baseline, actual - baseline) : (baseline - expected, baseline - actual);
        return promised <= 0 ? null : Math.Clamp(came / promised, 0, 1);
    }
}
