using System.IO.Compression;
using System.Text;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

/// <summary>Workbooks are read as a person sees them, and never more of them than there is.</summary>
public sealed class ExcelTests
{
    private static readonly string[] Header = ["periode", "enhed", "antal"];

    [Fact]
    public async Task Sheet_AsLibreOfficeWritesIt_ReadsMergedLabelsDatesFormulasHiddenRowsAndTextNumbers()
    {
        using var town = Of(LibreOffice, "sheet: Måneder\nheaderRow: 3\nthousands: '.'", "period: Måned, unit: Center, numerator: Digitale breve, denominator: Breve i alt", "ratio");
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-04 450/1000", "nord 2026-05 1505/3000", "nord 2026-06 505/1000", "syd 2026-04 700/1000", "syd 2026-05 NotANumber", "syd 2026-06 0.581/1"], reading.Said());
        Assert.StartsWith("maalinger.xlsx:Måneder:8: not a number", Assert.Single(reading.Taken().Rejected));
    }

    [Fact]
    public async Task Percent_OfAFormula_IsReadAsItIsShown()
    {
        using var town = Of(LibreOffice, "sheet: Måneder\nheaderRow: 3", "period: Måned, unit: Center, value: Andel");
        Assert.Equal(["nord 2026-04 45.00", "nord 2026-05 50.166666666666700", "nord 2026-06 50.500", "syd 2026-04 70.0", "syd 2026-05 NotANumber", "syd 2026-06 58.100"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Table_ByItsName_IsFoundOnItsSheetWithItsOwnHeader()
    {
        using var town = Of(LibreOffice, "table: antal", "period: Periode, unit: Enhed, value: Antal");
        Assert.Equal(["nord 2026-05 12", "nord 2026-06 NotANumber", "syd 2026-07 14"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Table_BesideOtherCells_EndsWhereItEndsAndItsTotalIsNoRow()
    {
        using var town = Of(new Xlsx().Sheet("Ark1",
            Xlsx.Row(1, "Notat") + Xlsx.Row(3, "", "periode", "enhed", "antal", "andet") + Xlsx.Row(4, "x", "2026-05", "nord", "1", "9") + Xlsx.Row(5, "x", "2026-06", "nord", "2", "9") + Xlsx.Row(6, "", "I alt", "", "3") + Xlsx.Row(7, "", "2026-07", "nord", "4"),
            table: "<table id='1' name='T' displayName='Tal' ref='B3:D6' totalsRowCount='1'><tableColumns count='3'><tableColumn id='1' name='periode'/><tableColumn id='2' name='enhed'/><tableColumn id='3' name='antal'/></tableColumns></table>"), "table: Tal");
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-05 1", "nord 2026-06 2"], reading.Said());
        Assert.Empty(reading.Taken().Rejected);
    }

    [Fact]
    public async Task Table_WithoutAHeaderRow_HasTheNamesOfItsColumns()
    {
        using var town = Of(new Xlsx().Sheet("Ark1", Xlsx.Row(1, "2026-05", "nord", "1"),
            table: "<table id='1' name='T' displayName='Tal' ref='A1:C1' headerRowCount='0'><tableColumns count='3'><tableColumn id='1' name='periode'/><tableColumn id='2' name='enhed'/><tableColumn id='3' name='antal'/></tableColumns></table>"), "table: Tal");
        Assert.Equal(["nord 2026-05 1"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("<c r='C2'><v>0.58099999999999996</v></c>", "0.581")]
    [InlineData("<c r='C2'><v>1.2E3</v></c>", "1200")]
    [InlineData("<c r='C2' t='str'><f>TEXT(1;0)</f><v>12,5</v></c>", "12.5")]
    [InlineData("<c r='C2'><f>1+1</f><v>2</v></c>", "2")]
    [InlineData("<c r='C2' t='s'><v>0</v></c>", "7")]
    [InlineData("<c r='C2' s='2'><v>0.606</v></c>", "60.600")]
    [InlineData("<c r='C2' s='3'><v>0.606</v></c>", "60.600")]
    [InlineData("<c r='C2' s='4'><v>1234.5</v></c>", "1234.5")]
    [InlineData("<c r='C2' s='5'><v>1234.5</v></c>", "1234.5")]
    [InlineData("<c r='C2' s='9'><v>5</v></c>", "5")]
    [InlineData("<c><v>5</v></c>", "5")]
    public async Task Number_HoweverItsCellIsWritten_IsRead(string cell, string read)
    {
        using var town = Of(OneRow("<c r='A2' t='inlineStr'><is><t>2026-05</t></is></c><c r='B2'/>" + cell), "sheet: Ark1");
        var reading = await town.ReadAsync();
        Assert.Equal([$"* 2026-05 {read}"], reading.Said());
        Assert.Empty(reading.Taken().Rejected);
    }

    [Theory]
    [InlineData("<c r='C2' t='e'><v>#DIV/0!</v></c>")]
    [InlineData("<c r='C2' t='b'><v>1</v></c>")]
    [InlineData("<c r='C2'><f>A1</f></c>")]
    [InlineData("<c r='C2' s='1'><v>46174</v></c>")]
    [InlineData("<c r='C2' s='6'><v>1.5</v></c>")]
    [InlineData("<c r='C2'><v>1E300</v></c>")]
    [InlineData("<c r='C2'><v>NaN</v></c>")]
    [InlineData("<c r='C2' t='inlineStr'><is><t>ca. 12</t></is></c>")]
    public async Task Number_ThatIsNone_IsNotKnownAndListed(string cell)
    {
        using var town = Of(OneRow("<c r='A2' t='inlineStr'><is><t>2026-05</t></is></c>" + cell), "sheet: Ark1");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2026-05 NotANumber"], reading.Said());
        Assert.StartsWith("maalinger.xlsx:Ark1:2: not a number", Assert.Single(reading.Taken().Rejected));
    }

    [Fact]
    public async Task Error_ThatTheSourceCallsMissing_IsMissing()
    {
        using var town = Of(OneRow("<c r='A2' t='inlineStr'><is><t>2026-05</t></is></c><c r='C2' t='e'><v>#N/A</v></c>"), "sheet: Ark1\nmissing: ['', '#N/A']");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2026-05 NotANumber"], reading.Said());
        Assert.Empty(reading.Taken().Rejected);
    }

    [Theory]
    [InlineData("<c r='A2' s='1'><v>46174</v></c>", false)]
    [InlineData("<c r='A2' s='7'><v>46174.75</v></c>", false)]
    [InlineData("<c r='A2' s='8'><v>46174</v></c>", false)]
    [InlineData("<c r='A2' s='1'><v>44712</v></c>", true)]
    [InlineData("<c r='A2' t='d'><v>2026-06-01T00:00:00</v></c>", false)]
    [InlineData("<c r='A2' t='inlineStr'><is><t> 2026-06 </t></is></c>", false)]
    [InlineData("<c r='A2' t='s'><v>1</v></c>", false)]
    [InlineData("<c r='A2'><f>B1</f><v>2026.06</v></c>", false, "yyyy.MM")]
    [InlineData("<c r='A2'><v>202606</v></c>", false, "yyyyMM")]
    public async Task Period_AsADateATextOrANumber_IsRead(string cell, bool since1904, string format = "")
    {
        using var town = Of(OneRow(cell + "<c r='C2'><v>7</v></c>", since1904), "sheet: Ark1", more: format == "" ? "" : $"periodFormat: {format}");
        Assert.Equal(["* 2026-06 7"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Rows_BlankHiddenAndBelowATitle_CountOnlyIfTheyHoldAnything()
    {
        using var town = Of(new Xlsx().Sheet("Ark1", "<row r='1'/>" + Xlsx.Row(2, "Udtræk 1. juli") + Xlsx.Row(4, Header) + "<row r='5'><c r='A5' s='1'/></row>"
            + Xlsx.Row(6, "2026-05", "nord", "1").Replace("<row", "<row hidden='1'", StringComparison.Ordinal) + Xlsx.Row(9, "2026-06", "nord", "2")), "sheet: ark1\nheaderRow: 4");
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-05 1", "nord 2026-06 2"], reading.Said());
        Assert.Equal((2, "maalinger.xlsx:ark1:6: 2026-05, nord, 1: counts for nord in 2026-05"), (reading.Taken().Rows, reading.Taken().FirstRows[0]));
    }

    [Fact]
    public async Task Merged_NumbersAndCodes_NumbersCountOnceAndCodesForEveryRow()
    {
        using var town = Of(new Xlsx().Sheet("Ark1", Xlsx.Row(1, "periode", "enhed", "tæller", "nævner") + Xlsx.Row(2, "2026-05", "4711", "3", "10") + Xlsx.Row(3, "2026-06", "", "5", "") + Xlsx.Row(4, "2026-06", "4712", "5", "8"),
            after: "<mergeCells count='2'><mergeCell ref='B2:B3'/><mergeCell ref='D2:D3'/></mergeCells>"), "sheet: Ark1", "period: periode, unit: enhed, numerator: tæller, denominator: nævner", "ratio");
        Assert.Equal(["4711 2026-05 3/10", "4711 2026-06 NotANumber", "4712 2026-06 5/8"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Months_AsDatesInTheHeader_AreThePeriodsOfAWideTable()
    {
        using var town = Of(new Xlsx().Sheet("Ark1", "<row r='1'><c r='A1' t='inlineStr'><is><t>Center</t></is></c><c r='B1' s='1'><v>46143</v></c><c r='C1' s='1'><v>46174</v></c></row>" + Xlsx.Row(2, "nord", "1", "2") + Xlsx.Row(3, "syd", "3", "4")),
            "sheet: Ark1", "unit: Center, value: '*', across: period");
        Assert.Equal(["nord 2026-05 1", "nord 2026-06 2", "syd 2026-05 3", "syd 2026-06 4"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Texts_InRunsAndWithLineBreaks_AreOneText()
    {
        using var town = Of(new Xlsx { Texts = ["<r><t>per</t></r><r><t xml:space='preserve'>iode\ni alt </t></r><rPh sb='0' eb='1'><t>læs</t></rPh>"] }
            .Sheet("Ark1", "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>antal</t></is></c></row>" + Xlsx.Row(2, "2026-05", "1")), "sheet: Ark1", "period: periode i alt, value: antal");
        Assert.Equal(["* 2026-05 1"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("sheet: Data", CollectFault.ColumnMissing, "maalinger.xlsx: no sheet 'Data'; there are Ark1, Ark2")]
    [InlineData("table: Data", CollectFault.ColumnMissing, "maalinger.xlsx: no table 'Data'; there is none")]
    [InlineData("sheet: Ark2", CollectFault.ColumnMissing, "maalinger.xlsx:Ark2:1: no names of columns in that row; see headerRow of the source")]
    [InlineData("sheet: Ark1", CollectFault.ColumnMissing, "maalinger.xlsx:Ark1:1: no column 'antal'; there are periode, enhed")]
    public async Task Place_ThatIsNotThere_IsNamedWithWhatIs(string source, CollectFault fault, string says)
    {
        using var town = Of(new Xlsx().Sheet("Ark1", ["periode", "enhed"]).Sheet("Ark2", ""), source);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((fault, says), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task File_CutAnywhere_IsNotWholeAndNothingOfItCounts()
    {
        var whole = Figures().Bytes();
        using var town = Of(whole, "sheet: Ark1");
        for (var length = 4; length < whole.Length - 22; length += 97)
        {
            await File.WriteAllBytesAsync(town.PathOf("config/maalinger.xlsx"), whole[..length], TestContext.Current.CancellationToken);
            var failed = (await town.ReadAsync()).Failed();
            Assert.Equal((CollectFault.Truncated, "maalinger.xlsx: the end of the workbook is missing; the file is not whole"), (failed.Fault, failed.Detail));
        }
    }

    [Fact]
    public async Task File_WithAnyByteChanged_IsReadOrRefusedByName()
    {
        var whole = Figures().Bytes();
        using var town = Of(whole, "sheet: Ark1");
        var random = new Random(20261125);
        var foreseen = 0;
        for (var i = 0; i < 250; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(town.PathOf("config/maalinger.xlsx"), bytes, TestContext.Current.CancellationToken);
            var reading = await town.ReadAsync();
            foreseen += reading is Reading.Failed ? 1 : 0;
            Assert.True(reading is not Reading.Failed { Fault: CollectFault.Unexpected }, $"{i}: {(reading as Reading.Failed)?.Detail}");
        }

        Assert.InRange(foreseen, 60, 249);
    }

    /// <summary>Parts that relate to nothing, or to a place outside: what the packaging library throws of them is no word for a damaged file.</summary>
    [Theory]
    [InlineData("Target=\"\"")]
    [InlineData("Target=\"http://elsewhere.example/sheet.xml\"")]
    [InlineData("Target=\"//\"")]
    public async Task Workbook_WhosePartsRelateToNothing_IsDamaged(string target)
    {
        using var stream = new MemoryStream();
        stream.Write(Figures().Bytes());
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("xl/_rels/workbook.xml.rels")!;
            using var text = entry.Open();
            var changed = System.Text.RegularExpressions.Regex.Replace(new StreamReader(text).ReadToEnd(), "Target=\"[^\"]*sheet[^\"]*\"", target);
            text.SetLength(0);
            text.Write(System.Text.Encoding.UTF8.GetBytes(changed));
        }

        using var town = Of(stream.ToArray(), "sheet: Ark1");
        Assert.Equal(CollectFault.Malformed, (await town.ReadAsync()).Failed().Fault);
    }

    [Theory]
    [InlineData(new byte[0], "not an .xlsx workbook")]
    [InlineData(new byte[] { 0x70, 0x3B, 0x65, 0x0A }, "not an .xlsx workbook")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }, "an old .xls file, or a workbook with a password; save it as .xlsx without one")]
    public async Task File_OfAnotherKind_IsMalformed(byte[] bytes, string says)
    {
        using var town = Of(bytes, "sheet: Ark1");
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.Malformed, $"maalinger.xlsx: {says}"), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task File_ThatIsAZipOfSomethingElse_IsMalformed()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("noter.txt");
        using var town = Of(file.ToArray(), "sheet: Ark1");
        Assert.Equal(CollectFault.Malformed, (await town.ReadAsync()).Failed().Fault);
    }

    [Theory]
    [InlineData("xl/sharedStrings.xml", "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>", "<si><t>  </t></si>", 65, CollectFault.TooLarge)]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>", "                                ", 257, CollectFault.TooLarge)]
    [InlineData("xl/styles.xml", "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>", " ", 17, CollectFault.Malformed)]
    public async Task Bomb_SmallInTheFileAndHugeUnfolded_IsCutOff(string part, string start, string again, int megabytes, CollectFault fault)
    {
        var file = new MemoryStream();
        file.Write(new Xlsx { Texts = ["<t>periode</t>"] }.Sheet("Ark1", "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>1</v></c></row>").Bytes());
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)!.Delete();
            await using var entry = await zip.CreateEntry(part, CompressionLevel.Fastest).OpenAsync(TestContext.Current.CancellationToken);
            entry.Write(Encoding.UTF8.GetBytes(start));
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(again, (1 << 20) / again.Length + 1)));
            for (var i = 0; i < megabytes; i++)
                entry.Write(block);
        }

        using var town = Of(file.ToArray(), "sheet: Ark1");
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal(fault, failed.Fault);
        Assert.StartsWith(fault == CollectFault.TooLarge ? "maalinger.xlsx: unfolds to more than" : "the workbook is damaged", failed.Detail);
    }

    [Fact]
    public async Task Cell_LongerThanExcelAllows_IsTooLarge()
    {
        using var town = Of(new Xlsx().Sheet("Ark1", ["periode", "enhed", "antal"], ["2026-05", new string('x', 40_000), "1"]), "sheet: Ark1");
        Assert.Equal(CollectFault.TooLarge, (await town.ReadAsync()).Failed().Fault);
    }

    private static string LibreOffice => Path.Combine(AppContext.BaseDirectory, "Collect", "Workbooks", "libreoffice.xlsx");

    private static Xlsx Figures() => new Xlsx { Texts = ["<t>periode</t>"] }
        .Sheet("Ark1", [Header, .. Enumerable.Range(1, 9).Select(month => new[] { $"2025-0{month}", "nord", $"{month * 100}" })]);

    private static Xlsx OneRow(string cells, bool since1904 = false) => new Xlsx
    {
        Since1904 = since1904,
        Texts = ["<t>7</t>", "<r><t>2026</t></r><r><t>-06</t></r>"],
        Formats = ["dd\\-mm\\-yyyy", "0.0%", "#10", "_-* #,##0.00\\ \"kr.\"_-;[Red]-0", "[$kr.-406]\\ #,##0.00", "[h]:mm", "#22", "mmm\\ yy;@", "0\\ \"dage\";[Magenta]0"],
    }.Sheet("Ark1", Xlsx.Row(1, Header) + $"<row r='2'>{cells}</row>");

    private static Town Of(Xlsx book, string source, string columns = "period: periode, unit: enhed, value: antal", string kind = "value", string more = "") => Of(book.Bytes(), source, columns, kind, more);

    private static Town Of(string file, string source, string columns, string kind = "value") => Of(File.ReadAllBytes(file), source, columns, kind);

    private static Town Of(byte[] bytes, string source, string columns = "period: periode, unit: enhed, value: antal", string kind = "value", string more = "")
    {
        var town = new Town();
        File.WriteAllBytes(town.PathOf("config/maalinger.xlsx"), bytes);
        return town.Write("config/organisation.yml", Given.Organisation.Replace("name: Center Nord", "name: Center Nord, codes: [Center Nord]", StringComparison.Ordinal).Replace("name: Center Syd", "name: Center Syd, codes: [Center Syd]", StringComparison.Ordinal))
            .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: excel\nfile: maalinger.xlsx\n{source}\n")
            .Write("config/indicators/andel.yml", $$"""
                id: andel
                name: Antal breve
                source: maalinger
                kind: {{kind}}
                unit: {{(kind == "ratio" ? "percent" : "antal")}}
                better: higher
                period: month
                due: 10d
                schedule: "0 0 6 * * ?"
                columns: { {{columns}} }
                {{more}}
                """);
    }
}
