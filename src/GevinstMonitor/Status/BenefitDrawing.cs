using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>A benefit's chart as SVG inside a page: its colours are the page's, and forms and dashes say what they say.</summary>
internal sealed class BenefitDrawing
{
    private const double Width = 720, Height = 340, Left = 76, Right = 12, Top = 26, Bottom = 46, Inset = 12;

    private readonly PathChart _chart;
    private readonly Words _words;
    private readonly PathScale _scale;
    // Positive where worse is upwards.
    private readonly double _amber;
    private readonly double _red;
    private readonly List<(DateOnly Day, double Value)> _path;

    public BenefitDrawing(Evaluation seen, PathChart chart, Words words)
    {
        var worse = seen.Indicator.Better == Better.Higher ? -1 : 1;
        (_chart, _words, _amber, _red) = (chart, words, worse * (double)seen.Place.Tolerance.Amber, worse * (double)seen.Place.Tolerance.Red);
        _scale = new PathScale(chart, chart.Points.Select(p => p.Expected + _red));
        _path = Corners();
    }

    public IHtmlContent Draw() => Html.Of($"""
        <figure>
        <div class="scroll" role="group" aria-label="{_chart.Title}" tabindex="0">
        <svg class="chart" viewBox="0 0 {N(Width)} {N(Height)}" role="img" aria-labelledby="chart-title chart-desc">
        <title id="chart-title">{_words.ChartTitle(_chart.Title)}</title>
        <desc id="chart-desc">{_chart.Alt}</desc>
        <defs><clipPath id="area"><rect x="{N(Left)}" y="{N(Top)}" width="{N(Width - Left - Right)}" height="{N(Height - Top - Bottom)}"/></clipPath></defs>
        {Edges()}<g clip-path="url(#area)">
        <polygon class="inside" points="{Band(0, _amber)}"/>
        <polygon class="zone" points="{Band(_amber, _red)}"/>
        <polyline class="limit" points="{Line(_path, _red)}"/>
        <polyline class="path" points="{Line(_path, 0)}"/>
        {Ahead()}{Measured()}</g>
        {Marks()}</svg>
        </div>
        <figcaption>
        <ul class="legend">
        {Legend()}</ul>
        </figcaption>
        </figure>

        """);

    private IHtmlContent Edges()
    {
        var unit = _words.AxisUnit(_chart.Measure);
        var year = 0;
        return Html.Join(_scale.Ticks.Select(t => Html.Of($"""<line class="edge" x1="{N(Left)}" x2="{N(Width - Right)}" y1="{Y(t)}" y2="{Y(t)}"/><text x="{N(Left - 8)}" y="{N(At(t) + 5)}" text-anchor="end">{_words.Tick((decimal)Math.Clamp(t, -1e24, 1e24), _chart.Measure, _scale.Decimals)}</text>{"\n"}"""))
            .Append(Html.If(unit.Length > 0, $"""<text x="4" y="14">{unit}</text>{"\n"}"""))
            .Concat(_scale.Days.Select(day =>
            {
                var (isNew, name) = (day.Year != year, _scale.ByMonth ? _words.ShortMonth(day) : string.Create(CultureInfo.InvariantCulture, $"{day.Day}/{day.Month}"));
                year = day.Year;
                return Html.Of($"""<text x="{X(day)}" y="{N(Height - Bottom + 19)}" text-anchor="middle">{name}</text>{Html.If(isNew, $"""<text x="{X(day)}" y="{N(Height - Bottom + 37)}" text-anchor="middle">{day.Year.ToString(CultureInfo.InvariantCulture)}</text>""")}{"\n"}""");
            })));
    }

    private IHtmlContent Ahead()
    {
        if (_chart.Forecast is not { } forecast || _chart.Points.LastOrDefault(p => p.Mark == PointMark.Known) is not { } newest)
            return HtmlString.Empty;
        var x = X(forecast.Day);
        return Html.Of($"""
            <polyline class="ahead" points="{X(newest.Day)},{Y(newest.Actual!.Value)} {x},{Y(forecast.Projected)}"/>
            <line class="actual" x1="{x}" x2="{x}" y1="{Y(forecast.Lower)}" y2="{Y(forecast.Upper)}"/>

            """);
    }

    // A line only between figures that follow each other: what is not known has none.
    private IHtmlContent Measured()
    {
        var (runs, isOpen) = (new List<List<ChartPoint>>(), false);
        foreach (var point in _chart.Points)
        {
            var isKnown = point.Mark == PointMark.Known;
            if (isKnown && !isOpen)
                runs.Add([]);
            if (isOpen = isKnown)
                runs[^1].Add(point);
        }

        return Html.Join(runs.Where(r => r.Count > 1).Select(run => Html.Of($"""<polyline class="actual" points="{Line(run.Select(p => (p.Day, p.Actual!.Value)), 0)}"/>{"\n"}""")));
    }

    private IHtmlContent Marks() => Html.Join(_chart.Milestones.Where(m => m.By <= _scale.Last).Select(m => Diamond(X(m.By), At(m.Value)))
        .Concat(_chart.Points.Select(p => Mark(p.Mark, X(p.Day), p.Actual is { } actual && p.Mark != PointMark.Withheld ? At(Math.Clamp(actual, _scale.Low, _scale.High)) : Height - Bottom - 8))));

    private static IHtmlContent Diamond(string x, double y) => Html.Of($"""<rect class="stone" x="-4.5" y="-4.5" width="9" height="9" transform="translate({x} {N(y)}) rotate(45)"/>{"\n"}""");

    private static IHtmlContent Mark(PointMark mark, string x, double y) => mark switch
    {
        PointMark.Known => Html.Of($"""<circle class="dot" cx="{x}" cy="{N(y)}" r="4"/>{"\n"}"""),
        PointMark.Held => Html.Of($"""<circle class="held" cx="{x}" cy="{N(y)}" r="5"/>{"\n"}"""),
        PointMark.Withheld => Html.Of($"""<rect class="gone" x="-4" y="-4" width="8" height="8" transform="translate({x} {N(y)})"/>{"\n"}"""),
        _ => Html.Of($"""<path class="gone" d="M-5 -5L5 5M-5 5L5 -5" transform="translate({x} {N(y)})"/>{"\n"}"""),
    };

    private IHtmlContent Legend()
    {
        var has = _chart.Points.Select(p => p.Mark).ToHashSet();
        return Html.Join(new[]
        {
            Entry(true, _words.OnChart.Path, Html.Of($"""<line class="path" x1="0" x2="28" y1="9" y2="9"/>{Diamond("14", 9)}""")),
            Entry(has.Contains(PointMark.Known), _words.OnChart.Actual, Html.Of($"""<line class="actual" x1="0" x2="28" y1="9" y2="9"/>{Mark(PointMark.Known, "14", 9)}""")),
            Entry(_chart.Forecast is not null, _words.OnChart.Forecast, Html.Of($"""<line class="ahead" x1="0" x2="20" y1="9" y2="9"/><line class="actual" x1="24" x2="24" y1="1" y2="17"/>""")),
            Entry(_amber != 0, _words.Label(StatusLabel.BetterThanTolerated), Html.Of($"""<rect class="inside" width="28" height="18"/>""")),
            Entry(_red != _amber, _words.Label(StatusLabel.Amber), Html.Of($"""<rect class="zone" width="28" height="18"/>""")),
            Entry(true, _words.Label(StatusLabel.Red), Html.Of($"""<line class="limit" x1="0" x2="28" y1="9" y2="9"/>""")),
            Entry(has.Contains(PointMark.Held), _words.OnChart.Held, Mark(PointMark.Held, "14", 9)),
            Entry(has.Contains(PointMark.Withheld), _words.OnChart.Withheld, Mark(PointMark.Withheld, "14", 9)),
            Entry(has.Contains(PointMark.Missing), _words.OnChart.Missing, Mark(PointMark.Missing, "14", 9)),
        });
    }

    private static IHtmlContent Entry(bool isThere, string text, IHtmlContent sample) =>
        Html.If(isThere, $"""<li><svg width="28" height="18" viewBox="0 0 28 18" aria-hidden="true">{sample}</svg>{text}</li>{"\n"}""");

    private List<(DateOnly Day, double Value)> Corners()
    {
        var line = new List<(DateOnly Day, double Value)>();
        foreach (var (day, value) in _chart.Points.Select(p => (p.Day, p.Expected)).Concat(_chart.Milestones.Where(m => m.By <= _scale.Last).Select(m => (m.By, m.Value))).OrderBy(c => c.Item1).DistinctBy(c => c.Item1))
        {
            if (_chart.IsStep && line.Count > 0)
                line.Add((day, line[^1].Value));
            line.Add((day, value));
        }

        return line;
    }

    private string Band(double from, double to) => $"{Line(_path, from)} {Line(_path.AsEnumerable().Reverse(), to)}";

    private string Line(IEnumerable<(DateOnly Day, double Value)> points, double by) => string.Join(' ', points.Select(p => $"{X(p.Day)},{Y(p.Value + by)}"));

    private string X(DateOnly day) => N(Left + Inset + ((Width - Left - Right - (2 * Inset)) * (day.DayNumber - _scale.First.DayNumber) / Math.Max(1, _scale.Last.DayNumber - _scale.First.DayNumber)));

    private double At(double value) => Height - Bottom - ((Height - Top - Bottom) * (value - _scale.Low) / (_scale.High - _scale.Low));

    private string Y(double value) => N(At(value));

    private static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
