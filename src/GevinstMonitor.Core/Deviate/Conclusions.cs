using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Deviate;

/// <summary>The open cases.</summary>
/// <param name="Deviations">By plan, benefit and unit.</param>
public sealed record OpenCases(IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> Deviations, IReadOnlyList<Trouble> Troubles)
{
    /// <summary>The plan versions that something was judged by before.</summary>
    public IReadOnlySet<(string Plan, int Version)> Judged { get; init; } = new HashSet<(string, int)>();

    /// <summary>The places of which it is on file that a version promises less.</summary>
    public IReadOnlySet<(string Plan, int Version, string Benefit, string Unit)> Moved { get; init; } = new HashSet<(string, int, string, string)>();
}

/// <summary>What a pass concluded.</summary>
/// <param name="Judged">The plans that were judged by.</param>
public sealed record Conclusions(IReadOnlyList<DeviationChange> Deviations, IReadOnlyList<TroubleChange> Troubles, IReadOnlyCollection<Plan> Judged)
{
    /// <summary>What versions of plans promise less than those that were judged by before.</summary>
    public IReadOnlyList<TargetChange> Targets { get; init; } = [];
}
