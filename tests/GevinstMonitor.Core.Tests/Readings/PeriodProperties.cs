using System.Globalization;
using FsCheck.Xunit;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

[Properties(Arbitrary = [typeof(AnyPeriod)])]
public class PeriodProperties
{
    [Property]
    public void Next_AndPrevious_UndoEachOther(Period period)
    {
        Assert.Equal(period, period.Next.Previous);
        Assert.Equal(period, period.Previous.Next);
    }

    [Property]
    public void Next_StartsTheDayAfterTheLast(Period period) => Assert.Equal(period.LastDay.AddDays(1), period.Next.Start);

    [Property]
    public void Since_CountsWhatPlusAdded(Period period, sbyte periods)
    {
        Assert.Equal(periods, period.Plus(periods).Since(period));
        Assert.Equal(-periods, period.Since(period.Plus(periods)));
    }

    [Property]
    public void Plus_InTwoSteps_IsPlusAtOnce(Period period, sbyte one, sbyte other) =>
        Assert.Equal(period.Plus(one + other), period.Plus(one).Plus(other));

    [Property]
    public void TryParse_ReadsWhatToStringWrites(Period period)
    {
        Assert.True(Period.TryParse(period.ToString(), period.Kind, out var read));
        Assert.Equal(period, read);
    }

    [Property]
    public void TryParse_OfAnyDayInIt_IsThePeriod(PeriodKind kind, DateOnly day)
    {
        Assert.True(Period.TryParse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), kind, out var read));
        Assert.InRange(day, read.Start, read.LastDay);
    }

    [Property]
    public void Containing_ItsOwnFirstAndLastDay_IsThePeriodItself(Period period)
    {
        Assert.Equal(period, Period.Containing(period.Kind, period.Start));
        Assert.Equal(period, Period.Containing(period.Kind, period.LastDay));
        Assert.Equal(period.Next, Period.Containing(period.Kind, period.LastDay.AddDays(1)));
    }

    [Property]
    public void Week_RunsFromMondayToSunday_AsIsoSays(DateOnly day)
    {
        var week = Period.Containing(PeriodKind.Week, day);
        var time = day.ToDateTime(default);

        Assert.Equal((DayOfWeek.Monday, DayOfWeek.Sunday), (week.Start.DayOfWeek, week.LastDay.DayOfWeek));
        Assert.Equal($"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}", week.ToString());
    }

    [Property]
    public void Order_OfTwoPeriods_IsTheOrderOfTheirText(PeriodKind kind, DateOnly one, DateOnly other)
    {
        var (a, b) = (Period.Containing(kind, one), Period.Containing(kind, other));

        Assert.Equal(Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())), Math.Sign(a.CompareTo(b)));
        Assert.Equal(a.CompareTo(b) < 0, a < b);
        Assert.Equal(a.CompareTo(b) <= 0, a <= b);
        Assert.Equal(a.CompareTo(b) > 0, a > b);
        Assert.Equal(a.CompareTo(b) >= 0, a >= b);
    }

    [Property]
    public void Shares_OfMonthsAndQuarters_AddUpToTheYear(DateOnly day)
    {
        var year = Period.Containing(PeriodKind.Year, day);
        foreach (var kind in new[] { PeriodKind.Day, PeriodKind.Month, PeriodKind.Quarter })
        {
            var sum = 0m;
            for (var period = Period.Containing(kind, year.Start); period.Start <= year.LastDay; period = period.Next)
                sum += period.ShareOfYear;
            Assert.Equal(1m, sum, 20);
        }
    }
}
