using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>Where a benefit stands in one place for one period, and the figures that say so.</summary>
public readonly record struct Judgement
{
    public required Period Period { get; init; }
    public required Standing Standing { get; init; }

    /// <summary>The value the path promises on the period's last day, in the indicator's unit.</summary>
    public required decimal Expected { get; init; }

    /// <summary>The figure as shown; null when it has no number or there is none. A held figure is shown too.</summary>
    public decimal? Actual { get; init; }

    /// <summary>What <see cref="Actual"/> shows, in its parts; for a whole that is not known, what its <see cref="Cause"/> shows. Null when there is none.</summary>
    public Figure? Figure { get; init; }

    /// <summary>How far the figure is on the worse side of the path; negative on the better side; null while the standing is unknown.</summary>
    public decimal? Gap { get; init; }

    /// <summary>Why a held figure is held.</summary>
    public Doubt Doubt { get; init; }

    /// <summary>The measurement it rests on, or for a whole that is not known the one that it is not known for; null when there is none, or several make up the whole.</summary>
    public long? Measurement { get; init; }

    /// <summary>For a whole that is not known: the unit that it is not known for; null otherwise.</summary>
    public Cause? Cause { get; init; }

    /// <summary>When and how the figure was read; of several, the newest.</summary>
    public ReadingStamp? Stamp { get; init; }

    /// <summary>Whether letters do not tell its figure.</summary>
    public bool IsWithheldBy(SmallNumbers small, Indicator indicator) => Figure is { } figure && small.Hides(figure, indicator.Measure);
}

/// <summary>The unit that a whole is not known for.</summary>
/// <param name="Shown">The unit's figure as shown, where it has one that does not count.</param>
public sealed record Cause(string Unit, decimal? Shown);
