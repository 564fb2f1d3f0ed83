using System.Globalization;
using System.Runtime.InteropServices;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

/// <summary>
/// Turns the rows of an answer into figures, at most one for each unit and period. Every row counts: rows of a ratio for one unit and period add up; two values
/// for one unit and period contradict each other, so that neither is known. What cannot be placed is listed, and the rest goes on.
/// </summary>
/// <param name="periodFormat">A .NET date format; null for the ISO forms.</param>
/// <param name="from">Periods that begin before this day were not asked for.</param>
/// <param name="today">Periods that begin after this day have no figures yet, whatever the source says.</param>
public sealed class Tally(Indicator indicator, OrganisationChart chart, string? periodFormat, DateOnly from, DateOnly today)
{
    private const int MostListed = 1000;
    private readonly Dictionary<(string Unit, Period Period), int> _places = [];
    private readonly List<ReadFigure> _figures = [];
    private readonly List<string> _rejected = [];
    private readonly Dictionary<string, Period?> _periods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);

    public int Rows { get; private set; }

    public IReadOnlyList<ReadFigure> Figures => _figures;

    public IReadOnlyList<string> Rejected => _rejected;

    /// <summary>Takes a row.</summary>
    /// <param name="address">Where it stands, when somebody asks.</param>
    /// <param name="period">A text, a date, or a number like 2026 or 202606.</param>
    /// <param name="unit">Null or blank for the whole.</param>
    /// <param name="first">The numerator or the value.</param>
    /// <param name="second">The denominator; not looked at for a value.</param>
    public void Add(Func<string> address, object? period, string? unit, Cell first, Cell second)
    {
        Rows++;
        if (PeriodOf(period) is not { } placed)
        {
            Reject(address, $"'{period}' is not a {indicator.Period.ToString().ToLowerInvariant()}{(periodFormat is null ? "" : $" written {periodFormat}")}; see periodFormat");
            return;
        }

        if (placed.Start < from || placed.Start > today)
            return;
        if (first.Kind == CellKind.Unreadable || (indicator.Kind == IndicatorKind.Ratio && second.Kind == CellKind.Unreadable))
            Reject(address, "not a number where one was promised; the figure is not known. See decimal, thousands and missing of the source");

        var figure = FigureOf(first, second);
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (UnitOf(unit), placed), out var exists);
        if (!exists)
        {
            place = _figures.Count;
            _figures.Add(new ReadFigure(UnitOf(unit), placed, figure));
            return;
        }

        var before = _figures[place];
        if (indicator.Kind == IndicatorKind.Value)
        {
            Reject(address, $"a second value for {before.Unit} in {placed}; which is true is not known. Add them up in the query, or measure a ratio");
            _figures[place] = before with { Figure = Figure.NotANumber };
        }
        else
            _figures[place] = before with { Figure = before.Figure.Plus(figure) };
    }

    /// <summary>Lists a row that cannot be used.</summary>
    public void Reject(Func<string> address, string why)
    {
        if (_rejected.Count < MostListed)
            _rejected.Add($"{address()}: {why}");
    }

    private Figure FigureOf(Cell first, Cell second)
    {
        var ratio = indicator.Kind == IndicatorKind.Ratio;
        if (first.Kind == CellKind.Number && (!ratio || second.Kind == CellKind.Number))
            return ratio ? Figure.Ratio(first.Number, second.Number) : Figure.Value(first.Number);
        return first.Kind is CellKind.Missing or CellKind.Unreadable || (ratio && second.Kind is CellKind.Missing or CellKind.Unreadable)
            ? Figure.NotANumber
            : Figure.Suppressed;
    }

    private string UnitOf(string? unit)
    {
        if (string.IsNullOrWhiteSpace(unit))
            return Unit.Whole;
        if (!_units.TryGetValue(unit, out var id))
            _units[unit] = id = chart.UnitOf(unit.Trim()) ?? unit.Trim();
        return id;
    }

    private Period? PeriodOf(object? value) => value switch
    {
        string text => PeriodOf(text),
        DateTime time => Period.Containing(indicator.Period, DateOnly.FromDateTime(time)),
        DateOnly day => Period.Containing(indicator.Period, day),
        DateTimeOffset time => Period.Containing(indicator.Period, DateOnly.FromDateTime(time.DateTime)),
        long or int or short or decimal => PeriodOf(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        _ => null,
    };

    private Period? PeriodOf(string text)
    {
        if (_periods.TryGetValue(text, out var known))
            return known;
        Period? period = null;
        if (periodFormat is null)
            period = Period.TryParse(text, indicator.Period, out var iso) ? iso : null;
        else if (DateOnly.TryParseExact(text.Trim(), periodFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            period = Period.Containing(indicator.Period, day);
        if (_periods.Count < 100_000)
            _periods[text] = period;
        return period;
    }
}
