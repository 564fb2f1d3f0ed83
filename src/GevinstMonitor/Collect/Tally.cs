using System.Globalization;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

/// <summary>
/// Turns the rows of an answer into figures, at most one for each unit and period. Every row counts: rows of a ratio for one unit and period add up; two values
/// for one unit and period contradict each other, so that neither is known. What cannot be placed is listed, and the rest goes on.
/// </summary>
/// <param name="format">How periods are written.</param>
/// <param name="from">Periods that begin before this day were not asked for.</param>
/// <param name="last">Periods that begin after this day have no figures yet, whatever the source says, or were not asked for.</param>
/// <param name="expected">About how many figures there will be, so that room is made for them once; any number will do.</param>
public sealed class Tally(Indicator indicator, OrganisationChart chart, PeriodFormat format, DateOnly from, DateOnly last, int expected = 0)
{
    private const int MostListed = 1000;
    private const int MostShown = 3;

    /// <summary>More units than all of Denmark's public sector has workplaces, or more figures than a century of days of them: not what was asked for.</summary>
    internal const int MostUnits = 50_000, MostFigures = 2_000_000;
    private readonly FigureTable _figures = new(expected);
    private readonly List<string> _rejected = [];
    private readonly List<string> _first = [];
    private readonly Dictionary<string, Period?> _periods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);

    public int Rows { get; private set; }

    public IReadOnlyList<ReadFigure> Figures => _figures;

    public IReadOnlyList<string> Rejected => _rejected;

    /// <summary>The first rows, each with its address and what became of it.</summary>
    public IReadOnlyList<string> First => _first;

    /// <summary>Takes a row.</summary>
    /// <param name="address">Where it stands, when somebody asks.</param>
    /// <param name="period">A text, a date, or a number like 2026 or 202606.</param>
    /// <param name="unit">Null or blank for the whole.</param>
    /// <param name="first">The numerator or the value.</param>
    /// <param name="second">The denominator; not looked at for a value.</param>
    public void Add(Func<string> address, object? period, string? unit, Cell first, Cell second)
    {
        Rows++;
        var became = Place(address, period, unit, first, second, out var placed);
        if (_first.Count < MostShown)
            _first.Add($"{address()}: {period}, {(string.IsNullOrWhiteSpace(unit) ? "the whole" : unit)}, {first}{(indicator.Kind == IndicatorKind.Ratio ? $" of {second}" : "")}: {Said(became, unit, placed)}");
    }

    private enum Became { Unreadable, Outside, Counted, NotANumber, Suppressed, Contradiction }

    private string Said(Became became, string? unit, Period period) => became switch
    {
        Became.Unreadable => "not used, its period cannot be read",
        Became.Outside => $"not asked for, {period} lies outside",
        Became.Contradiction => $"contradicts an earlier row for {UnitOf(unit)} in {period}",
        _ => $"{became switch { Became.NotANumber => "not a number", Became.Suppressed => "withheld", _ => "counts" }} for {UnitOf(unit)} in {period}",
    };

    private Became Place(Func<string> address, object? period, string? unit, Cell first, Cell second, out Period placed)
    {
        placed = default;
        if (PeriodOf(period) is { } read)
            placed = read;
        else
        {
            Reject(address, $"'{period}' is not a {Scalars.KebabCase(indicator.Period.ToString())} as periodFormat states it");
            return Became.Unreadable;
        }

        if (placed.Start < from || placed.Start > last)
            return Became.Outside;
        if (first.Kind == CellKind.Unreadable || (indicator.Kind == IndicatorKind.Ratio && second.Kind == CellKind.Unreadable))
            Reject(address, "not a number where one was promised; the figure is not known. See decimal, thousands and missing of the source");

        var (figure, id) = (FigureOf(first, second), UnitOf(unit));
        if (id.Length > Unit.LongestId)
        {
            Reject(address, $"a unit of {id.Length} characters, and {Unit.LongestId} is the most; see which column holds the unit");
            return Became.Unreadable;
        }

        ref var kept = ref _figures.Of(id, placed, out var exists);
        if (!exists)
        {
            kept = kept with { Figure = figure };
            if (_units.Count > MostUnits || _figures.Count > MostFigures)
                throw new SourceException(CollectFault.TooLarge, $"more than {(_units.Count > MostUnits ? $"{MostUnits} units" : $"{MostFigures} figures")} in one answer, at {address()}; see the query, or which column holds the unit");
            return BecameOf(figure);
        }

        if (indicator.Kind == IndicatorKind.Value)
        {
            Reject(address, $"a second value for {id} in {placed}; which is true is not known. Add them up in the query, or measure a ratio");
            kept = kept with { Figure = Figure.NotANumber };
            return Became.Contradiction;
        }

        kept = kept with { Figure = kept.Figure.Plus(figure) };
        return BecameOf(figure);
    }

    private static Became BecameOf(Figure figure) => figure.Kind switch
    {
        FigureKind.NotANumber => Became.NotANumber,
        FigureKind.Suppressed => Became.Suppressed,
        _ => Became.Counted,
    };

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
        var period = format.Read(text);
        if (_periods.Count < 100_000)
            _periods[text] = period;
        return period;
    }
}
