using System.Globalization;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class PlausibleTests
{
    private static Plausible Bounds => new(0, 100, 25);

    [Theory]
    [InlineData("0", null, Doubt.None)]
    [InlineData("100", null, Doubt.None)]
    [InlineData("-0.01", null, Doubt.OutOfBounds)]
    [InlineData("100.01", null, Doubt.OutOfBounds)]
    [InlineData("75", "50", Doubt.None)]
    [InlineData("25", "50", Doubt.None)]
    [InlineData("75.01", "50", Doubt.StepTooLarge)]
    [InlineData("24.99", "50", Doubt.StepTooLarge)]
    [InlineData("101", "50", Doubt.OutOfBounds)]
    public void Figure_AgainstItsBounds_IsBelievedUpToAndWithThem(string shown, string? before, Doubt expected) =>
        Assert.Equal(expected, Bounds.Of(Number(shown), before is null ? null : Number(before)));

    [Fact]
    public void Figure_WithoutBounds_IsBelieved() => Assert.Equal(Doubt.None, new Plausible(null, null, null).Of(1_000_000, -1_000_000));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
