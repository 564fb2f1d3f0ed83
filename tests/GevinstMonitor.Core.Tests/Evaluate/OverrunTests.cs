using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>50 is promised all year, a point is worth a thousand kroner a month, and the saving is booked from a day on.</summary>
public class OverrunTests
{
    private static Overrun? Of(string from, string asOf, Plausible? plausible, TargetPath? path, params (string Month, decimal Percent)[] months)
    {
        var benefit = Given.Benefit(Given.Whole(path ?? Given.Flat(50)) with { Worth = new Worth(12_000, new Booking("nord", Given.Day(from))) });
        return Overrun.Of(Given.Seen(benefit, Given.Past([.. months.Select(m => Given.Percent(Unit.Whole, m.Month, m.Percent))]), asOf, indicator: Given.Indicator() with { Plausible = plausible }));
    }

    private static Plausible To60 => new(0, 60, null);

    private static void AssertOverrun(decimal soFar, decimal byYearEnd, string? lastDay, Overrun? overrun)
    {
        Assert.Equal("nord", overrun!.Unit);
        Assert.Equal(2026, overrun.Year);
        Assert.Equal(soFar, overrun.SoFar, 10);
        Assert.Equal(byYearEnd, overrun.ByYearEnd, 10);
        Assert.Equal(lastDay is null ? null : Given.Day(lastDay), overrun.LastDayToAct);
    }

    [Fact]
    public void Miss_SinceTheBooking_IsAnOverrunOfTheYear() =>
        // January and February 6 short each, ten months of 6 to come. At 60 a month gains 10, and saves 6: the last 5 months would take 80 of 72 away, 4 only 64.
        AssertOverrun(12_000, 72_000, "2026-07-31", Of("2026-01-01", "2026-03-05 06:00", To60, null, ("2026-01", 44), ("2026-02", 44)));

    [Fact]
    public void Miss_BeyondWhatTheBestOfTheRestMakesUpFor_CannotBeClosedThisYear() =>
        // 48 short, and 24 to come: the last four months at 60 take 64 of the 72 away.
        AssertOverrun(48_000, 72_000, null, Of("2026-01-01", "2026-09-05 06:00", To60, null, [.. Enumerable.Range(1, 8).Select(m => ($"2026-0{m}", 44m))]));

    [Fact]
    public void Miss_ThatTheRestOfTheYearJustCloses_HasTheDayBeforeItAsTheLast() =>
        // Six months of 10 short: 60; six months of 10 beyond.
        AssertOverrun(60_000, 120_000, "2026-06-30", Of("2026-01-01", "2026-07-05 06:00", To60, null, [.. Enumerable.Range(1, 6).Select(m => ($"2026-0{m}", 40m))]));

    [Fact]
    public void Miss_WithoutAPlausibleBound_IsMadeUpForByTheLastTargetAtBest()
    {
        // The path never promises less than its last target, so there is nothing to make up with.
        Assert.Null(Of("2026-01-01", "2026-03-05 06:00", null, null, ("2026-01", 44))!.LastDayToAct);

        // 6 short in January and in ten months more, 36 in December; at 80 December is as promised, and each month before 30 beyond: the last three take 108 of 102 away.
        var step = new TargetPath(new Baseline(Given.Day("2025-12-31"), 50), [new Milestone(Given.Day("2026-12-31"), 80)], PathShape.Step);
        AssertOverrun(6_000, 6_000 + (10 * 6_000) + 36_000, "2026-09-30", Of("2026-01-01", "2026-02-05 06:00", null, step, ("2026-01", 44)));
    }

    [Fact]
    public void Miss_BeforeTheBooking_IsNoOverrun()
    {
        // Booked from July: May is none of it, July through December are, if nothing changes; the last three at 60 take 48 away, two only 32.
        AssertOverrun(0, 36_000, "2026-09-30", Of("2026-07-01", "2026-06-05 06:00", To60, null, ("2026-05", 44)));
        Assert.Null(Of("2027-01-01", "2026-06-05 06:00", To60, null, ("2026-05", 44)));
    }

    [Fact]
    public void Miss_OfLastYear_IsLastYears() =>
        // 1 short; eleven months of 1 to come. The last two at 60 take 22 away, one only 11.
        AssertOverrun(1_000, 12_000, "2026-10-31", Of("2025-01-01", "2026-02-05 06:00", To60, Given.Path(new Baseline(Given.Day("2024-12-31"), 50), new Milestone(Given.Day("2026-12-31"), 50)), ("2025-12", 10), ("2026-01", 49)));

    [Fact]
    public void Saving_ThatCame_IsNoOverrun()
    {
        Assert.Null(Of("2026-01-01", "2026-03-05 06:00", To60, null, ("2026-01", 50), ("2026-02", 51)));
        Assert.Null(Of("2026-01-01", "2026-03-05 06:00", To60, null));
        Assert.Null(Overrun.Of(Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent(Unit.Whole, "2026-01", 40)), "2026-03-05 06:00")));
    }

    [Fact]
    public void Miss_ThatIsMadeUpForAsItGoes_NeedsNoActionBeforeTheYearsEnd() =>
        // January 5 short, February 4 beyond, and so on.
        AssertOverrun(1_000, -39_000, "2026-12-31", Of("2026-01-01", "2026-03-05 06:00", To60, null, ("2026-01", 45), ("2026-02", 54)));

    [Fact]
    public void Miss_WhereLowerIsBetter_IsMadeUpForByTheSmallestPlausible()
    {
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)) with { Worth = new Worth(12_000, new Booking("nord", Given.Day("2026-01-01"))) });
        var seen = Given.Seen(benefit, Given.Past(Given.Percent(Unit.Whole, "2026-11", 60)), "2026-12-05 06:00", indicator: Given.Indicator() with { Better = Better.Lower, Plausible = new Plausible(40, 100, null) });

        AssertOverrun(10_000, 20_000, "2026-11-30", Overrun.Of(seen));
    }

    [Fact]
    public void Overrun_OfAYearThatIsOver_IsOver()
    {
        Assert.True(Of("2026-01-01", "2027-01-05 06:00", To60, null, ("2026-12", 44))!.IsOver);
        Assert.False(Of("2026-01-01", "2026-12-05 06:00", To60, null, ("2026-11", 44))!.IsOver);
        // Nothing more is lost, but what is lost can be made up for.
        Assert.False(new Overrun("nord", 2026, 1_000, 1_000, Given.Day("2026-10-31")).IsOver);
    }
}
