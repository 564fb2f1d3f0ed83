using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Deviate;

/// <summary>A version of a plan promises less of a benefit in a place than the one it was judged by before: told to the controller once, when the place is first judged by it.</summary>
/// <param name="Version">The version that promises less, or does not have the benefit in the place any more.</param>
/// <param name="Since">The version it is compared with.</param>
/// <param name="IsOnTrackByIt">Whether the benefit is on track, and would not be by <paramref name="Since"/>.</param>
/// <param name="Less">How much less, as <see cref="OnTrackByMove.Less"/>; null unless it is on track by it.</param>
public sealed record TargetChange(string Plan, string Benefit, string Unit, int Version, int Since, DateTimeOffset At, bool IsOnTrackByIt, decimal? Less)
{
    /// <summary>What is told once.</summary>
    public (string Plan, int Version, string Benefit, string Unit) Key => (Plan, Version, Benefit, Unit);
}

/// <summary>When a version of a plan promises less. Lowering a target is an event that people hear of, not a way to turn green.</summary>
public static class TargetRule
{
    /// <summary>What is promised less, and was not told yet.</summary>
    /// <param name="open">Which versions were judged by before, and what was told of them.</param>
    /// <param name="seen">What is judged now.</param>
    /// <param name="at">The moment of the judgement.</param>
    public static IEnumerable<TargetChange> Next(OpenCases open, IEnumerable<Evaluation> seen, DateTimeOffset at)
    {
        foreach (var byPlan in seen.Where(e => e.Plan.Earlier.Count > 0).GroupBy(e => e.Plan.Id))
        {
            var plan = byPlan.First().Plan;
            var since = SinceOf(open, plan);
            foreach (var e in byPlan)
            {
                if (since.PromiseOf(e.Benefit.Id, e.Place.Unit) is { } was && Lowering.Of(was, new Promise(plan, e.Benefit, e.Place), e.Indicator.Better) is not null)
                {
                    var green = OnTrackByMove.Of(e, since);
                    var change = new TargetChange(plan.Id, e.Benefit.Id, e.Place.Unit, plan.Version, since.Version, at, green is not null, green?.Less);
                    if (!open.Moved.Contains(change.Key))
                        yield return change;
                }
            }

            foreach (var (benefit, place) in since.Benefits.SelectMany(b => b.Places, (b, p) => (b.Id, p.Unit)).Where(was => plan.PlaceOf(was.Id, was.Unit) is null))
            {
                var change = new TargetChange(plan.Id, benefit, place, plan.Version, since.Version, at, false, null);
                if (!open.Moved.Contains(change.Key))
                    yield return change;
            }
        }
    }

    // A store that has judged by none of them compares with the original.
    private static Plan SinceOf(OpenCases open, Plan plan) =>
        plan.Earlier.LastOrDefault(v => open.Judged.Contains((plan.Id, v.Version))) ?? plan.Earlier[0];
}
