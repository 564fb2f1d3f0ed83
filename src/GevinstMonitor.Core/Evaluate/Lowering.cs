using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A milestone that promises less than it did: a worse value, a later day, or both.</summary>
public readonly record struct MovedMilestone(Milestone Was, Milestone Now)
{
    /// <summary>How many days later it is; 0 when it is not later.</summary>
    public int Days => Math.Max(0, Now.By.DayNumber - Was.By.DayNumber);

    /// <summary>How many months later it is, from the last day of a month to the last of another, or between like days; null when that is no whole number of months, or 0.</summary>
    public int? Months
    {
        get
        {
            var months = ((Now.By.Year - Was.By.Year) * 12) + Now.By.Month - Was.By.Month;
            return months > 0 && (Was.By.AddMonths(months) == Now.By || (IsLastOfMonth(Was.By) && IsLastOfMonth(Now.By))) ? months : null;
        }
    }

    private static bool IsLastOfMonth(DateOnly day) => day.AddDays(1).Day == 1;
}

/// <summary>What a version of a plan promises less of a benefit in a place, or tolerates more, than an earlier one.</summary>
/// <param name="Milestones">The earlier version's milestones that promise less now, in date order.</param>
/// <param name="Between">Where no milestone does, but the path does between them: the day it differs most, and what was and is promised by then.</param>
/// <param name="Tolerated">What was tolerated, where more is now; null where not.</param>
/// <param name="Indicator">The indicator that it was measured by, where it is another now: then values cannot be compared; null where it is the same.</param>
public sealed record Lowering(IReadOnlyList<MovedMilestone> Milestones, MovedMilestone? Between, Tolerance? Tolerated, string? Indicator)
{
    /// <summary>What is promised less now than then.</summary>
    /// <returns>Null when nothing is.</returns>
    public static Lowering? Of(Promise was, Promise now, Better better)
    {
        if (was.Benefit.Indicator != now.Benefit.Indicator)
            return new Lowering([], null, null, was.Benefit.Indicator);
        var (before, after) = (was.Place.Path, now.Place.Path);
        var milestones = before.Milestones
            .Where(m => Worse(better, before, after, m.By) > 0)
            .Select(m => new MovedMilestone(m, MatchOf(m, before, after)))
            .ToList();
        var worst = milestones.Count > 0 ? (DateOnly?)null : CornersOf(before).Concat(CornersOf(after)).Cast<DateOnly?>().MaxBy(day => Worse(better, before, after, day!.Value));
        var between = worst is { } day && Worse(better, before, after, day) > 0 ? Promised(before, after, day) : (MovedMilestone?)null;
        var tolerated = now.Place.Tolerance.Amber > was.Place.Tolerance.Amber || now.Place.Tolerance.Red > was.Place.Tolerance.Red ? was.Place.Tolerance : (Tolerance?)null;
        return milestones.Count == 0 && between is null && tolerated is null ? null : new Lowering(milestones, between, tolerated, null);
    }

    // Before its baseline a path promises nothing, which is less than anything: then it is as if the baseline's value were promised.
    private static decimal On(TargetPath path, DateOnly day) => path.ExpectedOn(day) ?? path.Baseline.Value;

    private static decimal Worse(Better better, TargetPath before, TargetPath after, DateOnly day) =>
        before.ExpectedOn(day) is { } was ? Evaluation.GapOf(better, was, On(after, day)) : 0;

    private static MovedMilestone Promised(TargetPath before, TargetPath after, DateOnly day) => new(new Milestone(day, On(before, day)), new Milestone(day, On(after, day)));

    // What a milestone became: the one of that day, else the one of that value, else the one in its place; and where there is none, what is promised by its day now.
    private static Milestone MatchOf(Milestone was, TargetPath before, TargetPath after)
    {
        var milestones = after.Milestones;
        return milestones.Where(m => m.By == was.By)
            .Concat(milestones.Where(m => m.Value == was.Value && m.By > was.By))
            .Concat(milestones.Count == before.Milestones.Count ? [milestones[before.Milestones.ToList().IndexOf(was)]] : [])
            .Append(Promised(before, after, was.By).Now).First();
    }

    // Two paths differ most at a corner of one of them, or on the day before a step.
    private static IEnumerable<DateOnly> CornersOf(TargetPath path) => path.Milestones.SelectMany(m => new[] { m.By.AddDays(-1), m.By }).Prepend(path.Baseline.On);
}
