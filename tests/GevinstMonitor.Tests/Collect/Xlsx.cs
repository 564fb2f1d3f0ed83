using System.IO.Compression;
using System.Text;

namespace GevinstMonitor.Tests.Collect;

/// <summary>A workbook written part by part, so that a test can say exactly what stands in it.</summary>
internal sealed class Xlsx
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string Rows, string After, string Table)> _sheets = [];

    /// <summary>What every cell with <c>s="1"</c>, 2, … is formatted as: codes of formats.</summary>
    public IReadOnlyList<string> Formats { get; init; } = ["yyyy\\-mm\\-dd"];

    public IReadOnlyList<string> Texts { get; init; } = [];

    public bool Since1904 { get; init; }

    /// <param name="rows">The rows as they are written in the file; what stands between quotation marks may be so between apostrophes.</param>
    /// <param name="after">What stands below the rows, like merged cells.</param>
    /// <param name="table">The definition of a table on the sheet.</param>
    public Xlsx Sheet(string name, string rows, string after = "", string table = "")
    {
        _sheets.Add((name, rows, after, table));
        return this;
    }

    /// <summary>A sheet whose cells are texts, or numbers where they look like one.</summary>
    public Xlsx Sheet(string name, params string[][] rows) => Sheet(name, string.Concat(rows.Select((row, at) => Row(at + 1, row))));

    public static string Row(int number, params string[] cells) => $"<row r='{number}'>{string.Concat(cells.Select((cell, at) => Cell($"{(char)('A' + at)}{number}", cell)))}</row>";

    private static string Cell(string at, string value) => value == "" ? ""
        : decimal.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) ? $"<c r='{at}'><v>{value}</v></c>"
        : $"<c r='{at}' t='inlineStr'><is><t xml:space='preserve'>{value}</t></is></c>";

    public byte[] Bytes()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            Write((name, text) => Add(zip, name, text));
        return file.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{text}"));
    }

    private void Write(Action<string, string> add)
    {
        var at = Enumerable.Range(1, _sheets.Count);
        const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        add("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Type}.styles+xml"/>
            <Override PartName="/xl/sharedStrings.xml" ContentType="{Type}.sharedStrings+xml"/>
            {string.Concat(at.Select(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Type}.worksheet+xml\"/><Override PartName=\"/xl/tables/table{i}.xml\" ContentType=\"{Type}.table+xml\"/>"))}</Types>
            """);
        add("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        add("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr date1904=\"{(Since1904 ? 1 : 0)}\"/><sheets>{string.Concat(at.Select(i => $"<sheet name=\"{_sheets[i - 1].Name}\" sheetId=\"{i}\" r:id=\"r{i}\"/>"))}</sheets></workbook>");
        add("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(at.Select(i => $"<Relationship Id=\"r{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))}<Relationship Id=\"s\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/><Relationship Id=\"t\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        add("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"{Formats.Count}\">{string.Concat(Formats.Select((f, i) => $"<numFmt numFmtId=\"{164 + i}\" formatCode=\"{f.Replace("\"", "&quot;", StringComparison.Ordinal)}\"/>"))}</numFmts><cellXfs><xf numFmtId=\"0\"/>{string.Concat(Formats.Select((f, i) => $"<xf numFmtId=\"{(f.StartsWith('#') && int.TryParse(f[1..], out var known) ? known : 164 + i)}\"/>"))}</cellXfs></styleSheet>");
        add("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(Texts.Select(t => $"<si>{t}</si>"))}</sst>");
        foreach (var i in at)
        {
            var (_, rows, after, table) = _sheets[i - 1];
            add($"xl/worksheets/sheet{i}.xml", $"<worksheet xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheetData>{rows}</sheetData>{after}{(table == "" ? "" : "<tableParts count=\"1\"><tablePart r:id=\"t\"/></tableParts>")}</worksheet>");
            if (table == "")
                continue;
            add($"xl/worksheets/_rels/sheet{i}.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"t\" Type=\"{Relations}/table\" Target=\"../tables/table{i}.xml\"/></Relationships>");
            add($"xl/tables/table{i}.xml", table.Replace("<table ", $"<table xmlns=\"{Main}\" ", StringComparison.Ordinal));
        }
    }
}
