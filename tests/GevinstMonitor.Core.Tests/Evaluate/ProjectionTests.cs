using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The projection and its interval against what their remarks say, computed the long way: every pair of figures looked up by its month.</summary>
[Properties(Arbitrary = [typeof(AnySeries)])]
public class ProjectionTests
{
    [Property]
    public void Projection_OfAnySeries_IsTheMedianSlopeAndWhatItHasErredBy(AnySeries series)
    {
        var expected = Projected(series);

        var forecast = series.Forecast();

        Assert.Equal(expected is null, forecast is null);
        if (expected is not { } e || forecast is null)
            return;
        Assert.Equal(e.Value, forecast.Projected, 1e-9);
        Assert.Equal(e.Lower, forecast.Lower, 1e-9);
        Assert.Equal(e.Upper, forecast.Upper, 1e-9);
    }

    private static (double Value, double Lower, double Upper)? Projected(AnySeries series)
    {
        var figures = series.Figures.TakeLast(Forecast.MostPoints).Select(f => (f.Month, Value: (double)f.Value)).ToList();
        var (ahead, span, byMonth) = (series.Ahead, figures[^1].Month - figures[0].Month, figures.ToDictionary(f => f.Month, f => f.Value));
        var later = figures.Count - (figures.Count / 2);
        var slope = Median([.. figures.Zip(figures.Skip(later), (a, b) => (b.Value - a.Value) / (b.Month - a.Month))]);
        var enough = Enumerable.Range(1, span).Where(d => figures.Count(f => byMonth.ContainsKey(f.Month + d)) >= 9).ToList();
        if (enough.Count == 0)
            return null;
        var distance = enough.Exists(d => d <= ahead) ? enough.FindLast(d => d <= ahead) : enough[0];

        double LevelAt(int i, int of) => Median([.. Enumerable.Range(i - of + 1, of).Select(k => figures[k].Value + (slope * (figures[i].Month - figures[k].Month)))]);
        List<double> Errors(int of) => [.. Enumerable.Range(of - 1, figures.Count - of + 1).Where(i => byMonth.ContainsKey(figures[i].Month + distance))
            .Select(i => byMonth[figures[i].Month + distance] - LevelAt(i, of) - (slope * distance)).Order()];
        var three = Errors(3);
        var levelOf = three.Count >= 9 && three.Average(Math.Abs) < Errors(1).Average(Math.Abs) ? 3 : 1;

        var wider = Math.Sqrt(Math.Max(1, (double)ahead / distance) * (1 + ((double)ahead / span)) / (1 - ((double)distance / span)));
        var value = LevelAt(figures.Count - 1, levelOf) + (slope * ahead);
        return (value, value + (wider * Math.Min(0, Quantile(Errors(levelOf), 0.1))), value + (wider * Math.Max(0, Quantile(Errors(levelOf), 0.9))));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    // The k-th of m lies at k / (m + 1).
    private static double Quantile(List<double> sorted, double share)
    {
        var place = Math.Clamp(share * (sorted.Count + 1), 1, sorted.Count) - 1;
        var (low, high) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
    }
}
