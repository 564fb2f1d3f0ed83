using System.Globalization;
using System.Text.Json;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>
/// A table in JSON-stat 1 (json-stat.org/format): dimensions with their codes, and a cell for each combination of codes, those of the last dimension side by side.
/// What does not fit together is refused whole, and a cell that is not stated as a number is none.
/// </summary>
internal sealed class JsonStat
{
    private readonly List<Dimension> _dimensions = [];
    private readonly Cell[] _cells;

    /// <param name="Step">How far apart the cells of two neighbouring codes are.</param>
    private sealed record Dimension(string Id, string[] Codes, int Step)
    {
        public int CodeOf(int cell) => cell / Step % Codes.Length;
    }

    private JsonStat(JsonElement dataset, Func<string, Cell?> mark)
    {
        var dimensions = Get(dataset, "dimension", JsonValueKind.Object);
        var ids = Get(dimensions, "id", JsonValueKind.Array).EnumerateArray().Select(Text).ToArray();
        var sizes = Get(dimensions, "size", JsonValueKind.Array).EnumerateArray().ToArray();
        if (ids.Length == 0 || ids.Length != sizes.Length || ids.Distinct().Count() != ids.Length)
            throw Malformed("'id' and 'size' do not name each dimension once");
        long count = 1;
        for (var i = ids.Length - 1; i >= 0; i--)
        {
            var codes = CodesOf(Get(Get(Get(dimensions, ids[i], JsonValueKind.Object), "category", JsonValueKind.Object), "index"));
            if (codes.Length == 0 || sizes[i].ValueKind != JsonValueKind.Number || !sizes[i].TryGetInt32(out var size) || size != codes.Length)
                throw Malformed($"dimension {i + 1} has {codes.Length} codes and not its size");
            _dimensions.Insert(0, new Dimension(ids[i], codes, (int)count));
            if ((count *= codes.Length) > Tally.MostFigures)
                throw new SourceException(CollectFault.TooLarge, $"more than {Tally.MostFigures} cells; name fewer values, or a shorter history");
        }

        var values = Placed(Get(dataset, "value"), "value", (int)count);
        var statuses = dataset.TryGetProperty("status", out var status)
            ? status.ValueKind == JsonValueKind.String ? [.. Enumerable.Repeat(status, values.Length)] : Placed(status, "status", values.Length)
            : new JsonElement[values.Length];
        _cells = [.. values.Zip(statuses, (value, said) => CellOf(value, said, mark))];
    }

    /// <param name="mark">What a text means that stands for a number; null when it is no marker.</param>
    /// <exception cref="SourceException">It is not such a table.</exception>
    public static JsonStat Read(JsonElement json, Func<string, Cell?> mark)
    {
        try
        {
            return new JsonStat(Get(json, "dataset", JsonValueKind.Object), mark);
        }
        catch (InvalidOperationException e)
        {
            // So System.Text.Json says that an escape stands for half a sign.
            throw Malformed("a text in it is none", e);
        }
    }

    /// <summary>
    /// Gives the cells to the tally, in columns named as in Statistics Denmark's CSV: a column for each dimension, in capitals, and INDHOLD for the number;
    /// or instead of one dimension and INDHOLD, a column for each of its codes.
    /// </summary>
    /// <param name="name">What the table is called in addresses.</param>
    /// <param name="pivot">The dimension whose codes become columns; null for none.</param>
    /// <exception cref="SourceException">A column that the indicator names is not there.</exception>
    public void Give(IndicatorFile indicator, string name, string? pivot, Tally rows)
    {
        var turned = pivot is null ? null : _dimensions.Find(d => IsNamed(d, pivot)) ?? throw new SourceException(CollectFault.ColumnMissing, $"{name}: the answer has no variable '{pivot}'");
        var kept = _dimensions.Where(d => d != turned).ToArray();
        string[] header = [.. kept.Select(d => d.Id.ToUpperInvariant()), .. turned?.Codes ?? ["INDHOLD"]];
        var cell = 0;
        var columns = new Columns(indicator, header, name, At, number => (Cell)number!, rows);
        for (; cell < _cells.Length; cell++)
        {
            if (turned is null || turned.CodeOf(cell) == 0)
                columns.Add(() => $"{name}: {string.Join(", ", kept.Select((d, column) => $"{header[column]} {At(column)}"))}");
        }

        object At(int column) => column < kept.Length
            ? kept[column].Codes[kept[column].CodeOf(cell)]
            : _cells[cell + ((column - kept.Length) * (turned?.Step ?? 0))];
    }

    /// <summary>A code of a variable that has come though others were asked for; null when there is none.</summary>
    public string? Unasked(string variable, IReadOnlyCollection<string> asked) =>
        _dimensions.Find(d => IsNamed(d, variable))?.Codes.Except(asked).FirstOrDefault();

    private static bool IsNamed(Dimension dimension, string name) => dimension.Id.Equals(name, StringComparison.OrdinalIgnoreCase);

    // A list in order, or each code with its place.
    private static string[] CodesOf(JsonElement index)
    {
        string[] codes = index.ValueKind switch
        {
            JsonValueKind.Array => [.. index.EnumerateArray().Select(Text)],
            JsonValueKind.Object => new string[index.GetPropertyCount()],
            _ => throw Malformed("a dimension's 'index' is neither a list nor codes with places"),
        };
        if (index.ValueKind == JsonValueKind.Object)
        {
            foreach (var code in index.EnumerateObject())
            {
                if (code.Value.ValueKind != JsonValueKind.Number || !code.Value.TryGetInt32(out var place) || place < 0 || place >= codes.Length || codes[place] is not null)
                    throw Malformed("a dimension's codes do not each have a place of their own");
                codes[place] = code.Name;
            }
        }

        return codes.Distinct().Count() == codes.Length ? codes : throw Malformed("a dimension has a code twice");
    }

    // A list with one for each cell, or those that there are, each with its cell's number.
    private static JsonElement[] Placed(JsonElement stated, string key, int count)
    {
        var placed = new JsonElement[count];
        if (stated.ValueKind == JsonValueKind.Object)
        {
            foreach (var one in stated.EnumerateObject())
            {
                if (!int.TryParse(one.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var cell) || cell >= count || placed[cell].ValueKind != JsonValueKind.Undefined)
                    throw Malformed($"'{key}' names a cell that is not there, or one twice");
                placed[cell] = one.Value;
            }

            return placed;
        }

        return stated.ValueKind == JsonValueKind.Array && stated.GetArrayLength() == count
            ? [.. stated.EnumerateArray()]
            : throw Malformed($"'{key}' has not one for each of {count} cells");
    }

    // The status speaks first: a number that is said to be missing is no number.
    private static Cell CellOf(JsonElement value, JsonElement status, Func<string, Cell?> mark) =>
        (status.ValueKind == JsonValueKind.String && status.GetString() is { Length: > 0 } said ? mark(said) : null) ?? value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => Cell.Missing,
            JsonValueKind.Number => mark(value.GetRawText()) ?? Cell.Of(value.GetRawText().AsSpan()),
            JsonValueKind.String => mark(value.GetString()!) ?? Cell.Unreadable,
            _ => Cell.Unreadable,
        };

    private static JsonElement Get(JsonElement of, string key, JsonValueKind? kind = null) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(key, out var value) && (kind is null || value.ValueKind == kind)
            ? value
            : throw Malformed($"it lacks '{key}', or that is not {kind?.ToString().ToLowerInvariant() ?? "there"}");

    private static string Text(JsonElement text) => text.ValueKind == JsonValueKind.String ? text.GetString()! : throw Malformed("a name that is no text");

    private static SourceException Malformed(string what, Exception? inner = null) => new(CollectFault.Malformed, $"the answer is not JSON-stat 1: {what}", inner: inner);
}
