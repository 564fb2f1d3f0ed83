using FsCheck.Xunit;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Plans;

[Properties(Arbitrary = [typeof(AnyPath)])]
public class TargetPathProperties
{
    private static IEnumerable<Milestone> Corners(TargetPath path) =>
        path.Milestones.Prepend(new Milestone(path.Baseline.On, path.Baseline.Value));

    [Property]
    public void Expected_OnEveryCorner_IsTheValuePromised(TargetPath path) =>
        Assert.All(Corners(path), corner => Assert.Equal(corner.Value, path.ExpectedOn(corner.By)));

    [Property]
    public void Expected_BetweenTwoCorners_LiesBetweenTheirValues(TargetPath path, ushort some)
    {
        foreach (var (from, to) in Corners(path).Zip(path.Milestones))
        {
            var day = from.By.AddDays(some % (to.By.DayNumber - from.By.DayNumber));
            Assert.InRange(path.ExpectedOn(day)!.Value, Math.Min(from.Value, to.Value), Math.Max(from.Value, to.Value));
        }
    }

    [Property]
    public void Step_TheDayBeforeAMilestone_HasNotMoved(TargetPath any)
    {
        var path = new TargetPath(any.Baseline, any.Milestones, PathShape.Step);

        foreach (var (from, to) in Corners(path).Zip(path.Milestones))
            Assert.Equal(from.Value, path.ExpectedOn(to.By.AddDays(-1)));
    }

    [Property]
    public void Linear_FromDayToDay_GoesTheSameWayEachDay(TargetPath any)
    {
        var path = new TargetPath(any.Baseline, any.Milestones, PathShape.Linear);
        var (from, to) = (path.Baseline, path.Milestones[0]);
        var days = to.By.DayNumber - from.On.DayNumber;

        for (var day = 1; day <= days; day++)
            Assert.Equal((to.Value - from.Value) / days, path.ExpectedOn(from.On.AddDays(day))!.Value - path.ExpectedOn(from.On.AddDays(day - 1))!.Value, 20);
    }

    [Property]
    public void Expected_BeforeTheBaseline_IsNothing(TargetPath path, ushort days) =>
        Assert.Null(path.ExpectedOn(path.Baseline.On.AddDays(-1 - days)));

    [Property]
    public void Expected_AfterTheLastMilestone_IsTheLastTarget(TargetPath path, ushort days) =>
        Assert.Equal(path.Milestones[^1].Value, path.ExpectedOn(path.Milestones[^1].By.AddDays(days)));

    [Property]
    public void NextFrom_OnAnyDayUpToTheLast_IsTheFirstMilestoneNotPassed(TargetPath path, ushort days)
    {
        var last = path.Milestones[^1].By;
        var day = path.Baseline.On.AddDays(days % (last.DayNumber - path.Baseline.On.DayNumber + 1));

        Assert.Equal(path.Milestones.Where(m => m.By >= day).MinBy(m => m.By), path.NextFrom(day));
    }
}
