using GevinstMonitor.Core.Write;
using SkiaSharp;

namespace GevinstMonitor.Post;

/// <summary>Where days and values lie on a chart, and which of them are marked at its edges.</summary>
internal sealed class ChartScale
{
    private const int MostDays = 8;
    private const float Inset = 12;
    private static readonly int[] Months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

    public ChartScale(PathChart chart)
    {
        First = chart.Points[0].Day;
        var newest = chart.Points[^1].Day;
        // Up to the milestone that is next: what lies years beyond it would press together what was measured.
        Last = new[] { newest, chart.Milestones.FirstOrDefault(m => m.By > newest)?.By ?? newest, chart.Forecast?.Day ?? newest }.Max();
        (Low, High, Step) = Values(chart);
        Decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(Step) + 1e-9));
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => Low + (i * Step))];
        ByMonth = Last.DayNumber - First.DayNumber > 100;
        Days = ByMonth ? MonthEnds() : [.. chart.Points.Select(p => p.Day).Where((_, i) => i % (((chart.Points.Count - 1) / MostDays) + 1) == 0)];
    }

    public DateOnly First { get; }
    public DateOnly Last { get; }
    public double Low { get; }
    public double High { get; }
    public double Step { get; }

    /// <summary>How many decimals tell one tick from the next.</summary>
    public int Decimals { get; }
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The days that are marked: ends of months, where figures lie; or days of figures where the chart spans less.</summary>
    public IReadOnlyList<DateOnly> Days { get; }
    public bool ByMonth { get; }

    /// <summary>Where the lines are drawn; set when it is known how much room the numbers beside them take.</summary>
    public SKRect Area { get; set; }

    public float X(DateOnly day) => Area.Left + Inset + ((Area.Width - (2 * Inset)) * (day.DayNumber - First.DayNumber) / Math.Max(1, Last.DayNumber - First.DayNumber));

    public float Y(double value) => Area.Bottom - (float)(Area.Height * (value - Low) / (High - Low));

    public SKPoint At(DateOnly day, double value) => new(X(day), Y(value));

    private (double Low, double High, double Step) Values(PathChart chart)
    {
        // A figure in doubt may be a hundred times too large: it stands at the edge, and leaves the others their room.
        var values = chart.Points.Select(p => p.Expected)
            .Concat(chart.Points.SelectMany(p => new[] { p.Mark == PointMark.Known ? p.Actual : null, p.Lower, p.Upper }).OfType<double>())
            .Concat(chart.Milestones.Where(m => m.By <= Last).Select(m => m.Value))
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
