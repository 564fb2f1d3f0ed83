using System.Text;
using System.Text.Json;
using GevinstMonitor.Collect;
using GevinstMonitor.Collect.Web;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>JSON-stat: every cell is where its codes say, and no cell is a number that is not stated as one.</summary>
public sealed class JsonStatTests
{
    /// <summary>Two units, two kinds, two quarters; each number says where it stands.</summary>
    internal const string Table = """
        {"dataset":{"dimension":{
          "OMRÅDE":{"label":"område","category":{"index":{"101":0,"147":1},"label":{"101":"København","147":"Frederiksberg"}}},
          "DIGITAL":{"label":"digital","category":{"index":["J","TOT"]}},
          "ContentsCode":{"label":"Indhold","category":{"index":{"POST1":0},"label":{"POST1":"Breve"},"unit":{"POST1":{"base":"Antal","decimals":0}}}},
          "Tid":{"label":"tid","category":{"index":{"2026K2":1,"2026K1":0},"label":{"2026K1":"2026K1","2026K2":"2026K2"}}},
          "id":["OMRÅDE","DIGITAL","ContentsCode","Tid"],"size":[2,2,1,2],"role":{"metric":["ContentsCode"],"time":["Tid"]}},
          "label":"Breve","source":"Prøve","updated":"2026-07-01T06:00:00Z","value":[1011,1012,1019.5,1020,1471,1472,1479,1480.25]}}
        """;

    private static readonly string[] Missing = ["", "..", "-", "x"];

    /// <summary>What the table gives for a value with one unit and quarter a row, or for a ratio with one column for each code of DIGITAL.</summary>
    internal static Tally Read(ReadOnlyMemory<byte> json, bool pivot)
    {
        var columns = pivot
            ? new ColumnsFile { Period = "TID", Unit = "OMRÅDE", Numerator = "J", Denominator = "TOT" }
            : new ColumnsFile { Period = "TID", Unit = "OMRÅDE", Value = "INDHOLD", Where = new Dictionary<string, string> { ["DIGITAL"] = "J" } };
        var kind = pivot ? IndicatorKind.Ratio : IndicatorKind.Value;
        var file = new IndicatorFile { Id = "andel", Name = "", Source = "", Kind = kind, Unit = "count", Better = Better.Higher, Period = PeriodKind.Quarter, Due = default, Schedule = "", Columns = columns };
        var indicator = new Indicator { Id = "andel", Name = "", Source = "", Kind = kind, Measure = "count", Better = Better.Higher, Period = PeriodKind.Quarter, Due = default, History = 4, Revise = 1, Adds = true };
        var rows = new Tally(indicator, new OrganisationChart([], [], []), PeriodFormat.Of(null, PeriodKind.Quarter), new DateOnly(2000, 1, 1), new DateOnly(2026, 8, 8));
        using var document = JsonDocument.Parse(json);
        JsonStat.Read(document.RootElement, text => text == "0!" ? Cell.Suppressed : Missing.Contains(text) ? Cell.Missing : null).Give(file, "POST1", pivot ? "digital" : null, rows);
        return rows;
    }

    private static IEnumerable<string> Said(string json, bool pivot = false) => Read(Encoding.UTF8.GetBytes(json), pivot).Figures
        .Select(f => FormattableString.Invariant($"{f.Unit} {f.Period} {(f.Figure.Number is null ? f.Figure.Kind : pivot ? $"{f.Figure.First}/{f.Figure.Second}" : f.Figure.First)}"));

    private static string With(string value, string status = "") => Table.Replace("[1011,1012,1019.5,1020,1471,1472,1479,1480.25]", value + (status.Length == 0 ? "" : $",\"status\":{status}"), StringComparison.Ordinal);

    [Fact]
    public void Cells_OfRows_StandWhereTheirCodesSay() =>
        Assert.Equal(["101 2026-Q1 1011", "101 2026-Q2 1012", "147 2026-Q1 1471", "147 2026-Q2 1472"], Said(Table));

    [Fact]
    public void Cells_OfAPivot_AreTheColumnsOfARatio() =>
        Assert.Equal(["101 2026-Q1 1011/1019.5", "101 2026-Q2 1012/1020", "147 2026-Q1 1471/1479", "147 2026-Q2 1472/1480.25"], Said(Table, pivot: true));

    [Fact]
    public void FirstRows_AreAddressedByTheirCodes() =>
        Assert.Equal("POST1: OMRÅDE 101, CONTENTSCODE POST1, TID 2026K1: 2026K1, 101, 1011 of 1019.5: counts for 101 in 2026-Q1", Read(Encoding.UTF8.GetBytes(Table), pivot: true).First[0]);

    [Theory]
    [InlineData("""[1011,null,1,1,"..","x",1,1]""")]
    [InlineData("""[1011,"-",1,1,"",null,1,1]""")]
    [InlineData("""{"0":1011}""")]
    [InlineData("""{"0":1011,"1":null,"4":"..","5":"x"}""")]
    public void Cell_ThatIsNotStatedAsANumber_IsNotKnown(string value) =>
        Assert.Equal(["101 2026-Q1 1011", "101 2026-Q2 NotANumber", "147 2026-Q1 NotANumber", "147 2026-Q2 NotANumber"], Said(With(value)));

    [Theory]
    [InlineData("\"12\"")]
    [InlineData("\"1,5\"")]
    [InlineData("true")]
    [InlineData("[12]")]
    [InlineData("{\"v\":12}")]
    [InlineData("1e300")]
    [InlineData("1e999")]
    [InlineData("-1e15")]
    [InlineData("1e-400")]
    public void Cell_OfAnythingElse_IsNotKnownAndRejected(string cell)
    {
        var rows = Read(Encoding.UTF8.GetBytes(With($"[{cell},1,1,1,1,1,1,1]")), pivot: false);
        Assert.Equal(FigureKind.NotANumber, rows.Figures[0].Figure.Kind);
        Assert.StartsWith("POST1: OMRÅDE 101, DIGITAL J, CONTENTSCODE POST1, TID 2026K1: not a number", Assert.Single(rows.Rejected));
    }

    [Theory]
    [InlineData("""["..","",null,null,"0!","a",null,null]""")]
    [InlineData("""{"0":"..","4":"0!","5":"a"}""")]
    public void Status_ThatSaysMissing_OutweighsTheNumber(string status) =>
        Assert.Equal(["101 2026-Q1 NotANumber", "101 2026-Q2 12", "147 2026-Q1 Suppressed", "147 2026-Q2 16"], Said(With("[0,12,0,0,0,16,0,0]", status)));

    [Fact]
    public void Status_OfAllCellsAtOnce_IsThatOfEach() =>
        Assert.All(Read(Encoding.UTF8.GetBytes(With("[1,2,3,4,5,6,7,8]", "\"x\"")), pivot: false).Figures, f => Assert.Equal(FigureKind.NotANumber, f.Figure.Kind));

    [Theory]
    [InlineData("[]", "it lacks 'dataset', or that is not object")]
    [InlineData("""{"version":"2.0","class":"dataset","id":["Tid"],"size":[1],"value":[1]}""", "it lacks 'dataset', or that is not object")]
    [InlineData("""{"errorTypeCode":"EXTRACT-NOTFOUND"}""", "it lacks 'dataset', or that is not object")]
    public void Answer_ThatIsNoSuchTable_IsMalformed(string json, string says) => Refused(json, says);

    [Theory]
    [InlineData("\"size\":[2,2,1,2]", "\"size\":[2,2,2,2]", "dimension 3 has 1 codes and not its size")]
    [InlineData("\"size\":[2,2,1,2]", "\"size\":[2,2,1]", "'id' and 'size' do not name each dimension once")]
    [InlineData("\"size\":[2,2,1,2]", "\"size\":[2,2,1,2.5]", "dimension 4 has 2 codes and not its size")]
    [InlineData("\"size\":[2,2,1,2]", "\"size\":[2,2,1,\"2\"]", "dimension 4 has 2 codes and not its size")]
    [InlineData("\"DIGITAL\",\"ContentsCode\",\"Tid\"]", "\"OMRÅDE\",\"ContentsCode\",\"Tid\"]", "'id' and 'size' do not name each dimension once")]
    [InlineData("\"id\":[", "\"id\":[7,", "a name that is no text")]
    [InlineData("\"2026K2\":1,", "\"2026K2\":0,", "a dimension's codes do not each have a place of their own")]
    [InlineData("\"2026K2\":1,", "\"2026K2\":-1,", "a dimension's codes do not each have a place of their own")]
    [InlineData("\"2026K2\":1,", "\"2026K2\":2147483648,", "a dimension's codes do not each have a place of their own")]
    [InlineData("\"2026K2\":1,", "\"2026K1\":1,", "a dimension has a code twice")]
    [InlineData("[\"J\",\"TOT\"]", "[\"J\",\"J\"]", "a dimension has a code twice")]
    [InlineData("[\"J\",\"TOT\"]", "\"J\"", "a dimension's 'index' is neither a list nor codes with places")]
    [InlineData("\"value\":[1011,", "\"value\":[", "'value' has not one for each of 8 cells")]
    [InlineData("\"value\":[1011,", "\"value\":[0,1011,", "'value' has not one for each of 8 cells")]
    [InlineData("\"value\":[", "\"values\":[", "it lacks 'value', or that is not there")]
    [InlineData("\"value\":[", "\"status\":[1],\"value\":[", "'status' has not one for each of 8 cells")]
    [InlineData("\"value\":[", "\"status\":{\"8\":\"..\"},\"value\":[", "'status' names a cell that is not there, or one twice")]
    [InlineData("\"value\":[", "\"status\":{\"1\":\"a\",\"01\":\"..\"},\"value\":[", "'status' names a cell that is not there, or one twice")]
    [InlineData("\"101\":0", "\"\\ud800\":0", "a text in it is none")]
    public void Table_WhosePartsDoNotFit_IsMalformed(string part, string wrong, string says)
    {
        Assert.Contains(part, Table, StringComparison.Ordinal);
        Refused(Table.Replace(part, wrong, StringComparison.Ordinal), says);
    }

    [Fact]
    public void Table_OfMoreCellsThanAnyTown_IsTooLarge()
    {
        var index = string.Join(",", Enumerable.Range(0, 1500).Select(i => $"\"{i}\""));
        var json = Table.Replace("[\"J\",\"TOT\"]", $"[{index}]", StringComparison.Ordinal).Replace("{\"2026K2\":1,\"2026K1\":0}", $"[{index}]", StringComparison.Ordinal).Replace("[2,2,1,2]", "[2,1500,1,1500]", StringComparison.Ordinal);
        Assert.Equal(CollectFault.TooLarge, Assert.Throws<SourceException>(() => Said(json)).Fault);
    }

    [Fact]
    public void Column_ThatTheTableLacks_IsNamedWithThoseThereAre()
    {
        var fault = Assert.Throws<SourceException>(() => Said(Table.Replace("OMRÅDE", "KOMMUNE", StringComparison.Ordinal)));
        Assert.Equal((CollectFault.ColumnMissing, "POST1: no column 'OMRÅDE'; there are KOMMUNE, DIGITAL, CONTENTSCODE, TID, INDHOLD"), (fault.Fault, fault.Message));
    }

    private static void Refused(string json, string says)
    {
        var fault = Assert.Throws<SourceException>(() => Said(json));
        Assert.Equal((CollectFault.Malformed, $"the answer is not JSON-stat 1: {says}"), (fault.Fault, fault.Message));
    }
}
