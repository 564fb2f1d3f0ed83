using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Write;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>What the status pages have in common: what stands around them, and what they are made of.</summary>
internal sealed class PageFrame(Catalog catalog)
{
    private const string Portfolio = "/", Rounds = "/rounds", Letters = "/letters";

    private readonly Words _words = catalog.Words;

    /// <summary>For whom the pages are not: it tells nothing, not even whose they are.</summary>
    public IHtmlContent Closed => Shut(StatusLabel.NoAccess, StatusLabel.NoAccessHelp, HtmlString.Empty);

    /// <summary>For whom the pages may be, and who could not log in: with a way to do so, for the address that a login leads back to is of use once.</summary>
    public IHtmlContent NotYet(StatusLabel heading, StatusLabel help) => Shut(heading, help, Html.Of($"<p>{Link(Portfolio, _words.Label(StatusLabel.TryAgain))}</p>\n"));

    private IHtmlContent Shut(StatusLabel heading, StatusLabel help, IHtmlContent more) => Document(_words.Label(heading), Html.Of($"""
        <main>
        <h1>{_words.Label(heading)}</h1>
        <p>{_words.Label(help)}</p>
        {more}</main>

        """));

    /// <summary>Something that is not a page, said in a heading, with what to do about it.</summary>
    public IHtmlContent Instead(StatusLabel heading, StatusLabel help) => Whole("", _words.Label(heading), Html.Of($"<p>{_words.Label(help)}</p>\n"));

    /// <param name="at">The page's address without what follows <c>?</c>.</param>
    /// <param name="crumbs">What stands above the heading: where the page belongs; null for nothing.</param>
    public IHtmlContent Whole(string at, string heading, IHtmlContent content, IHtmlContent? crumbs = null) => Document($"{heading} - Gevinstmonitor", Html.Of($"""
        <a class="skip" href="#content">{_words.Label(StatusLabel.SkipToContent)}</a>
        <header>
        <p class="from">Gevinstmonitor, {catalog.Installation.Installation}</p>
        <nav aria-label="{_words.Label(StatusLabel.Pages)}">
        <ul>
        {Html.Join(new[] { (Portfolio, StatusLabel.Portfolio), (Rounds, StatusLabel.Rounds), (Letters, StatusLabel.Letters) }.Select(page => Html.Of($"<li><a href=\"{page.Item1}\"{Html.If(page.Item1 == at, $" aria-current=\"page\"")}>{_words.Label(page.Item2)}</a></li>\n")))}</ul>
        </nav>
        </header>
        <main id="content" tabindex="-1">
        {(crumbs is null ? HtmlString.Empty : Html.Of($"<p class=\"crumbs\">{crumbs}</p>\n"))}<h1>{heading}</h1>
        {content}</main>

        """));

    private IHtmlContent Document(string title, IHtmlContent body) => Html.Document(_words.Culture, title, PageStyle.Sheet, body);

    /// <summary>What open deviations cost, as a reader is told it.</summary>
    public string AtRisk(Estimate? amount, int open, int withheld, int year) =>
        _words.AtRiskOf(amount is { } a ? _words.Amount(a) : null, year, open) + (withheld > 0 ? _words.WithoutWithheld(withheld) : "");

    public static string AddressOf(string plan) => $"/plans/{Uri.EscapeDataString(plan)}";

    public static string AddressOf(string plan, string benefit, string unit) => $"{AddressOf(plan)}/{Uri.EscapeDataString(benefit)}/{(unit == Core.Organisation.Unit.Whole ? unit : Uri.EscapeDataString(unit))}";

    /// <summary>What a reader calls a benefit in a place.</summary>
    public string NameOf(Plan plan, string benefit, string unit)
    {
        var found = plan.Benefits.FirstOrDefault(b => b.Id == benefit);
        var name = found?.Name ?? benefit;
        return unit != Core.Organisation.Unit.Whole ? _words.Heading(name, catalog.Chart.UnitName(unit)) : found?.Split.Any() == true ? _words.Heading(name, _words.TheWhole) : name;
    }

    /// <summary>Where something stands: in a word, and by a form and a colour that say the same.</summary>
    /// <param name="count">How many stand so; null for one that does.</param>
    public IHtmlContent Mark(Standing standing, int? count = null)
    {
        var (tone, form) = standing switch
        {
            Standing.OnTrack => ("good", "●"),
            Standing.Amber => ("amber", "▲"),
            Standing.Red => ("red", "■"),
            Standing.NotYetDue => ("idle", "○"),
            _ => ("doubt", "?"),
        };
        return Html.Of($"<span class=\"mark {tone}\"><span aria-hidden=\"true\">{form}</span> {_words.Name(standing)}{(count is { } n ? $": {n}" : "")}</span>");
    }

    /// <summary>Facts with their labels; one without a text is left out.</summary>
    public IHtmlContent Facts(IEnumerable<(string Label, object? Text)> facts) =>
        Html.Of($"<dl>\n{Html.Join(facts.Where(f => f.Text is not null).Select(f => Html.Of($"<dt>{f.Label}</dt><dd>{(f.Text is string text ? _words.Unbroken(text) : f.Text)}</dd>\n")))}</dl>\n");

    /// <summary>A table that is scrolled by itself where it is wider than the window.</summary>
    /// <param name="columns">Each with its class: <c>n</c> for numbers, <c>at</c> for what stands on one line, <c>said</c> for a few words, or empty.</param>
    /// <param name="rows">Texts or markup; the first of each names the row.</param>
    public static IHtmlContent Table(string caption, IReadOnlyList<(string Heading, string Class)> columns, IEnumerable<IReadOnlyList<object?>> rows) => Html.Of($"""
        <div class="scroll" role="group" aria-label="{caption}" tabindex="0">
        <table>
        <caption>{caption}</caption>
        <thead><tr>{Html.Join(columns.Select(c => Html.Of($"<th scope=\"col\"{Class(c.Class)}>{c.Heading}</th>")))}</tr></thead>
        <tbody>
        {Html.Join(rows.Select(row => Html.Of($"<tr><th scope=\"row\"{Class(columns[0].Class)}>{row[0]}</th>{Html.Join(row.Zip(columns).Skip(1).Select(c => Html.Of($"<td{Class(c.Second.Class)}>{c.First ?? "–"}</td>")))}</tr>\n")))}</tbody>
        </table>
        </div>

        """);

    public static IHtmlContent Link(string address, string text) => Html.Of($"<a href=\"{address}\">{text}</a>");

    private static IHtmlContent Class(string name) => Html.If(name.Length > 0, $" class=\"{name}\"");
}
