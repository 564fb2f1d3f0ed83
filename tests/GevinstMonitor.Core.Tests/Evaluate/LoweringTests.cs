using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Tests.Plans;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class LoweringTests
{
    private static Baseline Start => new(Given.Day("2025-12-31"), 40);

    private static Promise Of(TargetPath path, Tolerance? tolerance = null, string indicator = "digital-post")
    {
        var benefit = Given.Benefit(Given.Whole(path) with { Tolerance = tolerance ?? new Tolerance(2, 5) }) with { Indicator = indicator };
        return new Promise(Given.Plan(benefit), benefit, benefit.Places[0]);
    }

    private static TargetPath Path(params (string By, decimal Value)[] milestones) => Given.Path(Start, [.. milestones.Select(m => new Milestone(Given.Day(m.By), m.Value))]);

    private static Lowering? Between(TargetPath was, TargetPath now, Better better = Better.Higher) => Lowering.Of(Of(was), Of(now), better);

    private static MovedMilestone Only(Lowering? lowering)
    {
        Assert.Null(lowering!.Between);
        return Assert.Single(lowering.Milestones);
    }

    [Fact]
    public void Target_ThatIsLower_IsLowered()
    {
        var moved = Only(Between(Path(("2026-06-30", 60)), Path(("2026-06-30", 54))));

        Assert.Equal((60, 54, 0, null), (moved.Was.Value, moved.Now.Value, moved.Days, moved.Months));
    }

    [Fact]
    public void Target_ThatIsHigher_IsNot()
    {
        Assert.Null(Between(Path(("2026-06-30", 60)), Path(("2026-06-30", 61))));
        Assert.Null(Between(Path(("2026-06-30", 60)), Path(("2026-05-31", 60))));
        Assert.Null(Between(Path(("2026-06-30", 60)), Path(("2026-06-30", 60))));
    }

    [Fact]
    public void Target_ThatIsHigherWhereLowerIsBetter_IsLowered() =>
        Assert.Equal(32, Only(Between(Path(("2026-06-30", 30)), Path(("2026-06-30", 32)), Better.Lower)).Now.Value);

    [Fact]
    public void Date_ThatIsLater_IsPutOffByMonthsOrDays()
    {
        Assert.Equal((184, 6), Later("2026-12-31"));
        Assert.Equal((274, 9), Later("2027-03-31"));
        Assert.Equal((1, null), Later("2026-07-01"));
        Assert.Equal((62, 2), Later("2026-08-31"));
        Assert.Equal((61, 2), Later("2026-08-30"));

        static (int, int?) Later(string by)
        {
            var moved = Only(Between(Path(("2026-06-30", 60)), Path((by, 60))));
            return (moved.Days, moved.Months);
        }
    }

    [Fact]
    public void Date_AndValueThatBothMoved_AreOneMove()
    {
        var moved = Only(Between(Path(("2026-06-30", 60)), Path(("2026-08-31", 54))));

        Assert.Equal((60, 54, 2), (moved.Was.Value, moved.Now.Value, moved.Months));
    }

    [Fact]
    public void Milestone_ThatIsGone_IsWhatIsPromisedByItsDayNow()
    {
        var moved = Only(Between(Path(("2026-07-01", 60), ("2026-12-31", 70)), Path(("2026-12-31", 70))));

        // 182 of 365 days from 40 to 70.
        Assert.Equal(40 + (30m * 182 / 365), moved.Now.Value);
        Assert.Equal(moved.Was.By, moved.Now.By);
    }

    [Fact]
    public void Milestone_ThatIsPutOffWhileAnotherIsAdded_IsTheOneOfItsValue()
    {
        var moved = Only(Between(Path(("2026-06-30", 60)), Path(("2026-03-31", 50), ("2026-12-31", 60), ("2027-12-31", 80))));

        Assert.Equal((Given.Day("2026-12-31"), 60), (moved.Now.By, moved.Now.Value));
    }

    [Fact]
    public void Path_ThatIsLowerOnlyBetweenItsMilestones_IsLoweredThere()
    {
        var step = new TargetPath(Start, [new Milestone(Given.Day("2026-12-31"), 70)], PathShape.Step);

        var lowering = Between(Path(("2026-12-31", 70)), step)!;

        Assert.Empty(lowering.Milestones);
        Assert.Equal((Given.Day("2026-12-30"), 40), (lowering.Between!.Value.Was.By, lowering.Between.Value.Now.Value));
    }

    [Fact]
    public void Baseline_ThatIsMovedPastAMilestone_PromisesNothingByItsDay()
    {
        var late = Given.Path(new Baseline(Given.Day("2026-09-30"), 40), new Milestone(Given.Day("2026-12-31"), 70));

        Assert.Equal(40, Only(Between(Path(("2026-06-30", 60), ("2026-12-31", 70)), late)).Now.Value);
    }

    [Fact]
    public void Tolerance_ThatIsWider_IsLessPromised()
    {
        var path = Path(("2026-06-30", 60));

        Assert.Equal(new Tolerance(2, 5), Lowering.Of(Of(path), Of(path, new Tolerance(2, 6)), Better.Higher)?.Tolerated);
        Assert.Equal(new Tolerance(2, 5), Lowering.Of(Of(path), Of(path, new Tolerance(3, 5)), Better.Higher)?.Tolerated);
        Assert.Null(Lowering.Of(Of(path), Of(path, new Tolerance(1, 5)), Better.Higher));
    }

    [Fact]
    public void Indicator_ThatIsAnother_CannotBeCompared()
    {
        var lowering = Lowering.Of(Of(Path(("2026-06-30", 60))), Of(Path(("2026-06-30", 5000)), indicator: "breve"), Better.Higher);

        Assert.Equal("digital-post", lowering!.Indicator);
        Assert.Empty(lowering.Milestones);
    }

    [Property(Arbitrary = [typeof(AnyPath)])]
    public void Lowering_OfTwoPaths_IsFoundWhereverLessIsPromisedOnAnyDay(TargetPath was, TargetPath now, bool higher)
    {
        var better = higher ? Better.Higher : Better.Lower;
        var days = Enumerable.Range(was.Baseline.On.DayNumber, Math.Max(was.Milestones[^1].By.DayNumber, now.Milestones[^1].By.DayNumber) - was.Baseline.On.DayNumber + 2).Select(DateOnly.FromDayNumber);

        var less = days.Any(day => Evaluation.GapOf(better, was.ExpectedOn(day)!.Value, now.ExpectedOn(day) ?? now.Baseline.Value) > 0);

        Assert.Equal(less, Between(was, now, better) is not null);
        Assert.Null(Between(was, was, better));
    }
}
