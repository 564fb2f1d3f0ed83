using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Plans;

public class ToleranceTests
{
    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 2)]
    [InlineData(-2, -1)]
    public void Tolerance_NegativeOrRedBelowAmber_IsRefused(int amber, int red) =>
        Assert.Throws<ArgumentException>(() => new Tolerance(amber, red));

    [Fact]
    public void Tolerance_OfNothing_IsAllowed() => Assert.Equal((0m, 0m), (new Tolerance(0, 0).Amber, new Tolerance(0, 0).Red));

    [Fact]
    public void Confirm_WhenThePlanSaysNothing_IsTwoAmberOrOneRed() => Assert.Equal(new Confirm(2, 1), Confirm.Default);
}
