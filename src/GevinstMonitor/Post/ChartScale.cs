using GevinstMonitor.Core.Write;
using SkiaSharp;

namespace GevinstMonitor.Post;

/// <summary>Where days and values lie on a chart's picture.</summary>
internal sealed class ChartScale(PathChart chart) : PathScale(chart)
{
    private const float Inset = 12;

    /// <summary>Where the lines are drawn; set when it is known how much room the numbers beside them take.</summary>
    public SKRect Area { get; set; }

    public float X(DateOnly day) => Area.Left + Inset + ((Area.Width - (2 * Inset)) * (day.DayNumber - First.DayNumber) / Math.Max(1, Last.DayNumber - First.DayNumber));

    public float Y(double value) => Area.Bottom - (float)(Area.Height * (value - Low) / (High - Low));

    public SKPoint At(DateOnly day, double value) => new(X(day), Y(value));
}
