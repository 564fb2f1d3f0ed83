using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class MomentTests
{
    private static readonly TimeSpan TenDays = TimeSpan.FromDays(10);

    [Fact]
    public void Day_BetweenDanishMidnightAndUtcMidnight_IsTheDanishDay()
    {
        Assert.Equal(Given.Day("2026-07-01"), Given.AtUtc("2026-06-30T22:00:00").Day);
        Assert.Equal(Given.Day("2026-06-30"), Given.AtUtc("2026-06-30T21:59:59").Day);
    }

    [Theory]
    [InlineData("2026-06-30T21:59:59", false)] // 23:59:59, summer time
    [InlineData("2026-06-30T22:00:00", true)]
    public void Month_InSummer_EndsTwoHoursBeforeUtcMidnight(string asOf, bool ended) =>
        Assert.Equal(ended, Given.AtUtc(asOf).HasEnded(Given.Period("2026-06")));

    [Theory]
    [InlineData("2026-10-31T22:59:59", false)] // 23:59:59, winter time
    [InlineData("2026-10-31T23:00:00", true)]
    public void Month_InWinter_EndsOneHourBeforeUtcMidnight(string asOf, bool ended) =>
        Assert.Equal(ended, Given.AtUtc(asOf).HasEnded(Given.Period("2026-10")));

    [Theory]
    [InlineData("2026-03-28", "2026-03-28T23:00:00")] // the day before the clocks go forward ends in winter time
    [InlineData("2026-03-29", "2026-03-29T22:00:00")] // the day of 23 hours ends in summer time
    [InlineData("2026-10-24", "2026-10-24T22:00:00")] // the day before they go back ends in summer time
    [InlineData("2026-10-25", "2026-10-25T23:00:00")] // the day of 25 hours ends in winter time
    public void Day_AroundAChangeOfClocks_EndsAtItsOwnMidnight(string day, string endUtc)
    {
        var (period, end) = (Given.Period(day, PeriodKind.Day), Given.Utc(endUtc));

        Assert.False(new Moment(end.AddSeconds(-1), Given.Copenhagen).HasEnded(period));
        Assert.True(new Moment(end, Given.Copenhagen).HasEnded(period));
    }

    [Fact]
    public void Moment_InTheHourBetweenDanishAndUtcMidnight_IsAfterTheEnd()
    {
        Assert.True(Given.AtUtc("2026-06-30T22:30:00").HasEnded(Given.Period("2026-06")));
        Assert.False(Given.AtUtc("2026-06-30T21:30:00").HasEnded(Given.Period("2026-06")));
    }

    [Fact]
    public void Day_WhereMidnightIsSkipped_EndsWhenTheNextBegins()
    {
        // Cairo, 26 April 2024: clocks go from 00:00 to 01:00, which is 22:00 UTC.
        var cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");
        var period = Given.Period("2024-04-25", PeriodKind.Day);

        Assert.False(new Moment(Given.Utc("2024-04-25T21:59:59"), cairo).HasEnded(period));
        Assert.True(new Moment(Given.Utc("2024-04-25T22:00:00"), cairo).HasEnded(period));
    }

    [Fact]
    public void Figure_TenDaysAfterTheMonth_IsDueOnlyWhenTheTenDaysHavePassed()
    {
        Assert.False(Given.At("2026-07-10 23:59").IsDue(Given.Period("2026-06"), TenDays));
        Assert.False(Given.At("2026-07-11 00:00").IsDue(Given.Period("2026-06"), TenDays));
        Assert.True(Given.At("2026-07-11 00:01").IsDue(Given.Period("2026-06"), TenDays));
    }

    [Fact]
    public void Figure_DueAcrossAChangeOfClocks_IsDueByTheClocksOnTheWall()
    {
        // From 1 October, 00:00 summer time, 31 days on is 1 November, 00:00 winter time: 31 days and an hour.
        var (september, month) = (Given.Period("2026-09"), TimeSpan.FromDays(31));

        Assert.False(Given.AtUtc("2026-10-31T23:00:00").IsDue(september, month));
        Assert.True(Given.AtUtc("2026-10-31T23:00:01").IsDue(september, month));
    }
}
