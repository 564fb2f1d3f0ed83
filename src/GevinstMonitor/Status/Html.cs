using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>Markup in which every value is encoded, and without characters that show nothing and can turn what stands around them.</summary>
internal static class Html
{
    /// <param name="markup">Ours; its holes are texts, or markup made here.</param>
    public static IHtmlContent Of(FormattableString markup) => new HtmlFormattableString(markup.Format, [.. markup.GetArguments().Select(Plain)]);

    public static IHtmlContent Join(IEnumerable<IHtmlContent> parts)
    {
        var all = new HtmlContentBuilder();
        foreach (var part in parts)
            all.AppendHtml(part);
        return all;
    }

    /// <summary>A whole page: no script, one style of its own, and nothing for search engines.</summary>
    /// <param name="sheet">The style, as browsers hash it.</param>
    public static IHtmlContent Document(string culture, string title, string sheet, IHtmlContent body) => Of($"""
        <!DOCTYPE html>
        <html lang="{culture}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title}</title>
        <style>{new HtmlString(sheet)}</style>
        </head>
        <body>
        {body}</body>
        </html>

        """);

    public static IHtmlContent If(bool condition, FormattableString markup) => condition ? Of(markup) : HtmlString.Empty;

    private static object? Plain(object? value) => value is string text
        ? string.Concat(text.Where(c => c == '\n' || !(char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))) : value;
}
