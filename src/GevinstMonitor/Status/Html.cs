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

    public static IHtmlContent If(bool condition, FormattableString markup) => condition ? Of(markup) : HtmlString.Empty;

    private static object? Plain(object? value) => value is string text
        ? string.Concat(text.Where(c => c == '\n' || !(char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))) : value;
}
