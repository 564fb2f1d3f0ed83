using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class WindowTests
{
    private static Window Days(string from, string to) => new(Given.Day(from), Given.Day(to));

    [Fact]
    public void Window_OfThreeMonths_EndsBeforeTheMonthThatIsNotOver() =>
        Assert.Equal(Days("2026-04-01", "2026-07-01"), Window.Of(PeriodKind.Month, 3, Given.At("2026-07-31 23:59")));

    [Fact]
    public void Window_OfOneWeek_IsTheWeekThatEndedOnSunday() =>
        Assert.Equal(Days("2026-06-22", "2026-06-29"), Window.Of(PeriodKind.Week, 1, Given.At("2026-06-29 00:00")));

    [Fact]
    public void Window_JustAfterDanishMidnight_HasTheMonthThatJustEnded() =>
        Assert.Equal(Days("2026-06-01", "2026-07-01"), Window.Of(PeriodKind.Month, 1, Given.AtUtc("2026-06-30T22:30:00")));

    [Fact]
    public void Next_AtTheFirstReading_AsksForTheHistory() =>
        Assert.Equal(Days("2023-07-01", "2026-07-01"), Window.Next(Given.Indicator(), null, Given.At("2026-07-10 06:00")));

    [Fact]
    public void Next_TheDayAfter_AsksForWhatMayStillBeCorrected() =>
        Assert.Equal(Days("2026-04-01", "2026-07-01"), Window.Next(Given.Indicator(), Given.At("2026-07-09 06:00"), Given.At("2026-07-10 06:00")));

    [Fact]
    public void Next_AfterAStopOfFiveMonths_ReachesBackOverTheStop() =>
        Assert.Equal(Days("2026-02-01", "2026-07-01"), Window.Next(Given.Indicator(), Given.At("2026-02-10 06:00"), Given.At("2026-07-10 06:00")));

    [Fact]
    public void Next_AfterAStopShorterThanTheRevision_AsksForTheRevision() =>
        Assert.Equal(Days("2026-04-01", "2026-07-01"), Window.Next(Given.Indicator(), Given.At("2026-05-10 06:00"), Given.At("2026-07-10 06:00")));

    [Fact]
    public void Next_AsOfBeforeTheLastReading_AsksForTheRevision() =>
        Assert.Equal(Days("2025-10-01", "2026-01-01"), Window.Next(Given.Indicator(), Given.At("2026-07-09 06:00"), Given.At("2026-01-10 06:00")));

    [Theory]
    [InlineData("2019-03-15", "2019-05-02", "2019-03-01", "2019-06-01")]
    [InlineData("2019-03-01", "2019-03-31", "2019-03-01", "2019-04-01")]
    [InlineData("2026-06-30", "2026-07-10", "2026-06-01", "2026-07-01")]
    [InlineData("2026-06-30", "2030-01-01", "2026-06-01", "2026-07-01")]
    public void Stretch_OfDays_IsTheWholeEndedMonthsThatHoldThem(string first, string last, string from, string to) =>
        Assert.Equal(Days(from, to), Window.Stretch(PeriodKind.Month, Given.Day(first), Given.Day(last), Given.At("2026-07-10 06:00")));

    [Theory]
    [InlineData("2026-07-01", "2026-07-09")]
    [InlineData("2026-05-02", "2026-04-30")]
    [InlineData("2027-01-01", "2027-02-01")]
    public void Stretch_InWhichNoMonthHasEnded_IsNone(string first, string last) =>
        Assert.Null(Window.Stretch(PeriodKind.Month, Given.Day(first), Given.Day(last), Given.At("2026-07-10 06:00")));

    [Fact]
    public void Next_OfDaysThatMayComeTenDaysLate_AsksForThemUntilThen() =>
        Assert.Equal(Days("2026-06-29", "2026-07-10"),
            Window.Next(Given.Indicator() with { Period = PeriodKind.Day }, Given.At("2026-07-09 06:00"), Given.At("2026-07-10 06:00")));
}
