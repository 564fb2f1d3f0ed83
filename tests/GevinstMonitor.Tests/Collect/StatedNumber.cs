using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GevinstMonitor.Collect;
using GevinstMonitor.Collect.Files;

namespace GevinstMonitor.Tests.Collect;

/// <summary>What a text states by a source's marks, said in another way than the product says it: as a pattern.</summary>
internal static class StatedNumber
{
    private static readonly ConcurrentDictionary<(string Mark, string? Groups), Regex> Patterns = new();

    public static Cell Of(string text, CsvSettings source)
    {
        text = text.Trim();
        if (source.Missing.Contains(text))
            return Cell.Missing;
        if (source.Suppressed.Contains(text))
            return Cell.Suppressed;
        var stated = Patterns.GetOrAdd((source.Decimal, source.Thousands), Pattern).Match(text);
        var (whole, fraction) = (string.Concat(stated.Groups["whole"].Value.Where(char.IsAsciiDigit)), stated.Groups["fraction"].Value);
        return stated.Success && text.Length < 64 && whole.Length + fraction.Length > 0
            && decimal.TryParse($"{stated.Groups["sign"].Value}{whole}.{fraction}0", NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Cell.Of(number)
            : Cell.Unreadable;
    }

    /// <summary>The numbers that a file states, each as a whole cell of its own, whatever its encoding and wherever its quotation marks.</summary>
    public static HashSet<decimal> In(byte[] file, CsvSettings source)
    {
        var separator = source.Delimiter == "\\t" ? '\t' : source.Delimiter[0];
        return [.. new[] { Encoding.UTF8, Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode }
            .SelectMany(encoding => encoding.GetString(file).Split(['"', '\r', '\n']))
            .SelectMany(part => part.Split(separator).Prepend(part)).Distinct()
            .Select(cell => Of(cell, source)).Where(cell => cell.Kind == CellKind.Number).Select(cell => cell.Number)];
    }

    private static Regex Pattern((string Mark, string? Groups) by)
    {
        var groups = by.Groups switch { null => "(?!)", " " => "[ \u00a0]", var mark => Regex.Escape(mark) };
        return new Regex($@"\A(?<sign>[+-]?)(?<whole>[0-9]*|[1-9][0-9]{{0,2}}(?:{groups}[0-9]{{3}})+)(?:{Regex.Escape(by.Mark)}(?<fraction>[0-9]+))?\z", RegexOptions.CultureInvariant);
    }
}
