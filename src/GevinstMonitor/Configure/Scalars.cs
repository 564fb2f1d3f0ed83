using System.Globalization;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Configure;

/// <summary>A part of a whole, written <c>15%</c>.</summary>
/// <param name="Fraction">0.15 for 15 %.</param>
public readonly record struct Percent(decimal Fraction);

/// <summary>A count of workdays, written <c>3 workdays</c>.</summary>
public readonly record struct Workdays(int Count);

/// <summary>A count of years, written <c>5 years</c>.</summary>
public readonly record struct Years(int Count);

/// <summary>A stretch of a day, written <c>07:00-16:00</c>; the end is not part of it.</summary>
public readonly record struct Hours(TimeOnly From, TimeOnly To);

/// <summary>So many bytes, written <c>50MB</c>; a MB is 1024 kB, and those 1024 bytes.</summary>
public readonly record struct Size(long Bytes)
{
    public override string ToString() => Bytes % (1 << 20) == 0 ? $"{Bytes >> 20}MB" : Bytes % (1 << 10) == 0 ? $"{Bytes >> 10}kB" : $"{Bytes} bytes";
}

/// <summary>The single values of the language: how each is written, and read.</summary>
internal static partial class Scalars
{
    /// <summary>What a value of a type looks like, for error texts and schemas; null when the type is not a single value.</summary>
    public static (string Form, string? Pattern)? FormOf(Type type) => type switch
    {
        _ when type == typeof(string) => ("a text", null),
        _ when type == typeof(int) => ("a whole number", null),
        _ when type == typeof(decimal) => ("a number like 12.5", null),
        _ when type == typeof(bool) => ("true or false", null),
        _ when type == typeof(DateOnly) => ("a date like 2026-06-30", @"^\d{4}-\d{2}-\d{2}$"),
        _ when type == typeof(TimeSpan) => ("a duration like 30s, 15m, 12h or 10d", @"^\d+(ms|s|m|h|d)$"),
        _ when type == typeof(Size) => ("a size like 500kB, 50MB or 1GB", @"^\d+(kB|MB|GB)$"),
        _ when type == typeof(Percent) => ("a percentage like 15%", @"^\d+(\.\d+)?\s?%$"),
        _ when type == typeof(Workdays) => ("a count like 3 workdays", @"^\d+ workdays?$"),
        _ when type == typeof(Years) => ("a count like 5 years", @"^\d+ years?$"),
        _ when type == typeof(Hours) => ("hours like 07:00-16:00", @"^\d{2}:\d{2}-\d{2}:\d{2}$"),
        _ when type.IsEnum => ("one of " + string.Join(", ", Enum.GetNames(type).Select(KebabCase)), null),
        _ => null,
    };

    /// <returns>Null when the text is not such a value.</returns>
    public static object? Parse(Type type, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        // .NET takes a number with NUL characters at its end for the number.
        if (text.Contains('\0'))
            return null;
        if (type == typeof(string))
            return text;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var i) ? i : null;
        if (type == typeof(decimal))
            return Number(text, NumberStyles.AllowLeadingSign) is { } d && Math.Abs(d) < Core.Readings.Figure.TooLarge ? d : null;
        if (type == typeof(bool))
            return text switch { "true" => true, "false" => false, _ => null };
        if (type == typeof(DateOnly))
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day) ? day : null;
        if (type == typeof(TimeSpan))
            return ParseDuration(text);
        if (type == typeof(Size))
            return ParseSize(text);
        if (type == typeof(Percent))
            return text.EndsWith('%') && Number(text[..^1].Trim(), NumberStyles.None) is { } p ? new Percent(p / 100) : null;
        if (type == typeof(Workdays))
            return Counted(text, "workday") is { } workdays ? new Workdays(workdays) : null;
        if (type == typeof(Years))
            return Counted(text, "year") is { } years ? new Years(years) : null;
        if (type == typeof(Hours))
            return text.Split('-') is [var from, var to] && Time(from) is { } f && Time(to) is { } t && f < t ? new Hours(f, t) : null;
        if (type.IsEnum)
            return Enum.GetNames(type).FirstOrDefault(name => KebabCase(name) == text) is { } name ? Enum.Parse(type, name) : null;
        throw new NotSupportedException($"{type} is not a single value of the configuration language.");
    }

    // 1 year, 5 years.
    private static int? Counted(string text, string what) =>
        text.Split(' ') is [var n, var counted] && (counted == what || counted == what + "s") && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary><c>KnownUnits</c> is written <c>known-units</c>.</summary>
    public static string KebabCase(string name) => Capital().Replace(name, "-$0").ToLowerInvariant();

    // A number of more digits than a decimal holds would be rounded; a percentage is divided by 100 and has two digits less.
    private static decimal? Number(string text, NumberStyles sign) =>
        text.Length <= 26 && decimal.TryParse(text, sign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? ParseDuration(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        // At most seven digits: a longer number is a slip of the hand, and would overflow.
        if (digits is 0 or > 7)
            return null;
        var number = int.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" when number <= 36500 => TimeSpan.FromDays(number),
            _ => null,
        };
    }

    private static Size? ParseSize(string text) =>
        text.Length > 2 && int.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && text[^2..] switch { "kB" => 10, "MB" => 20, "GB" => 30, _ => 0 } is > 0 and var shift ? new Size((long)number << shift) : null;

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
