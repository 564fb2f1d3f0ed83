using System.Globalization;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Write;

public class DeliveryWindowTests
{
    private static DeliveryWindow Office => new(WorkdaysOnly: true, new TimeOnly(7, 0), new TimeOnly(16, 0));

    private static DateTime At(string local) => DateTime.ParseExact(local, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-07-06 06:59:59", false)]
    [InlineData("2026-07-06 07:00:00", true)]
    [InlineData("2026-07-06 15:59:59", true)]
    [InlineData("2026-07-06 16:00:00", false)]
    [InlineData("2026-07-05 12:00:00", false)] // Sunday
    [InlineData("2026-05-14 12:00:00", false)] // Ascension, a Thursday
    [InlineData("2026-05-15 12:00:00", true)] // the Friday after
    public void Office_OnWorkdaysFromSevenToFour_IsOpen(string local, bool open) => Assert.Equal(open, Office.IsOpen(At(local)));

    [Fact]
    public void Window_OnEveryDay_IsOpenOnSundaysAndHolidaysToo()
    {
        var always = Office with { WorkdaysOnly = false };

        Assert.True(always.IsOpen(At("2026-07-05 12:00:00")));
        Assert.True(always.IsOpen(At("2026-12-25 12:00:00")));
        Assert.False(always.IsOpen(At("2026-12-25 16:00:00")));
    }
}
