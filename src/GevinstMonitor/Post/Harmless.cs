using System.Globalization;
using System.Text;

namespace GevinstMonitor.Post;

/// <summary>Text from configuration and sources as letters show it: on one line, of a bounded length, and without marks that turn the text around it.</summary>
internal static class Harmless
{
    /// <summary>A text on one line.</summary>
    /// <param name="most">Of so many characters at most; then it ends in three dots.</param>
    public static string Line(string text, int most) => Whole(text, most).Trim();

    /// <summary>A text of several lines, each as it stands.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(line => Whole(line.Replace("\t", "    ", StringComparison.Ordinal), int.MaxValue).TrimEnd());

    private static string Whole(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= most)
                return line.ToString().TrimEnd() + "…";
            // Marks of direction and other formats are not seen; what they do is.
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    line.Append(' ');
                    break;
                case UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned when rune.Value != SoftHyphen:
                    break;
                default:
                    line.Append(rune);
                    break;
            }
        }

        return line.ToString();
    }

    private const int SoftHyphen = 0xad;
}
