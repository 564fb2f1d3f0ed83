using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>A series of at least twelve figures with holes, and a milestone ahead of it.</summary>
public sealed record AnySeries(IReadOnlyList<(int Month, decimal Value)> Figures, int Ahead, decimal Target)
{
    public static Arbitrary<AnySeries> Arbitrary() =>
        (from count in Gen.Choose(12, 60)
         from steps in Gen.ArrayOf(Gen.Frequency((9, Gen.Constant(1)), (1, Gen.Choose(2, 5))), count)
         from values in Gen.ArrayOf(Gen.Choose(-1000, 1000), count)
         from trend in Gen.Choose(-30, 30)
         from ahead in Gen.Choose(1, 30)
         from target in Gen.Choose(-2000, 2000)
         select Of(steps, values, trend, ahead, target)).ToArbitrary();

    private static AnySeries Of(int[] steps, int[] values, int trend, int ahead, int target)
    {
        var (month, figures) = (0, new List<(int, decimal)>());
        for (var i = 0; i < steps.Length; i++)
            figures.Add((month += steps[i], (values[i] + (trend * i)) / 10m));
        return new AnySeries(figures, ahead, target / 10m);
    }

    public Forecast? Forecast(Better better = Better.Higher, decimal times = 1, decimal plus = 0, Plausible? plausible = null)
    {
        var first = Given.Period("2020-01");
        var path = Given.Path(new Baseline(Given.Day("2019-12-31"), 0), new Milestone(first.Plus(Figures[^1].Month + Ahead).LastDay, (Target * times) + plus));
        return Core.Evaluate.Forecast.Of(
            [.. Figures.Select(f => new Judgement { Period = first.Plus(f.Month), Standing = Standing.OnTrack, Expected = 0, Actual = (f.Value * times) + plus, Gap = 0 })],
            path, better, plausible, []);
    }
}

[Properties(Arbitrary = [typeof(AnySeries)])]
public class ForecastProperties
{
    [Property]
    public void Interval_OfAnySeries_HoldsTheProjection(AnySeries series)
    {
        if (series.Forecast() is { } forecast)
            Assert.InRange(forecast.Projected, forecast.Lower, forecast.Upper);
    }

    [Property]
    public void Interval_WithinThePlausible_StaysThere(AnySeries series)
    {
        if (series.Forecast() is not { } free || series.Forecast(plausible: new Plausible(-20, 30, null)) is not { } forecast)
            return;
        Assert.Equal(new[] { free.Lower, free.Projected, free.Upper }.Select(value => Math.Clamp(value, -20, 30)), [forecast.Lower, forecast.Projected, forecast.Upper]);
    }

    [Property]
    public void Outlook_OfAnySeries_IsWhereTheMilestoneLies(AnySeries series)
    {
        if (series.Forecast() is not { } forecast)
            return;
        var target = (double)series.Target;
        Assert.Equal(target <= forecast.Lower ? Outlook.Will : target <= forecast.Upper ? Outlook.May : Outlook.WillNot, forecast.Outlook);
        Assert.Equal(forecast.Outlook == Outlook.WillNot, forecast.Misses(Better.Higher, 0));
    }

    [Property]
    public void Forecast_OfTheSameSeriesInAnotherUnit_SaysTheSame(AnySeries series, byte plus)
    {
        var (one, other) = (series.Forecast(), series.Forecast(times: 4, plus: plus));

        Assert.Equal((one?.Outlook, one?.Reached), (other?.Outlook, other?.Reached));
        Assert.Equal(4 * one?.Lower + plus ?? 0, other?.Lower ?? 0, 1e-6);
        Assert.Equal(4 * one?.Upper + plus ?? 0, other?.Upper ?? 0, 1e-6);
    }

    [Property]
    public void Forecast_OfTheSameSeriesUpsideDown_SaysTheSame(AnySeries series)
    {
        var (one, other) = (series.Forecast(), series.Forecast(Better.Lower, times: -1));

        Assert.Equal((one?.Outlook, one?.Reached), (other?.Outlook, other?.Reached));
        Assert.Equal(-one?.Upper ?? 0, other?.Lower ?? 0, 1e-9);
    }

    // Each step between one and two of a size: even a slow stretch goes on upwards.
    [Property]
    public void Forecast_OfAFigureThatRisesEveryMonth_WillReachWhatItHasReached(byte[] steps, byte ahead)
    {
        var (value, figures) = (0m, new List<(int, decimal)>());
        for (var i = 0; i < 12 + Math.Min(24, steps.Length); i++)
            figures.Add((i, value += 1 + ((i < steps.Length ? steps[i] : i % 2) / 255m)));
        var series = new AnySeries(figures, 1 + (ahead % 6), value);

        var forecast = series.Forecast()!;

        Assert.Equal(Outlook.Will, forecast.Outlook);
        Assert.NotEqual(Outlook.WillNot, (series with { Target = value + (series.Ahead / 2m) }).Forecast()!.Outlook);
        Assert.NotNull((series with { Target = value + 100 }).Forecast()!.Reached);
    }
}
