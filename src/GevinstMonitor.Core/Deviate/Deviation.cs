using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>How far off its path a benefit was last found.</summary>
public enum Level { Amber, Red }

/// <summary>An open case: a benefit in a unit is off its path. At most one is open for a benefit and unit.</summary>
/// <param name="Id">What people name it by: <c>D-</c> and ten hexadecimal digits.</param>
/// <param name="OpenedPeriod">The first of the periods in a row that were off the path.</param>
/// <param name="OpenedAt">The moment it was found.</param>
/// <param name="OpenedVersion">The plan version it was found by.</param>
/// <param name="Told">When its first letter was sent; null until then.</param>
public sealed record Deviation(
    string Id, string Plan, string Benefit, string Unit, Level Level,
    Period OpenedPeriod, DateTimeOffset OpenedAt, int OpenedVersion, DateTimeOffset? Told = null)
{
    /// <summary>The id of a deviation: the same for the same place found at the same moment, so that a pass that is run again finds the same one.</summary>
    public static string IdOf(string plan, string benefit, string unit, DateTimeOffset openedAt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{plan}\n{benefit}\n{unit}\n{openedAt.UtcTicks}"));
        return "D-" + Convert.ToHexStringLower(hash.AsSpan(0, 5));
    }
}

/// <summary>What happened to a deviation. Lapsed: what was accepted of it is not any more, and it is still off its path.</summary>
public enum ChangeKind { Opened, Worsened, Improved, Resolved, Lapsed }

/// <summary>Why it happened. A closed list: it is the label of the metric.</summary>
public enum ChangeReason
{
    /// <summary>Off the path beyond the tolerance, for as many periods as the plan waits for.</summary>
    BeyondTolerance,

    /// <summary>Amber became red.</summary>
    GapGrew,

    /// <summary>Red became amber.</summary>
    GapShrank,

    /// <summary>The figure is back within the tolerance.</summary>
    BackOnTrack,

    /// <summary>The figure is within the tolerance only because a new version of the plan promises less.</summary>
    TargetMoved,

    /// <summary>The last day it was accepted for has passed.</summary>
    AcceptanceEnded,

    /// <summary>The figure is worse than the interim target that it was accepted with.</summary>
    InterimMissed,
}

/// <summary>A change of a deviation: history, and what is to be told, in one.</summary>
/// <param name="Deviation">As it is after the change.</param>
/// <param name="PlanVersion">The version it was judged by.</param>
/// <param name="Seen">The judgement that caused it.</param>
/// <param name="Kroner">What the gap is worth; null when the plan states no worth.</param>
public sealed record DeviationChange(
    Deviation Deviation, ChangeKind Kind, ChangeReason Reason, DateTimeOffset At, int PlanVersion, Judgement Seen, Kroner? Kroner)
{
    /// <summary>The acceptance that lapsed, by its number; null for none. Known of a new change alone.</summary>
    public long? Lapsed { get; init; }

    /// <summary>Whether it keeps to what was accepted. Known of a new change alone: one on file was told, or was not.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Whether the owner hears of it. That red became amber is on file, but no reason to write; neither is what was accepted.</summary>
    public bool IsTold => Kind != ChangeKind.Improved && !IsAccepted;

    /// <summary>The same with the newest figure; as it is while that is not known.</summary>
    /// <param name="seen">The benefit in its place.</param>
    public DeviationChange With(Evaluation seen) => !seen.Current.Standing.IsKnown() ? this
        : this with { Seen = seen.Current, Kroner = Kroner.Of(seen, Deviation.OpenedPeriod), PlanVersion = seen.Plan.Version };
}
