using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Plans;

public class TargetPathTests
{
    // Ten days to the first milestone, twenty to the second.
    private static TargetPath Promised(PathShape shape) => new(
        new Baseline(Given.Day("2026-01-01"), 40),
        [new Milestone(Given.Day("2026-01-11"), 50), new Milestone(Given.Day("2026-01-31"), 90)], shape);

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-01", 40)]
    [InlineData("2026-01-02", 41)]
    [InlineData("2026-01-10", 49)]
    [InlineData("2026-01-11", 50)]
    [InlineData("2026-01-12", 52)]
    [InlineData("2026-01-21", 70)]
    [InlineData("2026-01-31", 90)]
    [InlineData("2026-02-01", 90)]
    [InlineData("2036-01-01", 90)]
    public void Linear_OnADay_IsEvenBetweenMilestones(string day, int? expected) =>
        Assert.Equal(expected, Promised(PathShape.Linear).ExpectedOn(Given.Day(day)));

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-01", 40)]
    [InlineData("2026-01-10", 40)]
    [InlineData("2026-01-11", 50)]
    [InlineData("2026-01-30", 50)]
    [InlineData("2026-01-31", 90)]
    [InlineData("2036-01-01", 90)]
    public void Step_OnADay_IsTheEarlierValueUntilTheMilestonesDay(string day, int? expected) =>
        Assert.Equal(expected, Promised(PathShape.Step).ExpectedOn(Given.Day(day)));

    [Fact]
    public void Linear_TowardsALowerValue_Falls() =>
        Assert.Equal(15m, Given.Path(new Baseline(Given.Day("2026-01-01"), 20), new Milestone(Given.Day("2026-01-11"), 10)).ExpectedOn(Given.Day("2026-01-06")));

    [Fact]
    public void NextFrom_OnTheMilestonesDay_IsThatMilestone()
    {
        var path = Promised(PathShape.Linear);

        Assert.Equal(50, path.NextFrom(Given.Day("2025-06-01")).Value);
        Assert.Equal(50, path.NextFrom(Given.Day("2026-01-11")).Value);
        Assert.Equal(90, path.NextFrom(Given.Day("2026-01-12")).Value);
        Assert.Equal(90, path.NextFrom(Given.Day("2027-01-01")).Value);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-02-01")] // on the baseline's day
    [InlineData("2025-12-01", "2026-02-01")] // before it
    [InlineData("2026-02-01", "2026-02-01")] // two on one day
    [InlineData("2026-03-01", "2026-02-01")] // backwards
    public void Milestones_ThatDoNotRunForward_AreRefused(string first, string second) =>
        Assert.Throws<ArgumentException>(() =>
            Given.Path(new Baseline(Given.Day("2026-01-01"), 40), new Milestone(Given.Day(first), 50), new Milestone(Given.Day(second), 60)));

    [Fact]
    public void Path_WithoutMilestones_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Given.Path(new Baseline(Given.Day("2026-01-01"), 40)));
}
