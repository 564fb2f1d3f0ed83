using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class PeriodTests
{
    [Theory]
    [InlineData(PeriodKind.Day, "2026-06-30", "2026-06-30", "2026-06-30")]
    [InlineData(PeriodKind.Week, "2026-W27", "2026-06-29", "2026-07-05")]
    [InlineData(PeriodKind.Week, "2026-W53", "2026-12-28", "2027-01-03")]
    [InlineData(PeriodKind.Week, "2025-W01", "2024-12-30", "2025-01-05")]
    [InlineData(PeriodKind.Month, "2024-02", "2024-02-01", "2024-02-29")]
    [InlineData(PeriodKind.Month, "2026-12", "2026-12-01", "2026-12-31")]
    [InlineData(PeriodKind.Quarter, "2026-Q2", "2026-04-01", "2026-06-30")]
    [InlineData(PeriodKind.Year, "2026", "2026-01-01", "2026-12-31")]
    public void Period_WrittenForPrograms_HasItsFirstAndLastDay(PeriodKind kind, string text, string first, string last)
    {
        var period = Given.Period(text, kind);

        Assert.Equal((Given.Day(first), Given.Day(last)), (period.Start, period.LastDay));
        Assert.Equal(text, period.ToString());
    }

    [Theory]
    [InlineData(PeriodKind.Day, "2026-06")]
    [InlineData(PeriodKind.Day, "2026-02-29")]
    [InlineData(PeriodKind.Week, "2026-W54")]
    [InlineData(PeriodKind.Week, "2025-W53")]
    [InlineData(PeriodKind.Week, "2026-W00")]
    [InlineData(PeriodKind.Week, "2026-W1")]
    [InlineData(PeriodKind.Week, "2026-27")]
    [InlineData(PeriodKind.Month, "2026-13")]
    [InlineData(PeriodKind.Month, "2026-00")]
    [InlineData(PeriodKind.Month, "2026-6")]
    [InlineData(PeriodKind.Month, "2026-+6")]
    [InlineData(PeriodKind.Month, "202606")]
    [InlineData(PeriodKind.Month, "2026")]
    [InlineData(PeriodKind.Month, "juni 2026")]
    [InlineData(PeriodKind.Quarter, "2026-Q5")]
    [InlineData(PeriodKind.Quarter, "2026-Q0")]
    [InlineData(PeriodKind.Quarter, "2026-02")]
    [InlineData(PeriodKind.Year, "26")]
    [InlineData(PeriodKind.Year, "2026-06")]
    [InlineData(PeriodKind.Year, "0000")]
    [InlineData(PeriodKind.Year, "9999")]
    [InlineData(PeriodKind.Year, "")]
    public void TryParse_OfWhatIsNoSuchPeriod_SaysNo(PeriodKind kind, string text) =>
        Assert.False(Period.TryParse(text, kind, out _));

    [Theory]
    [InlineData(PeriodKind.Month, " 2026-06 ", "2026-06")]
    [InlineData(PeriodKind.Week, "2026-w27", "2026-W27")]
    [InlineData(PeriodKind.Month, "2026-06-30", "2026-06")]
    [InlineData(PeriodKind.Week, "2027-01-03", "2026-W53")]
    [InlineData(PeriodKind.Quarter, "2026-06-30", "2026-Q2")]
    [InlineData(PeriodKind.Year, "2026-06-30", "2026")]
    public void TryParse_OfADayOrWithSpaceAround_IsThePeriod(PeriodKind kind, string text, string expected)
    {
        Assert.True(Period.TryParse(text, kind, out var period));
        Assert.Equal(expected, period.ToString());
    }

    [Fact]
    public void BudgetYear_OfAWeekAcrossNewYear_IsThatOfItsSunday() =>
        Assert.Equal(2027, Given.Period("2026-W53", PeriodKind.Week).BudgetYear);

    [Fact]
    public void ShareOfYear_IsABudgetsNotACalendars()
    {
        Assert.Equal(1m / 12, Given.Period("2026-02").ShareOfYear);
        Assert.Equal(1m / 12, Given.Period("2026-03").ShareOfYear);
        Assert.Equal(0.25m, Given.Period("2026-Q1", PeriodKind.Quarter).ShareOfYear);
        Assert.Equal(0.5m, Given.Period("2026-H2", PeriodKind.HalfYear).ShareOfYear);
        Assert.Equal(1m / 365, Given.Period("2026-02-01", PeriodKind.Day).ShareOfYear);
        Assert.Equal(1m / 366, Given.Period("2024-02-01", PeriodKind.Day).ShareOfYear);
        Assert.Equal(7m / 365, Given.Period("2026-W27", PeriodKind.Week).ShareOfYear);
        Assert.Equal(1m, Given.Period("2026", PeriodKind.Year).ShareOfYear);
    }

    [Fact]
    public void Since_FromDecemberToJanuary_IsOneMonthAndOneQuarter()
    {
        Assert.Equal(1, Given.Period("2027-01").Since(Given.Period("2026-12")));
        Assert.Equal(1, Given.Period("2027-Q1", PeriodKind.Quarter).Since(Given.Period("2026-Q4", PeriodKind.Quarter)));
        Assert.Equal(53, Given.Period("2027-W01", PeriodKind.Week).Since(Given.Period("2026-W01", PeriodKind.Week)));
    }
}
