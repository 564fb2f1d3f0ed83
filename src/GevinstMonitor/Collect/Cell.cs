using System.Globalization;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

public enum CellKind { Number, Missing, Suppressed, Unreadable }

/// <summary>A number as a source gave it, or why it is none.</summary>
public readonly record struct Cell(CellKind Kind, decimal Number)
{
    /// <summary>A number; one beyond what a municipality can have is no number.</summary>
    public static Cell Of(decimal number) => Math.Abs(number) < Figure.TooLarge ? new(CellKind.Number, number) : Unreadable;
    public static Cell Missing => new(CellKind.Missing, 0);
    public static Cell Suppressed => new(CellKind.Suppressed, 0);
    public static Cell Unreadable => new(CellKind.Unreadable, 0);

    /// <summary>A number as programs write it: a point as decimal mark, and an exponent where there is one. What is too small for a decimal would become 0, which it is not.</summary>
    public static Cell Of(ReadOnlySpan<char> written) =>
        decimal.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var n)
            && (n != 0 || !(written.IndexOfAny('e', 'E') is var e and >= 0 ? written[..e] : written).ContainsAnyInRange('1', '9')) ? Of(n) : Unreadable;

    /// <summary>A database's value; text is read with a point as decimal mark, as databases write it.</summary>
    public static Cell Of(object? value) => value switch
    {
        null or DBNull => Missing,
        long l => Of((decimal)l),
        double d => Of(d),
        decimal m => Of(m),
        int i => Of((decimal)i),
        string s => Of(s.AsSpan()),
        float f => Of((double)f),
        short or byte or sbyte or ushort or uint or ulong or bool => Of(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => Unreadable,
    };

    public override string ToString() => Kind == CellKind.Number ? Number.ToString(CultureInfo.InvariantCulture) : Kind.ToString().ToLowerInvariant();

    // Not a number and infinite are not less than anything.
    private static Cell Of(double number) => Math.Abs(number) < (double)Figure.TooLarge ? Of((decimal)number) : Unreadable;
}
