using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Deviate;

/// <summary>The open cases.</summary>
/// <param name="Deviations">By plan, benefit and unit.</param>
public sealed record OpenCases(IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> Deviations, IReadOnlyList<Trouble> Troubles);

/// <summary>What a pass concluded.</summary>
/// <param name="Judged">The plans that were judged by.</param>
public sealed record Conclusions(IReadOnlyList<DeviationChange> Deviations, IReadOnlyList<TroubleChange> Troubles, IReadOnlyCollection<Plan> Judged);
