using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Spreadsheet;

namespace GevinstMonitor.Collect.Files;

/// <summary>Reads the numbers of a workbook as their cells show them: what is formatted as a date is a date, and what shows percent is percent.</summary>
internal sealed partial class CellFormat
{
    private enum Shows { Number, Percent, Time }

    private readonly Shows[] _styles;
    private readonly int _daysLater;

    /// <param name="since1904">Whether days are counted from 1904, as old workbooks from Macs do, and not from 1900.</param>
    public CellFormat(Stylesheet? styles, bool since1904)
    {
        var own = styles?.NumberingFormats?.Elements<NumberingFormat>().GroupBy(f => f.NumberFormatId?.Value ?? 0).ToDictionary(f => f.Key, f => f.Last().FormatCode?.Value ?? "");
        _styles = [.. (styles?.CellFormats?.Elements<DocumentFormat.OpenXml.Spreadsheet.CellFormat>() ?? [])
            .Select(f => f.NumberFormatId?.Value ?? 0).Select(id => own?.TryGetValue(id, out var code) == true ? ShownBy(code) : ShownBy(id))];
        _daysLater = since1904 ? 1462 : 0;
    }

    /// <returns>A decimal, a <see cref="DateTime"/>, or the text when it is neither.</returns>
    public object Read(string text, string? style)
    {
        // Excel counts in doubles of which it shows 15 digits; so many has a decimal that is made of one.
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(Math.Abs(number) < 1e28))
            return text;
        var shows = int.TryParse(style, out var at) && at >= 0 && at < _styles.Length ? _styles[at] : Shows.Number;
        if (shows != Shows.Time)
            return shows == Shows.Percent ? (decimal)number * 100 : (decimal)number;
        number += _daysLater;
        return number is >= 0 and < 2_958_466 ? DateTime.FromOADate(number) : text;
    }

    // The formats that every workbook has without saying how they are written.
    private static Shows ShownBy(uint id) => id switch
    {
        9 or 10 => Shows.Percent,
        (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) => Shows.Time,
        _ => Shows.Number,
    };

    private static Shows ShownBy(string code)
    {
        var signs = Literal().Replace(code, "").Split(';')[0];
        return signs.Any(c => char.ToLowerInvariant(c) is 'y' or 'm' or 'd' or 'h' or 's') ? Shows.Time : signs.Contains('%', StringComparison.Ordinal) ? Shows.Percent : Shows.Number;
    }

    // Quoted and escaped text, fillings, colours and currencies; [h] and its like are hours counted on.
    [GeneratedRegex("""
        "[^"]*"|\\.|[_*].|\[(?![hHmMsS]+\])[^\]]*\]
        """)]
    private static partial Regex Literal();
}
