namespace GevinstMonitor.Core.Evaluate;

/// <summary>What a benefit was worth in a budget year.</summary>
/// <param name="Value">DKK; negative when it is worse than its baseline.</param>
/// <param name="Unknown">How many of the year's periods until now are not known; they add nothing.</param>
public sealed record RealisedYear(int Year, Estimate Value, int Unknown);

/// <summary>
/// The realised value of a benefit in its place: for each known period how far the figure is from its baseline in the better direction, times its worth a year,
/// times the period's share of a year. From the first period that begins after the baseline's day; by budget year, in order.
/// </summary>
public sealed record Realised(IReadOnlyList<RealisedYear> Years)
{
    public decimal Total => Years.Sum(y => y.Value.Value);

    /// <returns>Null when the plan states no worth.</returns>
    public static Realised? Of(Evaluation seen)
    {
        if (seen.Place.Worth is not { } worth)
            return null;
        var baseline = seen.Place.Path.Baseline;
        return new Realised([.. seen.Judgements.Where(j => j.Period.Start > baseline.On).GroupBy(j => j.Period.BudgetYear).Select(year => new RealisedYear(
            year.Key,
            new Estimate(year.Where(j => j.Standing.IsKnown()).Sum(j => worth.Of(Evaluation.GapOf(seen.Indicator.Better, j.Actual!.Value, baseline.Value), j.Period)), seen.Plan.Margin),
            year.Count(j => j.Standing.IsSilent())))]);
    }
}
