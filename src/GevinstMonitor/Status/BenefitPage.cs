using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>A benefit in a place: where it stands, its chart and the figures in it, and what happened.</summary>
internal sealed class BenefitPage(Catalog catalog, PageFrame frame, Glances glances, Views views, TimeProvider clock)
{
    // Who wants more asks gevinst explain.
    private const int MostOnFile = 50;

    private readonly Words _words = catalog.Words;

    /// <param name="unit">The unit, or <c>*</c>; <c>whole</c> says the same where no unit is called so.</param>
    /// <returns>Null when nothing is followed there.</returns>
    public async Task<IHtmlContent?> ShowAsync(string planId, string benefitId, string unit, CancellationToken ct)
    {
        if (catalog.PlansOn(catalog.At(clock.GetUtcNow()).Day).FirstOrDefault(p => p.Id == planId) is not { } plan
            || plan.Benefits.FirstOrDefault(b => b.Id == benefitId) is not { } benefit)
            return null;
        if (unit == "whole" && benefit.Split.All(p => p.Unit != unit))
            unit = Unit.Whole;
        if (benefit.Places.All(p => p.Unit != unit))
            return null;
        var all = await glances.PlanAsync(plan, benefitId, ct);
        if (all.Seen.FirstOrDefault(e => e.Place.Unit == unit) is not { } seen)
            return null;
        var history = await views.HistoryAsync(planId, benefitId, unit, MostOnFile, ct);
        var answers = await views.AnswersAsync(planId, benefitId, unit, MostOnFile, ct);
        var name = frame.NameOf(plan, benefitId, unit);
        var chart = PathChart.Of(seen, name, _words, catalog.SmallNumbers);
        return frame.Whole("", name, Html.Of($"""
            <p class="quiet">{_words.Label(ReportLabel.AsOf)} {_words.Date(all.AsOf)}</p>
            <p class="verdict">{frame.Mark(seen.Current.Standing)} {_words.Verdict(seen, catalog.SmallNumbers)}.</p>
            {Facts(seen, all)}{Places(seen, all)}<section>
            <h2>{_words.ChartTitle(name)}</h2>
            {new BenefitDrawing(seen, chart, _words).Draw()}<h3>{_words.Label(StatusLabel.Figures)}</h3>
            {Figures(seen)}</section>
            <section>
            <h2>{_words.Label(ReportLabel.Deviations)}</h2>
            {History(seen, history)}</section>
            <section>
            <h2>{_words.Label(StatusLabel.Answers)}</h2>
            {Answers(seen, answers)}</section>

            """), Html.Of($"{PageFrame.Link("/", _words.Label(StatusLabel.Portfolio))} › {PageFrame.Link(PageFrame.AddressOf(planId), plan.Name)}"));
    }

    private IHtmlContent Facts(Evaluation seen, PlanSeen all)
    {
        var (now, measure, open) = (seen.Current, seen.Indicator.Measure, all.OpenOf(seen));
        var withheld = now.IsWithheldBy(catalog.SmallNumbers, seen.Indicator);
        return frame.Facts(
        [
            (_words.PeriodLabel, _words.Name(now.Period)),
            (_words.Actual, withheld ? _words.Withheld(catalog.SmallNumbers.Limit) : now.Actual is { } actual ? _words.Value(actual, measure) : "–"),
            (_words.Expected, _words.Value(now.Expected, measure)),
            (_words.Label(StatusLabel.Gap), withheld || now.Gap is not { } gap ? null : _words.Gap(gap, seen.Indicator)),
            (_words.Label(StatusLabel.FigureAge), seen.NewestKnown is { } known ? $"{_words.DaysOld(all.AsOf.Day.DayNumber - known.Period.LastDay.DayNumber)} ({_words.Name(known.Period)})" : null),
            (_words.Label(ReportLabel.ReadAt), now.Stamp is { } stamp ? _words.Date(stamp.TakenAt) : null),
            (_words.Label(StatusLabel.Deviation), open is null ? _words.Label(StatusLabel.None) : $"{_words.OpenAt(open.Level == Level.Red, _words.Name(open.OpenedPeriod))} ({open.Id})"),
            (_words.Worth, open is null || Kroner.Of(seen, open.OpenedPeriod) is not { } kroner ? null
                : glances.CaseOf(open, seen).IsWithheld ? _words.WithheldAmount : _words.WorthOf(kroner, seen.NewestKnown!.Value.Period.BudgetYear)),
            (_words.Label(ReportLabel.Owner), catalog.Chart.PostTitle(seen.Place.Owner)),
            (_words.Source, $"{seen.Indicator.Name} ({seen.Indicator.Source})"),
        ]);
    }

    // The whole and the units that it is split into, from one to the other.
    private IHtmlContent Places(Evaluation seen, PlanSeen all) => Html.If(all.Seen.Count > 1, $"""
        <ul class="marks">
        {Html.Join(all.Seen.Where(e => !ReferenceEquals(e, seen)).Select(e => Html.Of($"<li>{PageFrame.Link(PageFrame.AddressOf(e.Plan.Id, e.Benefit.Id, e.Place.Unit), e.Place.IsWhole ? _words.TheWhole : catalog.Chart.UnitName(e.Place.Unit))} {frame.Mark(e.Current.Standing)}</li>\n")))}</ul>

        """);

    private IHtmlContent Figures(Evaluation seen)
    {
        var measure = seen.Indicator.Measure;
        var shown = seen.Judgements.Skip(Math.Max(0, seen.Judgements.Count - PathChart.MostPoints)).Reverse().ToList();
        var older = seen.Judgements.Count - shown.Count;
        return Html.Of($"""
            {PageFrame.Table(_words.Label(StatusLabel.Figures),
                [(_words.PeriodLabel, "at"), (_words.Actual, "n"), (_words.Expected, "n"), (_words.Label(StatusLabel.Gap), "said"), (_words.Label(ReportLabel.Standing), "said"), (_words.Label(ReportLabel.ReadAt), "at")],
                shown.Select(IReadOnlyList<object?> (j) =>
                {
                    var withheld = j.IsWithheldBy(catalog.SmallNumbers, seen.Indicator);
                    return
                    [
                        _words.Name(j.Period),
                        withheld ? _words.WithheldFigure : j.Actual is { } actual ? _words.Value(actual, measure) : null,
                        _words.Value(j.Expected, measure),
                        withheld || j.Gap is not { } gap ? null : _words.Gap(gap, seen.Indicator),
                        Html.Of($"{frame.Mark(j.Standing)}{Html.If(!j.Standing.IsKnown(), $" {_words.WhyNotKnown(j)}")}"),
                        j.Stamp is { } stamp ? _words.Date(stamp.TakenAt.Day) : null,
                    ];
                }))}{Html.If(older > 0, $"<p>{_words.OlderFigures(older, $"{seen.Plan.Id}/{seen.Benefit.Id}")}</p>\n")}
            """);
    }

    private IHtmlContent History(Evaluation seen, IReadOnlyList<DeviationChange> history)
    {
        if (history.Count == 0)
            return Html.Of($"<p>{_words.Label(ReportLabel.NoDeviations)}</p>\n");
        var (amber, red) = (_words.Distance(seen.Place.Tolerance.Amber, seen.Indicator.Measure), _words.Distance(seen.Place.Tolerance.Red, seen.Indicator.Measure));
        return PageFrame.Table(_words.Label(ReportLabel.Deviations),
            [(_words.Label(ReportLabel.Moment), "at"), (_words.Label(ReportLabel.Happened), ""), (_words.PeriodLabel, "at"), (_words.Label(ReportLabel.Version), "n"), (_words.CaseId, "at")],
            history.Select(IReadOnlyList<object?> (c) => [_words.Date(catalog.At(c.At)), _words.Status(c, amber, red), _words.Name(c.Seen.Period), $"{c.PlanVersion}", c.Deviation.Id]));
    }

    private IHtmlContent Answers(Evaluation seen, IReadOnlyList<Response> answers) => answers.Count == 0 ? Html.Of($"<p>{_words.NothingOnFile}</p>\n") : Html.Of($"<ul>\n{Html.Join(answers.Select(a => Html.Of($"<li>{Said(seen, a)} <span class=\"quiet\">({a.Deviation})</span></li>\n")))}</ul>\n");

    // Not the note: it is free text, and says whatever people write of each other.
    private string Said(Evaluation seen, Response answer) => string.Join(' ', new[]
    {
        $"{_words.Answered(answer, catalog.Chart.PostTitle(answer.Post), _words.Date(catalog.At(answer.At).Day))}.",
        answer.Until is { } day ? _words.AnsweredUntil(answer.Kind, _words.Date(day)) : null,
        answer.Interim is { } interim ? _words.InterimIs(_words.Value(interim, seen.Indicator.Measure)) : null,
    }.OfType<string>());
}
