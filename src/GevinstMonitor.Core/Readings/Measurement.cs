namespace GevinstMonitor.Core.Readings;

/// <summary>When and how a figure was read; one for all figures of a reading.</summary>
/// <param name="Id">The reading's number in the store; 0 for one that is not stored.</param>
/// <param name="TakenAt">The moment the round read as of: what had ended by then was read whole.</param>
/// <param name="QueryHash">Which query: SHA-256 in lower-case hex of what was asked.</param>
public sealed record ReadingStamp(long Id, Moment TakenAt, string QueryHash);

/// <summary>One figure of an indicator for one unit and period, as it was read once.</summary>
/// <param name="Id">The measurement's number in the store; 0 for one that is not stored.</param>
/// <param name="Unit">The unit's id, or <see cref="Organisation.Unit.Whole"/> for a row that names none.</param>
/// <param name="Decision">What was decided of it; null when nothing.</param>
public readonly record struct Measurement(long Id, string Unit, Period Period, Figure Figure, ReadingStamp Stamp, Decision? Decision = null)
{
    /// <summary>Whether another figure for the same unit and period moves this one, which could be judged: its period had ended when it was read.</summary>
    public bool IsRestatedBy(Figure figure) => Figure != figure && Stamp.TakenAt.HasEnded(Period);
}

/// <summary>What was said of a figure last: by the controller that it counts, or is wrong, or by the benefit's owner that it is wrong, which the controller has to look at.</summary>
public enum Decision { Released, Rejected, Questioned }
