using System.Globalization;
using System.Net;
using System.Text;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Post;

/// <summary>A letter as HTML that every mail reader shows: tables, inline styles, no script, nothing fetched. Says what the plain text says.</summary>
internal static class LetterHtml
{
    public static string Of(Letter letter)
    {
        var action = Words.Of(letter.Culture)!.Action;
        var html = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{letter.Culture[..2]}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(letter.Subject)}</title></head>\n")
            .Append("<body style=\"margin:0;padding:16px;background:#ffffff;color:#1b1b1b;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.45\">\n")
            .Append(CultureInfo.InvariantCulture, $"<p style=\"max-width:640px;margin:0 0 16px 0\">{Text(letter.Why)}</p>\n");
        foreach (var section in letter.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"width:100%;max-width:640px;margin:0 0 16px 0;border-left:6px solid {ColourOf(section.Tone)}\"><tr><td style=\"padding:4px 0 4px 12px\">\n")
                .Append(CultureInfo.InvariantCulture, $"<h2 style=\"margin:0 0 4px 0;font-size:18px\">{Text(section.Heading)}</h2>\n");
            if (section.Status is not null)
                html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 8px 0;font-weight:bold\">{Text(section.Status)}</p>\n");
            html.Append("<table cellpadding=\"0\" cellspacing=\"0\">\n");
            foreach (var fact in section.Facts)
                html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\" style=\"text-align:left;vertical-align:top;font-weight:normal;color:#555555;padding:1px 12px 1px 0\">{Text(fact.Label)}</th><td style=\"vertical-align:top;padding:1px 0\">{Text(fact.Text)}</td></tr>\n");
            html.Append("</table>\n");
            if (section.Action is not null)
                html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:8px 0 0 0\"><strong>{Text(action)}:</strong> {Text(section.Action)}</p>\n");
            html.Append("</td></tr></table>\n");
        }

        return html.Append(CultureInfo.InvariantCulture, $"<p style=\"max-width:640px;margin:0;color:#555555;font-size:13px\">{Text(letter.Closing)}</p>\n</body>\n</html>\n").ToString();
    }

    // An edge beside the words that say the same; dark enough to be told apart in grey.
    private static string ColourOf(Tone tone) => tone switch
    {
        Tone.Good => "#2e7d32",
        Tone.Amber => "#e09000",
        Tone.Red => "#b00020",
        Tone.Doubt => "#5b5fc7",
        _ => "#333333",
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
