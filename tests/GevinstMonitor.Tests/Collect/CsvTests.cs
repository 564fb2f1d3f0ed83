using System.Text;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

/// <summary>Files of separated values are read by what is stated of them, never by guessing.</summary>
public sealed class CsvTests
{
    private const string May = "måned;digitale;alle\n2026-05;505;1000\n";

    [Theory]
    [InlineData("utf-8", "utf-8", false)]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("latin1", "iso-8859-1", false)]
    [InlineData("windows-1252", "iso-8859-1", false)]
    [InlineData("utf-16", "utf-16", false)]
    [InlineData("utf-16", "utf-16", true)]
    [InlineData("latin1", "utf-8", true)]
    [InlineData("utf-8", "utf-16", true)]
    [InlineData("utf-8", "utf-16BE", true)]
    public async Task Encoding_AsStatedOrAsTheMarkSays_ReadsDanishHeaders(string stated, string written, bool marked)
    {
        Encoding encoding = written switch
        {
            "utf-8" => new UTF8Encoding(marked),
            "utf-16" => new UnicodeEncoding(false, marked),
            "utf-16BE" => new UnicodeEncoding(true, marked),
            _ => Encoding.Latin1,
        };
        using var town = Collecting.Csv($"encoding: {stated}").Figures(May, encoding);
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Encoding_BytesThatAreNoneOfIt_IsMalformed()
    {
        using var town = Collecting.Csv().Figures(May, Encoding.Latin1);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.Malformed, "maalinger.csv: not utf-8; state the file's encoding"), (failed.Fault, failed.Detail));
    }

    [Theory]
    [InlineData("delimiter: ';'", ';')]
    [InlineData("delimiter: '\\t'", '\t')]
    [InlineData("delimiter: '|'", '|')]
    public async Task Delimiter_AsStated_SeparatesColumns(string source, char mark)
    {
        using var town = Collecting.Csv(source).Figures(May.Replace(';', mark));
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("thousands: '.'", "1.234,5", "1234.5")]
    [InlineData("thousands: '.'", "-1.234.567", "-1234567")]
    [InlineData("thousands: ' '", "1\u00a0234", "1234")]
    [InlineData("thousands: ','\ndecimal: '.'", "1,234.5", "1234.5")]
    [InlineData("", "0,5", "0.5")]
    public async Task Number_WrittenAsStated_IsRead(string source, string written, string read)
    {
        using var town = Collecting.Csv(source, Collecting.Value()).Figures($"periode;enhed;antal\n2026-05;;{written}\n");
        Assert.Equal([$"* 2026-05 {read}"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("1.23,5")]
    [InlineData("12.34")]
    [InlineData("1234.567")]
    [InlineData("0.581")]
    [InlineData("-0.581")]
    [InlineData("001.234")]
    [InlineData("1,2,3")]
    [InlineData("1e3")]
    [InlineData("mange")]
    [InlineData("10000000000000000")]
    [InlineData("0,00000000000000000000000000000000001")]
    public async Task Number_NotWrittenAsStated_IsNotKnownAndRejectedWithItsLine(string written)
    {
        using var town = Collecting.Csv("thousands: '.'", Collecting.Value()).Figures($"periode;enhed;antal\n2026-05;;{written}\n2026-06;;7\n");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2026-05 NotANumber", "* 2026-06 7"], reading.Said());
        Assert.StartsWith("maalinger.csv:2: not a number", Assert.Single(reading.Taken().Rejected));
    }

    [Fact]
    public async Task Markers_MissingAndSuppressed_AreTwoThingsAndNeitherIsRejected()
    {
        using var town = Collecting.Csv("missing: ['', '..']\nsuppressed: ['< 20']", Collecting.Value())
            .Figures("periode;enhed;antal\n2026-04;;\n2026-05;;..\n2026-06;;< 20\n2026-07;;0\n");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2026-04 NotANumber", "* 2026-05 NotANumber", "* 2026-06 Suppressed", "* 2026-07 0"], reading.Said());
        Assert.Empty(reading.Taken().Rejected);
    }

    [Fact]
    public async Task Rows_ShortOrLong_AreRejectedWithTheirLineAndTheRestCounts()
    {
        using var town = Collecting.Csv().Figures("måned;digitale;alle\n2026-04;450;1000\n2026-05;505\n2026-06;1;2;3\n2026-07;590;1000;;\n");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2026-04 450/1000", "* 2026-07 590/1000"], reading.Said());
        Assert.Equal(["maalinger.csv:3: 2 columns where the header has 3", "maalinger.csv:4: 4 columns where the header has 3"], reading.Taken().Rejected);
    }

    [Theory]
    [InlineData("måned;digitale;alle\n2026-05;\"505;1000\n2026-06;1;2\n", CollectFault.Malformed, "a quotation mark that is never closed")]
    [InlineData("", CollectFault.Malformed, "the file is empty")]
    [InlineData("måned;digitale\n2026-05;505\n", CollectFault.ColumnMissing, "no column 'alle'; there are måned, digitale")]
    [InlineData("måned;alle;digitale;alle\n2026-05;1;2;3\n", CollectFault.Malformed, "two columns are called 'alle'")]
    public async Task File_ThatCannotBeTrusted_FailsWhole(string text, CollectFault fault, string says)
    {
        using var town = Collecting.Csv().Figures(text);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal(fault, failed.Fault);
        Assert.StartsWith("maalinger.csv:", failed.Detail);
        Assert.EndsWith(says, failed.Detail);
    }

    [Theory]
    [InlineData("måned;digitale;alle\n2026-05;505;1000\n2026-06;5", "utf-8")]
    [InlineData("måned;digitale;alle\n2026-05;505;1000\n2026-", "utf-16")]
    public async Task File_ThatEndsInTheMiddleOfALine_IsTruncatedAndNothingOfItCounts(string text, string encoding)
    {
        using var town = Collecting.Csv($"encoding: {encoding}").Figures(text, Encoding.GetEncoding(encoding));
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.Truncated, "maalinger.csv: the last line breaks off in the middle; the file is not whole"), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task File_WhoseLastWholeLineHasNoBreak_IsRead()
    {
        using var town = Collecting.Csv().Figures("måned;digitale;alle\n2026-05;505;1000");
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Ratio_SeveralRowsOfOneMonth_AddUp()
    {
        using var town = Collecting.Csv().Figures("måned;digitale;alle\n2026-05;500;1000\n2026-05;1;3\n2026-06;7;9\n");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2026-05 501/1003", "* 2026-06 7/9"], reading.Said());
        Assert.Equal(3, reading.Taken().Rows);
    }

    [Fact]
    public async Task Value_TwiceForOneUnitAndMonth_IsNotKnownAndRejected()
    {
        using var town = Collecting.Csv(indicator: Collecting.Value()).Figures("periode;enhed;antal\n2026-05;nord;1\n2026-05;syd;2\n2026-05;nord;3\n");
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-05 NotANumber", "syd 2026-05 2"], reading.Said());
        Assert.StartsWith("maalinger.csv:4: a second value for nord in 2026-05", Assert.Single(reading.Taken().Rejected));
    }

    [Fact]
    public async Task Unit_ThatNoColumnOfAStoreHolds_IsRejectedAndTheRestIsRead()
    {
        using var town = Collecting.Csv(indicator: Collecting.Value()).Figures($"periode;enhed;antal\n2026-05;{new string('n', 101)};1\n2026-05;{new string('s', 100)};2\n");
        var reading = await town.ReadAsync();
        Assert.Equal([$"{new string('s', 100)} 2026-05 2"], reading.Said());
        Assert.StartsWith("maalinger.csv:2: a unit of 101 characters, and 100 is the most", Assert.Single(reading.Taken().Rejected));
    }

    [Theory]
    [InlineData("month", "periodFormat: MM-yyyy", "05-2026", "2026-05")]
    [InlineData("month", "periodFormat: dd.MM.yyyy", "17.05.2026", "2026-05")]
    [InlineData("week", "", "2026-W23", "2026-W23")]
    [InlineData("week", "", "2026-01-01", "2026-W01")]
    [InlineData("quarter", "", "2026-Q2", "2026-Q2")]
    [InlineData("month", "", "2026-05-17", "2026-05")]
    [InlineData("day", "", "2026-05-17", "2026-05-17")]
    [InlineData("year", "", "2026", "2026")]
    public async Task Period_WrittenAsStated_IsRead(string kind, string format, string written, string read)
    {
        using var town = Collecting.Csv(indicator: Collecting.Value(kind, format + "\nhistory: 100")).Figures($"periode;enhed;antal\n{written};;7\n");
        // The year that is not over has a figure too, a partial one.
        Assert.Equal([$"* {read} 7"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("", "05-2026")]
    [InlineData("", "2026-13")]
    [InlineData("", "2026-Q2")]
    [InlineData("periodFormat: MM-yyyy", "2026-05")]
    public async Task Period_WrittenOtherwise_IsRejectedWithItsLine(string format, string written)
    {
        using var town = Collecting.Csv(indicator: Collecting.Value(more: format)).Figures($"periode;enhed;antal\n{written};;7\n");
        var taken = (await town.ReadAsync()).Taken();
        Assert.Empty(taken.Figures);
        Assert.StartsWith($"maalinger.csv:2: '{written}' is not a month", Assert.Single(taken.Rejected));
    }

    [Fact]
    public async Task Unit_ByIdOrCodeInAnyCase_IsTheUnit()
    {
        using var town = Collecting.Csv(indicator: Collecting.Value())
            .Write("config/organisation.yml", Given.Organisation.Replace("name: Center Nord", "name: Center Nord, codes: ['4711', CN]", StringComparison.Ordinal))
            .Figures("periode;enhed;antal\n2026-04;4711;1\n2026-05;cn;2\n2026-06; NORD ;3\n2026-07;vest;4\n");
        Assert.Equal(["nord 2026-04 1", "nord 2026-05 2", "nord 2026-06 3", "vest 2026-07 4"], (await town.ReadAsync()).Said());
    }
}
