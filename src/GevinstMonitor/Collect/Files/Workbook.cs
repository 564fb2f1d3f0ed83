using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Files;

/// <summary>Rows and columns of a sheet that are read; counted from 1, first and last included.</summary>
/// <param name="Name">For addresses: the file's and the sheet's.</param>
/// <param name="FirstRow">The first below the header.</param>
/// <param name="Header">The names of the columns where no row holds them; null when the row above the first does.</param>
internal sealed record SheetArea(WorksheetPart Part, string Name, int FirstRow, int LastRow, int FirstColumn, int LastColumn, IReadOnlyList<string>? Header = null);

/// <summary>A workbook that is open for reading. What it is made of is bounded, whatever the file claims.</summary>
internal sealed class Workbook : IDisposable
{
    /// <summary>How many rows and columns a sheet can have.</summary>
    public const int Rows = 1_048_576, ColumnsOfSheet = 16_384;

    // The parts that are read whole, and what a sheet's rows unfold to.
    private const long MostStructure = 16L << 20, MostTexts = 64L << 20, MostSheet = 256L << 20;

    private readonly SpreadsheetDocument _document;
    private readonly string _name;
    private readonly CancellationToken _ct;
    private readonly WorkbookPart _book;
    private readonly Lazy<List<string>> _texts;
    private readonly Lazy<CellFormat> _formats;

    private Workbook(SpreadsheetDocument document, string name, CancellationToken ct)
    {
        (_document, _name, _ct) = (document, name, ct);
        _book = document.WorkbookPart ?? throw new SourceException(CollectFault.Malformed, $"{name}: no workbook in it");
        _texts = new(ReadTexts);
        _formats = new(() => new CellFormat(_book.WorkbookStylesPart?.Stylesheet, _book.Workbook.WorkbookProperties?.Date1904?.Value == true));
    }

    /// <exception cref="SourceException">It is not a workbook, or not a whole one.</exception>
    public static Workbook Open(Stream stream, string name, CancellationToken ct)
    {
        CheckIsWhole(stream, name);
        return new Workbook(SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = MostStructure }), name, ct);
    }

    /// <exception cref="SourceException">There is no such sheet.</exception>
    public SheetArea Sheet(string name, int headerRow)
    {
        var part = Sheets.Where(s => Same(s.Name, name)).Select(s => s.Part).FirstOrDefault()
            ?? throw new SourceException(CollectFault.ColumnMissing, $"{_name}: no sheet '{name}'; there are {string.Join(", ", Sheets.Select(s => s.Name))}");
        return new SheetArea(part, $"{_name}:{name}", headerRow + 1, Rows, 1, ColumnsOfSheet);
    }

    /// <exception cref="SourceException">There is no such table.</exception>
    public SheetArea Table(string name)
    {
        var tables = Sheets.SelectMany(s => s.Part.TableDefinitionParts.Select(t => (Sheet: s, t.Table))).ToList();
        var (sheet, table) = tables.Find(t => Same(t.Table.DisplayName?.Value, name));
        if (table is null)
            throw new SourceException(CollectFault.ColumnMissing, $"{_name}: no table '{name}'; {(tables.Count == 0 ? "there is none" : $"there are {string.Join(", ", tables.Select(t => t.Table.DisplayName))}")}");
        var (top, left, bottom, right) = Reference.Range(table.Reference?.Value) ?? throw new SourceException(CollectFault.Malformed, $"{_name}: the table '{name}' does not say where it is");
        var hasHeader = table.HeaderRowCount?.Value != 0;
        return new SheetArea(sheet.Part, $"{_name}:{sheet.Name}", top + (hasHeader ? 1 : 0), bottom - (int)(table.TotalsRowCount?.Value ?? 0), left, right,
            hasHeader ? null : [.. (table.TableColumns?.Elements<TableColumn>() ?? []).Select(c => c.Name?.Value ?? "")]);
    }

    /// <summary>Reads the cells of a sheet.</summary>
    public XmlReader Read(WorksheetPart part) => SheetXml.Read(new BoundedStream(part.GetStream(FileMode.Open, FileAccess.Read), MostSheet, _name, _ct));

    /// <summary>A text by its number in the workbook's list.</summary>
    public string Text(string number) => int.TryParse(number, out var at) && at >= 0 && at < _texts.Value.Count ? _texts.Value[at]
        : throw new SourceException(CollectFault.Malformed, $"{_name}: a cell refers to a text that is not there");

    /// <summary>A number as its cell shows it: a number, a share in percent, or a moment.</summary>
    public object Number(string text, string? style) => _formats.Value.Read(text, style);

    /// <summary>What a fault of a workbook means.</summary>
    // What the libraries throw at a damaged file depends on which byte it is: it says that they cannot go on.
    public static SourceException? Understand(Exception exception) =>
        exception is OpenXmlPackageException or FileFormatException or InvalidDataException or XmlException
        || (exception is InvalidOperationException or ArgumentException && exception.Source is { } source && (source.StartsWith("System.IO.", StringComparison.Ordinal) || source.StartsWith("DocumentFormat.", StringComparison.Ordinal)))
            ? new SourceException(CollectFault.Malformed, "the workbook is damaged: open it and save it again", inner: exception)
            : null;

    public void Dispose() => _document.Dispose();

    private IEnumerable<(string Name, WorksheetPart Part)> Sheets => (_book.Workbook.Sheets?.Elements<Sheet>() ?? [])
        .Where(s => s.Id?.Value is { } id && _book.TryGetPartById(id, out var part) && part is WorksheetPart)
        .Select(s => (s.Name?.Value ?? "", (WorksheetPart)_book.GetPartById(s.Id!.Value!)));

    // As Excel does: no two sheets, and no two tables, differ only in case.
    private static bool Same(string? name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private List<string> ReadTexts()
    {
        var texts = new List<string>();
        if (_book.SharedStringTablePart is not { } part)
            return texts;
        using var xml = SheetXml.Read(new BoundedStream(part.GetStream(FileMode.Open, FileAccess.Read), MostTexts, _name, _ct));
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
                texts.Add(SheetXml.TextOf(xml));
        }

        return texts;
    }

    // A workbook is a zip file, whose list of contents stands at its end.
    private static void CheckIsWhole(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[4];
        start = start[..stream.ReadAtLeast(start, 4, throwOnEndOfStream: false)];
        if (start.SequenceEqual<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            throw new SourceException(CollectFault.Malformed, $"{name}: an old .xls file, or a workbook with a password; save it as .xlsx without one");
        if (!start.StartsWith("PK"u8))
            throw new SourceException(CollectFault.Malformed, $"{name}: not an .xlsx workbook");
        var end = new byte[Math.Min(stream.Length, 22 + ushort.MaxValue)];
        stream.Position = stream.Length - end.Length;
        stream.ReadExactly(end);
        stream.Position = 0;
        if (end.AsSpan().LastIndexOf("PK\u0005\u0006"u8) < 0)
            throw new SourceException(CollectFault.Truncated, $"{name}: the end of the workbook is missing; the file is not whole", transient: true);
    }
}
