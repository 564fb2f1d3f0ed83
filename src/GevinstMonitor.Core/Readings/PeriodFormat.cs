using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Core.Readings;

/// <summary>
/// How a source writes periods: as ISO 8601 does (<see cref="Period.TryParse"/>) or Statistics Denmark, as a .NET date format, or with a week (<c>w</c> or <c>ww</c>, ISO 8601),
/// a quarter (<c>q</c>) or a half-year (<c>h</c>) beside <c>yyyy</c>: <c>'Uge 'w-yyyy</c>, <c>yyyy'K'q</c>. What stands between quotation marks is itself,
/// and so is every other sign of the last form; letters there may be large or small.
/// </summary>
public sealed class PeriodFormat
{
    private readonly PeriodKind _kind;
    private readonly string? _date;
    private readonly List<(char Token, string Text)>? _parts;
    private readonly Regex? _regex;

    private PeriodFormat(PeriodKind kind, string? pattern)
    {
        _kind = kind;
        if (pattern is null)
            return;
        var parts = PartsOf(pattern);
        if (!parts.Exists(p => p.Token is 'w' or 'q' or 'h'))
        {
            _date = pattern;
            return;
        }

        _parts = parts;
        _regex = new Regex($"^{string.Concat(parts.Select(Regular))}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }

    /// <param name="pattern">Null for the ISO forms and Statistics Denmark's. A pattern that names a part twice, or is none of .NET's, is no error: it reads nothing.</param>
    public static PeriodFormat Of(string? pattern, PeriodKind kind) => new(kind, pattern);

    /// <summary>The letters that the pattern reads: of <c>y M d w q h</c>, each once.</summary>
    public static string LettersOf(string pattern) => string.Concat(PartsOf(pattern).Select(p => p.Token).Where(t => t != '\0').Distinct());

    /// <summary>The period that is written.</summary>
    /// <returns>Null when it is not written so, or there is no such period: a 53rd week of most years.</returns>
    public Period? Read(string text)
    {
        text = text.Trim();
        if (_regex is not null)
            return _regex.Match(text) is { Success: true } match ? Read(match) : null;
        if (_date is null)
            return Period.TryParse(text, _kind, out var period) || Period.TryParse(AsIso(text), _kind, out period) ? period : null;
        return DateOnly.TryParseExact(text, _date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Period.Containing(_kind, day) : null;
    }

    /// <summary>A day's period as it is written so.</summary>
    /// <exception cref="FormatException">The pattern is none that .NET knows for dates.</exception>
    public string Write(DateOnly day)
    {
        if (_parts is null)
            return _date is null ? Period.Containing(_kind, day).ToString() : day.ToString(_date, CultureInfo.InvariantCulture);
        int Number(PeriodKind kind) => Period.Containing(kind, day).Number;
        var year = Period.Containing(_parts.Exists(p => p.Token == 'w') ? PeriodKind.Week : PeriodKind.Year, day).Year;
        return string.Concat(_parts.Select(part => part.Token switch
        {
            'y' => year.ToString("0000", CultureInfo.InvariantCulture),
            'w' => Number(PeriodKind.Week).ToString(part.Text == "ww" ? "00" : "0", CultureInfo.InvariantCulture),
            'q' => Number(PeriodKind.Quarter).ToString(CultureInfo.InvariantCulture),
            'h' => Number(PeriodKind.HalfYear).ToString(CultureInfo.InvariantCulture),
            _ => part.Text,
        }));
    }

    // Statistics Denmark writes 2026M06, 2026K2 (2026Q2 in English), 2026H1, 2026U27 and 2026M06D30.
    private static string AsIso(string text) => text.Length < 6 ? text : text[4] switch
    {
        'M' => $"{text[..4]}-{text[5..].Replace('D', '-')}",
        'K' or 'Q' => $"{text[..4]}-Q{text[5..]}",
        'H' => $"{text[..4]}-H{text[5..]}",
        'U' => $"{text[..4]}-W{text[5..]}",
        _ => text,
    };

    private Period? Read(Match match)
    {
        int? Number(string name) => match.Groups[name] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
        if (Number("y") is not (>= 1 and <= 9998 and var year))
            return null;
        Period? written = (Number("w"), Number("q"), Number("h")) switch
        {
            ({ } week, null, null) => week >= 1 && week <= ISOWeek.GetWeeksInYear(year) ? Period.Numbered(PeriodKind.Week, year, week) : null,
            (null, { } quarter, null) => Period.Numbered(PeriodKind.Quarter, year, quarter),
            (null, null, { } half) => Period.Numbered(PeriodKind.HalfYear, year, half),
            _ => null,
        };
        return written is { } period ? Period.Containing(_kind, period.Start) : null;
    }

    private static string Regular((char Token, string Text) part) => part.Token switch
    {
        'y' => "(?<y>[0-9]{4})",
        'w' => part.Text == "ww" ? "(?<w>[0-9]{2})" : "(?<w>[0-9]{1,2})",
        'q' => "(?<q>[1-4])",
        'h' => "(?<h>[12])",
        _ => Regex.Escape(part.Text),
    };

    // Runs of the letters that stand for numbers, and between them what stands for itself.
    private static List<(char Token, string Text)> PartsOf(string pattern)
    {
        var parts = new List<(char, string)>();
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            var text = new StringBuilder();
            if (c is 'y' or 'M' or 'd' or 'w' or 'q' or 'h')
            {
                for (; i < pattern.Length && pattern[i] == c; i++)
                    text.Append(c);
                parts.Add((c, text.ToString()));
            }
            else if (c is '\'' or '"')
            {
                for (i++; i < pattern.Length && pattern[i] != c; i++)
                    text.Append(pattern[i]);
                i++;
                parts.Add(('\0', text.ToString()));
            }
            else
            {
                parts.Add(('\0', c == '\\' && i + 1 < pattern.Length ? pattern[++i].ToString() : c.ToString()));
                i++;
            }
        }

        return parts;
    }
}
