using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public sealed class ForecastTests
{
    private static Period January => Given.Period("2026-01");

    // Ups and downs without a direction, of at most 2.
    private static readonly decimal[] Noise = [0, 2, -1, 1, -2, 0, 1, -1, 2, -2, 1, 0, -1, 2, 0, -2, 1, -1];

    [Theory]
    [InlineData(60, Outlook.Will, "2027-05")]
    [InlineData(64, Outlook.Will, "2027-09")]
    [InlineData(66, Outlook.WillNot, "2027-11")]
    public void Forecast_OfASteadyRise_GoesOnAlongIt(int target, Outlook outlook, string reached)
    {
        // 44 in January 2026 and one more each month: 55 in December, 64 in September 2027.
        var forecast = Of(Enumerable.Range(0, 12).Select(i => 44m + i), "2027-09-30", target)!;

        Assert.Equal((64, 64, 64), (Math.Round(forecast.Projected, 9), Math.Round(forecast.Lower, 9), Math.Round(forecast.Upper, 9)));
        Assert.Equal((outlook, reached), (forecast.Outlook, $"{forecast.Reached}"));
        Assert.Equal("2027-09", $"{forecast.Period}");
    }

    [Theory]
    [InlineData(0.1, 100)]
    [InlineData(0.7, 3)]
    [InlineData(0.1, 1_000_000)]
    [InlineData(0.7, -1_000_003)]
    public void Forecast_OfARiseThatEndsOnTheTargetExactly_Will(double step, double from)
    {
        var values = Enumerable.Range(0, 18).Select(i => (decimal)from + (i * (decimal)step));

        var forecast = Of(values, "2027-12-31", (decimal)from + (23 * (decimal)step))!;

        Assert.Equal((Outlook.Will, "2027-12"), (forecast.Outlook, $"{forecast.Reached}"));
    }

    [Fact]
    public void Forecast_OfAFigureThatMustFall_LooksDownwards()
    {
        var falling = Enumerable.Range(0, 12).Select(i => 100m - i).ToList();

        Assert.Equal(Outlook.Will, Of(falling, "2027-03-31", 86, Better.Lower)!.Outlook);
        Assert.Equal(Outlook.WillNot, Of(falling, "2027-03-31", 85, Better.Lower)!.Outlook);
        Assert.Equal("2027-04", $"{Of(falling, "2027-03-31", 85, Better.Lower)!.Reached}");
        Assert.Null(Of(falling, "2027-03-31", 101)!.Reached);
    }

    [Theory]
    [InlineData(44, Outlook.Will)]
    [InlineData(50, Outlook.May)]
    [InlineData(56, Outlook.WillNot)]
    public void Forecast_OfNoiseWithoutDirection_SaysMayWithinTheNoise(int target, Outlook outlook)
    {
        var forecast = Of(Noise.Select(n => 50 + n), "2027-12-31", target)!;

        Assert.Equal(outlook, forecast.Outlook);
        Assert.InRange(forecast.Projected, 48, 52);
        Assert.InRange(forecast.Upper - forecast.Lower, 3, 10);
    }

    [Fact]
    public void Interval_OfAMilestoneFurtherAhead_IsWider()
    {
        double Width(string by) => Of(Noise.Select(n => 50 + n), by, 60) is { } f ? f.Upper - f.Lower : double.NaN;

        Assert.True(Width("2027-09-30") < Width("2028-06-30"));
        Assert.True(Width("2028-06-30") < Width("2030-06-30"));
    }

    [Fact]
    public void Level_AfterOneBadMonth_IsNotThatMonth()
    {
        decimal[] swinging = [.. Noise.Select((n, i) => 50 + (i % 3 == 0 ? -8m : n / 2))];

        Assert.InRange(Of([.. swinging.Take(15), 42], "2027-05-31", 50)!.Projected, 47, 53);
    }

    [Fact]
    public void Forecast_WithinThePlausible_NeverLeavesIt()
    {
        var rising = Enumerable.Range(0, 12).Select(i => 88m + i).ToList();

        var forecast = Of(rising, "2027-12-31", 100, plausible: new Plausible(0, 100, null))!;
        var beyond = Of(rising, "2027-12-31", 101, plausible: new Plausible(0, 100, null))!;

        Assert.Equal((100, 100, 100, Outlook.Will, "2027-01"), (forecast.Projected, forecast.Lower, forecast.Upper, forecast.Outlook, $"{forecast.Reached}"));
        Assert.Equal((100, Outlook.WillNot, null), (beyond.Projected, beyond.Outlook, beyond.Reached));
    }

    [Fact]
    public void Forecast_OfFewerThanTwelveFigures_IsNone()
    {
        Assert.Null(Of(Noise.Take(11), "2027-12-31", 2));
        Assert.NotNull(Of(Noise.Take(12), "2027-12-31", 2));
        Assert.Null(Forecast.Of([.. Judged(Noise.Take(12)).Select((j, i) => i == 5 ? Unknown(j) : j)], To("2027-12-31", 2), Better.Higher, null, []));
    }

    [Fact]
    public void Forecast_AfterARebase_KnowsWhatCameSince()
    {
        var months = Judged([.. Noise, .. Enumerable.Range(0, 12).Select(i => 80m + i)]);
        Forecast? Rebased(params DateOnly[] days) => Forecast.Of(months, To("2028-12-31", 97), Better.Higher, null, days);

        Assert.Equal(97, Rebased(Given.Day("2027-07-31"))!.Projected, 1e-9);
        Assert.Null(Rebased(Given.Day("2027-08-01")));
        Assert.Null(Rebased(Given.Day("2028-06-30")));
        // A rebase that is only planned changes nothing yet.
        Assert.Equal(Rebased(), Rebased(Given.Day("2029-01-01")));
    }

    [Fact]
    public void Forecast_AtOrAfterTheLastMilestone_IsNone()
    {
        Assert.Null(Of(Noise.Take(12), "2026-12-31", 2));
        Assert.Null(Of(Noise.Take(13), "2026-12-31", 2));
        Assert.Null(Forecast.Of([.. Judged(Noise.Take(12)), new Judgement { Period = January.Plus(12), Standing = Standing.Late, Expected = 2 }], To("2027-01-31", 2), Better.Higher, null, []));
    }

    [Fact]
    public void Forecast_ToAMilestone_IsToTheFirstThatLiesAhead()
    {
        var path = Given.Path(new Baseline(Given.Day("2025-12-31"), 0), new Milestone(Given.Day("2026-12-31"), 1), new Milestone(Given.Day("2027-02-15"), 2), new Milestone(Given.Day("2027-12-31"), 3));

        var forecast = Forecast.Of(Judged(Noise.Take(12)), path, Better.Higher, null, [])!;

        Assert.Equal((Given.Day("2027-02-15"), "2027-02"), (forecast.Milestone.By, $"{forecast.Period}"));
    }

    [Fact]
    public void Forecast_WhereTheNewestMonthsAreMissing_GoesOnFromTheNewestKnown()
    {
        var months = Judged(Enumerable.Range(0, 15).Select(i => 44m + i)).Select((j, i) => i > 12 ? Unknown(j) : j).ToList();

        Assert.Equal(64, Forecast.Of(months, To("2027-09-30", 64), Better.Higher, null, [])!.Projected, 1e-9);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Forecast_OfFiguresFurtherApart_LearnsFromTheDistancesThereAre(int apart, int ahead)
    {
        var months = Enumerable.Range(0, 16).Select(i => Judged(January.Plus(i * apart), 50 + i + Noise[i])).ToList();

        var forecast = Forecast.Of(months, To($"{January.Plus((15 * apart) + ahead).LastDay:O}", 60), Better.Higher, null, [])!;

        Assert.InRange(forecast.Projected, 62, 68);
        Assert.InRange(forecast.Upper - forecast.Lower, 2, 12);
    }

    [Theory]
    [InlineData(PeriodKind.Day)]
    [InlineData(PeriodKind.Week)]
    [InlineData(PeriodKind.Quarter)]
    [InlineData(PeriodKind.HalfYear)]
    [InlineData(PeriodKind.Year)]
    public void Forecast_OfAnyPeriod_CountsInItsOwn(PeriodKind kind)
    {
        var first = Period.Containing(kind, January.Start);
        var months = Enumerable.Range(0, 12).Select(i => Judged(first.Plus(i), 44 + i)).ToList();

        var forecast = Forecast.Of(months, To($"{first.Plus(15).LastDay:O}", 60), Better.Higher, null, [])!;

        Assert.Equal((59, first.Plus(15), first.Plus(16)), (Math.Round(forecast.Projected, 9), forecast.Period, forecast.Reached));
    }

    [Fact]
    public void Reached_InMoreThanAHundredYears_IsNever()
    {
        var slow = Enumerable.Range(0, 12).Select(i => 10 + (i * 0.001m)).ToList();

        Assert.Equal("2126-01", $"{Of(slow, "2027-12-31", 11.2m)!.Reached}");
    }

    [Fact]
    public void Misses_ByMoreThanTheTolerance_IsSaidOfTheBetterEnd()
    {
        var rising = Enumerable.Range(0, 12).Select(i => 44m + i).ToList();
        var forecast = Of(rising, "2027-01-31", 58)!;

        Assert.True(forecast.Misses(Better.Higher, 1.9m));
        Assert.False(forecast.Misses(Better.Higher, 2));
        Assert.False(Of(rising, "2027-01-31", 56)!.Misses(Better.Higher, 0));
        Assert.True(Of(rising.Select(v => -v), "2027-01-31", -58, Better.Lower)!.Misses(Better.Lower, 1.9m));
        Assert.False(Of(rising.Select(v => -v), "2027-01-31", -58, Better.Lower)!.Misses(Better.Lower, 2));
    }

    [Fact]
    public void Evaluation_OfABenefit_IsForecastByItsPlan()
    {
        var figures = Enumerable.Range(0, 12).Select(i => Given.Percent("*", $"{January.Plus(i)}", 44 + i)).ToArray();
        var benefit = Given.Benefit(Given.Whole(To("2027-12-31", 70)));

        var forecast = Forecast.Of(Given.Seen(benefit, Given.Past(figures), "2027-01-15 06:00"))!;

        Assert.Equal((67, Outlook.WillNot, "2028-03"), (Math.Round(forecast.Projected, 9), forecast.Outlook, $"{forecast.Reached}"));
    }

    private static TargetPath To(string by, decimal target) => Given.Path(new Baseline(Given.Day("2020-12-31"), 40), new Milestone(Given.Day(by), target));

    private static Judgement Judged(Period period, decimal value) => new() { Period = period, Standing = Standing.OnTrack, Expected = 0, Actual = value, Gap = -value };

    private static List<Judgement> Judged(IEnumerable<decimal> values) => [.. values.Select((v, i) => Judged(January.Plus(i), v))];

    private static Judgement Unknown(Judgement judgement) => judgement with { Standing = Standing.Late, Actual = null, Gap = null };

    private static Forecast? Of(IEnumerable<decimal> values, string by, decimal target, Better better = Better.Higher, Plausible? plausible = null) =>
        Forecast.Of(Judged(values), To(by, target), better, plausible, []);
}
