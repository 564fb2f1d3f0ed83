namespace GevinstMonitor.Core.Readings;

/// <summary>Which figures letters withhold, because a count behind them is so small that the people in it can be recognised.</summary>
/// <param name="Limit">Counts from 1 up to, but not including, this are small; at 0 none is.</param>
/// <remarks>
/// The minimum frequency (threshold) rule of frequency tables: a cell with fewer contributors than a threshold, 3 to 10 in the practice of statistical offices, is unsafe; and a
/// share is unsafe with its cell, or with the cell that makes up the rest (Hundepool et al., Statistical Disclosure Control, 2012, chapter 5). In an empty cell there is nobody
/// to recognise: 0 is told, and so is all of a whole.
/// </remarks>
public readonly record struct SmallNumbers(int Limit)
{
    /// <summary>What holds where nothing is stated.</summary>
    public static SmallNumbers Usual => new(5);

    /// <summary>Whether a figure is told as withheld: a ratio for its numerator, its denominator and, of a share, the rest; a value only where it is a count.</summary>
    /// <param name="measure">The indicator's unit: <c>percent</c> makes a ratio a share, <c>count</c> a value a count. Kroner, hours, days and full-time equivalents are none.</param>
    public bool Hides(Figure figure, string measure) => figure.Kind switch
    {
        FigureKind.Ratio => IsSmall(figure.First) || IsSmall(figure.Second) || (measure == "percent" && IsSmall(figure.Second - figure.First)),
        FigureKind.Value => measure == "count" && IsSmall(figure.First),
        _ => false,
    };

    private bool IsSmall(decimal count) => count > 0 && count < Limit;
}
