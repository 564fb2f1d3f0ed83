using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What an owner should see coming, and hears of once: a milestone that will be missed, a change that is overdue, a budget and a change that do not go together.</summary>
/// <param name="seen">What is judged now.</param>
/// <param name="everyForecast">Whether all forecasts are looked at; else only those of places that have a new figure, for the others say what they said.</param>
/// <param name="asOf">The moment of the judgement.</param>
public sealed class NoticeRule(IReadOnlyList<Evaluation> seen, bool everyForecast, Moment asOf)
{
    private readonly List<(Evaluation Seen, Forecast Forecast)> _forecasts = [.. seen
        .Where(e => e.Current.Standing.IsKnown() && (everyForecast || e.Current.Stamp?.TakenAt.Instant == asOf.Instant))
        .Select(e => (e, Forecast: Forecast.Of(e))).Where(f => f.Forecast is not null).Select(f => (f.e, f.Forecast!))];

    /// <summary>The notices there are now.</summary>
    /// <param name="isOpen">Whether a benefit in a place has an open deviation: its owner knows.</param>
    public IEnumerable<Trouble> Notices(Func<Evaluation, bool> isOpen)
    {
        foreach (var (e, forecast) in _forecasts)
        {
            if (e.Current.Standing == Standing.OnTrack && !isOpen(e) && forecast.Misses(e.Indicator.Better, e.Place.Tolerance.Amber))
            {
                yield return new Trouble(TroubleKind.WillMiss, Place(e.Plan, e.Benefit, e.Place), ForecastOf(e, forecast.Milestone), e.Place.Owner, Day(forecast.Milestone.By), "")
                {
                    Period = forecast.Period,
                    Shown = Math.Abs(forecast.Projected) < (double)Figure.TooLarge ? decimal.Round((decimal)forecast.Projected, 6) : null,
                };
            }
        }

        foreach (var (plan, benefit) in seen.Select(e => (e.Plan, e.Benefit)).DistinctBy(b => (b.Plan.Id, b.Benefit.Id)))
        {
            // Once for each owner of the benefit, however many places of it are his.
            foreach (var place in benefit.Places.DistinctBy(p => p.Owner))
            {
                foreach (var change in plan.ExposersOf(benefit, asOf.Day))
                    yield return new Trouble(TroubleKind.Exposed, Place(plan, benefit, place), $"benefit {plan.Id}/{benefit.Id}", place.Owner, change.Id, "");
            }
        }

        foreach (var plan in seen.Select(e => e.Plan).DistinctBy(p => p.Id))
        {
            if (Balance.Of(plan, [], asOf.Day) is { } balance && balance.HasLasted(asOf.Day))
            {
                var earning = plan.Benefits.SelectMany(b => b.Places, (b, p) => (Benefit: b, Place: p)).Where(p => p.Place.Worth is not null).ToList();
                foreach (var (benefit, place, post) in earning.Select(p => (p.Benefit, p.Place, Post: p.Place.Owner)).Append((earning[0].Benefit, earning[0].Place, Post: plan.Controller)).DistinctBy(p => p.Post))
                    yield return new Trouble(TroubleKind.Imbalance, Place(plan, benefit, place), $"plan {plan.Id}", post, $"{balance.Corner}", Day(balance.Since!.Value));
            }
        }
    }

    /// <summary>
    /// The scopes that are looked at, beside those of <see cref="TroubleRule.ScopesOf"/>. A warning of a milestone is over when the milestone is past, or will be reached
    /// after all: one odd figure in between does not make it news again.
    /// </summary>
    public IEnumerable<string> Scopes() => _forecasts.Where(f => f.Forecast.Outlook == Outlook.Will).Select(f => ForecastOf(f.Seen, f.Forecast.Milestone))
        .Concat(seen.SelectMany(e => e.Place.Path.Milestones.Where(m => m.By <= asOf.Day).Select(m => ForecastOf(e, m))))
        .Concat(seen.Select(e => $"benefit {e.Plan.Id}/{e.Benefit.Id}").Distinct())
        .Concat(seen.Select(e => $"plan {e.Plan.Id}").Distinct());

    private static string ForecastOf(Evaluation seen, Milestone milestone) => $"forecast {Place(seen.Plan, seen.Benefit, seen.Place)} {Day(milestone.By)}";

    private static string Place(Plan plan, Benefit benefit, Place place) => Trouble.SubjectOf(plan.Id, benefit.Id, place.Unit);

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
