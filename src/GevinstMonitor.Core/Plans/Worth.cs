using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Plans;

/// <summary>What one unit of the indicator is worth in a year, in DKK.</summary>
/// <param name="DkkPerUnitYear">DKK a year for one percentage point, hour, …; not negative.</param>
/// <param name="Booked">Where and from when the saving is taken out of a budget; null when it is not.</param>
public sealed record Worth(decimal DkkPerUnitYear, Booking? Booked)
{
    /// <summary>What a gap in one period is worth: <see cref="DkkPerUnitYear"/> × gap × <see cref="Period.ShareOfYear"/>; negative when better than the path.</summary>
    public decimal Of(decimal gap, Period period) => DkkPerUnitYear * gap * period.ShareOfYear;
}

/// <summary>A saving that a unit's budget is cut by.</summary>
/// <param name="Unit">The unit whose budget it is.</param>
/// <param name="From">First day, inclusive.</param>
public sealed record Booking(string Unit, DateOnly From);
