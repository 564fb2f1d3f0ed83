using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>A point is worth a thousand kroner a month; the business case is sure to ±20 %.</summary>
public class GapCostTests
{
    private static TargetPath Steps => new(
        new Baseline(Given.Day("2025-12-31"), 50), [new Milestone(Given.Day("2026-07-01"), 60), new Milestone(Given.Day("2027-03-31"), 70)], PathShape.Step);

    private static GapCost? Of(string? opened, string asOf, Worth? worth, params (string Month, decimal Percent)[] months)
    {
        var benefit = Given.Benefit(Given.Whole(Steps) with { Worth = worth });
        var plan = Given.Plan(benefit) with { BusinessCase = new BusinessCase(0.2m, new Dictionary<int, decimal>(), null) };
        var past = Given.Past([.. months.Select(m => Given.Percent(Unit.Whole, m.Month, m.Percent))]);
        return GapCost.Of(Evaluation.Of(plan, benefit, Given.Indicator(), past, Given.At(asOf)).Single(), opened is null ? null : Given.Period(opened));
    }

    private static Worth Thousand => new(12_000, null);

    private static void AssertEstimate(decimal value, Estimate? estimate)
    {
        Assert.Equal(value, estimate!.Value.Value, 10);
        Assert.Equal(value - (Math.Abs(value) * 0.2m), estimate.Value.Low, 10);
        Assert.Equal(value + (Math.Abs(value) * 0.2m), estimate.Value.High, 10);
    }

    [Fact]
    public void Cost_OfAYear_IsAllItsKnownMonthsAndTheRestOfIt()
    {
        // January 1 beyond, March 4 short, February not known: 3. April through June 4 each, July through December 14.
        var cost = Of("2026-03", "2026-04-05 06:00", Thousand, ("2026-01", 51), ("2026-03", 46));

        Assert.Equal(2026, cost!.Year);
        AssertEstimate(3_000, cost.ThisYear);
        AssertEstimate(3_000 + 12_000 + 84_000, cost.ByYearEnd);
    }

    [Fact]
    public void Cost_AtTheMilestone_IsFromTheDeviationsFirstMonthThroughTheMilestones()
    {
        // March 4 short, April through June 4, July 14.
        var cost = Of("2026-03", "2026-04-05 06:00", Thousand, ("2026-01", 51), ("2026-03", 46));
        Assert.Equal(Given.Day("2026-07-01"), cost!.Milestone?.By);
        AssertEstimate(4_000 + 12_000 + 14_000, cost.AtMilestone);

        // March 4 and April 3 short; May and June 3, July 13. February was before the deviation.
        var open = Of("2026-03", "2026-05-05 06:00", Thousand, ("2026-02", 0), ("2026-03", 46), ("2026-04", 47));
        AssertEstimate(4_000 + 3_000 + 6_000 + 13_000, open!.AtMilestone);

        // After it the next; from the newest month where none is open: December 14, January and February 14, March 24.
        var later = Of(null, "2027-01-05 06:00", Thousand, ("2026-11", 0), ("2026-12", 46));
        Assert.Equal(Given.Day("2027-03-31"), later!.Milestone?.By);
        AssertEstimate(14_000 + 28_000 + 24_000, later.AtMilestone);
    }

    [Fact]
    public void Cost_AfterTheLastMilestone_HasNone()
    {
        var cost = Of("2027-03", "2027-04-05 06:00", Thousand, ("2027-03", 69));

        Assert.Null(cost!.Milestone);
        Assert.Null(cost.AtMilestone);
        AssertEstimate(10_000, cost.ByYearEnd);
    }

    [Fact]
    public void Cost_OnTheBetterSide_IsGained() => AssertEstimate(-5_000, Of(null, "2026-02-05 06:00", Thousand, ("2026-01", 55))!.ThisYear);

    [Fact]
    public void Cost_WithoutAWorthOrAFigure_IsNotKnown()
    {
        Assert.Null(Of(null, "2026-02-05 06:00", null, ("2026-01", 45)));
        Assert.Null(Of(null, "2026-02-05 06:00", Thousand));
    }
}
