using System.Text.RegularExpressions;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

/// <summary>
/// Finds the columns of a table by their names and gives its rows to the tally. A table is long, a row for each unit and period, or wide, with a column for each
/// unit or each period: then the name of a column of numbers holds a <c>*</c>, and <c>across</c> says what stands there. Period and unit may be put together from
/// several columns: <c>{År}-{Uge}</c>; <c>{*}</c> is what stands at the <c>*</c> of the file's name.
/// </summary>
internal sealed partial class Columns
{
    private const int Twice = -1;

    private readonly IReadOnlyList<string> _header;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly string _where;
    private readonly Func<int, object?> _at;
    private readonly Func<object?, Cell> _number;
    private readonly Tally _rows;
    private readonly string? _star;
    private readonly Func<int, bool>? _isRepeated;
    private readonly Across? _across;
    private readonly Func<object?>? _period;
    private readonly Func<object?>? _unit;
    private readonly (string Name, int First, int? Second)[] _numbers;
    private readonly (int Column, string Text)[] _only;

    /// <param name="where">Where the header stands, for faults.</param>
    /// <param name="at">The cell of the current row in a column.</param>
    /// <param name="number">Reads a cell as a number.</param>
    /// <param name="star">What stands at the * of the file's name; null when it has none.</param>
    /// <param name="isRepeated">Whether a cell of the current row only says again what another one says: a label counts there too, a number does not.</param>
    /// <exception cref="SourceException">A column is missing, or there are two.</exception>
    public Columns(IndicatorFile indicator, IReadOnlyList<string> header, string where, Func<int, object?> at, Func<object?, Cell> number, Tally rows, string? star = null, Func<int, bool>? isRepeated = null)
    {
        var columns = indicator.Columns!;
        (_header, _where, _at, _number, _rows, _across, _star, _isRepeated) = ([.. header.Select(h => h.Trim())], where, at, number, rows, columns.Across, star, isRepeated);
        for (var i = 0; i < _header.Count; i++)
            _places[_header[i]] = _places.ContainsKey(_header[i]) ? Twice : i;
        var used = new HashSet<int>();
        _only = [.. columns.Where.Select(w => (Find(w.Key), w.Value))];
        used.UnionWith(_only.Select(o => o.Column));
        _period = columns.Period is { } period ? TextOf(period, used) : null;
        _unit = columns.Unit is { } unit ? TextOf(unit, used) : null;
        var (first, second) = (columns.Numerator ?? columns.Value!, columns.Denominator);
        _numbers = _across is null ? [("", Find(first), second is null ? null : Find(second))] : [.. Spread(first, second, used)];
    }

    /// <summary>In a period or a unit: what stands at the * of the file's name.</summary>
    public const string Star = "{*}";

    /// <summary>How many columns the header has.</summary>
    public int Count => _header.Count;

    /// <summary>Gives the current row to the tally.</summary>
    public void Add(Func<string> address)
    {
        foreach (var (column, text) in _only)
        {
            if (Text(_at(column)).Trim() != text)
                return;
        }

        var (period, unit) = (_period?.Invoke(), _unit?.Invoke() is { } u ? Text(u) : null);
        foreach (var (name, first, second) in _numbers)
        {
            _rows.Add(address, _across == Across.Period ? name : period, _across == Across.Unit ? name : unit,
                Number(first), second is { } s ? Number(s) : default);
        }
    }

    /// <summary>Reports what is wrong with the columns that an indicator names.</summary>
    public static void Check(ColumnsFile columns, IndicatorKind kind, KeyFault fault)
    {
        if (kind == IndicatorKind.Ratio && (columns.Numerator is null || columns.Denominator is null || columns.Value is not null))
            fault("columns", "a ratio needs the columns 'numerator' and 'denominator', and no 'value'");
        else if (kind == IndicatorKind.Value && (columns.Value is null || columns.Numerator is not null || columns.Denominator is not null))
            fault("columns", "a value needs the column 'value', and no 'numerator' or 'denominator'");
        else if (columns.Across is null && Numbers(columns).Any(n => n.Contains('*', StringComparison.Ordinal)))
            fault("columns", "a column with a * needs 'across': what the * stands for, unit or period");
        else if (columns.Across is not null && Numbers(columns).Any(n => n.Count(c => c == '*') != 1))
            fault("columns", "with 'across' every column of numbers is written with one *, like \"*\" or \"Antal *\"");
        else if ((columns.Period is null) != (columns.Across == Across.Period))
            fault("columns", columns.Period is null ? "missing key 'period' in 'columns'" : "with 'across: period' the period stands in the header; leave 'period' out");
        else if (columns.Unit is not null && columns.Across == Across.Unit)
            fault("columns", "with 'across: unit' the unit stands in the header; leave 'unit' out");
    }

    /// <summary>What is asked for, for the query hash.</summary>
    public static string Asked(IndicatorFile indicator)
    {
        var columns = indicator.Columns!;
        var named = new[] { ("period", columns.Period), ("unit", columns.Unit), ("numerator", columns.Numerator), ("denominator", columns.Denominator), ("value", columns.Value) }
            .Where(c => c.Item2 is not null).Select(c => $"{c.Item1} {Quoted(c.Item2!)}")
            .Concat(columns.Across is { } across ? [$"across {Scalars.KebabCase(across.ToString())}"] : [])
            .Concat(columns.Where.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"where {Quoted(w.Key)} is {Quoted(w.Value)}"));
        return string.Join(", ", named);
    }

    /// <summary>How periods are written, for the query hash.</summary>
    public static string Periods(IndicatorFile indicator) => $"periods {(indicator.PeriodFormat is { } format ? $"as {Quoted(format)}" : "as ISO writes them")}";

    /// <summary>In quotation marks the empty text is seen, and no two lists read the same.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<string> Numbers(ColumnsFile columns) => new[] { columns.Numerator, columns.Denominator, columns.Value }.OfType<string>();

    // Each column that the pattern fits and that is not used otherwise, with its partner in a ratio.
    private IEnumerable<(string, int, int?)> Spread(string first, string? second, HashSet<int> used)
    {
        var star = first.IndexOf('*', StringComparison.Ordinal);
        var (before, after) = (first[..star], first[(star + 1)..]);
        var found = false;
        for (var i = 0; i < _header.Count; i++)
        {
            var name = _header[i];
            if (used.Contains(i) || name.Length <= before.Length + after.Length || !name.StartsWith(before, StringComparison.Ordinal) || !name.EndsWith(after, StringComparison.Ordinal))
                continue;
            found = true;
            var stands = name[before.Length..(name.Length - after.Length)];
            yield return (stands, Find(name), second is null ? null : Find(second.Replace("*", stands, StringComparison.Ordinal)));
        }

        if (!found)
            throw new SourceException(CollectFault.ColumnMissing, $"{_where}: no column is like '{first}'; there are {Listed}");
    }

    private Func<object?> TextOf(string column, HashSet<int> used)
    {
        if (!Placeholder().IsMatch(column))
        {
            var single = Find(column);
            used.Add(single);
            return () => _at(single);
        }

        if (_star is not null)
            column = column.Replace(Star, _star, StringComparison.Ordinal);
        var parts = Placeholder().Matches(column).DistinctBy(m => m.Groups[1].Value).ToDictionary(m => m.Groups[1].Value, m => Find(m.Groups[1].Value.Trim()));
        used.UnionWith(parts.Values);
        return () => Placeholder().Replace(column, part => Text(_at(parts[part.Groups[1].Value])).Trim());
    }

    private Cell Number(int column) => _isRepeated?.Invoke(column) == true ? Cell.Missing : _number(_at(column));

    private int Find(string column) =>
        !_places.TryGetValue(column, out var at) ? throw new SourceException(CollectFault.ColumnMissing, $"{_where}: no column '{column}'; there are {Listed}")
        : at == Twice ? throw new SourceException(CollectFault.Malformed, $"{_where}: two columns are called '{column}'")
        : at;

    private string Listed => string.Join(", ", _header.Take(30));

    private static string Text(object? cell) => Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}
