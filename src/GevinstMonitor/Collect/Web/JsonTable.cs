using System.Globalization;
using System.Text.Json;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>
/// Rows of JSON as a table. A row is an object, whose keys are its columns (of an object inside it: <c>unit.name</c>), or a list, whose columns are 0, 1, 2 …
/// A number is read to its last digit where the JSON states one, and text as the source writes numbers; null and a key that is not there are not known.
/// </summary>
internal sealed class JsonTable
{
    // More than a list of all units for a long row of periods has.
    private const int MostColumns = 100_000;

    private readonly string _name;
    private readonly TimeZoneInfo _zone;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<JsonElement> _cells = [];
    private readonly List<int> _filled = [];
    private readonly int _dated;

    private JsonTable(JsonElement rows, string name, Ask ask, CancellationToken ct)
    {
        (_name, _zone) = (name, ask.Zone);
        foreach (var row in rows.EnumerateArray())
        {
            ct.ThrowIfCancellationRequested();
            Fill(row, "");
            Empty();
        }

        // A moment is a day only once it is said where; a stated format says how the period is written, and it is read by that.
        _dated = ask.Indicator.PeriodFormat is null && ask.Indicator.Columns!.Period is { } period && _columns.TryGetValue(period, out var at) ? at : -1;
    }

    /// <summary>Gives every row to the tally.</summary>
    /// <param name="list">A list.</param>
    /// <param name="name">What the answer is called in addresses.</param>
    public static void Read(JsonElement list, string name, TableSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        if (list.GetArrayLength() == 0)
            return;
        var table = new JsonTable(list, name, ask, ct);
        var number = new NumberFormat(source);
        var columns = new Columns(ask.Indicator, [.. table._columns.Keys], name, table.At,
            cell => cell switch { null => Cell.Missing, decimal d => Cell.Of(d), string s => number.Read(s), _ => Cell.Unreadable }, rows);
        var row = 0;
        string Address() => $"{name}, row {row}";
        foreach (var element in list.EnumerateArray())
        {
            ct.ThrowIfCancellationRequested();
            row++;
            if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                rows.Reject(Address, "a single value where a row should be");
                continue;
            }

            table.Fill(element, "");
            columns.Add(Address);
            table.Empty();
        }
    }

    private void Fill(JsonElement element, string prefix)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                var name = prefix + JsonAnswer.NameOf(property, _name);
                if (property.Value.ValueKind == JsonValueKind.Object)
                    Fill(property.Value, name + ".");
                else
                    Put(name, property.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            var place = 0;
            foreach (var item in element.EnumerateArray())
                Put(place++.ToString(CultureInfo.InvariantCulture), item);
        }
    }

    private void Put(string name, JsonElement value)
    {
        if (!_columns.TryGetValue(name, out var at))
        {
            if (_columns.Count >= MostColumns)
                throw new SourceException(CollectFault.TooLarge, $"{_name}: more than {MostColumns} columns; see 'rows'");
            _columns[name] = at = _cells.Count;
            _cells.Add(default);
        }

        if (_cells[at].ValueKind != JsonValueKind.Undefined)
            throw new SourceException(CollectFault.Malformed, $"{_name}: two values of one row are called '{name}'");
        _cells[at] = value;
        _filled.Add(at);
    }

    private void Empty()
    {
        foreach (var at in _filled)
            _cells[at] = default;
        _filled.Clear();
    }

    // A text, a number, a day, or null.
    private object? At(int column) => _cells[column] switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => column == _dated && DayOf(text) is { } day ? day : JsonAnswer.TextOf(text, _name),
        { ValueKind: JsonValueKind.Number } number => Number(number.GetRawText()),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        var other => other.ValueKind == JsonValueKind.Array ? "[list]" : "{object}",
    };

    // As text it is whatever stands there.
    private static object Number(string written) => Cell.Of(written.AsSpan()) is { Kind: CellKind.Number } cell ? cell.Number : written;

    // 2026-06-01T00:00:00 is a day as it stands, 2026-05-31T22:00:00Z the day that it was on the clocks of the installation.
    private DateOnly? DayOf(JsonElement text)
    {
        if (!text.TryGetDateTime(out var time) || text.GetRawText().Length < "'2026-06-01T'".Length)
            return null;
        return DateOnly.FromDateTime(time.Kind == DateTimeKind.Unspecified ? time
            : text.TryGetDateTimeOffset(out var moment) ? TimeZoneInfo.ConvertTime(moment, _zone).DateTime : time);
    }
}
