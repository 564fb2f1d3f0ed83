using System.Globalization;
using System.Xml;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Files;

/// <summary>Reads an area of a sheet row by row. What a merged cell says, it says for all its rows and columns. Hidden rows are rows; blank ones are passed over.</summary>
internal sealed class SheetReader : IDisposable
{
    private const int MostMerged = 200_000;

    private readonly Workbook _book;
    private readonly SheetArea _area;
    private readonly CancellationToken _ct;
    private readonly Queue<Merged> _merged;
    private readonly List<(Merged Cells, object? Value)> _open = [];
    private readonly XmlReader _xml;
    private object?[] _cells;
    private bool[] _repeated;

    private sealed record Merged(int Top, int Left, int Bottom, int Right);

    public SheetReader(Workbook book, SheetArea area, CancellationToken ct)
    {
        (_book, _area, _ct) = (book, area, ct);
        _cells = new object?[area.LastColumn - area.FirstColumn + 1];
        _repeated = new bool[_cells.Length];
        _merged = new(ReadMerged().OrderBy(m => m.Top));
        _xml = book.Read(area.Part);
    }

    /// <summary>The number of the current row.</summary>
    public int Row { get; private set; }

    /// <summary>A cell of the current row: a decimal, a <see cref="DateTime"/>, a text, or null; an error is a text like <c>#N/A</c>.</summary>
    /// <param name="column">From 0, the area's first.</param>
    public object? this[int column] => _cells[column];

    /// <summary>Whether a cell of the current row is part of a merged one that begins elsewhere.</summary>
    public bool IsRepeated(int column) => _repeated[column];

    /// <summary>The names of the columns, with single blanks.</summary>
    /// <exception cref="SourceException">There is nothing in that row.</exception>
    public IReadOnlyList<string> ReadHeader()
    {
        if (_area.Header is { } known)
            return known;
        var at = _area.FirstRow - 1;
        if (!ReadRow(at, at) || _cells.AsSpan().LastIndexOfAnyExcept((object?)null) is var last && last < 0)
            throw new SourceException(CollectFault.ColumnMissing, $"{_area.Name}:{at}: no names of columns in that row; see headerRow of the source");
        Array.Resize(ref _cells, last + 1);
        Array.Resize(ref _repeated, last + 1);
        return [.. _cells.Select(NameOf)];
    }

    /// <summary>Goes to the next row that holds anything.</summary>
    /// <returns>False after the last.</returns>
    public bool Read() => ReadRow(_area.FirstRow, _area.LastRow);

    public void Dispose() => _xml.Dispose();

    private static string NameOf(object? cell) => cell switch
    {
        DateTime time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        _ => string.Join(' ', ((string?)cell ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
    };

    private bool ReadRow(int first, int last)
    {
        while (Row < last && _xml.Read() && _xml is not { NodeType: XmlNodeType.EndElement, LocalName: "sheetData" })
        {
            if (_xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            _ct.ThrowIfCancellationRequested();
            Row = int.TryParse(_xml.GetAttribute("r"), NumberStyles.None, null, out var row) ? row : Row + 1;
            if (Row > last)
                return false;
            ReadCells();
            var isBlank = Array.TrueForAll(_cells, c => c is null or "");
            Repeat();
            if (Row >= first && !isBlank)
                return true;
        }

        return false;
    }

    private void ReadCells()
    {
        Array.Clear(_cells);
        Array.Clear(_repeated);
        if (_xml.IsEmptyElement)
            return;
        var (depth, column) = (_xml.Depth, 0);
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            column = _xml.GetAttribute("r") is { } reference ? Reference.Cell(reference)?.Column ?? throw new XmlException("no reference") : column + 1;
            if (column >= _area.FirstColumn && column - _area.FirstColumn < _cells.Length)
                _cells[column - _area.FirstColumn] = ReadCell();
        }
    }

    private object? ReadCell()
    {
        var (type, style, depth) = (_xml.GetAttribute("t"), _xml.GetAttribute("s"), _xml.Depth);
        if (_xml.IsEmptyElement)
            return null;
        var (value, isFormula) = ((string?)null, false);
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
                value = SheetXml.TextOf(_xml);
            else
                isFormula |= _xml is { NodeType: XmlNodeType.Element, LocalName: "f" };
        }

        return (type, value) switch
        {
            (_, null) => isFormula ? "a formula without a value" : null,
            ("s", _) => _book.Text(value),
            ("b", _) => value == "1" ? "TRUE" : "FALSE",
            ("d", _) when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
            (null or "n", _) => value.Length == 0 ? null : _book.Number(value, style),
            _ => value,
        };
    }

    private void Repeat()
    {
        while (_merged.TryPeek(out var next) && next.Top <= Row)
        {
            var at = next.Left - _area.FirstColumn;
            _open.Add((_merged.Dequeue(), next.Top == Row && at >= 0 && at < _cells.Length ? _cells[at] : null));
        }

        _open.RemoveAll(m => m.Cells.Bottom < Row);
        foreach (var (merged, value) in _open)
        {
            for (var column = Math.Max(merged.Left, _area.FirstColumn); column <= merged.Right && column - _area.FirstColumn < _cells.Length; column++)
            {
                if (Row == merged.Top && column == merged.Left)
                    continue;
                (_cells[column - _area.FirstColumn], _repeated[column - _area.FirstColumn]) = (value, true);
            }
        }
    }

    // They stand below all rows.
    private List<Merged> ReadMerged()
    {
        var merged = new List<Merged>();
        using var xml = _book.Read(_area.Part);
        xml.MoveToContent();
        while (!xml.EOF)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheetData" })
            {
                xml.Skip();
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" } && Reference.Range(xml.GetAttribute("ref")) is var (top, left, bottom, right))
                merged.Add(new Merged(top, left, bottom, right));
            if (merged.Count > MostMerged)
                throw new SourceException(CollectFault.TooLarge, $"{_area.Name}: more than {MostMerged} merged cells");
            xml.Read();
        }

        return merged;
    }
}
