namespace GevinstMonitor.Core.Write;

/// <summary>Which days and values a chart spans, and which of them are marked at its edges.</summary>
public class PathScale
{
    private const int MostDays = 8;
    private static readonly int[] Months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

    /// <param name="chart">What is drawn.</param>
    /// <param name="more">Values that are drawn beside it.</param>
    public PathScale(PathChart chart, params IEnumerable<double> more)
    {
        First = chart.Points[0].Day;
        var newest = chart.Points[^1].Day;
        // Up to the milestone that is next: what lies years beyond it would press together what was measured.
        Last = new[] { newest, chart.Milestones.FirstOrDefault(m => m.By > newest)?.By ?? newest, chart.Forecast?.Day ?? newest }.Max();
        (Low, High, Step) = Values(chart, more);
        Decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(Step) + 1e-9));
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => Low + (i * Step))];
        ByMonth = Last.DayNumber - First.DayNumber > 100;
        Days = ByMonth ? MonthEnds() : [.. chart.Points.Select(p => p.Day).Where((_, i) => i % (((chart.Points.Count - 1) / MostDays) + 1) == 0)];
    }

    /// <summary>The first day, inclusive: the first point's.</summary>
    public DateOnly First { get; }

    /// <summary>The last day, inclusive: the newest point's, the next milestone's or the forecast's.</summary>
    public DateOnly Last { get; }

    /// <summary>The value at the lower edge, in the indicator's unit.</summary>
    public double Low { get; }

    /// <summary>The value at the upper edge, above <see cref="Low"/>.</summary>
    public double High { get; }

    /// <summary>The distance between two ticks; more than 0.</summary>
    public double Step { get; }

    /// <summary>How many decimals tell one tick from the next.</summary>
    public int Decimals { get; }

    /// <summary>The values that are marked, from <see cref="Low"/> through <see cref="High"/>.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The days that are marked: ends of months, where figures lie; or days of figures where the chart spans less.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    /// <summary>Whether <see cref="Days"/> are ends of months.</summary>
    public bool ByMonth { get; }

    private (double Low, double High, double Step) Values(PathChart chart, IEnumerable<double> more)
    {
        // A figure in doubt may be a hundred times too large: it stands at the edge, and leaves the others their room.
        var values = chart.Points.Select(p => p.Expected)
            .Concat(chart.Points.SelectMany(p => new[] { p.Mark == PointMark.Known ? p.Actual : null, p.Lower, p.Upper }).OfType<double>())
            .Concat(chart.Milestones.Where(m => m.By <= Last).Select(m => m.Value))
            .Concat(more)
            .Concat(chart.Forecast is { } f ? [f.Lower, f.Projected, f.Upper] : []).Where(double.IsFinite).ToList();
        var (least, most) = (values.Min(), values.Max());
        // A flat line has room above and below; so little that it would vanish beside the number has too.
        var span = Math.Max(most - least, Math.Max(Math.Abs(most), Math.Abs(least)) * 1e-6) is > 0 and var s ? s : 1;
        var tenth = Math.Pow(10, Math.Floor(Math.Log10(span / 4)));
        var step = tenth * (span / 4 / tenth) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        return (Math.Floor(least / step) * step, Math.Ceiling((most + (step * 0.1)) / step) * step, step);
    }

    private List<DateOnly> MonthEnds()
    {
        var (from, to) = (IndexOf(First), IndexOf(Last));
        var every = Months.FirstOrDefault(m => ((to - from) / m) + 1 <= MostDays, Months[^1]);
        return [.. Enumerable.Range(from, to - from + 1).Where(i => i % every == 0).Select(EndOf).Where(day => day >= First && day <= Last)];
    }

    private static int IndexOf(DateOnly day) => (day.Year * 12) + day.Month;

    private static DateOnly EndOf(int index) => new DateOnly((index - 1) / 12, ((index - 1) % 12) + 1, 1).AddMonths(1).AddDays(-1);
}
