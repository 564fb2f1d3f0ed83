using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Write;

public class EasterTests
{
    [Theory]
    [InlineData("1990-04-15")]
    [InlineData("1995-04-16")]
    [InlineData("2000-04-23")]
    [InlineData("2005-03-27")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2016-03-27")]
    [InlineData("2019-04-21")]
    [InlineData("2020-04-12")]
    [InlineData("2023-04-09")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2030-04-21")]
    [InlineData("2035-03-25")]
    [InlineData("2038-04-25")] // the latest there can be
    [InlineData("2049-04-18")]
    [InlineData("2076-04-19")]
    [InlineData("2099-04-12")]
    public void EasterSunday_IsThatOfTheCalendar(string easter) =>
        Assert.Equal(Given.Day(easter), DeliveryWindow.EasterSunday(Given.Day(easter).Year));

    /// <summary>The table of the Book of Common Prayer for 1900 to 2199: Easter is the Sunday after the full moon of the year's golden number.</summary>
    [Fact]
    public void EasterSunday_FromNinetyToNinetyNine_AgreesWithThePrayerBooksTable()
    {
        string[] fullMoons =
        [
            "04-14", "04-03", "03-23", "04-11", "03-31", "04-18", "04-08", "03-28", "04-16", "04-05",
            "03-25", "04-13", "04-02", "03-22", "04-10", "03-30", "04-17", "04-07", "03-27",
        ];

        for (var year = 1990; year <= 2099; year++)
        {
            var moon = Given.Day($"{year}-{fullMoons[year % 19]}");
            Assert.Equal(moon.AddDays(7 - (int)moon.DayOfWeek), DeliveryWindow.EasterSunday(year));
        }
    }
}
