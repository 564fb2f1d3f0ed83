using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GevinstMonitor.Collect.Files;

namespace GevinstMonitor.Tests.Collect;

/// <summary>Settings, numbers and files made from a seed: the same seed makes the same ones.</summary>
internal sealed class CsvFuzz
{
    private static readonly string[] Junk =
    [
        "\"", "\"\"", ";", ",", "\t", "|", "\r", "\n", "\r\n", "\0", " ", "\u00a0", "\u202f", "\ufeff", "\u2028", "'", "\\", "\u001a", "+", "-", "\u2212", ".", "=1+1",
        "..", "NA", "NaN", "Infinity", "1e5", "0x1F", "٣", "½", "< 20", "null", "true", "æøå", "Ø", "𝔸", "12 kr.", "2026-05", "2026-05-01", "nord", "periode", "antal", "0", "1",
    ];

    private readonly Random _random;

    public CsvFuzz(int seed, CsvSettings source)
    {
        _random = new Random(seed);
        var mark = Of(",", ".");
        Source = source with
        {
            Encoding = Of("utf-8", "utf-8", "latin1", "windows-1252", "utf-16"),
            Delimiter = Of(";", ";", ",", "\\t", "|", ":", " ", "-"),
            Decimal = mark,
            Thousands = Of(null, mark == "," ? "." : ",", " ", "'", "\u00a0"),
            Missing = ["", "..", "NA"],
            Suppressed = ["< 20"],
        };
    }

    /// <summary>A source that <c>check</c> finds no fault in.</summary>
    public CsvSettings Source { get; }

    private string Separator => Source.Delimiter == "\\t" ? "\t" : Source.Delimiter;

    /// <summary>A number, and a text that states it by the source's marks.</summary>
    public (decimal Number, string Text) Number()
    {
        var scale = (byte)_random.Next(Chance(3) ? 29 : 4);
        var number = Chance(9) ? 0 : new decimal(_random.Next(), Chance(2) ? 0 : _random.Next(), Chance(5) ? _random.Next() : 0, Chance(4), scale);
        var digits = number.ToString(CultureInfo.InvariantCulture).TrimStart('-').Split('.');
        if (Source.Thousands is { } groups && digits[0] != "0" && Chance(2))
            digits[0] = Regex.Replace(digits[0], "(?<=[0-9])(?=(?:[0-9]{3})+$)", groups == " " && Chance(2) ? "\u00a0" : groups);
        var sign = decimal.IsNegative(number) ? "-" : Chance(5) ? "+" : "";
        return (number, Around(sign + string.Join(Source.Decimal, digits)));
    }

    /// <summary>A text that is most often no number, but looks like one.</summary>
    public string NoNumber()
    {
        var text = new StringBuilder(Chance(2) ? Number().Text : "");
        for (var edits = _random.Next(1, 4); edits > 0; edits--)
        {
            var at = _random.Next(text.Length + 1);
            if (Chance(3) && at < text.Length)
                text.Remove(at, 1);
            else
                text.Insert(at, Chance(2) ? Of(Junk) : $"{_random.Next(1000)}");
        }

        return Chance(400) ? text.Append('7', 3000).ToString() : text.ToString();
    }

    /// <summary>A file that is written right, one cell a unit, and the text of each unit's cell.</summary>
    public (byte[] File, Dictionary<string, string> Cells) Right()
    {
        var (text, cells, lineBreak) = (new StringBuilder(), new Dictionary<string, string>(StringComparer.Ordinal), Of("\n", "\r\n"));
        text.AppendJoin(Separator, "periode", "enhed", "antal").Append(lineBreak);
        // Some are larger than what the reader holds at once.
        for (var (i, rows) = (0, Chance(2000) ? 5000 : _random.Next(1, 8)); i < rows; i++)
        {
            var (unit, cell) = ($"u{i}_{Known(Of(Junk))}_", Known(Chance(8) ? Around(Of("", "..", "NA", "< 20")) : Chance(3) ? NoNumber() : Number().Text));
            cells.Add(unit, cell);
            text.AppendJoin(Separator, Quoted("2026-05"), Quoted(unit), Quoted(cell)).Append(Chance(20) ? Separator : "").Append(i == rows - 1 && Chance(2) ? "" : lineBreak);
        }

        return (Bytes(text.ToString(), Chance(2)), cells);
    }

    /// <summary>A file of anything, most often with a right beginning.</summary>
    public byte[] Anything()
    {
        var text = new StringBuilder();
        if (!Chance(10))
            text.AppendJoin(Separator, "periode", "enhed", "antal").Append(Of("\n", "\r\n", "\r"));
        for (var parts = _random.Next(Chance(2000) ? 20_000 : 20); parts > 0; parts--)
        {
            text.Append(_random.Next(7) switch
            {
                0 => Number().Text,
                1 => Of(Junk),
                2 => $"{Of("\n", "\r\n", "\r")}2026-05{Separator}u{parts}{Separator}{Number().Text}",
                3 => $"\n2026-05{Separator}\"u{parts}\"{Separator}\"{NoNumber()}\"",
                4 => NoNumber(),
                5 => Chance(20_000) ? new string(Of(Junk)[0], 1_200_000) : "\"",
                _ => Separator,
            });
        }

        var bytes = Bytes(text.ToString(), Chance(2));
        for (var hits = Chance(4) ? _random.Next(1, 5) : 0; hits > 0 && bytes.Length > 0; hits--)
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return Chance(10) ? bytes[.._random.Next(bytes.Length + 1)] : bytes;
    }

    private byte[] Bytes(string text, bool marked)
    {
        Encoding encoding = Source.Encoding switch
        {
            "utf-16" => new UnicodeEncoding(bigEndian: marked && Chance(2), byteOrderMark: marked),
            "utf-8" => new UTF8Encoding(marked),
            _ when marked => new UTF8Encoding(true),
            _ => Encoding.Latin1,
        };
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }

    // What every encoding can write.
    private static string Known(string text) => string.Concat(text.Where(c => c is < '\u0080' or (>= '\u00a0' and <= '\u00ff')));

    private string Quoted(string cell) =>
        cell.AsSpan().ContainsAny("\"\r\n") || cell.Contains(Separator, StringComparison.Ordinal) || Chance(3) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private string Around(string text) => Chance(6) ? $" {text}\t" : text;

    private bool Chance(int of) => _random.Next(of) == 0;

    private T Of<T>(params T[] all) => all[_random.Next(all.Length)];
}
