using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A figure that has ended its period, and whether it counts.</summary>
/// <param name="Figure">For a sum that does not count: that of its cause.</param>
/// <param name="Unknown">Why it does not count; <see cref="Standing.OnTrack"/> when it does (where it stands is the path's word).</param>
/// <param name="Cause">For a sum that does not count: the unit that it is not known for.</param>
internal readonly record struct Point(Period Period, Figure Figure, decimal? Shown, Standing Unknown, Doubt Doubt, long? Measurement, ReadingStamp Stamp, Cause? Cause = null)
{
    public bool Counts => Unknown == Standing.OnTrack;
}

/// <summary>Turns what was read of a unit into figures that count and figures that do not.</summary>
internal static class Series
{
    /// <summary>One unit's figures in order of period, without the partial ones.</summary>
    public static List<Point> Of(Indicator indicator, Past past, string unit, Moment asOf)
    {
        var measurements = past.Of(unit);
        var points = new List<Point>(measurements.Count);
        var doubts = new Doubts(indicator, past);
        foreach (var m in measurements)
        {
            if (!asOf.HasEnded(m.Period) || !m.Stamp.TakenAt.HasEnded(m.Period))
                continue;
            // What was measured as another kind of figure before is on file, but not judged.
            if (m.Figure.Kind is FigureKind.Ratio or FigureKind.Value && m.Figure.Kind == FigureKind.Ratio != (indicator.Kind == IndicatorKind.Ratio))
                continue;
            var shown = indicator.Shown(m.Figure);
            var doubt = shown is not { } number || m.Decision == Decision.Released ? Doubt.None
                : m.Decision == Decision.Rejected ? Doubt.Rejected
                : m.Decision == Decision.Questioned ? Doubt.Questioned
                : doubts.Of(m, number);
            var unknown = m.Figure.Kind == FigureKind.Suppressed ? Standing.Suppressed
                : shown is null ? Standing.NotANumber
                : doubt != Doubt.None ? Standing.Held
                : Standing.OnTrack;
            if (unknown == Standing.OnTrack)
                doubts.Count(m, shown!.Value);
            points.Add(new Point(m.Period, m.Figure, shown, unknown, doubt, m.Id == 0 ? null : m.Id, m.Stamp));
        }

        return points;
    }

    /// <summary>
    /// All units together, period by period: sums of numerators and denominators, never a mean of percentages.
    /// A period in which an expected unit does not count takes the first such standing, unless <paramref name="knownUnitsWill"/> do.
    /// </summary>
    /// <param name="units">Each unit, its points, and the first period it is expected in.</param>
    /// <param name="missing">What a unit without a figure stands at in a period.</param>
    public static List<Point> Sum(Indicator indicator, IReadOnlyList<(string Unit, List<Point> Points, Period ExpectedFrom)> units, bool knownUnitsWill, Func<Period, Standing> missing)
    {
        var usual = units.Count == 0 ? 0 : units[0].Points.Count;
        var sums = new List<Point>(usual);
        var next = new int[units.Count];
        for (var current = Earliest(units, next); current is { } period; current = Earliest(units, next))
        {
            Figure? sum = null;
            var (unknown, stamp) = (Standing.OnTrack, (ReadingStamp?)null);
            var (cause, unit) = ((Point?)null, "");
            for (var u = 0; u < units.Count; u++)
            {
                var (name, points, from) = units[u];
                var point = next[u] < points.Count && points[next[u]].Period == period ? points[next[u]++] : (Point?)null;
                if (point is null && period < from)
                    continue;
                if (point is { } p)
                {
                    stamp = stamp is null || stamp.TakenAt.Instant < p.Stamp.TakenAt.Instant ? p.Stamp : stamp;
                    if (p.Counts)
                        sum = sum?.Plus(p.Figure) ?? p.Figure;
                }

                var standing = point?.Unknown ?? missing(period);
                // A figure that waits for a decision comes before one that was decided on.
                if (standing != Standing.OnTrack && (unknown == Standing.OnTrack || standing < unknown || (standing == unknown && cause?.Doubt == Doubt.Rejected && point?.Doubt != Doubt.Rejected)))
                    (unknown, cause, unit) = (standing, point, name);
            }

            // Before it is due nobody is missing: a sum of the quickest units would be news of nothing.
            if (knownUnitsWill && sum is not null && unknown != Standing.NotYetDue)
                unknown = Standing.OnTrack;
            var shown = sum is { } s ? indicator.Shown(s) : null;
            sums.Add(unknown != Standing.OnTrack ? new Point(period, cause?.Figure ?? Figure.NotANumber, null, unknown, cause?.Doubt ?? Doubt.None, cause?.Measurement, stamp!, new Cause(unit, cause?.Shown))
                : new Point(period, sum ?? Figure.NotANumber, shown, shown is null ? Standing.NotANumber : Standing.OnTrack, Doubt.None, null, stamp!));
        }

        return sums;
    }

    // The first period that is not summed yet.
    private static Period? Earliest(IReadOnlyList<(string Unit, List<Point> Points, Period ExpectedFrom)> units, int[] next)
    {
        Period? earliest = null;
        for (var u = 0; u < units.Count; u++)
        {
            if (next[u] < units[u].Points.Count && (earliest is null || units[u].Points[next[u]].Period < earliest))
                earliest = units[u].Points[next[u]].Period;
        }

        return earliest;
    }
}
