using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class KronerTests
{
    // 12,000 a point and year: a thousand kroner a point and month.
    private static Worth Thousand => new(12_000, null);

    private static Kroner? Money(TargetPath path, string opened, string asOf, params Measurement[] figures) =>
        Kroner.Of(Given.Seen(Given.Benefit(Given.Whole(path) with { Worth = Thousand }), Given.Past(figures), asOf), Given.Period(opened));

    private static void AssertMoney(decimal inPeriod, decimal sinceOpened, decimal byYearEnd, Kroner? money)
    {
        Assert.Equal(inPeriod, money!.InPeriod, 10);
        Assert.Equal(sinceOpened, money.SinceOpened, 10);
        Assert.Equal(byYearEnd, money.ByYearEnd, 10);
    }

    [Fact]
    public void Money_OfADeviation_IsTheSumOfItsKnownMonthsAndTheRestOfTheYear() =>
        // February 5 points, March not known, April 6: then eight months of 6. January was before.
        AssertMoney(6_000, 11_000, 59_000, Money(Given.Flat(50), "2026-02", "2026-05-05 06:00",
            Given.Percent("*", "2026-01", 48), Given.Percent("*", "2026-02", 45), Given.Figure("*", "2026-03", Figure.NotANumber), Given.Percent("*", "2026-04", 44)));

    [Fact]
    public void Money_WhenThePathRises_GrowsWithIt()
    {
        var path = new TargetPath(new Baseline(Given.Day("2025-12-31"), 50), [new Milestone(Given.Day("2026-07-01"), 60), new Milestone(Given.Day("2027-01-01"), 99)], PathShape.Step);

        // May 5 points; then June 5, and July through December 15 each; the target of New Year is next year's.
        AssertMoney(5_000, 5_000, 5_000 + 5_000 + (6 * 15_000), Money(path, "2026-05", "2026-06-05 06:00", Given.Percent("*", "2026-05", 45)));
    }

    [Fact]
    public void Money_InDecember_HasNoRestOfTheYear() =>
        AssertMoney(6_000, 6_000, 6_000, Money(Given.Flat(50), "2026-12", "2027-01-05 06:00", Given.Percent("*", "2026-12", 44)));

    [Fact]
    public void Money_AcrossNewYear_KeepsLastYearsAndEndsWithThisOne() =>
        AssertMoney(2_000, 8_000, 30_000, Money(Given.Flat(50), "2026-12", "2027-02-05 06:00", Given.Percent("*", "2026-12", 44), Given.Percent("*", "2027-01", 48)));

    [Fact]
    public void Money_OnceOnTheBetterSide_IsGained() =>
        AssertMoney(-10_000, -6_000, -6_000 - (6 * 10_000), Money(Given.Flat(50), "2026-05", "2026-07-05 06:00", Given.Percent("*", "2026-05", 46), Given.Percent("*", "2026-06", 60)));

    [Fact]
    public void Money_WhenLowerIsBetter_IsLostAbove()
    {
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)) with { Worth = Thousand });
        var seen = Given.Seen(benefit, Given.Past(Given.Percent("*", "2026-11", 53)), "2026-12-05 06:00", indicator: Given.Indicator() with { Better = Better.Lower });

        AssertMoney(3_000, 3_000, 6_000, Kroner.Of(seen, Given.Period("2026-11")));
    }

    [Fact]
    public void Money_WhereThePlanStatesNone_IsNotKnown() =>
        Assert.Null(Kroner.Of(Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent("*", "2026-06", 40)), "2026-07-05 06:00"), Given.Period("2026-06")));

    [Fact]
    public void Money_WhereNoMonthSinceIsKnown_IsNotKnown()
    {
        Assert.Null(Money(Given.Flat(50), "2026-06", "2026-07-05 06:00", Given.Percent("*", "2026-05", 40), Given.Figure("*", "2026-06", Figure.Suppressed)));
        Assert.Null(Money(Given.Flat(50), "2026-06", "2026-07-05 06:00"));
    }

    [Property]
    public void Money_OfAnyMonths_IsTheirGapsByHand(byte[] percents)
    {
        var months = percents.Take(12).Select(p => p % 101).Append(40).Select((p, i) => (Month: Given.Period("2026-01").Plus(i), Percent: p)).ToList();

        var money = Money(Given.Flat(50), "2026-01", "2027-03-05 06:00", [.. months.Select(m => Given.Percent("*", m.Month.ToString(), m.Percent))]);

        var since = months.Sum(m => 50 - m.Percent) * 1_000;
        AssertMoney(10_000, since, since + (10_000 * (12 - (((months.Count - 1) % 12) + 1))), money);
    }

    [Fact]
    public void Money_OfABookedSaving_CarriesTheMarginAndTheOverrun()
    {
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)) with { Worth = new Worth(12_000, new Booking("nord", Given.Day("2026-01-01"))) });
        var plan = Given.Plan(benefit) with { BusinessCase = new BusinessCase(0.15m, new Dictionary<int, decimal>(), null) };

        var money = Kroner.Of(Evaluation.Of(plan, benefit, Given.Indicator(), Given.Past(Given.Percent("*", "2026-01", 48)), Given.At("2026-02-05 06:00")).Single(), Given.Period("2026-01"))!;

        Assert.Equal((0.15m, "nord"), (money.Margin, money.Overrun?.Unit));
    }
}
