using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>The page on which a deviation is answered, as markup: no script, one style of its own.</summary>
internal sealed class AnswerPage(Catalog catalog)
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--quiet:#4a4a4a;--line:#767676;--link:#00508c;--on:#fff;--bad:#a80000;--good:#0b5d1e}
        @media (prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#171717;--quiet:#c8c8c8;--line:#9a9a9a;--link:#9ccbff;--on:#10202e;--bad:#ffb3b3;--good:#a6e3b4}}
        body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
        main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem;overflow-wrap:anywhere}
        h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}
        h2{font-size:1.1875rem;margin:2rem 0 .5rem}
        .from,.hint{color:var(--quiet);margin:0}
        .hint{font-size:.9375rem}
        dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.25rem 1rem;margin:.75rem 0}
        dt{color:var(--quiet)}
        dd{margin:0}
        @media (max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.375rem}}
        nav ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
        nav a{display:block;padding:.625rem .875rem;border:1px solid var(--line);border-radius:.375rem;color:var(--link)}
        nav a[aria-current]{border-width:3px;font-weight:600;text-decoration:none;color:var(--ink)}
        form p,form div{margin:1rem 0 0}
        label{display:block;font-weight:600}
        textarea,input{box-sizing:border-box;width:100%;font:inherit;color:inherit;background:var(--paper);padding:.5rem .625rem;border:1px solid var(--line);border-radius:.375rem;min-height:2.75rem}
        input{max-width:16rem}
        [aria-invalid]{border:2px solid var(--bad)}
        button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.25rem;border:0;border-radius:.375rem;background:var(--link);color:var(--on);cursor:pointer}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .fault{color:var(--bad);margin:0}
        .faults{border:2px solid var(--bad);border-radius:.375rem;padding:.75rem 1rem;margin:1rem 0}
        .faults a{color:var(--bad)}
        .faults p,.kept{margin:0}
        .faults ul{margin:.5rem 0 0;padding-left:1.25rem}
        .kept{border:2px solid var(--good);border-radius:.375rem;padding:.75rem 1rem}
        .file{padding-left:1.25rem}
        .file li{margin:.5rem 0}
        .note{white-space:pre-wrap;margin:0}
        """;

    private readonly Words _words = catalog.Words;

    /// <summary>What browsers are allowed to do with it: show it with its one style, and send its form back.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(StyleText)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // Browsers hash what they read, where every line ends with one character.
    private static string StyleText => Style.ReplaceLineEndings("\n");

    /// <summary>Something that is not a page: said in a heading, with what to do about it.</summary>
    public IHtmlContent Refusal(string heading, string help) => Whole(heading, Html.Of($"<h1>{heading}</h1>\n<p>{help}</p>\n"));

    /// <param name="form">The form as it is filled in; null for none, where there is nothing to choose yet, or to answer.</param>
    /// <param name="isKept">Whether an answer was put on file just now.</param>
    /// <param name="guard">The hidden field against forgery.</param>
    public IHtmlContent Of(AnswerCase about, string post, AnswerForm? form, bool isKept, IHtmlContent guard)
    {
        var heading = HeadingOf(about);
        var title = form is null ? heading : $"{_words.AnswerTitle(form.Kind)}: {heading}";
        return Whole(form?.Faults.Count > 0 ? $"{_words.ErrorsAbove} {title}" : title, Html.Of($"""
            <h1>{heading}</h1>
            {Html.If(isKept, $"<p class=\"kept\" role=\"status\">{_words.AnswerKept}</p>\n")}{Standing(about)}{(about.IsOpen ? Answer(about, post, form, guard) : Html.Of($"<p>{_words.DeviationClosed}</p>\n"))}{OnFile(about)}
            """));
    }

    private IHtmlContent Whole(string title, IHtmlContent content) => Html.Document(_words.Culture, title, StyleText, Html.Of($"""
        <main>
        <p class="from">Gevinstmonitor, {catalog.Installation.Installation}</p>
        {content}</main>

        """));

    private string HeadingOf(AnswerCase about)
    {
        var (benefit, place) = (about.Seen.Benefit, about.Seen.Place);
        return place.IsWhole && !benefit.Split.Any() ? benefit.Name
            : _words.Heading(benefit.Name, place.IsWhole ? _words.TheWhole : catalog.Chart.UnitName(place.Unit));
    }

    private IHtmlContent Standing(AnswerCase about)
    {
        var seen = about.Seen;
        var facts = new List<(string Label, string Text)>();
        if (seen.NewestKnown is { } known)
        {
            facts.Add((_words.PeriodLabel, _words.Name(known.Period)));
            var withheld = known.IsWithheldBy(catalog.SmallNumbers, seen.Indicator);
            facts.Add((_words.Actual, withheld ? _words.Withheld(catalog.SmallNumbers.Limit) : _words.Value(known.Actual!.Value, seen.Indicator.Measure)));
            facts.Add((_words.Expected, _words.Value(known.Expected, seen.Indicator.Measure)));
            if (!withheld)
                facts.Add((_words.GapLabel, _words.Gap(known.Gap!.Value, seen.Indicator)));
        }

        facts.Add((_words.Since, _words.Name(about.Deviation.OpenedPeriod)));
        facts.Add((_words.Plan, _words.PlanNamed(about.Plan.Name, about.Plan.Version)));
        facts.Add((_words.CaseId, about.Deviation.Id));
        return Html.Of($"""
            <h2>{_words.WhereItStands}</h2>
            <p>{_words.Verdict(seen, catalog.SmallNumbers)}.</p>
            <dl>
            {Html.Join(facts.Select(f => Html.Of($"<dt>{f.Label}</dt><dd>{f.Text}</dd>\n")))}</dl>

            """);
    }

    private IHtmlContent Answer(AnswerCase about, string post, AnswerForm? form, IHtmlContent guard)
    {
        var kinds = new List<ResponseKind> { ResponseKind.Acknowledged, ResponseKind.Accepted, ResponseKind.Disputed };
        if (form?.Kind == ResponseKind.Confirmed || (about.Accepted?.AwaitsConfirmation == true && ResponseRule.MayConfirm(post, about.Plan, catalog.Chart)))
            kinds.Add(ResponseKind.Confirmed);
        return Html.Of($"""
            <h2 id="answer">{_words.YourAnswer}</h2>
            <nav aria-label="{_words.ChooseAnswer}">
            <ul>
            {Html.Join(kinds.Select(kind => Html.Of($"<li><a href=\"?kind={Name(kind)}\"{Html.If(kind == form?.Kind, $" aria-current=\"page\"")}>{_words.AnswerTitle(kind)}</a></li>\n")))}</ul>
            </nav>
            {(form is null ? HtmlString.Empty : Form(about, form, guard))}
            """);
    }

    private IHtmlContent Form(AnswerCase about, AnswerForm form, IHtmlContent guard)
    {
        var accepts = form.Kind == ResponseKind.Accepted;
        return Html.Of($"""
            <form method="post" novalidate>
            {guard}
            {Faults(form)}<p id="means">{_words.AnswerMeans(form.Kind)}</p>
            <div>
            <label for="note">{_words.NoteLabel(form.Kind)}</label>
            <p class="hint" id="note-hint">{_words.NoteHint(Response.LongestNote)}</p>
            {Fault(form, AnswerForm.NoteField)}<textarea id="note" name="note" rows="5" required aria-describedby="{Described(form, AnswerForm.NoteField, "note-hint")}"{Invalid(form, AnswerForm.NoteField)}>
            {form.Note}</textarea>
            </div>
            {Html.If(form.HasDay, $"""
            <div>
            <label for="day">{_words.DayLabel(form.Kind)}</label>
            {Html.If(accepts, $"<p class=\"hint\" id=\"day-hint\">{_words.DayHint(Acceptance.DaysAlone)}</p>\n")}{Fault(form, AnswerForm.DayField)}<input id="day" name="day" type="date" min="{about.At.Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)}" value="{form.Day}"{Html.If(accepts, $" required")} aria-describedby="{Described(form, AnswerForm.DayField, accepts ? "day-hint" : "means")}"{Invalid(form, AnswerForm.DayField)}>
            </div>

            """)}{Html.If(form.HasInterim, $"""
            <div>
            <label for="interim">{_words.InterimLabel(about.Seen.Indicator.Measure)}</label>
            {Fault(form, AnswerForm.InterimField)}<input id="interim" name="interim" inputmode="decimal" autocomplete="off" value="{form.Interim}" aria-describedby="{Described(form, AnswerForm.InterimField, "means")}"{Invalid(form, AnswerForm.InterimField)}>
            </div>

            """)}<p><button type="submit">{_words.Send(form.Kind)}</button></p>
            </form>

            """);
    }

    private IHtmlContent Faults(AnswerForm form) => Html.If(form.Faults.Count > 0, $"""
        <div class="faults" role="alert">
        <p>{_words.ErrorsAbove}</p>
        <ul>
        {Html.Join(form.Faults.Select(f => Html.Of($"<li><a href=\"#{f.Field}\">{f.Text}</a></li>\n")))}</ul>
        </div>

        """);

    private static IHtmlContent Fault(AnswerForm form, string field) =>
        Html.Join(form.Faults.Where(f => f.Field == field).Take(1).Select(f => Html.Of($"<p class=\"fault\" id=\"{field}-fault\">{f.Text}</p>\n")));

    private static string Described(AnswerForm form, string field, string hint) => form.Faults.Any(f => f.Field == field) ? $"{field}-fault {hint}" : hint;

    private static IHtmlContent Invalid(AnswerForm form, string field) => Html.If(form.Faults.Any(f => f.Field == field), $" aria-invalid=\"true\"");

    private IHtmlContent OnFile(AnswerCase about) => Html.Of($"""
        <h2>{_words.OnFile}</h2>
        {(about.Responses.Count == 0 ? Html.Of($"<p>{_words.NothingOnFile}</p>\n") : Html.Of($"<ul class=\"file\">\n{Html.Join(about.Responses.Select(r => OnFile(r, about)))}</ul>\n"))}
        """);

    private IHtmlContent OnFile(Response response, AnswerCase about)
    {
        var said = new List<string> { $"{_words.Answered(response, catalog.Chart.PostTitle(response.Post), _words.Date(catalog.At(response.At).Day))}." };
        if (about.Accepted is { AwaitsConfirmation: true } accepted && accepted.Response == response && accepted.IsInForce(about.At.Day))
            said.Add(_words.AwaitsController(_words.Date(accepted.LastDay), _words.Date(accepted.Asked)));
        else if (response.Until is { } day)
            said.Add(_words.AnsweredUntil(response.Kind, _words.Date(day)));
        if (response.Interim is { } interim)
            said.Add(_words.InterimIs(_words.Value(interim, about.Seen.Indicator.Measure)));
        return Html.Of($"<li>{string.Join(' ', said)}\n<p class=\"note\">{response.Note}</p></li>\n");
    }

    /// <summary>How a kind of answer is called in a link.</summary>
    public static string Name(ResponseKind kind) => kind.ToString().ToLowerInvariant();
}
