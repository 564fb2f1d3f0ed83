using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The baseline is 40 at New Year 2026, 52 is promised by New Year 2027, and a point is worth a thousand kroner a month.</summary>
public class BenefitYearTests
{
    private static TargetPath Path => new(new Baseline(Given.Day("2025-12-31"), 40), [new Milestone(Given.Day("2026-12-31"), 52)], PathShape.Step);

    private static Evaluation Seen(Worth? worth, string asOf) => Given.Seen(Given.Benefit(Given.Whole(Path) with { Worth = worth }),
        Given.Past(Given.Percent(Unit.Whole, "2025-12", 40), Given.Percent(Unit.Whole, "2026-11", 46), Given.Percent(Unit.Whole, "2026-12", 50), Given.Percent(Unit.Whole, "2027-01", 51)), asOf);

    [Fact]
    public void Year_OfABenefit_HoldsWhatWasPromisedAndWhatCame()
    {
        var years = BenefitYear.Of(Seen(new Worth(12_000, null), "2027-03-20 06:00"));

        // The step comes with December's last day; February 2027 is late, and promised all the same.
        Assert.Equal([(2026, "2026-12", 12_000m, 16_000m, 10), (2027, "2027-01", 24_000m, 11_000m, 1)],
            years.Select(y => (y.Year, $"{y.Period.Period}", decimal.Round(y.Promised!.Value.Value, 6), decimal.Round(y.Realised!.Value.Value, 6), y.NotKnown)));
    }

    [Fact]
    public void Year_WithoutAWorth_HasFiguresAndNoMoney() =>
        Assert.All(BenefitYear.Of(Seen(null, "2027-03-20 06:00")), y => Assert.Equal((null, null), (y.Promised, y.Realised)));

    [Fact]
    public void Year_OfAPlan_AddsUpItsBenefits()
    {
        var seen = Seen(new Worth(12_000, null), "2027-03-20 06:00");

        Assert.Equal(BenefitYear.Of(seen).Select(y => y.Promised), PlanMoney.Of(seen.Plan, [seen], Given.Day("2027-03-20")).Years.Select(y => y.Promised));
    }
}
