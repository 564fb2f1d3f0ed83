namespace GevinstMonitor.Core.Evaluate;

/// <summary>A straight line from the newest level on, and how far off it the figure so many periods ahead may be.</summary>
/// <param name="Level">Where the series is in the newest period.</param>
/// <param name="Slope">What it moves by in a period.</param>
/// <param name="Below">At most 0: one time in ten the figure is lower than the line by more.</param>
/// <param name="Above">At least 0: one time in ten the figure is higher than the line by more.</param>
internal readonly record struct Projection(double Level, double Slope, double Below, double Above)
{
    private const double Tail = (1 - Forecast.Coverage) / 2;

    // The fewest errors of which the first is a tenth: with m errors, one in m + 1 of what comes lies below the least of them.
    private const int LeastErrors = 9;

    public double At(int ahead) => Level + (Slope * ahead);

    /// <param name="times">The periods, rising; at least two.</param>
    /// <param name="ahead">How many periods after the newest; at least 1.</param>
    /// <returns>Null when there are too few pairs of figures at any one distance to learn from.</returns>
    /// <remarks>
    /// The level is the newest figure or the median of the newest three, whichever has erred less. An error so many periods ahead of a line whose slope was taken
    /// from the same figures is too small: of a random walk with drift its variance is h σ² (1 − h/T), and that of a figure not yet seen h σ² (1 + h/T), where T is the
    /// time from the first figure to the newest (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed. 2021, 5.5: the drift method). Where the series is too
    /// short to have erred so many periods ahead, errors of fewer grow by the root of the time, as of a random walk.
    /// </remarks>
    public static Projection? Of(ReadOnlySpan<int> times, ReadOnlySpan<double> values, int ahead)
    {
        var slope = SlopeOf(times, values);
        Span<double> errors = stackalloc double[values.Length];
        Span<double> others = stackalloc double[values.Length];
        var span = times[^1] - times[0];
        if (DistanceNear(ahead, span, times) is not { } distance)
            return null;

        var one = Errors(times, values, slope, distance, 1, errors);
        var three = Errors(times, values, slope, distance, 3, others);
        var robust = three >= LeastErrors && MeanSize(others[..three]) < MeanSize(errors[..one]);
        errors = robust ? others[..three] : errors[..one];
        errors.Sort();
        var wider = Math.Sqrt(Math.Max(1, (double)ahead / distance) * (1 + ((double)ahead / span)) / (1 - ((double)distance / span)));
        return new Projection(LevelAt(times, values, slope, times.Length - 1, robust ? 3 : 1), slope,
            wider * Math.Min(0, Quantile(errors, Tail)), wider * Math.Max(0, Quantile(errors, 1 - Tail)));
    }

    // Theil, "A rank-invariant method of linear and polynomial regression analysis", 1950, the incomplete method: the median of the slopes from each figure of the
    // first half to its fellow in the second. Of thirty-six figures that is eighteen slopes instead of six hundred and thirty.
    private static double SlopeOf(ReadOnlySpan<int> times, ReadOnlySpan<double> values)
    {
        var half = times.Length / 2;
        var later = times.Length - half;
        Span<double> slopes = stackalloc double[half];
        for (var i = 0; i < half; i++)
            slopes[i] = (values[i + later] - values[i]) / (times[i + later] - times[i]);
        slopes.Sort();
        return (slopes[(half - 1) / 2] + slopes[half / 2]) / 2;
    }

    // The distance that errors are learnt from: the one asked for, else the nearest shorter one, else the nearest longer one at which there are enough of them.
    private static int? DistanceNear(int ahead, int span, ReadOnlySpan<int> times)
    {
        for (var shorter = Math.Min(ahead, span); shorter > 0; shorter--)
        {
            if (Pairs(times, shorter) >= LeastErrors)
                return shorter;
        }

        for (var longer = ahead + 1; longer <= span; longer++)
        {
            if (Pairs(times, longer) >= LeastErrors)
                return longer;
        }

        return null;
    }

    private static int Pairs(ReadOnlySpan<int> times, int distance)
    {
        var pairs = 0;
        for (int i = 0, later = 0; i < times.Length; i++)
            pairs += Finds(times, times[i] + distance, ref later) ? 1 : 0;
        return pairs;
    }

    private static int Errors(ReadOnlySpan<int> times, ReadOnlySpan<double> values, double slope, int distance, int levelOf, Span<double> into)
    {
        var count = 0;
        for (int i = levelOf - 1, later = 0; i < times.Length; i++)
        {
            if (Finds(times, times[i] + distance, ref later))
                into[count++] = values[later] - LevelAt(times, values, slope, i, levelOf) - (slope * distance);
        }

        return count;
    }

    private static bool Finds(ReadOnlySpan<int> times, int time, ref int index)
    {
        while (index < times.Length && times[index] < time)
            index++;
        return index < times.Length && times[index] == time;
    }

    // The figure itself, or the median of it and the two before it, each moved along the slope to its time.
    private static double LevelAt(ReadOnlySpan<int> times, ReadOnlySpan<double> values, double slope, int i, int levelOf)
    {
        if (levelOf == 1)
            return values[i];
        var (a, b, c) = (values[i], values[i - 1] + (slope * (times[i] - times[i - 1])), values[i - 2] + (slope * (times[i] - times[i - 2])));
        return Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
    }

    private static double MeanSize(ReadOnlySpan<double> errors)
    {
        var sum = 0d;
        foreach (var error in errors)
            sum += Math.Abs(error);
        return sum / errors.Length;
    }

    // What is not yet seen lies below the k-th of m sorted values with chance k / (m + 1), whatever their distribution (Vovk, Gammerman and Shafer, Algorithmic Learning
    // in a Random World, 2005); between two of them, in proportion.
    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length + 1);
        var below = Math.Clamp((int)place, 1, sorted.Length);
        var above = Math.Min(below + 1, sorted.Length);
        return sorted[below - 1] + (Math.Clamp(place - below, 0, 1) * (sorted[above - 1] - sorted[below - 1]));
    }
}
