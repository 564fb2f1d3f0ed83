using System.Globalization;
using System.Text;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Post;

/// <summary>A letter as plain text.</summary>
internal static class LetterText
{
    public static string Of(Letter letter)
    {
        var text = new StringBuilder().AppendLine(letter.Why);
        var action = Words.Of(letter.Culture)!.Action;
        foreach (var section in letter.Sections)
        {
            text.AppendLine().AppendLine(section.Heading).AppendLine(new string('-', Math.Min(72, section.Heading.Length)));
            if (section.Status is not null)
                text.AppendLine(section.Status);
            var width = section.Facts.Select(f => f.Label.Length).DefaultIfEmpty().Max() + 2;
            foreach (var fact in section.Facts)
                text.AppendLine(CultureInfo.InvariantCulture, $"{(fact.Label + ":").PadRight(width)}{fact.Text}");
            if (section.Action is not null)
                text.AppendLine(CultureInfo.InvariantCulture, $"{action}: {section.Action}");
        }

        return text.AppendLine().AppendLine("-- ").AppendLine(letter.Closing).Replace(Environment.NewLine, "\n").ToString();
    }
}
