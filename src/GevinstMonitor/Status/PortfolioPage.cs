using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Write;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>All plans: how their benefits stand, what is at risk, and what is open.</summary>
internal sealed class PortfolioPage(Catalog catalog, PageFrame frame, Glances glances)
{
    private readonly Words _words = catalog.Words;

    public async Task<IHtmlContent?> ShowAsync(CancellationToken ct)
    {
        var all = await glances.PortfolioAsync(ct);
        var programmes = all.Plans.GroupBy(p => p.Plan.Programme).OrderBy(p => p.Key is null).ThenBy(p => p.Key, StringComparer.Ordinal);
        return frame.Whole("/", _words.Label(StatusLabel.Portfolio), Html.Of($"""
            <p class="quiet">{_words.Label(ReportLabel.AsOf)} {_words.Date(all.AsOf)}</p>
            {(all.Plans.Count == 0 ? Html.Of($"<p>{_words.Label(StatusLabel.NoPlans)}</p>\n") : frame.Facts(
            [
                (_words.RollUpHeading, Marks(Enum.GetValues<Standing>().Select(s => (s, all.Plans.Sum(p => p.Standings.GetValueOrDefault(s)))))),
                (_words.AtRisk, frame.AtRisk(all.AtRisk, all.Plans.Sum(p => p.Open), all.Plans.Sum(p => p.Withheld), all.AsOf.Day.Year)),
            ]))}{Html.Join(programmes.Select(p => Html.Of($"""
            <section>
            <h2>{_words.ProgrammeNamed(p.Key)}</h2>
            <div class="cards">
            {Html.Join(p.Select(plan => Card(plan, all.AsOf.Day.Year)))}</div>
            </section>

            """)))}
            """));
    }

    private IHtmlContent Card(PlanGlance plan, int year) => Html.Of($"""
        <div class="card">
        <h3>{PageFrame.Link(PageFrame.AddressOf(plan.Plan.Id), plan.Plan.Name)}</h3>
        {Marks(plan.Standings.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)))}
        {frame.Facts(
        [
            (_words.AtRisk, plan.Open == 0 ? null : frame.AtRisk(plan.AtRisk, plan.Open, plan.Withheld, year)),
            (_words.Label(StatusLabel.OpenDeviations), Open(plan)),
        ])}</div>

        """);

    private IHtmlContent Marks(IEnumerable<(Standing Standing, int Count)> standings) =>
        Html.Of($"<ul class=\"marks\">\n{Html.Join(standings.Where(s => s.Count > 0).Select(s => Html.Of($"<li>{frame.Mark(s.Standing, s.Count)}</li>\n")))}</ul>");

    private IHtmlContent? Open(PlanGlance plan) => plan.Oldest is not { } oldest ? Html.Of($"{_words.Label(StatusLabel.None)}")
        : Html.Of($"{plan.Open}; {_words.OldestFound(_words.Date(catalog.At(oldest.OpenedAt).Day))}: {PageFrame.Link(PageFrame.AddressOf(oldest.Plan, oldest.Benefit, oldest.Unit), frame.NameOf(plan.Plan, oldest.Benefit, oldest.Unit))}");
}
