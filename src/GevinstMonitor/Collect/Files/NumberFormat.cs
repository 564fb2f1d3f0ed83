namespace GevinstMonitor.Collect.Files;

/// <summary>Reads numbers by what is stated of them, never by guessing: <c>1.234,5</c> with a decimal comma and dots for thousands.</summary>
internal sealed class NumberFormat(TableSettings source)
{
    private readonly char _mark = source.Decimal[0];
    private readonly char? _groups = source.Thousands?[0];
    private readonly HashSet<string> _missing = new(source.Missing, StringComparer.Ordinal);
    private readonly HashSet<string> _suppressed = new(source.Suppressed, StringComparer.Ordinal);

    /// <summary>What a text means that stands for a number; null when it is no marker.</summary>
    public Cell? Mark(string text)
    {
        text = text.Trim();
        return _missing.Contains(text) ? Cell.Missing : _suppressed.Contains(text) ? Cell.Suppressed : null;
    }

    public Cell Read(string text)
    {
        text = text.Trim();
        if (Mark(text) is { } mark)
            return mark;
        Span<char> plain = stackalloc char[64];
        return text.Length is > 0 and < 64 && Plain(text, plain) is var length and > 0 ? Cell.Of(plain[..length]) : Cell.Unreadable;
    }

    // Copies the number with a point as mark and without groups; 0 when it is not written as stated. Groups are all three digits, after a first of one to three that
    // does not begin with 0: nobody groups 0.581, whose point is a decimal mark that was not stated.
    private int Plain(string text, Span<char> plain)
    {
        var (length, digits, grouped, fraction, sinceGroup) = (0, 0, false, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                plain[length++] = c;
                digits++;
                sinceGroup++;
            }
            else if (c is '-' or '+' && i == 0)
                plain[length++] = c;
            else if (c == _mark && !fraction && (!grouped || sinceGroup == 3))
            {
                plain[length++] = '.';
                (fraction, sinceGroup) = (true, 0);
            }
            else if ((c == _groups || (c == '\u00a0' && _groups == ' ')) && !fraction
                && (grouped ? sinceGroup == 3 : sinceGroup is > 0 and <= 3 && plain[length - sinceGroup] != '0'))
                (grouped, sinceGroup) = (true, 0);
            else
                return 0;
        }

        return digits > 0 && (fraction ? sinceGroup > 0 : !grouped || sinceGroup == 3) ? length : 0;
    }
}
