using System.Text.Encodings.Web;
using System.Text.Unicode;
using GevinstMonitor.Core.Write;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Post;

/// <summary>A report as one HTML file that needs nothing beside it: style and charts inside, no script, and headings, tables and pictures that say what they are.</summary>
internal sealed class ReportPage
{
    // A note is shown whole, and a name of a page's length is not a name.
    private const int MostOfACell = 2100;

    // Data is escaped whatever it says; letters that people read stay letters.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly TextWriter _page;
    private readonly Words _words;
    private int _headings;

    private ReportPage(TextWriter page, Words words) => (_page, _words) = (page, words);

    public static string Of(Report report)
    {
        using var page = new StringWriter();
        new ReportPage(page, Words.Of(report.Culture)!).Add(report);
        return page.ToString();
    }

    private void Add(Report report)
    {
        Add($"""
            <!DOCTYPE html>
            <html lang="{report.Culture}" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>{Harmless.Line(report.Title, LetterModel.MostOfALine)}</title>
            <style>{new HtmlString(ReportStyle.Sheet)}</style>
            </head>
            <body>
            <main>
            <h1>{Harmless.Line(report.Title, LetterModel.MostOfALine)}</h1>
            <p class="verdict {Named(report.Tone)}">{report.Verdict}</p>
            <dl class="money">
            """);
        foreach (var money in report.Money)
            Add($"<div><dt>{money.Label}</dt><dd><strong>{money.Amount}</strong> {money.Note}</dd></div>\n");
        Add($"</dl>\n");
        Add(report.Parts[0], 2);
        Add(new ReportFacts(report.About), "");
        Add($"<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{report.Contents}</h2>\n<ol>\n");
        // The parts of a part are numbered through with it.
        var at = _headings;
        foreach (var part in report.Parts.Skip(1))
        {
            Add($"<li><a href=\"#h{at + 1}\">{Harmless.Line(part.Heading, LetterModel.MostOfALine)}</a></li>\n");
            at += HeadingsIn(part);
        }

        Add($"</ol>\n</nav>\n");
        foreach (var part in report.Parts.Skip(1))
            Add(part, 2);
        Add($"</main>\n<footer>{report.Closing}</footer>\n</body>\n</html>\n");
    }

    private static int HeadingsIn(ReportPart part) => 1 + part.Blocks.OfType<ReportPart>().Sum(HeadingsIn);

    private void Add(ReportPart part, int level)
    {
        var id = $"h{++_headings}";
        var tag = new HtmlString($"h{level}");
        Add($"<section aria-labelledby=\"{id}\">\n<{tag} id=\"{id}\">{Harmless.Line(part.Heading, LetterModel.MostOfALine)}</{tag}>\n");
        foreach (var block in part.Blocks)
        {
            if (block is ReportPart inner)
                Add(inner, level + 1);
            else
                Add(block, id);
        }

        Add($"</section>\n");
    }

    private void Add(ReportBlock block, string heading)
    {
        switch (block)
        {
            case ReportText { Text: var text }:
                Add($"<p>{text}</p>\n");
                break;
            case ReportCode { Text: var code }:
                Add($"<pre tabindex=\"0\"><code>{new HtmlString(string.Join('\n', Harmless.Lines(code).Select(Encoder.Encode)))}</code></pre>\n");
                break;
            case ReportChart { Chart: var chart }:
                Add($"<img src=\"data:image/png;base64,{new HtmlString(Convert.ToBase64String(ChartImage.Of(chart, _words)))}\" width=\"{ChartImage.Width}\" height=\"{ChartImage.Height}\" alt=\"{chart.Alt}\">\n");
                break;
            case ReportFacts { Facts: var facts }:
                Add($"<dl class=\"facts\">\n");
                foreach (var fact in facts)
                    Add($"<div><dt>{fact.Label}</dt><dd>{fact.Text}</dd></div>\n");
                Add($"</dl>\n");
                break;
            case ReportTable table:
                Add(table, heading);
                break;
        }
    }

    private void Add(ReportTable table, string heading)
    {
        Add($"<div class=\"scroll\" role=\"group\" aria-labelledby=\"{heading}\" tabindex=\"0\"><table aria-labelledby=\"{heading}\">\n<thead><tr>");
        foreach (var column in table.Columns)
            Add($"<th scope=\"col\"{Class(column.Kind)}>{column.Heading}</th>");
        Add($"</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            Add($"<tr{Class(row.Tone is { } tone ? Named(tone) : null)}><th scope=\"row\"{Class(table.Columns[0].Kind)}>{row.Cells[0]}</th>");
            foreach (var (cell, column) in row.Cells.Zip(table.Columns).Skip(1))
                Add($"<td{Class(column.Kind)}>{cell}</td>");
            Add($"</tr>\n");
        }

        Add($"</tbody>\n</table></div>\n");
    }

    private static HtmlString Class(ReportColumnKind kind) => Class(kind switch { ReportColumnKind.Number => "n", ReportColumnKind.Moment => "at", _ => null });

    private static HtmlString Class(string? name) => name is null ? HtmlString.Empty : new HtmlString($" class=\"{name}\"");

    private static string Named(Tone tone) => tone.ToString().ToLowerInvariant();

    // Every text that is filled in is encoded, and on one line.
    private void Add(FormattableString markup) => new HtmlFormattableString(markup.Format, [.. markup.GetArguments().Select(a => a is string text ? Harmless.Line(text, MostOfACell) : a)]).WriteTo(_page, Encoder);
}
