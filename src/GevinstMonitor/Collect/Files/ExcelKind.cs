using System.ComponentModel;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Collect.Files;

[Description("A sheet or a table of an Excel workbook, .xlsx.")]
public sealed record ExcelSettings : TableSettings
{
    [Description("Relative to the configuration folder, inside allowedFolders. The file name may hold * and ?: the newest file that matches is read.")]
    public required string File { get; init; }

    [Description("The name of a sheet; or state 'table'.")]
    public string? Sheet { get; init; }

    [Description("The name of a table, on whatever sheet; or state 'sheet'.")]
    public string? Table { get; init; }

    [Description("The row of the sheet that names the columns.")]
    public int HeaderRow { get; init; } = 1;

    protected override string What => "a workbook";

    internal override string Pattern => File;

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        SourceFiles.Check(File, folders, fault);
        if ((Sheet is null) == (Table is null))
            fault(Sheet is null ? "sheet" : "table", "state 'sheet' or 'table', one of the two");
        if (HeaderRow is < 1 or > Workbook.Rows)
            fault("headerRow", $"'headerRow' must be a row of a sheet, 1 to {Workbook.Rows}");
        else if (HeaderRow != 1 && Table is not null)
            fault("headerRow", "a table knows its own header; leave 'headerRow' out");
    }
}

/// <summary>Reads a sheet or a table of the newest workbook that matches, row by row: dates as dates, numbers as numbers, formulas by what Excel last made of them.</summary>
public sealed class ExcelKind : SourceKind<ExcelSettings>
{
    protected override string Asked(ExcelSettings source, IndicatorFile indicator) =>
        $"{Columns.Quoted(source.File)}, {(source.Table is { } table ? $"table {Columns.Quoted(table)}" : $"sheet {Columns.Quoted(source.Sheet!)} from row {source.HeaderRow}")}: {Columns.Asked(indicator)}\n{source.Marks}, {Columns.Periods(indicator)}";

    protected override Task ReadAsync(ExcelSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        using var stream = SourceFiles.Open(source.File, source.Folders, out var name);
        using var book = Workbook.Open(stream, name, ct);
        var area = source.Table is { } table ? book.Table(table) : book.Sheet(source.Sheet!, source.HeaderRow);
        using var sheet = new SheetReader(book, area, ct);
        var number = new NumberFormat(source);
        Cell Number(object? cell) => cell is decimal d ? Cell.Of(d) : cell is DateTime ? Cell.Unreadable : number.Read((string?)cell ?? "");

        var columns = new Columns(ask.Indicator, sheet.ReadHeader(), $"{area.Name}:{area.FirstRow - 1}", at => sheet[at], Number, rows, SourceFiles.AtStar(source.File, name), sheet.IsRepeated);
        string Address() => $"{area.Name}:{sheet.Row}";
        while (sheet.Read())
            columns.Add(Address);
        return Task.CompletedTask;
    }

    public override SourceException? Understand(Exception exception) => Workbook.Understand(exception) ?? SourceFiles.Understand(exception);
}
