namespace GevinstMonitor.Core.Evaluate;

/// <summary>An amount in DKK, and how sure it is: the margin of the business case that its worth was taken from goes with it, alike both ways.</summary>
/// <param name="Value">The amount itself.</param>
/// <param name="Margin">0.15 is ±15 %; 0 where the business case states none. Not negative.</param>
public readonly record struct Estimate(decimal Value, decimal Margin)
{
    public decimal Low => Value - (Math.Abs(Value) * Margin);

    public decimal High => Value + (Math.Abs(Value) * Margin);

    /// <summary>Amounts together. Margins add up: whoever estimates one plan too high may well do so with the others.</summary>
    /// <returns>Null for none.</returns>
    public static Estimate? Sum(IEnumerable<Estimate> amounts)
    {
        var all = amounts.ToList();
        var value = all.Sum(e => e.Value);
        return all.Count == 0 ? null : new Estimate(value, value == 0 ? 0 : all.Sum(e => e.High - e.Value) / Math.Abs(value));
    }
}
