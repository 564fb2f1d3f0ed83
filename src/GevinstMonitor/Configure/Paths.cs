using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary>Checks what a benefit promises in one place, and builds it.</summary>
internal sealed class Paths(Binder binder)
{
    /// <param name="baseline">The record that states it, and the baseline.</param>
    /// <param name="targets">The record that states them, and the targets.</param>
    /// <returns>Null when the path or the tolerance is wrong; the faults say how.</returns>
    public Place? Place(string unit, string owner, (object At, BaselineFile Value) baseline, PathShape shape, (object At, IReadOnlyList<TargetFile> Value) targets,
        ToleranceFile tolerance, Worth? worth)
    {
        var right = CheckTargets(targets, baseline.Value) & CheckTolerance(tolerance);
        return !right ? null : new Place(unit, owner,
            new TargetPath(new Baseline(baseline.Value.On, baseline.Value.Value), [.. targets.Value.Select(t => new Milestone(t.By, t.Value))], shape),
            new Tolerance(tolerance.Amber, tolerance.Red), worth);
    }

    private bool CheckTargets((object At, IReadOnlyList<TargetFile> Value) targets, BaselineFile baseline)
    {
        if (targets.Value.Count == 0)
        {
            binder.Fault(targets.At, "targets", "'targets' is empty; a path needs at least one milestone");
            return false;
        }

        var right = true;
        var before = (DateOnly?)null;
        foreach (var target in targets.Value)
        {
            var wrong = target.By == before ? $"two milestones on {target.By:yyyy-MM-dd}"
                : target.By < before ? $"targets run in date order; {target.By:yyyy-MM-dd} comes before {before:yyyy-MM-dd}"
                : target.By <= baseline.On ? $"a target on {target.By:yyyy-MM-dd} is not after the baseline of {baseline.On:yyyy-MM-dd}"
                : null;
            if (wrong is not null)
                binder.Fault(target, "by", wrong);
            right &= wrong is null;
            before = target.By;
        }

        return right;
    }

    private bool CheckTolerance(ToleranceFile tolerance)
    {
        if (tolerance.Amber < 0)
            binder.Fault(tolerance, "amber", $"'amber' must not be negative, not {tolerance.Amber}");
        if (tolerance.Red < tolerance.Amber)
            binder.Fault(tolerance, "red", $"'red' {tolerance.Red} is below 'amber' {tolerance.Amber}");
        return tolerance.Amber >= 0 && tolerance.Red >= tolerance.Amber;
    }
}
