using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Write;

public class WorkdayTests
{
    /// <summary>Danish public holidays as the calendars have them. Store Bededag is not among them since 2024.</summary>
    private static readonly string[] Holidays =
    [
        "2024-01-01", "2024-03-28", "2024-03-29", "2024-03-31", "2024-04-01", "2024-05-09", "2024-05-19", "2024-05-20", "2024-12-25", "2024-12-26",
        "2025-01-01", "2025-04-17", "2025-04-18", "2025-04-20", "2025-04-21", "2025-05-29", "2025-06-08", "2025-06-09", "2025-12-25", "2025-12-26",
        "2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26",
        "2027-01-01", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-16", "2027-05-17", "2027-12-25", "2027-12-26",
        "2028-01-01", "2028-04-13", "2028-04-14", "2028-04-16", "2028-04-17", "2028-05-25", "2028-06-04", "2028-06-05", "2028-12-25", "2028-12-26",
    ];

    private static IEnumerable<DateOnly> Days(int from, int to)
    {
        for (var day = new DateOnly(from, 1, 1); day.Year <= to; day = day.AddDays(1))
            yield return day;
    }

    [Fact]
    public void Holidays_FromTwentyFourToTwentyEight_AreThoseOfTheCalendar() =>
        Assert.Equal(Holidays.Select(Given.Day), Days(2024, 2028).Where(DeliveryWindow.IsHoliday));

    [Fact]
    public void Workdays_FromTwentyFourToTwentyEight_AreTheWeekdaysThatAreNoHoliday()
    {
        var holidays = Holidays.Select(Given.Day).ToHashSet();

        Assert.Equal(
            Days(2024, 2028).Where(d => d.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday && !holidays.Contains(d)),
            Days(2024, 2028).Where(DeliveryWindow.IsWorkday));
    }

    [Theory]
    [InlineData("2022-05-13", false)]
    [InlineData("2023-05-05", false)]
    [InlineData("2024-04-26", true)]
    [InlineData("2025-05-16", true)]
    [InlineData("2026-05-01", true)]
    public void StoreBededag_UntilTwentyThree_WasAHoliday(string day, bool workday) =>
        Assert.Equal(workday, DeliveryWindow.IsWorkday(Given.Day(day)));

    [Theory]
    [InlineData("2026-06-05")] // Grundlovsdag
    [InlineData("2026-12-24")]
    [InlineData("2026-12-31")]
    public void DaysThatManyTakeOff_AreWorkdays(string day) => Assert.True(DeliveryWindow.IsWorkday(Given.Day(day)));
}
