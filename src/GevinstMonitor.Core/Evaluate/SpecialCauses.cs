namespace GevinstMonitor.Core.Evaluate;

/// <summary>
/// Finds the special causes in a segment of a process behaviour chart, by the four rules of NHS England's Making Data Count (2019) as the R package
/// NHSRplotthedots 0.2.2 computes them; they go back to Shewhart (1931), the Western Electric handbook (1956) and Nelson (1984).
/// </summary>
/// <remarks>
/// A period that is not known neither breaks a run nor counts in it. While nothing has changed, seven known points in a row lie on one side as often
/// with a hole between them as without, so nothing more is flagged falsely; breaking the run would only tell later. The package does the same, and so does
/// <see cref="OffPath"/>.
/// </remarks>
public static class SpecialCauses
{
    private const int Run = 7;

    /// <summary>Marks every point of a run with the rule it breaks. Stronger rules overwrite weaker ones: shift, two in three, trend, outside.</summary>
    /// <param name="points">One segment's, in order of period, with their zones.</param>
    public static void Mark(Span<ProcessPoint> points)
    {
        MarkShifts(points);
        MarkTwoInThree(points);
        MarkTrends(points);
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].Zone is Zone.AboveUpper or Zone.BelowLower)
                Mark(points.Slice(i, 1), points[i].Zone > 0 ? SpecialCause.AboveUpper : SpecialCause.BelowLower);
        }
    }

    // Seven in a row strictly on one side; a point on the mean breaks the run.
    private static void MarkShifts(Span<ProcessPoint> points)
    {
        var length = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var side = Side(points[i]);
            length = side == 0 ? 0 : length > 0 && Side(points[i - 1]) == side ? length + 1 : 1;
            if (length >= Run)
                Mark(points[(i - Run + 1)..(i + 1)], side > 0 ? SpecialCause.ShiftAbove : SpecialCause.ShiftBelow);
        }
    }

    // All three on one side, and two of them or three near the limit; only those are marked.
    private static void MarkTwoInThree(Span<ProcessPoint> points)
    {
        for (var i = 2; i < points.Length; i++)
        {
            var three = points[(i - 2)..(i + 1)];
            var side = Side(three[0]);
            if (side == 0 || Side(three[1]) != side || Side(three[2]) != side || Near(three[0]) + Near(three[1]) + Near(three[2]) < 2)
                continue;
            for (var k = 0; k < 3; k++)
            {
                if (Near(three[k]) > 0)
                    Mark(three.Slice(k, 1), side > 0 ? SpecialCause.TwoInThreeAbove : SpecialCause.TwoInThreeBelow);
            }
        }
    }

    // Six strict steps one way; no step breaks them. Where an upward run ends and a downward one begins, the point belongs to the newer.
    private static void MarkTrends(Span<ProcessPoint> points)
    {
        var (steps, before) = (0, 0);
        for (var i = 1; i < points.Length; i++)
        {
            var way = points[i].Value.CompareTo(points[i - 1].Value);
            steps = way == 0 ? 0 : way == before ? steps + 1 : 1;
            before = way;
            if (steps >= Run - 1)
                Mark(points[(i - Run + 1)..(i + 1)], way > 0 ? SpecialCause.TrendUp : SpecialCause.TrendDown);
        }
    }

    private static int Side(in ProcessPoint point) => Math.Sign((int)point.Zone);

    private static int Near(in ProcessPoint point) => point.Zone is Zone.NearUpper or Zone.NearLower ? 1 : 0;

    private static void Mark(Span<ProcessPoint> points, SpecialCause cause)
    {
        foreach (ref var point in points)
            point = point with { SpecialCause = cause };
    }
}
