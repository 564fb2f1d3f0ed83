namespace GevinstMonitor.Tests.Collect;

/// <summary>
/// The words by which a question is known again. Figures that are read by another question than before are held until somebody says why: whoever changes these
/// words in a new version does that to every figure of every municipality.
/// </summary>
public sealed class QuestionTests
{
    private const string Login = "connectionString: { env: X }";
    private const string Sql = "select 1 as period,\n  2 as numerator, 3 as denominator";
    private const string Ratio = "columns: { period: måned, numerator: digitale, denominator: alle }";
    private const string Value = "columns: { period: måned, value: antal }";

    public static TheoryData<string, string, string, string> Kinds => new()
    {
        { "csv", "file: maalinger.csv\nthousands: .\nsuppressed: [\"< 20\"]", Ratio, """
            "maalinger.csv": period "måned", numerator "digitale", denominator "alle"
            encoding utf-8, delimiter ";", decimal ",", thousands "."
            missing "", suppressed "< 20", periods as ISO writes them
            """ },
        { "excel", "file: tal.xlsx\nsheet: Ark 1\nheaderRow: 3", "columns: { period: \"{År}-{Uge}\", value: \"*\", across: unit, where: { Type: Digital, Køn: Alle } }\nperiodFormat: yyyy-MM", """
            "tal.xlsx", sheet "Ark 1" from row 3: period "{År}-{Uge}", value "*", across unit, where "Køn" is "Alle", where "Type" is "Digital"
            decimal ",", thousands none
            missing "", suppressed none, periods as "yyyy-MM"
            """ },
        { "sftp", "host: sftp.proeveby.example\nuser: gevinst\npassword: { env: X }\nhostKey: 'SHA256:'\nfile: /tal/breve-*.csv", Ratio, """
            "/tal/breve-*.csv" on sftp.proeveby.example:22: period "måned", numerator "digitale", denominator "alle"
            encoding utf-8, delimiter ";", decimal ",", thousands none
            missing "", suppressed none, periods as ISO writes them
            """ },
        { "sqlite", "file: register.db", "query", Sql },
        { "sqlserver", Login, "query", Sql },
        { "postgres", Login, "query", Sql },
        { "mysql", Login, "query", Sql },
        { "http", "url: \"https://api.leverandoer.example/tal?fra={from}&til={to}\"\nmethod: post\nbody: \"{ }\"\nrows: data.items\npaging: { page: side, from: 0 }\nheaders: { X-B: to, X-A: en }\nsecretHeaders: { X-Key: { env: X } }\nauth: { bearer: { env: X } }", Value, """
            POST https://api.leverandoer.example/tal?fra={from}&til={to}: header X-A 'en', header X-B 'to', body '{ }', rows 'data.items', page 'side' from 0, period "måned", value "antal" (json, encoding utf-8, decimal ",", thousands none
            missing "", suppressed none, periods as ISO writes them)
            """ },
        { "http", "url: https://api.leverandoer.example/tal\nformat: csv", Ratio, """
            GET https://api.leverandoer.example/tal: period "måned", numerator "digitale", denominator "alle" (csv, encoding utf-8, delimiter ";", decimal ",", thousands none
            missing "", suppressed none, periods as ISO writes them)
            """ },
        { "statbank", "table: POST1\nvariables: { OMRÅDE: ['101', '147'], DIGITAL: [J, TOT] }\npivot: DIGITAL", "columns: { period: TID, unit: OMRÅDE, numerator: J, denominator: TOT }", """
            POST1 of https://api.statbank.dk/v1 in da as jsonstat, DIGITAL J | TOT, OMRÅDE 101 | 147, columns across DIGITAL: period "TID", unit "OMRÅDE", numerator "J", denominator "TOT" (decimal ",", thousands none
            missing "" or ".." or "-" or "x", suppressed none, periods as ISO writes them)
            """ },
        { "prometheus", "url: https://prometheus.proeveby.example\nheaders: { X-Scope-OrgID: kommune }", "columns: { unit: center, numerator: \"sum(a)\", denominator: \"sum(b)\" }", """
            https://prometheus.proeveby.example: numerator sum(a), denominator sum(b), unit by label 'center', at each period's end, header X-Scope-OrgID 'kommune'
            """ },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Question_OfAKind_IsInTheWordsOfEveryVersion(string kind, string source, string asked, string words)
    {
        var figure = asked.Contains("value:", StringComparison.Ordinal) ? Collecting.Value() : Given.Indicator;
        var columns = figure.Split('\n').Single(l => l.StartsWith("columns:", StringComparison.Ordinal));
        using var town = new Town().Write("config/sources/maalinger.yml", $"id: maalinger\nkind: {kind}\n{source}\n")
            .Write("config/indicators/andel.yml", asked == "query" ? Collecting.Query(Sql) : figure.Replace(columns, asked, StringComparison.Ordinal));

        Assert.Equal(words.ReplaceLineEndings("\n"), Asked(town).TrimEnd());
    }

    [Fact]
    public void Kinds_ThatCanBeRead_AllHaveTheirWordsHere() =>
        Assert.Equal(GevinstMonitor.Collect.SourceKinds.All.Map.Kinds.Keys.Order(), Kinds.Select(k => k.Data.Item1).Distinct().Order());

    [Fact]
    public void Hash_OfAQuestion_IsThatOfEveryVersion()
    {
        using var town = Collecting.Csv();

        Assert.Equal("9a4b578d222c7752508c63c74cb7995fb53deb37e662af2099a65b0fa46bb63e", Hash(town));
    }

    [Fact]
    public void Question_WithAnotherNote_IsTheSame()
    {
        using var town = Collecting.Csv();
        var before = Hash(town);
        town.Write("config/indicators/andel.yml", Given.Indicator + "\nchanges: [ { on: 2026-05-01, note: Nyt register } ]\nplausible: { max: 100 }\n");

        Assert.Equal(before, Hash(town));
    }

    private static string Asked(Town town) => town.Collector().Asked(town.Load().Indicators["andel"]);

    private static string Hash(Town town) => town.Collector().QueryHash(town.Load().Indicators["andel"]);
}
