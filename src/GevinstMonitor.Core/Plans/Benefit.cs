using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Plans;

/// <summary>One measurable improvement, or a worsening that is watched in the same way, and what is promised of it.</summary>
public sealed record Benefit
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary><c>economic</c>, <c>quality</c>, <c>service</c>, <c>employee</c>, <c>innovation</c>, or what the installation adds.</summary>
    public required string Type { get; init; }

    /// <summary>The id of the indicator it is measured by.</summary>
    public required string Indicator { get; init; }

    /// <summary>Ids of the changes that must be done before it can come.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>What the owner does when it is off its path, in one sentence.</summary>
    public required string ActionOnDeviation { get; init; }

    /// <summary>How many periods in a row must be off the path before anyone is told; null when certainty decides.</summary>
    public Confirm? Confirm { get; init; }

    /// <summary>How its process behaviour chart is drawn.</summary>
    public Process Process { get; init; } = Process.Default;

    /// <summary>Whether the whole is known while one of its units is not.</summary>
    public required WholeRule Whole { get; init; }

    /// <summary>Where it is judged: first the whole, then each unit that the plan splits it into.</summary>
    public required IReadOnlyList<Place> Places { get; init; }

    /// <summary>The units the plan splits it into; empty when it is judged for the whole alone.</summary>
    public IEnumerable<Place> Split => Places.Skip(1);
}

/// <summary>Whether the whole is known while one of its units is not.</summary>
public enum WholeRule
{
    /// <summary>No: it takes that unit's standing.</summary>
    AllUnits,

    /// <summary>Yes: it is the sum of those that are known.</summary>
    KnownUnits,
}

/// <summary>A benefit in one unit, or in all of them together: its own owner and promises.</summary>
/// <param name="Unit">The unit's id, or <see cref="Unit.Whole"/>.</param>
/// <param name="Owner">The accountable post.</param>
/// <param name="Worth">Null when no money is stated.</param>
public sealed record Place(string Unit, string Owner, TargetPath Path, Tolerance Tolerance, Worth? Worth)
{
    public bool IsWhole => Unit == Organisation.Unit.Whole;
}
