namespace GevinstMonitor.Core.Plans;

/// <summary>What a process behaviour chart is drawn on.</summary>
public enum ProcessOn
{
    /// <summary>Actual − expected, as it is measured: a planned rise is no signal.</summary>
    Gap,

    /// <summary>The figure itself.</summary>
    Value,
}

/// <summary>How a benefit's process behaviour chart is drawn.</summary>
/// <param name="Screening">Whether moving ranges that are far above the others are left out of the limits.</param>
/// <param name="FixAfter">The limits stay as the first so many known points of a segment gave them, at least <see cref="LeastPoints"/>; null: all points give them.</param>
/// <param name="Rebase">Days in order from which the process is another: limits begin anew with the first period that ends on one or after it.</param>
public sealed record Process(ProcessOn On, bool Screening, int? FixAfter, IReadOnlyList<DateOnly> Rebase)
{
    /// <summary>
    /// The fewest points that give limits to rely on (NHS England, Making Data Count: "fewer than 12 data points: limits are provisional").
    /// </summary>
    public const int LeastPoints = 12;

    /// <summary>What a benefit that says nothing gets.</summary>
    public static Process Default { get; } = new(ProcessOn.Gap, true, null, []);
}
