using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Plans;

public class WorthTests
{
    private static Worth Porto => new(21_000, null);

    [Fact]
    public void Gap_OfFourPointsInAMonth_IsATwelfthOfAYears() =>
        Assert.Equal(7_000m, Porto.Of(4, Given.Period("2026-06")), 10); // 21,000 × 4 / 12

    [Fact]
    public void Gap_InAQuarter_IsAFourthOfAYears() => Assert.Equal(10_500m, Porto.Of(2, Given.Period("2026-Q2", PeriodKind.Quarter)));

    [Fact]
    public void Gap_OnTheBetterSide_IsMoneyGained() => Assert.Equal(-42_000m, Porto.Of(-2, Given.Period("2026", PeriodKind.Year)));
}
