using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Deviate;

public class TargetMovedTests
{
    private static Plan Version(int version, decimal promised, params Plan[] earlier) =>
        Given.Plan(Given.Benefit(Given.Whole(Given.Flat(promised)))) with { Version = version, Earlier = earlier };

    /// <summary>Found red under version 1; in January 2026 the figure is 50.</summary>
    private static ChangeReason? Reason(Plan now, Deviation? open = null) =>
        DeviationRule.Next(open ?? Months.Open(Level.Red), Months.Seen("g", plan: now), Months.Now)?.Reason;

    [Fact]
    public void Green_BecauseLessIsPromised_IsATargetThatMoved() =>
        Assert.Equal(ChangeReason.TargetMoved, Reason(Version(2, 50, Version(1, 60))));

    [Fact]
    public void Green_ThatWouldBeGreenByTheEarlierPlanToo_IsBackOnTrack() =>
        // 52 was promised and 2 is tolerated: exactly at the edge.
        Assert.Equal(ChangeReason.BackOnTrack, Reason(Version(2, 50, Version(1, 52))));

    [Fact]
    public void Green_ThatWouldBeAmberByTheEarlierPlan_IsATargetThatMoved() =>
        Assert.Equal(ChangeReason.TargetMoved, Reason(Version(2, 50, Version(1, 52.1m))));

    [Fact]
    public void Green_UnderTheVersionItWasFoundBy_IsBackOnTrack() =>
        Assert.Equal(ChangeReason.BackOnTrack, Reason(Version(2, 50, Version(1, 60)), Months.Open(Level.Red) with { OpenedVersion = 2 }));

    [Fact]
    public void Green_AfterTwoRevisions_IsComparedWithTheVersionItWasFoundBy()
    {
        var plan = Version(3, 50, Version(1, 45), Version(2, 60));

        Assert.Equal(ChangeReason.BackOnTrack, Reason(plan, Months.Open(Level.Red) with { OpenedVersion = 1 }));
        Assert.Equal(ChangeReason.TargetMoved, Reason(plan, Months.Open(Level.Red) with { OpenedVersion = 2 }));
    }

    [Fact]
    public void Green_BecauseMoreIsTolerated_IsATargetThatMoved()
    {
        var strict = Given.Plan(Given.Benefit(Given.Whole(Given.Flat(53)))) with { Version = 1 };
        var lenient = Given.Plan(Given.Benefit(Given.Whole(Given.Flat(53)) with { Tolerance = new Tolerance(4, 5) })) with { Version = 2, Earlier = [strict] };

        Assert.Equal(ChangeReason.TargetMoved, Reason(lenient));
    }

    [Fact]
    public void Green_InAPlaceTheEarlierPlanDidNotHave_IsBackOnTrack() =>
        Assert.Equal(ChangeReason.BackOnTrack, Reason(Version(2, 50, Given.Plan(Given.Benefit(Given.In("a", Given.Flat(60)))))));
}
