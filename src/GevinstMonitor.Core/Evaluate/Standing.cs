namespace GevinstMonitor.Core.Evaluate;

/// <summary>Where a benefit stands in a unit for a period. The unknown ones are in the order in which a whole takes its unit's.</summary>
public enum Standing
{
    /// <summary>The gap is at most the amber tolerance.</summary>
    OnTrack,

    /// <summary>The gap is beyond the amber tolerance and at most the red.</summary>
    Amber,

    /// <summary>The gap is beyond the red tolerance.</summary>
    Red,

    /// <summary>No figure yet, and none was promised by now.</summary>
    NotYetDue,

    /// <summary>No unit has the figure that should be here by now.</summary>
    Late,

    /// <summary>The figure should be here by now, and the newest reading, which asked for it, was answered without any row.</summary>
    NothingReturned,

    /// <summary>Other units have their figure; this one's should be here by now.</summary>
    MissingUnit,

    /// <summary>The source gave NULL, a missing marker, something unreadable, or a ratio of nothing.</summary>
    NotANumber,

    /// <summary>Withheld by the publisher.</summary>
    Suppressed,

    /// <summary>Not plausible; waits for the controller.</summary>
    Held,

    /// <summary>The figure should be here by now, and the newest reading failed.</summary>
    SourceFailed,
}

public static class StandingExtensions
{
    /// <summary>Whether the standing rests on a figure. Not knowing is never on track.</summary>
    public static bool IsKnown(this Standing standing) => standing <= Standing.Red;

    /// <summary>Whether a figure that should be here by now does not count, for whatever reason.</summary>
    public static bool IsSilent(this Standing standing) => standing > Standing.NotYetDue;

    /// <summary>Amber or red.</summary>
    public static bool IsOffPath(this Standing standing) => standing is Standing.Amber or Standing.Red;
}
