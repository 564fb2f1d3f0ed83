using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A known figure on a process behaviour chart.</summary>
/// <param name="Value">What the chart shows, in the indicator's unit: the figure, or actual − expected.</param>
/// <param name="Expected">What the path promises on the period's last day.</param>
/// <param name="Zone">Where it lies between the limits.</param>
public readonly record struct ProcessPoint(Period Period, double Value, double Expected, Zone Zone = Zone.OnMean, SpecialCause SpecialCause = SpecialCause.None);

/// <summary>Where a point lies between its limits; negative is below the mean.</summary>
public enum Zone : sbyte
{
    /// <summary>Strictly beyond the lower limit.</summary>
    BelowLower = -3,

    /// <summary>Strictly beyond two thirds of the way from the mean to the lower limit, not beyond the limit.</summary>
    NearLower = -2,

    /// <summary>Strictly below the mean, not near the limit.</summary>
    Below = -1,

    /// <summary>Exactly on the mean, or there are no limits.</summary>
    OnMean = 0,

    /// <summary>Strictly above the mean, not near the limit.</summary>
    Above = 1,

    /// <summary>Strictly beyond two thirds of the way from the mean to the upper limit, not beyond the limit.</summary>
    NearUpper = 2,

    /// <summary>Strictly beyond the upper limit.</summary>
    AboveUpper = 3,
}
