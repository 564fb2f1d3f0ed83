namespace GevinstMonitor.Core.Evaluate;

/// <summary>What was promised of a benefit in a place in a budget year, and what came of it.</summary>
/// <param name="Period">The year's newest period that is known, or where none is, the newest that should be.</param>
/// <param name="Promised">DKK that the path promised in the year's periods until now, from the baseline on, those that are not known too; null when the plan states no worth.</param>
/// <param name="Realised">DKK that came; see <see cref="RealisedYear"/>.</param>
public sealed record BenefitYear(int Year, Judgement Period, Estimate? Promised, RealisedYear? Realised)
{
    /// <summary>How many of the year's periods until now are not known.</summary>
    public required int NotKnown { get; init; }

    /// <summary>By budget year, in order: those in which something was judged after the baseline's day.</summary>
    public static IReadOnlyList<BenefitYear> Of(Evaluation seen)
    {
        var (baseline, worth) = (seen.Place.Path.Baseline, seen.Place.Worth);
        var realised = Evaluate.Realised.Of(seen)?.Years.ToDictionary(y => y.Year);
        return [.. seen.Judgements.Where(j => j.Period.Start > baseline.On && j.Standing != Standing.NotYetDue).GroupBy(j => j.Period.BudgetYear).Select(year => new BenefitYear(
            year.Key,
            year.Where(j => j.Standing.IsKnown()).Select(j => (Judgement?)j).LastOrDefault() ?? year.Last(),
            worth is null ? null : new Estimate(year.Sum(j => worth.Of(Evaluation.GapOf(seen.Indicator.Better, j.Expected, baseline.Value), j.Period)), seen.Plan.Margin),
            realised?.GetValueOrDefault(year.Key)) { NotKnown = year.Count(j => !j.Standing.IsKnown()) })];
    }
}
