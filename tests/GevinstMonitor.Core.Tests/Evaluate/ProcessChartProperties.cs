using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

[Properties(Arbitrary = [typeof(AnySeries)])]
public class ProcessChartProperties
{
    private static Period First => Given.Period("2020-01");

    [Property]
    public void Limits_OfAnySeries_HoldItsMean_AndWhatIsBeyondThemIsMarked(AnySeries series, bool screening)
    {
        var chart = Chart(series, new Process(ProcessOn.Value, screening, null, []));

        var segment = Assert.Single(chart.Segments);
        Assert.Equal(series.Figures.Average(f => (double)f.Value), segment.Mean, 1e-9);
        Assert.InRange(segment.Mean, segment.Lower, segment.Upper);
        Assert.All(chart.Points, p => Assert.Equal((p.Value > segment.Upper, p.Value < segment.Lower), (p.SpecialCause == SpecialCause.AboveUpper, p.SpecialCause == SpecialCause.BelowLower)));
    }

    [Property]
    public void Limits_WithScreening_AreNeverWider(AnySeries series) =>
        Assert.True(Chart(series, Process.Default).Segments[0].Upper <= Chart(series, Process.Default with { Screening = false }).Segments[0].Upper + 1e-9);

    [Property]
    public void Chart_OfTheSameSeriesUpsideDown_IsItsMirrorImage(AnySeries series)
    {
        var (one, other) = (Chart(series, Process.Default), Chart(series, Process.Default, -1, Better.Lower));

        Assert.Equal(one.Points.Select(p => -(int)p.Zone), other.Points.Select(p => (int)p.Zone));
        Assert.Equal(one.Points.Select(p => p.SpecialCause).Select(Mirrored), other.Points.Select(p => p.SpecialCause));
        Assert.Equal((one.Variation, one.Assurance), (other.Variation, other.Assurance));
    }

    [Property]
    public void Chart_RebasedOnADay_IsTheChartOfEitherPart(AnySeries series, byte at)
    {
        var split = 1 + (at % (series.Figures.Count - 1));
        var (before, after) = (series with { Figures = [.. series.Figures.Take(split)] }, series with { Figures = [.. series.Figures.Skip(split)] });

        var chart = Chart(series, Process.Default with { Rebase = [First.Plus(series.Figures[split].Month).LastDay] });

        Assert.Equal([.. Chart(before, Process.Default).Points, .. Chart(after, Process.Default).Points], chart.Points);
        Assert.Equal([.. Chart(before, Process.Default).Segments, .. Chart(after, Process.Default).Segments], chart.Segments);
    }

    [Property]
    public void Limits_FixedAfterTwelve_AreThoseOfTheFirstTwelve(AnySeries series)
    {
        var (whole, twelve) = (Chart(series, Process.Default with { FixAfter = 12 }).Segments[0], Chart(series with { Figures = [.. series.Figures.Take(12)] }, Process.Default).Segments[0]);

        Assert.Equal((twelve.Mean, twelve.Lower, twelve.Upper), (whole.Mean, whole.Lower, whole.Upper));
    }

    [Property]
    public void Limits_OfAnythingPossible_StayWithinThePossible(AnySeries series, bool onGap, sbyte expected)
    {
        var plausible = new Plausible(series.Figures.Min(f => f.Value), series.Figures.Max(f => f.Value), null);
        var process = Process.Default with { On = onGap ? ProcessOn.Gap : ProcessOn.Value };

        var chart = Chart(series, process, expected: expected, plausible: plausible);
        var free = Chart(series, process, expected: expected);

        Assert.Equal(free.Points, chart.Points);
        foreach (var point in chart.Points)
        {
            var (lower, upper) = chart.LimitsOf(point);
            var zero = onGap ? point.Expected : 0;
            Assert.InRange(lower + zero, (double)plausible.Min! - 1e-9, upper + zero);
            Assert.InRange(upper + zero, lower + zero, (double)plausible.Max! + 1e-9);
        }
    }

    private static SpecialCause Mirrored(SpecialCause cause) => cause switch
    {
        SpecialCause.None => SpecialCause.None,
        SpecialCause.AboveUpper or SpecialCause.TrendUp or SpecialCause.TwoInThreeAbove or SpecialCause.ShiftAbove => cause + 1,
        _ => cause - 1,
    };

    // The path rises or falls by an eighth of what is stated a month.
    private static ProcessChart Chart(AnySeries series, Process process, decimal times = 1, Better better = Better.Higher, sbyte expected = 0, Plausible? plausible = null) =>
        ProcessChart.Of(process, better, plausible,
            [.. series.Figures.Select(f => new Judgement { Period = First.Plus(f.Month), Standing = Standing.OnTrack, Expected = expected * f.Month / 8m, Actual = f.Value * times, Gap = 0 })])!;
}
