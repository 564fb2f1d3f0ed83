using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>What is drawn of a benefit in a place: the path that was promised, what was measured, what the process does by itself, and where it goes.</summary>
/// <param name="Title">The benefit in the place.</param>
/// <param name="Measure">The indicator's unit: of every value here.</param>
/// <param name="Points">In order of period, without a hole; at most <see cref="MostPoints"/>, and at least one.</param>
/// <param name="Milestones">From the first point on, in order of day; those ahead too.</param>
/// <param name="Forecast">Null when too little is known, or no milestone lies ahead.</param>
/// <param name="Alt">Says in a sentence or two what is to be seen.</param>
public sealed record PathChart(
    string Title, string Measure, IReadOnlyList<ChartPoint> Points, IReadOnlyList<ChartMilestone> Milestones, ChartForecast? Forecast, string Alt)
{
    /// <summary>Whether the path keeps its value until a milestone's own day; else it runs evenly.</summary>
    public bool IsStep { get; init; }

    /// <summary>Three years of months.</summary>
    public const int MostPoints = 36;

    /// <summary>The chart of what was judged.</summary>
    /// <param name="title">The benefit in the place, as the letter names it.</param>
    /// <param name="small">Figures that are withheld have no place on it, and nothing on it is computed from them.</param>
    public static PathChart Of(Evaluation seen, string title, Words words, SmallNumbers small = default)
    {
        var told = seen.Withholding(small);
        var judgements = told.Judgements.Skip(Math.Max(0, told.Judgements.Count - MostPoints)).ToList();
        var withheld = seen.Judgements.Where(j => j.IsWithheldBy(small, seen.Indicator)).Select(j => j.Period).ToHashSet();
        var process = ProcessChart.Of(told);
        var limits = process is null ? [] : process.Points.ToDictionary(p => p.Period, p =>
        {
            var (lower, upper) = process.LimitsOf(p);
            var from = process.On == ProcessOn.Gap ? p.Expected : 0;
            return (Lower: lower + from, Upper: upper + from);
        });
        var points = judgements.Select(j => new ChartPoint(j.Period.LastDay, (double)j.Expected, (double?)j.Actual,
            limits.TryGetValue(j.Period, out var at) ? Finite(at.Lower) : null, limits.TryGetValue(j.Period, out at) ? Finite(at.Upper) : null,
            j.Standing.IsKnown() ? PointMark.Known : withheld.Contains(j.Period) ? PointMark.Withheld : j.Standing == Standing.Held ? PointMark.Held : PointMark.Missing)).ToList();
        var milestones = seen.Place.Path.Milestones.Where(m => m.By >= points[0].Day).Select(m => new ChartMilestone(m.By, (double)m.Value)).ToList();
        var forecast = Evaluate.Forecast.Of(told) is { } f ? new ChartForecast(f.Period.LastDay, f.Projected, f.Lower, f.Upper) : null;
        return new PathChart(title, seen.Indicator.Measure, points, milestones, forecast, words.Alt(seen, title, small)) { IsStep = seen.Place.Path.Shape == PathShape.Step };
    }

    // Of too few points there are no limits.
    private static double? Finite(double limit) => double.IsFinite(limit) ? limit : null;
}

/// <summary>A period on a chart.</summary>
/// <param name="Day">Its last day: what it is judged on.</param>
/// <param name="Expected">What the path promises on that day.</param>
/// <param name="Actual">The figure; of a held one too. Null when there is none.</param>
/// <param name="Lower">The lower limit of what the process does by itself; null when there is none.</param>
/// <param name="Upper">The upper limit.</param>
public sealed record ChartPoint(DateOnly Day, double Expected, double? Actual, double? Lower, double? Upper, PointMark Mark);

/// <summary>What is known of a period on a chart.</summary>
public enum PointMark
{
    /// <summary>There is a figure that counts.</summary>
    Known,

    /// <summary>There is a figure that is doubted and does not count.</summary>
    Held,

    /// <summary>There is no figure.</summary>
    Missing,

    /// <summary>There is a figure that letters do not tell.</summary>
    Withheld,
}

/// <summary>A milestone on a chart.</summary>
public sealed record ChartMilestone(DateOnly By, double Value);

/// <summary>Where the process goes: the value that is expected on a day, and the interval that holds it four times in five.</summary>
public sealed record ChartForecast(DateOnly Day, double Projected, double Lower, double Upper);
