using System.Collections;
using System.Globalization;
using GevinstMonitor.Configure;
using YamlDotNet.RepresentationModel;

namespace GevinstMonitor.Tests.Configure;

/// <summary>Holds what was read from a file against what stands in it, by other means than the product's: compared as texts, without reading a number.</summary>
internal static class StatedValue
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>The first value that is not what stands there, in words; null when all are.</summary>
    /// <param name="at">Where the node stands, for the words.</param>
    public static string? NotIn(YamlNode node, object read, string at)
    {
        switch (node, read)
        {
            case (YamlScalarNode scalar, _):
                return Is(read, scalar.Value!) ? null : $"{at} is read as {read} where '{scalar.Value}' stands";
            case (YamlSequenceNode list, IList items):
                return list.Children.Count != items.Count ? $"{at} has {items.Count} of {list.Children.Count} items"
                    : list.Children.Select((item, i) => NotIn(item, items[i]!, $"{at}[{i}]")).FirstOrDefault(wrong => wrong is not null);
            case (YamlMappingNode map, IDictionary pairs):
                return map.Children.Count != pairs.Count ? $"{at} has {pairs.Count} of {map.Children.Count} pairs"
                    : map.Children.Zip(pairs.Keys.Cast<object>(), (stated, key) => NotIn(stated.Key, key, at) ?? NotIn(stated.Value, pairs[key]!, $"{at}.{key}")).FirstOrDefault(wrong => wrong is not null);
            case (YamlMappingNode map, _):
                return NotIn(map, read, at);
            default:
                return $"{at} is read as {read} where {node.NodeType} stands";
        }
    }

    private static string? NotIn(YamlMappingNode map, object record, string at)
    {
        var stated = map.Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => c.Value, StringComparer.Ordinal);
        stated.Remove("kind", out var kind);
        var left = Activator.CreateInstance(record.GetType())!;
        foreach (var (key, property, _) in Binder.KeysOf(record.GetType()))
        {
            var value = property.GetValue(record);
            if (stated.Remove(key, out var node) || (key == "kind" && (node = kind) is not null))
            {
                kind = key == "kind" ? null : kind;
                if ((value is null ? $"{at}.{key} is not read" : NotIn(node, value, $"{at}.{key}")) is { } wrong)
                    return wrong;
            }
            else if (value is ValueType && !value.Equals(property.GetValue(left)))
                return $"{at}.{key} is read as {value} where nothing stands";
        }

        return stated.Count > 0 ? $"{at}.{stated.Keys.First()} stands there and is not read" : null;
    }

    private static bool Is(object read, string text) => read switch
    {
        string s => s == text,
        int i => Digits(i.ToString(Invariant)) == Digits(text),
        decimal d => Digits(d.ToString(Invariant)) == Digits(text),
        Percent p => text.EndsWith('%') && Digits((p.Fraction * 100).ToString(Invariant)) == Digits(text[..^1].Trim()),
        TimeSpan t => Written((decimal)t.TotalMilliseconds, text, ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)),
        Size s => Written(s.Bytes, text, ("kB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)),
        Workdays w => Written(w.Count, text, (" workdays", 1), (" workday", 1)),
        Hours h => FormattableString.Invariant($"{h.From:HH:mm}-{h.To:HH:mm}") == text,
        DateOnly day => day.ToString("yyyy-MM-dd", Invariant) == text,
        bool yes => (yes ? "true" : "false") == text,
        Enum word => string.Equals(word.ToString(), text.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool Written(decimal read, string text, params ReadOnlySpan<(string Word, int Times)> units)
    {
        foreach (var (word, times) in units)
        {
            if (text.EndsWith(word, StringComparison.Ordinal) && Digits(text[..^word.Length]) is { } digits && Digits((read / times).ToString(Invariant)) == digits)
                return true;
        }

        return false;
    }

    // The one way to write a number; null when the text is none.
    private static string? Digits(string text)
    {
        var minus = text.StartsWith('-');
        var parts = (minus || text.StartsWith('+') ? text[1..] : text).Split('.');
        if (parts.Length > 2 || parts.Sum(p => p.Length) == 0 || !parts.All(p => p.All(char.IsAsciiDigit)))
            return null;
        var (whole, rest) = (parts[0].TrimStart('0'), parts.Length > 1 ? parts[1].TrimEnd('0') : "");
        return (whole, rest) is ("", "") ? "0" : $"{(minus ? "-" : "")}{whole}.{rest}";
    }
}
