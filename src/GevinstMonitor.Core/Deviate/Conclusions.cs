using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>The open cases.</summary>
/// <param name="Deviations">By plan, benefit and unit.</param>
public sealed record OpenCases(IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> Deviations, IReadOnlyList<Trouble> Troubles)
{
    /// <summary>What was answered to them, by the deviation's id.</summary>
    public ILookup<string, Response> Responses { get; init; } = Enumerable.Empty<Response>().ToLookup(r => r.Deviation);

    /// <summary>The deviations that somebody was told of, of the last years, by plan and benefit.</summary>
    public ILookup<(string Plan, string Benefit), ToldDeviation> Told { get; init; } = Enumerable.Empty<ToldDeviation>().ToLookup(_ => ("", ""));

    /// <summary>What is accepted of a deviation and has not lapsed, in force or past its last day; null for nothing.</summary>
    public Acceptance? AcceptedOf(Deviation? open, Moment asOf) =>
        open is not null && Acceptance.Of(Responses[open.Id], asOf) is { Response.LapsedAt: null } accepted ? accepted : null;

    /// <summary>The deviations that are open when these changes have come to pass.</summary>
    /// <param name="changes">At most one of each place.</param>
    public IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> After(IEnumerable<DeviationChange> changes)
    {
        var open = Deviations.ToDictionary();
        foreach (var change in changes)
        {
            var place = (change.Deviation.Plan, change.Deviation.Benefit, change.Deviation.Unit);
            if (change.Kind == ChangeKind.Resolved)
                open.Remove(place);
            else
                open[place] = change.Deviation;
        }

        return open;
    }

    /// <summary>The plan versions that something was judged by before.</summary>
    public IReadOnlySet<(string Plan, int Version)> Judged { get; init; } = new HashSet<(string, int)>();

    /// <summary>The places of which it is on file that a version promises less.</summary>
    public IReadOnlySet<(string Plan, int Version, string Benefit, string Unit)> Moved { get; init; } = new HashSet<(string, int, string, string)>();
}

/// <summary>What a pass concluded.</summary>
/// <param name="Judged">The plans that were judged by.</param>
public sealed record Conclusions(IReadOnlyList<DeviationChange> Deviations, IReadOnlyList<TroubleChange> Troubles, IReadOnlyCollection<Plan> Judged)
{
    /// <summary>Every deviation that is open afterwards, of plans that were judged by or not.</summary>
    public IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> Open { get; init; } = new Dictionary<(string, string, string), Deviation>();

    /// <summary>What versions of plans promise less than those that were judged by before.</summary>
    public IReadOnlyList<TargetChange> Targets { get; init; } = [];
}
