using System.Globalization;

namespace GevinstMonitor.Collect;

public enum CellKind { Number, Missing, Suppressed, Unreadable }

/// <summary>A number as a source gave it, or why it is none.</summary>
public readonly record struct Cell(CellKind Kind, decimal Number)
{
    public static Cell Of(decimal number) => new(CellKind.Number, number);
    public static Cell Missing => new(CellKind.Missing, 0);
    public static Cell Suppressed => new(CellKind.Suppressed, 0);
    public static Cell Unreadable => new(CellKind.Unreadable, 0);

    /// <summary>A database's value; text is read with a point as decimal mark, as databases write it.</summary>
    public static Cell Of(object? value) => value switch
    {
        null or DBNull => Missing,
        long l => Of((decimal)l),
        double d => Of(d),
        decimal m => Of(m),
        int i => Of((decimal)i),
        string s => decimal.TryParse(s, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var n) ? Of(n) : Unreadable,
        float f => Of((double)f),
        short or byte or sbyte or ushort or uint or ulong or bool => Of(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => Unreadable,
    };

    // Beyond what a decimal holds, not a number, infinite: no figure of a municipality.
    private static Cell Of(double number) => Math.Abs(number) < 7.9e27 ? Of((decimal)number) : Unreadable;
}
