using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary>Checks what a benefit promises in one place, and builds it.</summary>
internal sealed class Paths(Binder binder)
{
    /// <param name="targets">The record that states them, and the targets.</param>
    /// <returns>Null when the path or the tolerance is wrong; the faults say how.</returns>
    public Place? Place(string unit, string owner, BaselineFile baseline, PathShape shape, (object At, IReadOnlyList<TargetFile> Value) targets,
        ToleranceFile tolerance, Worth? worth)
    {
        var right = CheckTargets(targets, baseline) & CheckTolerance(tolerance);
        return !right ? null : new Place(unit, owner,
            new TargetPath(new Baseline(baseline.On, baseline.Value), [.. targets.Value.Select(t => new Milestone(t.By, t.Value))], shape),
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
            if (!binder.IsSound(target, "by"))
            {
                right = false;
                continue;
            }

            var wrong = target.By == before ? $"'targets' has two milestones on {target.By:yyyy-MM-dd}"
                : target.By < before ? $"'targets' run in date order; {target.By:yyyy-MM-dd} stands after {before:yyyy-MM-dd}"
                : binder.IsSound(baseline, "on") && target.By <= baseline.On ? $"a target on {target.By:yyyy-MM-dd} is not after the baseline of {baseline.On:yyyy-MM-dd}"
                : null;
            if (wrong is not null)
                binder.Fault(target, "by", wrong);
            right &= wrong is null;
            before = target.By;
        }

        return right && binder.IsSound(baseline, "on");
    }

    private bool CheckTolerance(ToleranceFile tolerance)
    {
        if (tolerance.Amber < 0)
            binder.Fault(tolerance, "amber", FormattableString.Invariant($"'amber' must not be negative, not {tolerance.Amber}"));
        if (tolerance.Red < tolerance.Amber && binder.IsSound(tolerance, "amber"))
            binder.Fault(tolerance, "red", FormattableString.Invariant($"'red' {tolerance.Red} is below 'amber' {tolerance.Amber}; red is further off the path"));
        return tolerance.Amber >= 0 && tolerance.Red >= tolerance.Amber;
    }
}
