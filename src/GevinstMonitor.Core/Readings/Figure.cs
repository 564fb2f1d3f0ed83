namespace GevinstMonitor.Core.Readings;

/// <summary>What a figure is made of, or why there is none.</summary>
public enum FigureKind { Ratio, Value, NotANumber, Suppressed }

/// <summary>What a source said for one unit and period: a ratio in its two parts, one number, or that there is no number.</summary>
public readonly record struct Figure
{
    private Figure(FigureKind kind, decimal first, decimal second) => (Kind, First, Second) = (kind, first, second);

    public FigureKind Kind { get; }

    /// <summary>The numerator of a ratio, or the value.</summary>
    public decimal First { get; }

    /// <summary>The denominator of a ratio; 0 otherwise.</summary>
    public decimal Second { get; }

    public static Figure Ratio(decimal numerator, decimal denominator) => new(FigureKind.Ratio, numerator, denominator);

    public static Figure Value(decimal value) => new(FigureKind.Value, value, 0);

    /// <summary>NULL, a missing marker, or text where a number was promised.</summary>
    public static Figure NotANumber => new(FigureKind.NotANumber, 0, 0);

    /// <summary>Withheld by the publisher.</summary>
    public static Figure Suppressed => new(FigureKind.Suppressed, 0, 0);

    /// <summary>Numbers from here on, either way, are no figures of a municipality but faults of a source; everything that is computed from smaller ones fits a decimal.</summary>
    public const decimal TooLarge = 1e15m;

    /// <summary>The number itself: numerator by denominator (0.543, not 54.3), or the value.</summary>
    /// <returns>Null when it is not a number, withheld, <see cref="TooLarge"/>, or the denominator is 0.</returns>
    public decimal? Number => Kind switch
    {
        FigureKind.Ratio when Second == 0 || (Math.Abs(Second) < 1 && Math.Abs((double)First / (double)Second) >= (double)TooLarge) => null,
        FigureKind.Ratio => Bounded(First / Second),
        FigureKind.Value => Bounded(First),
        _ => null,
    };

    private static decimal? Bounded(decimal number) => Math.Abs(number) < TooLarge ? number : null;

    /// <summary>
    /// Two figures together: numerators and denominators are added, never percentages averaged; values are added.
    /// What is not known stays not known: not a number before withheld, as in the order of standings.
    /// </summary>
    /// <exception cref="ArgumentException">A ratio and a value have no sum.</exception>
    /// <exception cref="OverflowException">The sum is beyond what a decimal holds.</exception>
    public Figure Plus(Figure other)
    {
        if (Kind == FigureKind.NotANumber || other.Kind == FigureKind.NotANumber)
            return NotANumber;
        if (Kind == FigureKind.Suppressed || other.Kind == FigureKind.Suppressed)
            return Suppressed;
        if (Kind != other.Kind)
            throw new ArgumentException("A ratio and a value cannot be added.", nameof(other));
        return new Figure(Kind, First + other.First, Second + other.Second);
    }
}
