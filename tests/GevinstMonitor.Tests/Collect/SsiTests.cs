using System.Globalization;
using System.Text;
using System.Text.Json;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

/// <summary>Real exports of a Danish agency, each read with the settings that an administrator would write for it.</summary>
public sealed class SsiTests
{
    private const string Danish = "thousands: '.'\nmissing: ['', NA]\nsuppressed: ['< 20']";

    [Theory]
    [InlineData("Municipality_test_pos.csv", "utf-8")]
    [InlineData("Municipality_test_pos_latin1_crlf.csv", "latin1")]
    [InlineData("Municipality_test_pos_utf16le_bom.csv", "latin1")]
    public async Task Snapshot_InEveryEncoding_ReadsEveryMunicipalityForTheMonthInItsName(string file, string encoding)
    {
        using var town = Of(file, "period: '{*}', unit: Kommune_(id), value: Antal_bekræftede_COVID-19", source: $"{Danish}\nencoding: {encoding}");
        var read = (await town.ReadAsync()).Said().ToList();
        Assert.Equal(99, read.Count);
        Assert.Contains("101 2023-02 335468", read);
        Assert.Contains("860 2023-02 32050", read);
    }

    [Fact]
    public async Task Snapshot_ByAge_ReadsDotsAsThousandsAndTheDecimalComma()
    {
        using var town = Of("Cases_by_age.csv", "period: '{*}', unit: Aldersgruppe, value: Procent_positive");
        Assert.Equal(["0-9 2023-02 60.6", "10-19 2023-02 70.3"], (await town.ReadAsync()).Said().Take(2));
        using var tested = Of("Cases_by_age.csv", "period: '{*}', unit: Aldersgruppe, value: Antal_testede");
        Assert.Equal("I alt 2023-02 5579869", (await tested.ReadAsync()).Said().Last());
    }

    [Fact]
    public async Task Weeks_AsHeaders_AreReadWithWhatIsWithheldAndWhatIsMissing()
    {
        using var town = Of("Deaths_o_weeks_covid_cause.csv", "unit: Udfald, value: '*', across: period", "week", "\"'U'ww-yyyy\"");
        var reading = await town.ReadAsync();
        var deaths = reading.Said().Where(f => f.StartsWith("Dødstal 30 dage efter infektion (PCR)", StringComparison.Ordinal)).Select(f => f["Dødstal 30 dage efter infektion (PCR) ".Length..]).ToList();
        Assert.Equal(150, deaths.Count);
        Assert.Equal(["2020-W11 Suppressed", "2020-W12 21"], deaths.Take(2));
        Assert.Equal(["2020-W53 200", "2023-W03 71"], [deaths[42], deaths[^1]]);
        Assert.Contains("Død af covid (DAR) 2020-W11 NotANumber", reading.Said());
        Assert.Equal((750, 0), (reading.Taken().Figures.Count, reading.Taken().Rejected.Count));
    }

    [Fact]
    public async Task Days_WithAColumnForEachRegion_GiveEachRegionItsFigures()
    {
        using var town = Of("Newly_admitted_over_time.csv", "period: Dato, value: '*', across: unit", "day");
        var read = (await town.ReadAsync()).Said().ToList();
        Assert.Equal(1074 * 7, read.Count);
        Assert.Equal(["Hovedstaden 2020-03-01 1", "Sjælland 2020-03-01 0"], read.Take(2));
        Assert.Equal(["Nordjylland 2023-02-07 1", "Ukendt Region 2023-02-07 0", "Total 2023-02-07 28"], read.TakeLast(3));
    }

    [Fact]
    public async Task Days_WithTotalsBelow_AreReadAndTheTotalsListedWithTheirLines()
    {
        using var town = Of("Test_pos_over_time.csv", "period: Date, value: Tested", "day");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2020-01-27 0", "* 2023-02-07 2064"], [reading.Said().First(), reading.Said().Last()]);
        Assert.Equal(1108, reading.Taken().Figures.Count);
        Assert.Equal(["Test_pos_over_time-2023-02.csv:1110: 'I alt'", "Test_pos_over_time-2023-02.csv:1111: 'Antal personer'"],
            reading.Taken().Rejected.Select(r => r[..r.IndexOf(" is not a day", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Days_AsRatios_AddUpToTheMonth()
    {
        using var town = Of("Test_pos_over_time.csv", "period: Date, numerator: NewPositive, denominator: Tested", kind: "ratio");
        Assert.Equal("* 2023-02 967/13455", (await town.ReadAsync()).Said().Last());
    }

    [Fact]
    public async Task Weeks_InWords_AreReadForTheClassThatIsAskedFor()
    {
        using var town = Of("figurtendensdata_1.csv", "period: Uge, unit: Aldersgruppe, value: Procent af indlæggelser, where: { Klassifikation: Indlæggelse pga. covid-19 }", "week", "\"'uge 'ww yyyy\"");
        var read = (await town.ReadAsync()).Said().ToList();
        Assert.Equal(16, read.Count);
        Assert.Equal(["0-59 2022-W46 26.8", "60+ 2023-W01 53.0"], [read[0], read[^1]]);
    }

    [Fact]
    public async Task Weeks_WithPairsOfColumnsForEachGroup_AreRatios()
    {
        using var town = Of("gennembrudsinfektioner_table1.csv", "period: Ugenummer, numerator: antal_cases_*, denominator: antal_personer_alle_*, across: unit", "week", "\"'Uge 'ww-yyyy\"", "ratio");
        var read = (await town.ReadAsync()).Said().ToList();
        Assert.Equal(16 * 5, read.Count);
        Assert.Equal("Ingen vaccination 2022-W14 868/1045795", read[0]);
        Assert.Equal("Fuld effekt efter revaccination 2021-W51 5236/985646", read[^1]);
    }

    [Fact]
    public async Task Weeks_InTwoColumns_AreReadThroughTheYearsThatHave53()
    {
        using var town = Of("plejehjem_ugeoversigt.csv", "period: '{År}-{Uge}', value: Antal tests blandt beboere", "week", "yyyy-w");
        var reading = await town.ReadAsync();
        Assert.Equal(["* 2020-W11 119", "* 2023-W05 1845"], [reading.Said().First(), reading.Said().Last()]);
        Assert.Equal(152, reading.Taken().Figures.Count);
        Assert.Contains(reading.Taken().Figures, f => f.Period.ToString() == "2020-W53");
        Assert.StartsWith("plejehjem_ugeoversigt-2023-02.csv:154: 'I alt-' is not a week", Assert.Single(reading.Taken().Rejected));
    }

    [Fact]
    public async Task Months_OfEveryMunicipality_AddUpToTheCountry()
    {
        var sums = (await File.ReadAllLinesAsync(SharedData.File("dk/ssi/ssi_municipality_monthly.csv"), TestContext.Current.CancellationToken)).Skip(1)
            .Select(line => line.Split(','))
            .GroupBy(cells => cells[1], cells => (Positive: int.Parse(cells[2], CultureInfo.InvariantCulture), Tested: int.Parse(cells[3], CultureInfo.InvariantCulture)))
            .ToDictionary(month => month.Key, month => (Share: 100m * month.Sum(m => m.Positive) / month.Sum(m => m.Tested), IsKnown: month.All(m => m.Tested > 0)));
        using var town = Of("ssi_municipality_monthly.csv", "period: month, unit: municipality, numerator: positive, denominator: tested", kind: "ratio", source: "delimiter: ','\ndecimal: '.'");
        Assert.Equal(98 + 2, (await town.ReadAsync()).Taken().Figures.Select(f => f.Unit).Distinct().Count());

        town.Write("config/plans/post.yml", Given.Plan.Replace("on: 2026-04-30, value: 45", "on: 2020-02-29, value: 45", StringComparison.Ordinal));
        var judged = Assert.Single((await town.OnceAsync("2023-03-20T06:00")).Result.Seen).Judgements.ToDictionary(j => j.Period.ToString());
        // Where a municipality tested nobody its share is no number, and so the whole is not known.
        Assert.Equal((37, 14), (sums.Count, sums.Count(month => !month.Value.IsKnown)));
        Assert.All(sums, month =>
        {
            var judgement = judged[month.Key];
            if (month.Value.IsKnown)
                Assert.Equal(Math.Round(month.Value.Share, 10), Math.Round(judgement.Actual!.Value, 10));
            else
                Assert.Equal((Standing.NotANumber, null), (judgement.Standing, judgement.Actual));
        });
    }

    public static TheoryData<string, int, string> Cells =>
        File.Exists(Path.Combine(SharedData.Root, "..", "shared", "data", Expected)) ? [.. Stated().Select(c => (c.File, c.Row, c.Column))] : [("", 0, "")];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Cell_ThatIsStated_IsReadAsStated(string file, int row, string column)
    {
        SharedData.File(Expected);
        var (raw, expected) = Stated().Where(c => (c.File, c.Row, c.Column) == (file, row, column)).Select(c => (c.Raw, c.Expected)).Single();
        var isKept = File.Exists(Path.Combine(SharedData.Root, "..", "shared", "data", "dk", "ssi", file));
        using var town = !isKept ? new Town() : file switch
        {
            "Deaths_o_weeks_covid_cause.csv" => Of(file, "unit: Udfald, value: '*', across: period", "week", "\"'U'ww-yyyy\""),
            "plejehjem_ugeoversigt.csv" => Of(file, $"period: '{{År}}-{{Uge}}', value: {column}", "week", "yyyy-w"),
            "Cases_by_age.csv" => Of(file, $"period: '{{*}}', unit: Aldersgruppe, value: {column}"),
            _ => Of(file, $"period: '{{*}}', unit: Kommune_(id), value: {column}"),
        };
        if (!isKept)
            Write(town, file, new UTF8Encoding(true).GetPreamble().Concat(Encoding.UTF8.GetBytes($"Gruppe;{column}\n1;{raw}\n")), $"period: '{{*}}', unit: Gruppe, value: {column}");

        var figures = (await town.ReadAsync()).Taken().Figures;
        var figure = file == "Deaths_o_weeks_covid_cause.csv"
            ? figures.Where(f => PeriodFormat.Of("'U'ww-yyyy", PeriodKind.Week).Write(f.Period.Start) == column).ElementAt(row - 1)
            : isKept ? figures[row - 1] : Assert.Single(figures);
        Assert.Equal((raw == "< 20" ? FigureKind.Suppressed : expected is null ? FigureKind.NotANumber : FigureKind.Value, expected), (figure.Figure.Kind, figure.Figure.Number));
    }

    private const string Expected = "dk/ssi/expected_parse.json";

    private static IEnumerable<(string File, int Row, string Column, string Raw, decimal? Expected)> Stated()
    {
        using var stated = JsonDocument.Parse(File.ReadAllBytes(SharedData.File(Expected)));
        return [.. stated.RootElement.EnumerateArray().Select(cell => (cell.GetProperty("file").GetString()!, cell.GetProperty("data_row_1based").GetInt32(), cell.GetProperty("column").GetString()!,
            cell.GetProperty("raw").GetString()!, cell.GetProperty("expected") is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : (decimal?)null))];
    }

    /// <summary>A town whose indicator is read from one of the files, which lies there under a name that ends with the month it was fetched.</summary>
    private static Town Of(string file, string columns, string period = "month", string format = "", string kind = "value", string source = Danish)
    {
        var town = new Town();
        Write(town, file, File.ReadAllBytes(SharedData.File($"dk/ssi/{file}")), columns, period, format, kind, source);
        return town;
    }

    private static void Write(Town town, string file, IEnumerable<byte> bytes, string columns, string period = "month", string format = "", string kind = "value", string source = Danish)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        File.WriteAllBytes(town.PathOf($"config/{name}-2023-02.csv"), [.. bytes]);
        town.Write("config/sources/maalinger.yml", $"id: maalinger\nkind: csv\nfile: {name}-*.csv\n{source}\n");
        town.Write("config/indicators/andel.yml", $$"""
            id: andel
            name: Smittede
            source: maalinger
            kind: {{kind}}
            unit: {{(kind == "ratio" ? "percent" : "antal")}}
            better: lower
            period: {{period}}
            due: 10d
            schedule: "0 0 6 * * ?"
            columns: { {{columns}} }
            {{(format == "" ? "" : $"periodFormat: {format}")}}
            {{(kind == "ratio" ? "plausible: { maxDenominatorDrop: 100% }" : "")}}
            history: {{period switch { "day" => 2500, "week" => 400, _ => 90 }}}
            """);
    }
}
