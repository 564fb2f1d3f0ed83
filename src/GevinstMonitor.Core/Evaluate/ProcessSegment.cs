using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A part of a process behaviour chart between two rebase days, with the limits that its points gave.</summary>
/// <param name="From">The period of its first point.</param>
/// <param name="Count">How many points it has; at least 1.</param>
/// <param name="BaselineCount">How many of them, the first, gave the limits.</param>
/// <param name="Mean">Their mean, in the indicator's unit.</param>
/// <param name="Lower">The lower limit, within what was possible at any of its points; NaN for a single point, which has no moving range.</param>
/// <param name="Upper">The upper limit, in the same way.</param>
/// <remarks>
/// Limits are mean ± 2.66 × the mean moving range (Shewhart 1931; Wheeler, Understanding Variation, 1993; 2.66 = 3 / d₂, d₂ = 1.128 for ranges of two).
/// </remarks>
public readonly record struct ProcessSegment(Period From, int Count, int BaselineCount, double Mean, double Lower, double Upper)
{
    private const double Limit = 2.66;

    // D₄, the upper limit of a chart of ranges of two: a range beyond it is no common variation.
    private const double Screen = 3.267;

    /// <summary>Whether fewer points than <see cref="Process.LeastPoints"/> gave the limits: then they still move much.</summary>
    public bool IsProvisional => BaselineCount < Process.LeastPoints;

    /// <summary>Computes the limits of a segment, puts its points into their zones and marks their special causes.</summary>
    /// <remarks>
    /// Differences from NHSRplotthedots 0.2.2. There a constant baseline under screening has no limits (0 &lt; 3.267 × 0 is false, so that no range is left);
    /// here they are at the mean. There limits pass what is possible; here they stop at it, which moves no plausible point to another zone. There a range
    /// over a hole in time counts as any other; here it is left out where most ranges are between neighbours, because it measures what the process does in
    /// several periods, not in one, and would widen the limits of a process that drifts.
    /// </remarks>
    internal static ProcessSegment Of(Process process, Plausible? plausible, Span<ProcessPoint> points)
    {
        var baseline = points[..Math.Min(points.Length, process.FixAfter ?? points.Length)];
        // From the first value on, so that a constant series is exactly on its mean.
        var sum = 0d;
        foreach (ref readonly var point in baseline)
            sum += point.Value - baseline[0].Value;
        var mean = baseline[0].Value + (sum / baseline.Length);
        var hasHoles = baseline[^1].Period.Since(baseline[0].Period) != baseline.Length - 1;
        var neighboursOnly = hasHoles && Neighbours(baseline) * 2 >= baseline.Length - 1;
        var range = MeanRange(baseline, neighboursOnly, double.PositiveInfinity);
        if (process.Screening && range > 0)
            range = MeanRange(baseline, neighboursOnly, Screen * range);

        var segment = new ProcessSegment(points[0].Period, points.Length, baseline.Length, mean, mean - (Limit * range), mean + (Limit * range));
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (ref var point in points)
        {
            point = point with { Zone = segment.ZoneOf(point.Value, Limit * range * 2 / 3) };
            (least, most) = (Math.Min(least, point.Expected), Math.Max(most, point.Expected));
        }

        SpecialCauses.Mark(points);
        return process.On == ProcessOn.Gap ? segment.Within(plausible, least, most) : segment.Within(plausible, 0, 0);
    }

    /// <summary>The limits within what is possible; where the mean itself is not possible, on the gap of a steep path or after a released figure, both are on one side of it.</summary>
    /// <param name="leastExpected">On the gap the least that was expected, so that most is possible; 0 on the figure itself.</param>
    /// <param name="mostExpected">On the gap the most that was expected; 0 on the figure itself.</param>
    internal ProcessSegment Within(Plausible? plausible, double leastExpected, double mostExpected)
    {
        var least = (double?)plausible?.Min - mostExpected ?? double.NegativeInfinity;
        var most = (double?)plausible?.Max - leastExpected ?? double.PositiveInfinity;
        return this with { Lower = Math.Min(most, Math.Max(least, Lower)), Upper = Math.Min(most, Math.Max(least, Upper)) };
    }

    private static int Neighbours(ReadOnlySpan<ProcessPoint> points)
    {
        var count = 0;
        for (var i = 1; i < points.Length; i++)
            count += AreNeighbours(points, i) ? 1 : 0;
        return count;
    }

    private static bool AreNeighbours(ReadOnlySpan<ProcessPoint> points, int i) => points[i].Period.Since(points[i - 1].Period) == 1;

    /// <summary>The mean of the moving ranges strictly below a bound; NaN when there is none.</summary>
    private static double MeanRange(ReadOnlySpan<ProcessPoint> points, bool neighboursOnly, double below)
    {
        var (sum, count) = (0d, 0);
        for (var i = 1; i < points.Length; i++)
        {
            var range = Math.Abs(points[i].Value - points[i - 1].Value);
            if (range < below && (!neighboursOnly || AreNeighbours(points, i)))
                (sum, count) = (sum + range, count + 1);
        }

        return sum / count;
    }

    // Without limits (NaN) no comparison with them holds.
    private Zone ZoneOf(double value, double twoSigma) =>
        double.IsNaN(Lower) || value == Mean ? Zone.OnMean
        : value > Mean ? (value > Upper ? Zone.AboveUpper : value > Mean + twoSigma ? Zone.NearUpper : Zone.Above)
        : value < Lower ? Zone.BelowLower : value < Mean - twoSigma ? Zone.NearLower : Zone.Below;
}
