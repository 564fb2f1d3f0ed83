using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What an owner should see coming, and hears of once: a milestone that will be missed, a change that is overdue, a budget and a change that do not go together.</summary>
public static class NoticeRule
{
    /// <summary>The notices there are now.</summary>
    /// <param name="seen">What is judged now.</param>
    /// <param name="isOpen">Whether a benefit in a place has an open deviation: its owner knows.</param>
    /// <param name="asOf">The moment of the judgement.</param>
    public static IEnumerable<Trouble> In(IReadOnlyList<Evaluation> seen, Func<Evaluation, bool> isOpen, Readings.Moment asOf)
    {
        foreach (var e in seen.Where(e => IsForecast(e, asOf)))
        {
            if (e.Current.Standing == Standing.OnTrack && !isOpen(e) && Forecast.Of(e) is { } forecast && forecast.Misses(e.Indicator.Better, e.Place.Tolerance.Amber))
                yield return Notice(TroubleKind.WillMiss, e, e.Place.Owner, $"{forecast.Milestone.By:yyyy-MM-dd}", "") with { Scope = ForecastOf(e), Period = forecast.Period, Shown = Rounded(forecast.Projected) };
        }

        // Once for each owner of a benefit, however many places of it are his.
        foreach (var e in seen.DistinctBy(e => (e.Plan.Id, e.Benefit.Id, e.Place.Owner)))
        {
            foreach (var change in e.Plan.ExposersOf(e.Benefit, asOf.Day))
                yield return Notice(TroubleKind.Exposed, e, e.Place.Owner, change.Id, "");
        }

        foreach (var ofPlan in seen.GroupBy(e => e.Plan))
        {
            if (Balance.Of(ofPlan.Key, [], asOf.Day) is not { } balance || !balance.HasLasted(asOf.Day))
                continue;
            var earning = ofPlan.Key.Benefits.SelectMany(b => b.Places, (b, p) => (Benefit: b.Id, Place: p)).Where(p => p.Place.Worth is not null).ToList();
            // Once for each person of a plan, at the first of the places that earn money, whatever else is looked at now.
            foreach (var (benefit, place, post) in earning.Select(p => (p.Benefit, p.Place, Post: p.Place.Owner)).Append((earning[0].Benefit, earning[0].Place, Post: ofPlan.Key.Controller)).DistinctBy(p => p.Post))
            {
                if (ofPlan.FirstOrDefault(e => e.Benefit.Id == benefit && e.Place.Unit == place.Unit) is { } e)
                    yield return Notice(TroubleKind.Imbalance, e, post, $"{balance.Corner}", $"{balance.Since:yyyy-MM-dd}");
            }
        }
    }

    /// <summary>The scopes that <see cref="In"/> looks at beside those of <see cref="TroubleRule.ScopesOf"/>.</summary>
    public static IEnumerable<string> ScopesOf(IEnumerable<Evaluation> seen, Readings.Moment asOf) => seen.Where(e => IsForecast(e, asOf)).Select(ForecastOf);

    // A forecast says nothing new before there is a new figure.
    private static bool IsForecast(Evaluation seen, Readings.Moment asOf) => seen.Current.Stamp is { } stamp && stamp.TakenAt.Instant == asOf.Instant;

    private static string ForecastOf(Evaluation seen) => $"forecast {seen.Plan.Id}/{seen.Benefit.Id}@{seen.Place.Unit}";

    private static Trouble Notice(TroubleKind kind, Evaluation seen, string post, string state, string detail) =>
        new(kind, $"{seen.Plan.Id}/{seen.Benefit.Id}@{seen.Place.Unit}", $"indicator {seen.Indicator.Id}", post, state, detail);

    private static decimal? Rounded(double value) => Math.Abs(value) < 1e15 ? decimal.Round((decimal)value, 6) : null;
}
