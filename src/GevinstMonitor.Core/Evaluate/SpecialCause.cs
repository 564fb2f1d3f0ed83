namespace GevinstMonitor.Core.Evaluate;

/// <summary>Which rule a point of a process behaviour chart breaks; of several, the first of: outside the limits, trend, two in three, shift.</summary>
public enum SpecialCause
{
    /// <summary>None: the point is as the process is.</summary>
    None,

    /// <summary>Strictly beyond the upper limit.</summary>
    AboveUpper,

    /// <summary>Strictly beyond the lower limit.</summary>
    BelowLower,

    /// <summary>One of seven points with six strict steps upwards.</summary>
    TrendUp,

    /// <summary>One of seven points with six strict steps downwards.</summary>
    TrendDown,

    /// <summary>One of at least two in three beyond two sigma, all three above the mean.</summary>
    TwoInThreeAbove,

    /// <summary>One of at least two in three beyond two sigma, all three below the mean.</summary>
    TwoInThreeBelow,

    /// <summary>One of seven or more in a row strictly above the mean.</summary>
    ShiftAbove,

    /// <summary>One of seven or more in a row strictly below the mean.</summary>
    ShiftBelow,
}

/// <summary>What the newest point says of the process.</summary>
public enum Variation
{
    /// <summary>Nothing: it varies as it does.</summary>
    Common,

    /// <summary>It has changed for the better.</summary>
    Improvement,

    /// <summary>It has changed for the worse.</summary>
    Concern,
}

/// <summary>Whether the process, as it is now, meets its target.</summary>
public enum Assurance
{
    /// <summary>There are no limits to say it by.</summary>
    None,

    /// <summary>Always: all that lies within the limits does.</summary>
    Pass,

    /// <summary>Never: nothing within the limits does.</summary>
    Fail,

    /// <summary>Now and then: the target lies within the limits, or on one.</summary>
    Inconsistent,
}
