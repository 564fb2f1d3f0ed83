using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A plan's money in a year.</summary>
/// <param name="Realised">What its benefits were worth, in DKK, before any costs; null for a year of which nothing is known.</param>
/// <param name="BusinessCase">What the approved business case promises, net of costs; null where it says nothing of the year.</param>
public sealed record PlanYear(int Year, Estimate? Realised, Estimate? BusinessCase)
{
    /// <summary>What the paths of its benefits promised of the year until now, in DKK, before any costs; null for a year in which nothing was to be known yet.</summary>
    public Estimate? Promised { get; init; }
}

/// <summary>What a plan has borrowed from an investment pool, in DKK, and whether it can pay it back.</summary>
/// <param name="Borrowed">Through this year.</param>
/// <param name="Due">To be repaid by now: a year's repayment is due when the year is over.</param>
/// <param name="DueThisYear">To be repaid when this year is over.</param>
/// <param name="Realised">What the benefits were worth to date.</param>
public sealed record PoolMoney(decimal Borrowed, decimal Due, decimal DueThisYear, decimal Realised)
{
    /// <summary>Whether the realised value covers what is to be repaid by now.</summary>
    public bool IsCovered => Realised >= Due;
}

/// <summary>A plan's realised value to date against its approved business case, year by year. Each benefit counts once: for the whole, or in its units where the whole has no worth or is not judged.</summary>
/// <param name="Years">Those of the business case, and those with realised value, in order.</param>
/// <param name="Pool">Null when nothing is borrowed or repaid.</param>
public sealed record PlanMoney(IReadOnlyList<PlanYear> Years, PoolMoney? Pool)
{
    /// <summary>The money of a plan.</summary>
    /// <param name="plan">The version it is judged by.</param>
    /// <param name="seen">Its benefits in their places; of other plans none.</param>
    /// <param name="day">The day it is seen from: the business case is the one that was approved last by then.</param>
    public static PlanMoney Of(Plan plan, IReadOnlyList<Evaluation> seen, DateOnly day)
    {
        var approved = plan.ApprovedOn(day) ?? plan;
        var earning = plan.Benefits.SelectMany(b => Earning(b, seen)).ToList();
        var realised = earning.Select(Realised.Of).OfType<Realised>().SelectMany(r => r.Years)
            .GroupBy(y => y.Year, y => y.Value.Value).ToDictionary(same => same.Key, same => same.Sum());
        var paths = earning.SelectMany(BenefitYear.Of).ToLookup(y => y.Year, y => y.Promised!.Value.Value);
        var promised = approved.BusinessCase?.Years ?? new Dictionary<int, decimal>();
        return new PlanMoney(
            [.. promised.Keys.Union(realised.Keys).Order().Select(year => new PlanYear(year,
                realised.TryGetValue(year, out var value) ? new Estimate(value, plan.Margin) : null,
                promised.TryGetValue(year, out var net) ? new Estimate(net, approved.Margin) : null) { Promised = paths.Contains(year) ? new Estimate(paths[year].Sum(), plan.Margin) : null })],
            approved.BusinessCase?.Pool is not { } pool ? null
                : new PoolMoney(Sum(pool.Borrowed, y => y <= day.Year), Sum(pool.Repaid, y => y < day.Year), Sum(pool.Repaid, y => y == day.Year), realised.Values.Sum()));
    }

    private static IEnumerable<Evaluation> Earning(Benefit benefit, IReadOnlyList<Evaluation> seen)
    {
        var places = seen.Where(e => e.Benefit.Id == benefit.Id && e.Place.Worth is not null).ToList();
        return places.Any(e => e.Place.IsWhole) ? places.Where(e => e.Place.IsWhole) : places;
    }

    private static decimal Sum(IReadOnlyDictionary<int, decimal> years, Func<int, bool> isCounted) => years.Where(y => isCounted(y.Key)).Sum(y => y.Value);
}
