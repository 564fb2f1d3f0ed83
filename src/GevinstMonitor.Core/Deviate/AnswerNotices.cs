using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What owner and controller should see coming of answers, and of there being none: an acceptance that ends, one that awaits the controller, an indicator that nobody acts on.</summary>
public static class AnswerNotices
{
    /// <summary>The notices there are now.</summary>
    /// <param name="seen">What is judged now; of an indicator all that it measures.</param>
    /// <param name="isWorkday">Whether letters go out on a day.</param>
    public static IEnumerable<Trouble> In(IReadOnlyList<Evaluation> seen, OpenCases open, Func<DateOnly, bool> isWorkday, Moment asOf)
    {
        foreach (var e in seen)
        {
            var subject = Trouble.SubjectOf(e.Plan.Id, e.Benefit.Id, e.Place.Unit);
            var deviation = open.Deviations.GetValueOrDefault((e.Plan.Id, e.Benefit.Id, e.Place.Unit));
            if (open.AcceptedOf(deviation, asOf) is not { } accepted || !accepted.IsInForce(asOf.Day))
                continue;
            if (accepted.EndsSoon(asOf.Day, isWorkday))
            {
                foreach (var post in new[] { e.Place.Owner, e.Plan.Controller }.Distinct())
                    yield return new Trouble(TroubleKind.AcceptanceEnds, subject, AnswersOf(e), post, $"{deviation!.Id} {Day(accepted.LastDay)}", "");
            }

            if (accepted.AwaitsConfirmation)
                yield return new Trouble(TroubleKind.AcceptanceAwaits, subject, AnswersOf(e), e.Plan.Controller, $"{deviation!.Id} {Day(accepted.LastDay)}", Day(accepted.Asked));
        }

        foreach (var same in seen.GroupBy(e => e.Indicator.Id))
        {
            var told = same.Select(e => (Plan: e.Plan.Id, Benefit: e.Benefit.Id)).Distinct().SelectMany(benefit => open.Told[benefit]).ToList();
            var answers = told.SelectMany(t => open.Responses[t.Id]);
            if (Attention.Of(told, answers, asOf.Instant) is not { IsNeverActedOn: true } attention)
                continue;
            foreach (var e in same.DistinctBy(e => e.Plan.Controller))
            {
                yield return new Trouble(TroubleKind.NeverActedOn, Trouble.SubjectOf(e.Plan.Id, e.Benefit.Id, e.Place.Unit), $"attention {same.Key}", e.Plan.Controller, same.Key, "")
                {
                    Shown = attention.Told,
                };
            }
        }
    }

    /// <summary>The scopes that are looked at.</summary>
    public static IEnumerable<string> Scopes(IReadOnlyList<Evaluation> seen) =>
        seen.Select(AnswersOf).Concat(seen.Select(e => $"attention {e.Indicator.Id}").Distinct());

    private static string AnswersOf(Evaluation seen) => $"answers {Trouble.SubjectOf(seen.Plan.Id, seen.Benefit.Id, seen.Place.Unit)}";

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
