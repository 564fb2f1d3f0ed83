using FsCheck.Xunit;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class FigureTests
{
    [Fact]
    public void Ratios_Together_AddTheirPartsAndAverageNothing()
    {
        // 90 % of ten letters and 10 % of a thousand are 109 of 1010, not 50 %.
        var together = Figure.Ratio(9, 10).Plus(Figure.Ratio(100, 1000));

        Assert.Equal(Figure.Ratio(109, 1010), together);
        Assert.Equal(109m / 1010m, together.Number);
    }

    [Fact]
    public void Values_Together_Add() => Assert.Equal(12.5m, Figure.Value(7.25m).Plus(Figure.Value(5.25m)).Number);

    [Fact]
    public void Ratio_OfNothing_HasNoNumber() => Assert.Null(Figure.Ratio(3, 0).Number);

    [Fact]
    public void Ratio_OfNothing_AddsNothingToAnother() =>
        Assert.Equal(0.5m, Figure.Ratio(0, 0).Plus(Figure.Ratio(1, 2)).Number);

    [Fact]
    public void UnknownFigures_HaveNoNumber()
    {
        Assert.Null(Figure.NotANumber.Number);
        Assert.Null(Figure.Suppressed.Number);
    }

    [Fact]
    public void Unknown_WithAKnown_StaysUnknown()
    {
        Assert.Equal(Figure.NotANumber, Figure.NotANumber.Plus(Figure.Value(1)));
        Assert.Equal(Figure.Suppressed, Figure.Ratio(1, 2).Plus(Figure.Suppressed));
    }

    [Fact]
    public void NotANumber_WithSuppressed_IsNotANumberEitherWayRound()
    {
        Assert.Equal(Figure.NotANumber, Figure.NotANumber.Plus(Figure.Suppressed));
        Assert.Equal(Figure.NotANumber, Figure.Suppressed.Plus(Figure.NotANumber));
    }

    [Fact]
    public void Ratio_WithAValue_IsRefused() => Assert.Throws<ArgumentException>(() => Figure.Ratio(1, 2).Plus(Figure.Value(1)));

    [Fact]
    public void Sum_BeyondWhatADecimalHolds_IsRefusedNotWrapped() =>
        Assert.Throws<OverflowException>(() => Figure.Value(decimal.MaxValue).Plus(Figure.Value(decimal.MaxValue)));

    [Property]
    public void Ratios_InAnyOrder_GiveTheSameSum((int Numerator, ushort Denominator)[] parts)
    {
        var figures = parts.Select(p => Figure.Ratio(p.Numerator, p.Denominator)).Prepend(Figure.Ratio(1, 1)).ToList();
        var forwards = figures.Aggregate((a, b) => a.Plus(b));
        var backwards = Enumerable.Reverse(figures).Aggregate((a, b) => b.Plus(a));

        Assert.Equal(forwards, backwards);
        Assert.Equal(Figure.Ratio(1 + parts.Sum(p => (long)p.Numerator), 1 + parts.Sum(p => (long)p.Denominator)), forwards);
    }

    [Property]
    public void Whole_OfRatios_LiesBetweenItsLowestAndHighestPart((byte Numerator, byte Denominator)[] parts)
    {
        var figures = parts.Select(p => Figure.Ratio(p.Numerator, p.Denominator + 1)).Prepend(Figure.Ratio(1, 2)).ToList();
        var whole = figures.Aggregate((a, b) => a.Plus(b)).Number!.Value;

        Assert.InRange(whole, figures.Min(f => f.Number!.Value), figures.Max(f => f.Number!.Value));
    }

    [Theory]
    [InlineData("900000000000000000000000000", "1")]
    [InlineData("1", "0.00000000000000000001")]
    [InlineData("-1000000000000000", "1")]
    public void Ratio_BeyondWhatAMunicipalityCanHave_HasNoNumber(string numerator, string denominator)
    {
        var figure = Figure.Ratio(decimal.Parse(numerator, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(denominator, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Null(figure.Number);
        Assert.Null(Given.Indicator().Shown(figure));
    }

    [Fact]
    public void Value_BeyondWhatAMunicipalityCanHave_HasNoNumber() => Assert.Null(Figure.Value(decimal.MaxValue).Number);

    [Fact]
    public void Ratio_OfPartsBelowOne_IsANumber() => Assert.Equal(0.5m, Figure.Ratio(0.25m, 0.5m).Number);

    [Fact]
    public void Ratio_ThatADecimalCannotHold_HasNoNumber() => Assert.Null(Figure.Ratio(1e20m, 1e-20m).Number);
}
