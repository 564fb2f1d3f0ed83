using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>In June 2026 it is 50; the baseline was 40 at New Year.</summary>
public class OnTrackByMoveTests
{
    private static Plan Version(int version, decimal promised, decimal amber, params Plan[] earlier)
    {
        var path = new TargetPath(new Baseline(Given.Day("2025-12-31"), 40), [new Milestone(Given.Day("2026-01-31"), promised)], PathShape.Step);
        return Given.Plan(Given.Benefit(Given.Whole(path) with { Tolerance = new Tolerance(amber, 20) })) with { Version = version, Earlier = earlier };
    }

    private static OnTrackByMove? Of(Plan plan, decimal actual = 50) => OnTrackByMove.Of(
        Evaluation.Of(plan, plan.Benefits[0], Given.Indicator(), Given.Past(Given.Percent(Unit.Whole, "2026-06", actual)), Given.At("2026-07-05 06:00")).Single());

    [Fact]
    public void Green_ByALowerTargetAlone_SaysHowMuchOfTheImprovementIsGone()
    {
        var move = Of(Version(2, 51, 2, Version(1, 60, 2)))!;

        // 20 were promised, 11 are.
        Assert.Equal((1, 60, 0.45m), (move.Promised.Version.Version, move.Expected, move.Less));
    }

    [Fact]
    public void Green_ByAWiderToleranceAlone_HasNoLessPromised()
    {
        var move = Of(Version(2, 53, 4, Version(1, 53, 2)));

        Assert.NotNull(move);
        Assert.Null(move.Less);
    }

    [Fact]
    public void Green_ByEveryVersion_IsNotByAMove() => Assert.Null(Of(Version(2, 48, 2, Version(1, 52, 2))));

    [Fact]
    public void Red_OrNotKnown_IsNotByAMove()
    {
        Assert.Null(Of(Version(2, 55, 2, Version(1, 60, 2)), actual: 30));
        Assert.Null(OnTrackByMove.Of(Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(), "2026-07-05 06:00")));
    }

    [Fact]
    public void Green_AfterSeveralVersions_NamesTheEarliestThatWouldNotBe() =>
        Assert.Equal(2, Of(Version(4, 50, 2, Version(1, 45, 2), Version(2, 60, 2), Version(3, 61, 2)))!.Promised.Version.Version);

    [Fact]
    public void Green_WhereLowerIsBetter_IsByAMoveToo()
    {
        var plan = Version(2, 36, 2, Version(1, 30, 2));
        var seen = Evaluation.Of(plan, plan.Benefits[0], Given.Indicator() with { Better = Core.Readings.Better.Lower }, Given.Past(Given.Percent(Unit.Whole, "2026-06", 37)), Given.At("2026-07-05 06:00")).Single();

        Assert.Equal(0.6m, OnTrackByMove.Of(seen)!.Less);
    }
}
