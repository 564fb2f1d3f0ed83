namespace GevinstMonitor.Core.Plans;

/// <summary>The value before the change, and the day it was measured for.</summary>
public readonly record struct Baseline(DateOnly On, decimal Value);

/// <summary>A value promised by a day.</summary>
public readonly record struct Milestone(DateOnly By, decimal Value);

/// <summary>How the plan gets from one milestone to the next.</summary>
public enum PathShape
{
    /// <summary>Evenly, day by day.</summary>
    Linear,

    /// <summary>The earlier value until the milestone's own day.</summary>
    Step,
}

/// <summary>The values a plan promises: from the baseline through its milestones.</summary>
public sealed class TargetPath
{
    /// <param name="baseline">The day from which the path runs.</param>
    /// <param name="milestones">In date order, no two on one day, all after the baseline; at least one.</param>
    /// <param name="shape">How the path runs between them.</param>
    /// <exception cref="ArgumentException">The milestones are not as stated.</exception>
    public TargetPath(Baseline baseline, IReadOnlyList<Milestone> milestones, PathShape shape)
    {
        if (milestones.Count == 0)
            throw new ArgumentException("A path needs at least one milestone.", nameof(milestones));
        var before = baseline.On;
        foreach (var milestone in milestones)
        {
            if (milestone.By <= before)
                throw new ArgumentException($"Milestones run forward in time from the baseline; {milestone.By:O} does not come after {before:O}.", nameof(milestones));
            before = milestone.By;
        }

        (Baseline, Milestones, Shape) = (baseline, milestones, shape);
    }

    public Baseline Baseline { get; }
    public IReadOnlyList<Milestone> Milestones { get; }
    public PathShape Shape { get; }

    /// <summary>The value the plan promises on a day. On the baseline's day it is the baseline; from the last milestone's day on, the last target.</summary>
    /// <returns>Null before the baseline's day: then nothing is promised, and nothing judged.</returns>
    public decimal? ExpectedOn(DateOnly day) => SegmentOn(day) switch
    {
        null => null,
        (var from, { } to) when Shape == PathShape.Linear =>
            from.Value + ((to.Value - from.Value) * (day.DayNumber - from.By.DayNumber) / (to.By.DayNumber - from.By.DayNumber)),
        var (from, _) => from.Value,
    };

    /// <summary>Where on the path a day lies: from the corner that it has reached to the one that comes next. The baseline is a corner too.</summary>
    /// <returns>No next corner from the last milestone's day on; null before the baseline's day.</returns>
    public (Milestone From, Milestone? To)? SegmentOn(DateOnly day)
    {
        if (day < Baseline.On)
            return null;
        var from = new Milestone(Baseline.On, Baseline.Value);
        foreach (var to in Milestones)
        {
            if (day < to.By)
                return (from, to);
            from = to;
        }

        return (from, null);
    }

    /// <summary>The milestone that the path is on its way to on a day; the last one afterwards.</summary>
    public Milestone NextFrom(DateOnly day) => Milestones.FirstOrDefault(m => m.By >= day, Milestones[^1]);
}
