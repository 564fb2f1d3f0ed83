using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>What of the changes that wait is news still: somebody may have answered before the letter is written.</summary>
public static class News
{
    /// <summary>The changes to tell; what is left out goes on waiting.</summary>
    /// <param name="pending">In the order they happened.</param>
    /// <param name="answers">By the deviation's id.</param>
    /// <param name="seen">Where benefits stand, by plan, benefit and unit; of what is not in it only the answers are looked at.</param>
    /// <remarks>
    /// What is accepted is not told while it keeps to that, whether or not a letter went before. And nobody is told of a figure that is doubted meanwhile: while a newer one
    /// is off the path too, that one is told, and else it waits. Of what somebody is dealing with, the letter says so.
    /// </remarks>
    public static IReadOnlyList<Pending<DeviationChange>> Of(
        IReadOnlyList<Pending<DeviationChange>> pending, ILookup<string, Response> answers, IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Evaluation> seen, Moment asOf)
    {
        var quiet = pending.GroupBy(p => p.Change.Deviation.Id, p => p.Change).Where(same => IsAccepted(same, answers[same.Key], asOf)).Select(same => same.Key).ToHashSet(StringComparer.Ordinal);
        return [.. pending.Where(p => !quiet.Contains(p.Change.Deviation.Id)).Select(p => p with { Change = Believed(p.Change, seen)! }).Where(p => p.Change is not null)];
    }

    // That it has ended is concluded when the figure is known. What happened after it was accepted was found with that in view: it is news when the acceptance does not cover it.
    private static bool IsAccepted(IEnumerable<DeviationChange> changes, IEnumerable<Response> answers, Moment asOf) =>
        Acceptance.Of(answers, asOf) is { Response.LapsedAt: null } accepted
        && !changes.Any(c => c.At > accepted.Response.At && (c.Kind is ChangeKind.Resolved or ChangeKind.Lapsed || (c.Kind == ChangeKind.Worsened && accepted.Interim is null)));

    private static DeviationChange? Believed(DeviationChange change, IReadOnlyDictionary<(string, string, string), Evaluation> seen) =>
        change.Kind == ChangeKind.Resolved || !seen.TryGetValue((change.Deviation.Plan, change.Deviation.Benefit, change.Deviation.Unit), out var now)
        || !now.Judgements.Any(j => j.Period == change.Seen.Period && j.Standing == Standing.Held) ? change
        : now.Current.Standing.IsOffPath() ? change.With(now)
        : null;
}
