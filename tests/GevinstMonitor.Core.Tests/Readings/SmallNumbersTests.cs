using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public sealed class SmallNumbersTests
{
    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(3, 400, true)]
    [InlineData(4, 400, true)]
    [InlineData(5, 400, false)]
    [InlineData(395, 400, false)]
    [InlineData(396, 400, true)]
    [InlineData(398, 400, true)]
    [InlineData(0, 400, false)] // nobody can be recognised
    [InlineData(400, 400, false)]
    [InlineData(0, 4, true)]
    [InlineData(4, 4, true)]
    [InlineData(0, 0, false)]
    [InlineData(-3, 400, false)]
    public void Share_WithASmallCountInIt_IsHidden(int numerator, int denominator, bool hidden) =>
        Assert.Equal(hidden, SmallNumbers.Usual.Hides(Figure.Ratio(numerator, denominator), "percent"));

    [Fact]
    public void Ratio_ThatIsNoShare_HasNoRest()
    {
        Assert.False(SmallNumbers.Usual.Hides(Figure.Ratio(398, 400), "hours"));
        Assert.True(SmallNumbers.Usual.Hides(Figure.Ratio(398, 4), "hours"));
    }

    [Theory]
    [InlineData("count", 4, true)]
    [InlineData("count", 5, false)]
    [InlineData("count", 0, false)]
    [InlineData("fte", 3, false)]
    [InlineData("DKK", 3, false)]
    public void Value_IsHiddenWhereItIsASmallCount(string measure, int value, bool hidden) =>
        Assert.Equal(hidden, SmallNumbers.Usual.Hides(Figure.Value(value), measure));

    [Fact]
    public void Figure_ThatIsNone_IsNotHidden()
    {
        Assert.False(SmallNumbers.Usual.Hides(Figure.NotANumber, "percent"));
        Assert.False(SmallNumbers.Usual.Hides(Figure.Suppressed, "count"));
    }

    [Fact]
    public void Limit_OfNothing_HidesNothing() => Assert.False(default(SmallNumbers).Hides(Figure.Ratio(1, 2), "percent"));
}
