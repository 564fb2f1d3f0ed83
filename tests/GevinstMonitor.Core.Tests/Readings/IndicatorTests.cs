using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class IndicatorTests
{
    [Fact]
    public void Ratio_InPercent_IsShownTimesAHundred() => Assert.Equal(54.3m, Given.Indicator().Shown(Figure.Ratio(543, 1000)));

    [Fact]
    public void Ratio_InAnotherUnit_IsShownAsItIs() =>
        Assert.Equal(2.5m, (Given.Indicator() with { Measure = "hours" }).Shown(Figure.Ratio(5, 2)));

    [Fact]
    public void Value_InPercent_IsInPercentAlready() =>
        Assert.Equal(54.3m, (Given.Indicator() with { Kind = IndicatorKind.Value }).Shown(Figure.Value(54.3m)));

    [Fact]
    public void FigureWithoutNumber_IsShownAsNothing()
    {
        Assert.Null(Given.Indicator().Shown(Figure.Ratio(5, 0)));
        Assert.Null(Given.Indicator().Shown(Figure.NotANumber));
        Assert.Null(Given.Indicator().Shown(Figure.Suppressed));
    }
}
