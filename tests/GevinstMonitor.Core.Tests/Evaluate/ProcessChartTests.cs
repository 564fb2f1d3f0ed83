using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public sealed class ProcessChartTests
{
    private static Period January => Given.Period("2026-01");
    private static readonly decimal[] Noise = [0, 1, -1, 1, 0, -1, 1, -1, 0, 1, -1, 0];

    [Fact]
    public void Chart_OfNothingKnown_IsNone() =>
        Assert.Null(ProcessChart.Of(Process.Default, Better.Higher, null, [new Judgement { Period = January, Standing = Standing.Late, Expected = 50 }]));

    [Fact]
    public void Chart_OfASinglePoint_HasNoLimitsAndSaysNothing()
    {
        var chart = Chart(On(50, [60]));

        Assert.Equal((60, double.NaN, double.NaN), (chart.Segments[0].Mean, chart.Segments[0].Lower, chart.Segments[0].Upper));
        Assert.Equal((Variation.Common, Assurance.None), (chart.Variation, chart.Assurance));
    }

    [Fact]
    public void Gap_OfAFigureThatRisesAsPlanned_IsNoSignal()
    {
        var rising = Noise.Select((noise, i) => (Expected: 42 + (i * 0.7m), Actual: 42 + (i * 0.7m) + (noise / 10))).ToList();

        Assert.All(Chart(rising, ProcessOn.Gap).Points, p => Assert.Equal(SpecialCause.None, p.SpecialCause));
        Assert.Contains(Chart(rising).Points, p => p.SpecialCause == SpecialCause.TrendUp);
    }

    [Theory]
    [InlineData(Better.Higher, 3, SpecialCause.AboveUpper, Variation.Improvement)]
    [InlineData(Better.Higher, -3, SpecialCause.BelowLower, Variation.Concern)]
    [InlineData(Better.Lower, 3, SpecialCause.AboveUpper, Variation.Concern)]
    [InlineData(Better.Lower, -3, SpecialCause.BelowLower, Variation.Improvement)]
    public void Gap_AboveThePath_IsAboveWhicheverWayIsBetter(Better better, int last, SpecialCause cause, Variation variation)
    {
        var months = Noise.Append(last * 2).Select(noise => (50m, 50 + noise)).ToList();

        var chart = Chart(months, ProcessOn.Gap, better);

        Assert.Equal(last * 2, chart.Points[^1].Value);
        Assert.Equal((cause, variation), (chart.Points[^1].SpecialCause, chart.Variation));
    }

    [Fact]
    public void Gap_ExactlyOnASlopingPath_IsZeroAndMeetsIt()
    {
        var path = Given.Path(new Baseline(Given.Day("2025-12-31"), 42), new Milestone(Given.Day("2028-12-31"), 71));
        var months = Enumerable.Range(0, 30).Select(i => path.ExpectedOn(January.Plus(i).LastDay)!.Value).Select(e => (e, e)).ToList();

        var chart = Chart(months, ProcessOn.Gap);

        Assert.All(chart.Points, p => Assert.Equal((0, SpecialCause.None), (p.Value, p.SpecialCause)));
        Assert.Equal(Assurance.Pass, chart.Assurance);
    }

    [Theory]
    [InlineData(100, Better.Higher, Assurance.Pass)]
    [InlineData(95, Better.Higher, Assurance.Pass)]
    [InlineData(94.9, Better.Higher, Assurance.Fail)]
    [InlineData(95, Better.Lower, Assurance.Pass)]
    [InlineData(95.1, Better.Lower, Assurance.Fail)]
    public void Constant_WithOrWithoutScreening_HasItsLimitsAtTheMean_AndMeetsItsTargetOrNot(double value, Better better, Assurance assurance)
    {
        foreach (var screening in new[] { true, false })
        {
            var chart = ProcessChart.Of(new Process(ProcessOn.Value, screening, null, []), better, null, Judged(On(95, Enumerable.Repeat((decimal)value, 15))))!;

            Assert.Equal((value, value, value), (chart.Segments[0].Mean, chart.Segments[0].Lower, chart.Segments[0].Upper));
            Assert.All(chart.Points, p => Assert.Equal(SpecialCause.None, p.SpecialCause));
            Assert.Equal(assurance, chart.Assurance);
        }
    }

    [Fact]
    public void Fixed_AfterAConstantYear_FlagsWhatIsNoLongerConstant()
    {
        var chart = Chart(On(95, [.. Enumerable.Repeat(100m, 12), 99]), process: new Process(ProcessOn.Value, true, 12, []));

        Assert.Equal((100, 100, 100), (chart.Segments[0].Mean, chart.Segments[0].Lower, chart.Segments[0].Upper));
        Assert.Equal(SpecialCause.BelowLower, chart.Points[^1].SpecialCause);
    }

    [Fact]
    public void Limits_OnTheFigure_StopAtWhatIsPlausible_AndTheMarksStay()
    {
        var months = On(95, Noise.Select(n => 98 + (n * 2)));

        var bounded = Chart(months, plausible: new Plausible(0, 100, null));
        var free = Chart(months);

        Assert.True(free.Segments[0].Upper > 100);
        Assert.Equal((free.Segments[0].Lower, 100), (bounded.Segments[0].Lower, bounded.Segments[0].Upper));
        Assert.Equal(free.Points, bounded.Points);
    }

    [Fact]
    public void Limits_OnTheGap_StopAtWhatIsPlausible_WhichMovesWithThePath()
    {
        var months = Noise.Select((n, i) => (Expected: 80 + (decimal)i, Actual: 81 + i + (n * 4))).ToList();

        var chart = Chart(months, ProcessOn.Gap, plausible: new Plausible(0, 100, null));
        var free = Chart(months, ProcessOn.Gap);

        Assert.InRange(free.Segments[0].Upper, 13, 20);
        Assert.Equal((free.Segments[0].Lower, free.Segments[0].Upper), (chart.Segments[0].Lower, chart.Segments[0].Upper));
        Assert.Equal(free.Points, chart.Points);
        // 91 % is expected of December: more than 9 above it nobody can be.
        Assert.Equal(9, chart.LimitsOf(chart.Points[^1]).Upper);
        Assert.All(chart.Points, p => Assert.InRange(p.Expected + chart.LimitsOf(p).Upper, 0, 100));
        Assert.All(chart.Points, p => Assert.InRange(p.Value, chart.LimitsOf(p).Lower, chart.LimitsOf(p).Upper));
    }

    [Fact]
    public void Assurance_OfATargetBeyondThePossible_Fails() =>
        Assert.Equal(Assurance.Fail, Chart(Noise.Select(n => (101m, 99 + n)).ToList(), ProcessOn.Gap, plausible: new Plausible(0, 100, null)).Assurance);

    [Fact]
    public void Limits_WhereReleasedFiguresLieOutsideThePlausible_StayWithinIt()
    {
        var chart = Chart(On(95, [104, 103, 104]), plausible: new Plausible(0, 100, null));

        Assert.Equal((100, 100, Assurance.Pass), (chart.Segments[0].Lower, chart.Segments[0].Upper, chart.Assurance));
        Assert.All(chart.Points, p => Assert.Equal(SpecialCause.None, p.SpecialCause));
    }

    [Fact]
    public void Limits_OnTheGap_WhereSoMuchAheadIsNoLongerPossible_StayWithinThePossible()
    {
        // 20 ahead all along, until the path itself reaches 95 %.
        var months = Noise.Select((n, i) => (Expected: i < 11 ? 60m : 95m, Actual: i < 11 ? 80 + n : 99)).ToList();

        var chart = Chart(months, ProcessOn.Gap, plausible: new Plausible(0, 100, null));

        Assert.Equal(5, chart.LimitsOf(chart.Points[^1]).Upper);
        Assert.InRange(chart.LimitsOf(chart.Points[0]).Upper, 20, 30);
    }

    [Fact]
    public void Rebase_OnADay_BeginsAnewWithTheFirstPeriodThatEndsOnOrAfterIt()
    {
        var months = On(50, [.. Noise.Select(n => 50 + n), .. Noise.Select(n => 70 + n)]);

        var chart = Chart(months, process: new Process(ProcessOn.Value, true, null, [Given.Day("2026-12-31").AddDays(31), Given.Day("2027-01-31").AddMonths(30)]));

        Assert.Equal(["2026-01", "2027-01"], chart.Segments.Select(s => s.From.ToString()));
        Assert.Equal([50, 70], chart.Segments.Select(s => s.Mean));
        Assert.All(chart.Points, p => Assert.Equal(SpecialCause.None, p.SpecialCause));
    }

    [Fact]
    public void Limits_OfAPoint_AreThoseOfItsSegment()
    {
        var months = Enumerable.Range(0, 36).Select(i => new Judgement { Period = January.Plus(i), Standing = Standing.OnTrack, Expected = 0, Actual = (i / 12 * 100) + Noise[i % 12], Gap = 0 }).ToList();
        var chart = ProcessChart.Of(new Process(ProcessOn.Value, false, null, [January.Plus(12).Start, January.Plus(24).Start]), Better.Higher, null, months)!;

        Assert.Equal(3, chart.Segments.Count);
        for (var i = 0; i < 36; i++)
            Assert.Equal((chart.Segments[i / 12].Lower, chart.Segments[i / 12].Upper), chart.LimitsOf(chart.Points[i]));
    }

    [Theory]
    [InlineData(Better.Higher, 98)]
    [InlineData(Better.Lower, 98)]
    [InlineData(Better.Higher, 102)]
    [InlineData(Better.Lower, 102)]
    public void Assurance_OfATargetOnALimit_IsInconsistent(Better better, int target) =>
        Assert.Equal(Assurance.Inconsistent, Chart(Noise.Select(n => ((decimal)target, 100 + n)).ToList(), better: better, plausible: new Plausible(98, 102, null)).Assurance);

    [Fact]
    public void Rebase_BeforeTheFirstPoint_GivesNoEmptySegment()
    {
        var chart = Chart(On(50, Noise), process: new Process(ProcessOn.Value, true, null, [Given.Day("2025-06-01"), Given.Day("2025-07-01"), Given.Day("2026-07-01"), Given.Day("2026-07-15")]));

        Assert.Equal([6, 6], chart.Segments.Select(s => s.Count));
        Assert.All(chart.Segments, s => Assert.True(s.IsProvisional));
    }

    [Fact]
    public void Hole_InTime_NeitherBreaksARunNorCountsInIt()
    {
        var months = Judged(On(50, [.. Noise.Select(n => 50 + (n * 4)), 53, 53, 53, 53, 53, 53, 53, 53]));
        var holes = months.Select((j, i) => i is 15 or 16 ? j with { Standing = Standing.Late, Actual = null, Gap = null } : j).ToList();

        var chart = ProcessChart.Of(new Process(ProcessOn.Value, true, 12, []), Better.Higher, null, [.. holes, months[^1] with { Period = January.Plus(20) }])!;

        Assert.Equal(7, chart.Points.Count(p => p.SpecialCause == SpecialCause.ShiftAbove));
        Assert.DoesNotContain(chart.Points, p => p.Period == January.Plus(15));
    }

    [Fact]
    public void Hole_InTime_IsNoMovingRange_UnlessMostRangesAreOverHoles()
    {
        var drifting = Judged(On(50, [50, 51, 50, 51, 50, 51, 70, 71, 70, 71, 70, 71]));
        var holes = drifting.Select((j, i) => i < 6 ? j : j with { Period = j.Period.Plus(5) }).ToList();
        var everyOther = drifting.Select(j => j with { Period = January.Plus(2 * j.Period.Since(January)) }).ToList();
        ProcessSegment Limits(IReadOnlyList<Judgement> months) => ProcessChart.Of(new Process(ProcessOn.Value, false, null, []), Better.Higher, null, months)!.Segments[0];

        Assert.Equal(2.66 * 29 / 11, Limits(drifting).Upper - 60.5, 1e-12);
        Assert.Equal(2.66, Limits(holes).Upper - 60.5, 1e-12);
        Assert.Equal(Limits(drifting).Upper, Limits(everyOther).Upper);
    }

    [Fact]
    public void Provisional_LimitsAreTheseOfFewerThanTwelvePoints()
    {
        Assert.True(Chart(On(50, Noise.Take(11))).Segments[0].IsProvisional);
        Assert.False(Chart(On(50, Noise)).Segments[0].IsProvisional);
    }

    [Fact]
    public void Evaluation_OfABenefit_IsDrawnByItsPlan()
    {
        var figures = Noise.Select((n, i) => Given.Percent("*", $"{January.Plus(i)}", 50 + n)).ToArray();
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)));

        var gap = ProcessChart.Of(Given.Seen(benefit, Given.Past(figures), "2027-01-15 06:00"))!;
        var value = ProcessChart.Of(Given.Seen(benefit with { Process = Process.Default with { On = ProcessOn.Value } }, Given.Past(figures), "2027-01-15 06:00"))!;

        Assert.Equal(Noise.Select(n => (double)n), gap.Points.Select(p => p.Value));
        Assert.Equal(Noise.Select(n => 50 + (double)n), value.Points.Select(p => p.Value));
    }

    private static List<(decimal Expected, decimal Actual)> On(decimal target, IEnumerable<decimal> values) => [.. values.Select(v => (target, v))];

    private static List<Judgement> Judged(IEnumerable<(decimal Expected, decimal Actual)> months) =>
        [.. months.Select((m, i) => new Judgement { Period = January.Plus(i), Standing = Standing.OnTrack, Expected = m.Expected, Actual = m.Actual, Gap = m.Expected - m.Actual })];

    private static ProcessChart Chart(List<(decimal Expected, decimal Actual)> months, ProcessOn on = ProcessOn.Value, Better better = Better.Higher, Plausible? plausible = null, Process? process = null) =>
        ProcessChart.Of(process ?? Process.Default with { On = on }, better, plausible, Judged(months))!;
}
