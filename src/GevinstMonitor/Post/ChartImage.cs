using System.Globalization;
using GevinstMonitor.Core.Write;
using SkiaSharp;

namespace GevinstMonitor.Post;

/// <summary>A chart as a PNG: the same chart, the same bytes. Shapes and dashes tell its parts apart, so that it can be read in grey.</summary>
internal sealed class ChartImage
{
    /// <summary>In points; twice as many pixels.</summary>
    public const int Width = 560, Height = 310;

    internal const string Blue = "#0b4f9e", Ochre = "#9a4a00", Ink = "#1b1b1b", Quiet = "#595959", Rule = "#e3e6ea", Band = "#dfe5ec", White = "#ffffff";
    private const float LegendLine = 23;

    private readonly PathChart _chart;
    private readonly Words _words;
    private readonly ChartScale _scale;
    private readonly ChartPen _pen;
    private readonly List<SKRect> _taken = [];

    private ChartImage(PathChart chart, Words words, ChartPen pen) => (_chart, _words, _scale, _pen) = (chart, words, new ChartScale(chart), pen);

    /// <summary>Loads what draws, which takes several times as long as drawing, while the caller waits for something else.</summary>
    public static void Prepare() => _ = Task.Run(() =>
    {
        using var pen = new ChartPen(8, 8, 1);
        pen.Text("0", new SKPoint(0, 8), SKTextAlign.Left, Ink);
        return pen.Png();
    });

    public static byte[] Of(PathChart chart, Words words)
    {
        using var pen = new ChartPen(Width, Height, 2);
        new ChartImage(chart, words, pen).Draw();
        return pen.Png();
    }

    /// <summary>Where days and values lie on the picture of a chart.</summary>
    internal static ChartScale ScaleOf(PathChart chart, Words words, ChartPen pen)
    {
        var image = new ChartImage(chart, words, pen);
        image.Draw();
        return image._scale;
    }

    private void Draw()
    {
        var top = DrawLegend() + 4;
        if (Harmless.Line(_words.AxisUnit(_chart.Measure), 60) is { Length: > 0 } unit)
        {
            _pen.Text(unit, new SKPoint(4, top + 12), SKTextAlign.Left, Quiet);
            top += 20;
        }

        var left = _scale.Ticks.Max(t => _pen.WidthOf(Tick(t))) + 12;
        _scale.Area = new SKRect(left, top + 6, Width - 8, Height - 42);
        DrawEdges();
        DrawLimits();
        DrawPath();
        DrawForecast();
        DrawActual();
        DrawMilestones();
        DrawNumbers();
    }

    /// <returns>Where it ends.</returns>
    private float DrawLegend()
    {
        var (x, y) = (4f, LegendLine / 2);
        var has = _chart.Points.Select(p => p.Mark).ToHashSet();
        Entry(true, _words.OnChart.Path, at =>
        {
            _pen.Line([at, new(at.X + 28, at.Y)], Ochre, 2, 7, 4);
            _pen.Diamond(new SKPoint(at.X + 14, at.Y), 6, White, Ochre);
        });
        Entry(has.Contains(PointMark.Known), _words.OnChart.Actual, at =>
        {
            _pen.Line([at, new(at.X + 28, at.Y)], Blue, 2.5f);
            _pen.Disc(new SKPoint(at.X + 14, at.Y), 4, Blue, Blue, 1);
        });
        Entry(_chart.Forecast is not null, _words.OnChart.Forecast, at =>
        {
            _pen.Line([at, new(at.X + 18, at.Y)], Blue, 2, 2, 3);
            DrawInterval(new SKPoint(at.X + 22, at.Y), at.Y - 8, at.Y + 8);
        });
        Entry(_chart.Points.Any(p => p.Lower is not null && p.Upper is not null), _words.OnChart.Limits, at =>
            _pen.Form([new(at.X, at.Y - 7), new(at.X + 28, at.Y - 7), new(at.X + 28, at.Y + 7), new(at.X, at.Y + 7)], Band));
        Entry(has.Contains(PointMark.Held), _words.OnChart.Held, at => _pen.Disc(new SKPoint(at.X + 14, at.Y), 5, White, Blue, 2));
        Entry(has.Contains(PointMark.Withheld), _words.OnChart.Withheld, at => DrawWithheld(new SKPoint(at.X + 14, at.Y)));
        Entry(has.Contains(PointMark.Missing), _words.OnChart.Missing, at => _pen.Cross(new SKPoint(at.X + 14, at.Y), 5, Ink));
        return y + (LegendLine / 2);

        void Entry(bool isThere, string text, Action<SKPoint> mark)
        {
            if (!isThere)
                return;
            var width = 34 + _pen.WidthOf(text);
            if (x > 4 && x + width > Width - 4)
                (x, y) = (4, y + LegendLine);
            mark(new SKPoint(x, y));
            _pen.Text(text, new SKPoint(x + 34, y + 5), SKTextAlign.Left, Ink);
            x += width + 18;
        }
    }

    private void DrawEdges()
    {
        var area = _scale.Area;
        foreach (var tick in _scale.Ticks)
        {
            _pen.Line([new(area.Left, _scale.Y(tick)), new(area.Right, _scale.Y(tick))], Rule, 1);
            _pen.Text(Tick(tick), new SKPoint(area.Left - 8, _scale.Y(tick) + 5), SKTextAlign.Right, Quiet);
        }

        var year = 0;
        foreach (var day in _scale.Days)
        {
            var x = _scale.X(day);
            _pen.Line([new(x, area.Bottom), new(x, area.Bottom + 4)], Quiet, 1);
            _pen.Text(_scale.ByMonth ? _words.ShortMonth(day) : string.Create(CultureInfo.InvariantCulture, $"{day.Day}/{day.Month}"), new SKPoint(x, area.Bottom + 19), SKTextAlign.Center, Quiet);
            if (day.Year != year)
                _pen.Text(day.Year.ToString(CultureInfo.InvariantCulture), new SKPoint(x, area.Bottom + 36), SKTextAlign.Center, Quiet);
            year = day.Year;
        }

        _pen.Line([new(area.Left, area.Bottom), new(area.Right, area.Bottom)], Quiet, 1);
    }

    // Where the process has none for a time, as before it was known well enough, the band is broken.
    private void DrawLimits()
    {
        foreach (var run in Runs(p => p.Lower is not null && p.Upper is not null))
            _pen.Form([.. run.Select(p => _scale.At(p.Day, p.Upper!.Value)), .. run.AsEnumerable().Reverse().Select(p => _scale.At(p.Day, p.Lower!.Value))], Band);
    }

    private void DrawPath()
    {
        var corners = _chart.Points.Select(p => (p.Day, Value: p.Expected)).Concat(Milestones.Select(m => (Day: m.By, m.Value))).OrderBy(c => c.Day).DistinctBy(c => c.Day).ToList();
        var line = new List<SKPoint>();
        foreach (var (day, value) in corners)
        {
            if (_chart.IsStep && line.Count > 0)
                line.Add(new SKPoint(_scale.X(day), line[^1].Y));
            line.Add(_scale.At(day, value));
        }

        _pen.Line(line, Ochre, 2, 7, 4);
    }

    private void DrawForecast()
    {
        if (_chart.Forecast is not { } forecast || _chart.Points.LastOrDefault(p => p.Mark == PointMark.Known) is not { } newest)
            return;
        var at = _scale.At(forecast.Day, forecast.Projected);
        _pen.Line([_scale.At(newest.Day, newest.Actual!.Value), at], Blue, 2, 2, 4);
        DrawInterval(at, _scale.Y(forecast.Upper), _scale.Y(forecast.Lower));
    }

    private void DrawInterval(SKPoint at, float upper, float lower)
    {
        _pen.Line([new(at.X, upper), new(at.X, lower)], Blue, 2);
        _pen.Line([new(at.X - 5, upper), new(at.X + 5, upper)], Blue, 2);
        _pen.Line([new(at.X - 5, lower), new(at.X + 5, lower)], Blue, 2);
        _pen.Form([new(at.X - 3, at.Y - 3), new(at.X + 3, at.Y - 3), new(at.X + 3, at.Y + 3), new(at.X - 3, at.Y + 3)], White, Blue, 2);
    }

    private void DrawActual()
    {
        foreach (var run in Runs(p => p.Mark == PointMark.Known).Where(r => r.Count > 1))
            _pen.Line([.. run.Select(p => _scale.At(p.Day, p.Actual!.Value))], Blue, 2.5f);
        var radius = _chart.Points.Count > 24 ? 3.2f : 4f;
        foreach (var point in _chart.Points)
        {
            var at = point.Actual is { } actual ? _scale.At(point.Day, Math.Clamp(actual, _scale.Low, _scale.High)) : new SKPoint(_scale.X(point.Day), _scale.Area.Bottom - 8);
            _taken.Add(new SKRect(at.X - radius, at.Y - radius, at.X + radius, at.Y + radius));
            if (point.Mark == PointMark.Known)
                _pen.Disc(at, radius, Blue, Blue, 1);
            else if (point.Mark == PointMark.Held)
                _pen.Disc(at, 5, White, Blue, 2);
            else if (point.Mark == PointMark.Withheld)
                DrawWithheld(at);
            else
                _pen.Cross(at, 5, Ink);
        }

        foreach (var held in _chart.Points.Where(p => p.Mark == PointMark.Held && (p.Actual > _scale.High || p.Actual < _scale.Low)))
            Label(held.Actual!.Value, new SKPoint(_scale.X(held.Day), _scale.Y(Math.Clamp(held.Actual.Value, _scale.Low, _scale.High))), Blue);
    }

    // At the bottom, where nothing is told of it but that it is there.
    private void DrawWithheld(SKPoint at) => _pen.Form([new(at.X - 4, at.Y - 4), new(at.X + 4, at.Y - 4), new(at.X + 4, at.Y + 4), new(at.X - 4, at.Y + 4)], White, Ink, 2);

    private void DrawMilestones()
    {
        foreach (var milestone in Milestones)
        {
            var at = _scale.At(milestone.By, milestone.Value);
            _pen.Diamond(at, 6, White, Ochre);
            _taken.Add(new SKRect(at.X - 5, at.Y - 5, at.X + 5, at.Y + 5));
        }
    }

    // Where there is no room for all, the newest figure and the next milestone are those that count.
    private void DrawNumbers()
    {
        if (_chart.Points.LastOrDefault(p => p.Mark == PointMark.Known) is { } newest)
            Label(newest.Actual!.Value, _scale.At(newest.Day, newest.Actual.Value), Blue, below: newest.Actual < newest.Expected);
        foreach (var milestone in Milestones.Reverse())
            Label(milestone.Value, _scale.At(milestone.By, milestone.Value), Ochre);
    }

    // Above what it names, or below, or where neither has room not at all.
    private void Label(double value, SKPoint at, string colour, bool below = false)
    {
        var text = Exact(value);
        var half = (_pen.WidthOf(text) / 2) + 2;
        var x = Math.Clamp(at.X, _scale.Area.Left + half, _scale.Area.Right - half);
        foreach (var y in below ? [at.Y + 22, at.Y - 12] : new[] { at.Y - 12, at.Y + 22 })
        {
            var room = new SKRect(x - half, y - 12, x + half, y + 3);
            if (room.Top < _scale.Area.Top - 12 || room.Bottom > _scale.Area.Bottom || _taken.Any(t => t.IntersectsWith(room)))
                continue;
            _taken.Add(room);
            _pen.Text(text, new SKPoint(x, y), SKTextAlign.Center, colour, halo: true);
            return;
        }
    }

    private IEnumerable<ChartMilestone> Milestones => _chart.Milestones.Where(m => m.By <= _scale.Last);

    private List<List<ChartPoint>> Runs(Func<ChartPoint, bool> belongs)
    {
        var (runs, isOpen) = (new List<List<ChartPoint>>(), false);
        foreach (var point in _chart.Points)
        {
            if (belongs(point) && !isOpen)
                runs.Add([]);
            isOpen = belongs(point);
            if (isOpen)
                runs[^1].Add(point);
        }

        return runs;
    }

    private string Tick(double value) => _words.Tick(Decimal(value), _chart.Measure, _scale.Decimals);

    // As many decimals as the letter's own words show.
    private string Exact(double value)
    {
        var shown = decimal.Round(Decimal(value), _chart.Measure == "DKK" ? 0 : _chart.Measure == "percent" ? 1 : 2, MidpointRounding.AwayFromZero);
        return _words.Tick(shown, _chart.Measure, shown == decimal.Truncate(shown) ? 0 : shown * 10 == decimal.Truncate(shown * 10) ? 1 : 2);
    }

    private static decimal Decimal(double value) => (decimal)Math.Clamp(value, -1e24, 1e24);
}
