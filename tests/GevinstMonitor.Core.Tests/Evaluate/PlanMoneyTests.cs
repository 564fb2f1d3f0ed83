using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The baseline is 40 at New Year 2026, and a point is worth a thousand kroner a month.</summary>
public class PlanMoneyTests
{
    private static Worth Thousand => new(12_000, null);

    private static TargetPath Path => Given.Path(new Baseline(Given.Day("2025-12-31"), 40), new Milestone(Given.Day("2026-12-31"), 70));

    private static BusinessCase Case => new(0.1m, new Dictionary<int, decimal> { [2026] = -50_000, [2027] = 90_000 },
        new InvestmentPool(new Dictionary<int, decimal> { [2025] = 1_000, [2026] = 20_000, [2028] = 7_000 }, new Dictionary<int, decimal> { [2026] = 15_000, [2027] = 9_000 }));

    private static PlanMoney Of(Plan plan, string asOf, params Measurement[] figures) =>
        PlanMoney.Of(plan, [.. Evaluation.Of(plan, _ => Given.Indicator(), _ => Given.Past(figures), Given.At(asOf))], Given.At(asOf).Day);

    private static Plan Plan(params Place[] places) => Given.Plan(Given.Benefit(places)) with { BusinessCase = Case };

    private static Measurement[] Months(params (string Month, decimal Percent)[] months) => [.. months.Select(m => Given.Percent(Unit.Whole, m.Month, m.Percent))];

    [Fact]
    public void Realised_OfABenefit_IsItsMovementFromTheBaselineByYear()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Path) with { Worth = Thousand }),
            Given.Past(Months(("2025-12", 99), ("2026-01", 42), ("2026-02", 39), ("2026-12", 60), ("2027-01", 65))), "2027-02-05 06:00");

        var realised = Realised.Of(seen)!;

        // December 2025 was before the change. 2 - 1 + 20 in 2026, of which nine months are not known; 25 in 2027.
        Assert.Equal([(2026, 21_000m, 9), (2027, 25_000m, 0)], realised.Years.Select(y => (y.Year, decimal.Round(y.Value.Value, 10), y.Unknown)));
        Assert.Equal(46_000, realised.Total, 10);
        Assert.Null(Realised.Of(Given.Seen(Given.Benefit(Given.Whole(Path)), Given.Past(), "2027-02-05 06:00")));
    }

    [Fact]
    public void Realised_WhereLowerIsBetter_IsGainedBelowTheBaseline()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Path) with { Worth = Thousand }), Given.Past(Months(("2026-01", 37))), "2026-02-05 06:00", indicator: Given.Indicator() with { Better = Better.Lower });

        Assert.Equal(3_000, Realised.Of(seen)!.Total, 10);
    }

    [Fact]
    public void Money_OfAPlan_StandsBesideItsBusinessCaseYearByYear()
    {
        var money = Of(Plan(Given.Whole(Path) with { Worth = Thousand }), "2027-02-05 06:00", Months(("2026-06", 60), ("2027-01", 65)));

        Assert.Equal([(2026, 20_000m, -50_000m), (2027, 25_000m, 90_000m)], money.Years.Select(y => (y.Year, decimal.Round(y.Realised!.Value.Value, 10), y.BusinessCase!.Value.Value)));
        Assert.Equal((-55_000, -45_000), (money.Years[0].BusinessCase!.Value.Low, money.Years[0].BusinessCase!.Value.High));
    }

    [Fact]
    public void Pool_WhenARepaymentsYearIsOver_IsDue()
    {
        var plan = Plan(Given.Whole(Path) with { Worth = Thousand });

        var during = Of(plan, "2026-07-05 06:00", Months(("2026-06", 50))).Pool!;
        Assert.Equal((21_000, 0, 15_000, true), (during.Borrowed, during.Due, during.DueThisYear, during.IsCovered));
        var after = Of(plan, "2027-02-05 06:00", Months(("2026-06", 50))).Pool!;
        Assert.Equal((21_000, 15_000, 9_000, 10_000m, false), (after.Borrowed, after.Due, after.DueThisYear, decimal.Round(after.Realised, 10), after.IsCovered));
        Assert.True(Of(plan, "2027-02-05 06:00", Months(("2026-06", 56))).Pool!.IsCovered);
    }

    [Fact]
    public void BusinessCase_ThatIsNotApprovedYet_IsNotTheOneHeldAgainst()
    {
        var first = Plan(Given.Whole(Path));
        var next = first with
        {
            Version = 2,
            Approved = new Approval(Given.Day("2026-10-01"), "Direktionen", null),
            BusinessCase = new BusinessCase(0.5m, new Dictionary<int, decimal> { [2027] = 10 }, null),
            Earlier = [first],
        };

        Assert.Equal(-50_000, Of(next, "2026-09-30 06:00").Years[0].BusinessCase!.Value.Value);
        Assert.Equal(10, Of(next, "2026-10-01 06:00").Years[0].BusinessCase!.Value.Value);
        Assert.Null(Of(next, "2026-10-01 06:00").Pool);
    }

    [Fact]
    public void Money_OfABenefitThatIsSplit_CountsOnce()
    {
        Measurement[] figures = [Given.Percent("nord", "2026-01", 44), Given.Percent("syd", "2026-01", 46)];

        // The whole is at 45: 5 points. Where only units have a worth it is their 4 and 6.
        var whole = Plan(Given.Whole(Path) with { Worth = Thousand }, Given.In("nord", Path) with { Worth = Thousand }, Given.In("syd", Path) with { Worth = Thousand });
        Assert.Equal(5_000, Of(whole, "2026-02-05 06:00", figures).Years[0].Realised!.Value.Value, 10);
        var units = Plan(Given.Whole(Path), Given.In("nord", Path) with { Worth = Thousand }, Given.In("syd", Path) with { Worth = Thousand });
        Assert.Equal(10_000, Of(units, "2026-02-05 06:00", figures).Years[0].Realised!.Value.Value, 10);
    }

    /// <summary>Hours, which add up: what is true of units is true of their sum.</summary>
    [Property]
    public void Money_OfUnitsThatAddUp_IsTheWholes(short[] north, short[] south)
    {
        var hours = Given.Indicator() with { Kind = IndicatorKind.Value, Measure = "hours" };
        var months = Math.Min(north.Length, south.Length);
        var worth = new Worth(12_000, new Booking("nord", Given.Day("2026-03-01")));
        TargetPath To(decimal baseline, decimal target) => Given.Path(new Baseline(Given.Day("2025-12-31"), baseline), new Milestone(Given.Day("2026-09-30"), target));
        var benefit = Given.Benefit(Given.Whole(To(30, 300)) with { Worth = worth }, Given.In("nord", To(10, 100)) with { Worth = worth }, Given.In("syd", To(20, 200)) with { Worth = worth });
        var figures = Enumerable.Range(0, months).SelectMany(i => new[] { ("nord", north[i]), ("syd", south[i]) }, (i, u) => Given.Figure(u.Item1, Given.Period("2026-01").Plus(i).ToString(), Figure.Value(u.Item2)));
        var seen = Evaluation.Of(Given.Plan(benefit), benefit, hours, Given.Past([.. figures]), Given.At("2030-01-05 06:00")).ToList();

        foreach (var amount in new Func<Evaluation, decimal?>[]
        {
            e => Realised.Of(e)?.Total, e => GapCost.Of(e, Given.Period("2026-02"))?.ThisYear.Value, e => GapCost.Of(e, Given.Period("2026-02"))?.ByYearEnd.Value,
            e => GapCost.Of(e, Given.Period("2026-02"))?.AtMilestone?.Value, e => Kroner.Of(e, Given.Period("2026-01"))?.SinceOpened,
        })
            Assert.Equal(amount(seen[0]) ?? 0, (amount(seen[1]) ?? 0) + (amount(seen[2]) ?? 0), 6);
    }

    [Property]
    public void Estimate_OfAnyAmount_IsAsFarFromItsLowAsFromItsHigh(int value, byte percent)
    {
        var estimate = new Estimate(value / 7m, percent / 100m);

        Assert.True(estimate.Low <= estimate.Value && estimate.Value <= estimate.High);
        Assert.Equal(estimate.High - estimate.Value, estimate.Value - estimate.Low, 10);
    }

    /// <summary>The largest figures, targets and worth that a configuration and a source can give.</summary>
    [Theory]
    [InlineData(PeriodKind.Day)]
    [InlineData(PeriodKind.Year)]
    public void Money_OfTheLargestNumbers_IsStillANumber(PeriodKind kind)
    {
        const decimal Most = Figure.TooLarge - 1;
        var path = Given.Path(new Baseline(Given.Day("2000-01-01"), -Most), new Milestone(Given.Day("2099-12-31"), Most));
        var place = Given.Whole(path) with { Worth = new Worth(1_000_000_000, new Booking("nord", Given.Day("2000-01-01"))) };
        var indicator = Given.Indicator() with { Kind = IndicatorKind.Value, Measure = "DKK", Period = kind };
        var judgements = new List<Judgement>();
        for (var period = Period.Containing(kind, Given.Day("2000-01-02")); period.Start.Year < 2100; period = period.Next)
            judgements.Add(new Judgement { Period = period, Standing = Standing.Red, Expected = Most, Actual = -Most, Gap = Most + Most });
        var plan = Given.Plan(Given.Benefit(place)) with { BusinessCase = new BusinessCase(1, new Dictionary<int, decimal>(), null) };
        var seen = new Evaluation(plan, plan.Benefits[0], place, indicator, judgements);

        Assert.True(Kroner.Of(seen, judgements[0].Period)!.SinceOpened > 0);
        Assert.True(GapCost.Of(seen, judgements[0].Period)!.ThisYear.High > 0);
        Assert.Equal(0, Realised.Of(seen)!.Total);
        Assert.True(Overrun.Of(seen)!.SoFar > 0);
    }

    [Fact]
    public void Pool_OfWhichAllThatIsDueCame_IsCovered()
    {
        Assert.True(new PoolMoney(20_000, 15_000, 0, 15_000).IsCovered);
        Assert.False(new PoolMoney(20_000, 15_000, 0, 14_999).IsCovered);
    }

    [Fact]
    public void Realised_OfTheMonthThatBeginsOnTheBaselinesDay_IsNone()
    {
        var path = Given.Path(new Baseline(Given.Day("2026-01-01"), 40), new Milestone(Given.Day("2026-12-31"), 70));
        var seen = Given.Seen(Given.Benefit(Given.Whole(path) with { Worth = Thousand }), Given.Past(Months(("2026-01", 45), ("2026-02", 42))), "2026-03-05 06:00");

        Assert.Equal(2_000, Realised.Of(seen)!.Total, 10);
    }
}
