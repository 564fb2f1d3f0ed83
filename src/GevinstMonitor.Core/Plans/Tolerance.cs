namespace GevinstMonitor.Core.Plans;

/// <summary>How far off the path, in the worse direction and in the indicator's unit, is amber, and how far is red. Exactly at an edge is still inside.</summary>
public readonly record struct Tolerance
{
    /// <exception cref="ArgumentException">A tolerance is negative, or red is below amber.</exception>
    public Tolerance(decimal amber, decimal red)
    {
        if (amber < 0 || red < amber)
            throw new ArgumentException("A tolerance is 0 <= amber <= red.");
        (Amber, Red) = (amber, red);
    }

    public decimal Amber { get; }
    public decimal Red { get; }
}

/// <summary>How many known periods in a row must be off the path before anyone is told; at least 1 each.</summary>
/// <param name="Amber">Periods in a row that are amber or red.</param>
/// <param name="Red">Periods in a row that are red.</param>
public readonly record struct Confirm(int Amber, int Red)
{
    /// <summary>What a series gets that is too short for certainty: an amber month may be chance, a red one is told at once.</summary>
    public static Confirm Default => new(2, 1);
}
