using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Write;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>A plan: what it is, its benefit tree, and where each benefit stands in each unit.</summary>
internal sealed class PlanPage(Catalog catalog, PageFrame frame, Glances glances, TimeProvider clock)
{
    private readonly Words _words = catalog.Words;

    /// <returns>Null when there is no such plan, or it is not followed any more.</returns>
    public async Task<IHtmlContent?> ShowAsync(string id, CancellationToken ct)
    {
        if (catalog.PlansOn(catalog.At(clock.GetUtcNow()).Day).FirstOrDefault(p => p.Id == id) is not { } plan)
            return null;
        var seen = await glances.PlanAsync(plan, null, ct);
        var cases = seen.Seen.Select(e => seen.OpenOf(e) is { } open ? glances.CaseOf(open, e) : null).OfType<OpenCase>().ToList();
        var (atRisk, withheld) = OpenCase.AtRisk(cases);
        return frame.Whole("", plan.Name, Html.Of($"""
            <p class="quiet">{_words.Label(ReportLabel.AsOf)} {_words.Date(seen.AsOf)}</p>
            {frame.Facts(
            [
                (_words.AtRisk, frame.AtRisk(atRisk, cases.Count, withheld, seen.AsOf.Day.Year)),
                (_words.Label(ReportLabel.Programme), plan.Programme),
                (_words.Label(ReportLabel.Version), $"{plan.Version}"),
                (_words.Approved, _words.ApprovedBy(_words.Date(plan.Approved.On), plan.Approved.By, null)),
                (_words.Label(ReportLabel.Controller), catalog.Chart.PostTitle(plan.Controller)),
                (_words.Label(ReportLabel.Group), catalog.Chart.Groups.FirstOrDefault(g => g.Id == plan.ReportTo)?.Name),
            ])}<section>
            <h2>{_words.Label(StatusLabel.Tree)}</h2>
            {Tree(seen)}</section>
            <section>
            <h2>{_words.Label(StatusLabel.Standings)}</h2>
            {PageFrame.Table(_words.Label(StatusLabel.Standings),
                [(_words.Label(ReportLabel.Benefit), ""), (_words.Label(ReportLabel.Standing), ""), (_words.PeriodLabel, "at"), (_words.Actual, "n"), (_words.Expected, "n"), (_words.Label(StatusLabel.Gap), "said"),
                    (_words.AtRisk, "n"), (_words.Label(StatusLabel.FigureAge), "at"), (_words.Label(StatusLabel.Deviation), "at"), (_words.Label(ReportLabel.Owner), "said")],
                seen.Seen.Select(e => Row(e, seen)))}</section>

            """), PageFrame.Link("/", _words.Label(StatusLabel.Portfolio)));
    }

    // From the technology through what people do differently to the benefits, and what all of it is for.
    private IHtmlContent Tree(PlanSeen seen)
    {
        var (plan, told) = (seen.Plan, new HashSet<string>());
        var free = plan.Benefits.Where(b => !plan.Changes.Any(c => b.Needs.Contains(c.Id))).ToList();
        var changes = Html.Join(plan.Changes.Select(change => Html.Of($"""
            <li>{change.Name} <span class="quiet">({_words.ChangeOn(change, seen.AsOf.Day)})</span>
            {Benefits(plan.Benefits.Where(b => b.Needs.Contains(change.Id)), seen, told)}</li>

            """)));
        var rest = Html.If(free.Count > 0, $"<li>{(plan.Changes.Count > 0 ? _words.Label(StatusLabel.WithoutChange) : _words.Label(ReportLabel.Benefits))}\n{Benefits(free, seen, told)}</li>\n");
        var inner = plan.Technology is { } technology
            ? Html.Of($"<li><span class=\"quiet\">{_words.Label(ReportLabel.Technology)}:</span> {technology}\n<ul>\n{changes}{rest}</ul>\n</li>\n") : Html.Join([changes, rest]);
        return plan.Goal is { } goal
            ? Html.Of($"<ul class=\"tree\">\n<li><span class=\"quiet\">{_words.Label(ReportLabel.Goal)}:</span> {goal}\n<ul>\n{inner}</ul>\n</li>\n</ul>\n")
            : Html.Of($"<ul class=\"tree\">\n{inner}</ul>\n");
    }

    // The units of a benefit that needs several changes are told at the first.
    private IHtmlContent Benefits(IEnumerable<Benefit> benefits, PlanSeen seen, HashSet<string> told)
    {
        var lines = benefits.Select(b => Html.Of($"<li>{Places(b, seen, told.Add(b.Id))}</li>\n")).ToList();
        return lines.Count == 0 ? HtmlString.Empty : Html.Of($"<ul>\n{Html.Join(lines)}</ul>\n");
    }

    private IHtmlContent Places(Benefit benefit, PlanSeen seen, bool withUnits)
    {
        var places = seen.Seen.Where(e => e.Benefit.Id == benefit.Id).ToList();
        var whole = places.Where(e => e.Place.IsWhole).Select(e => Html.Of($"{PageFrame.Link(AddressOf(e), benefit.Name)} {frame.Mark(e.Current.Standing)}")).FirstOrDefault() ?? Html.Of($"{benefit.Name}");
        var units = places.Where(e => withUnits && !e.Place.IsWhole).Select(e => Html.Of($"<li>{PageFrame.Link(AddressOf(e), catalog.Chart.UnitName(e.Place.Unit))} {frame.Mark(e.Current.Standing)}</li>\n")).ToList();
        return units.Count == 0 ? whole : Html.Of($"{whole}\n<ul>\n{Html.Join(units)}</ul>\n");
    }

    private IReadOnlyList<object?> Row(Evaluation e, PlanSeen seen)
    {
        var (now, measure) = (e.Current, e.Indicator.Measure);
        var (withheld, open) = (now.IsWithheldBy(catalog.SmallNumbers, e.Indicator), seen.OpenOf(e));
        return
        [
            PageFrame.Link(AddressOf(e), frame.NameOf(e.Plan, e.Benefit.Id, e.Place.Unit)),
            frame.Mark(now.Standing),
            _words.Name(now.Period),
            withheld ? _words.WithheldFigure : now.Actual is { } actual ? _words.Value(actual, measure) : null,
            _words.Value(now.Expected, measure),
            withheld || now.Gap is not { } gap ? null : _words.Gap(gap, e.Indicator),
            open is null ? null : Cost(glances.CaseOf(open, e)),
            e.NewestKnown is { } known ? _words.DaysOld(seen.AsOf.Day.DayNumber - known.Period.LastDay.DayNumber) : null,
            open is null ? null : _words.OpenAt(open.Level == Core.Deviate.Level.Red, _words.Name(open.OpenedPeriod)),
            catalog.Chart.PostTitle(e.Place.Owner),
        ];
    }

    private string? Cost(OpenCase open) => open.ByYearEnd is not { } cost ? null : open.IsWithheld ? _words.WithheldFigure : _words.Kroner(Math.Max(0, cost.Value));

    private static string AddressOf(Evaluation e) => PageFrame.AddressOf(e.Plan.Id, e.Benefit.Id, e.Place.Unit);
}
