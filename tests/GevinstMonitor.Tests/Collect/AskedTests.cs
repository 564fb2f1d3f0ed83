namespace GevinstMonitor.Tests.Collect;

/// <summary>What is asked of a file, in words: for people to read, and for the query hash to tell one question from another.</summary>
public sealed class AskedTests
{
    [Theory]
    [InlineData("", "missing \"\", suppressed none, periods as ISO writes them")]
    [InlineData("missing: []\nsuppressed: ['', '< 20']", "missing none, suppressed \"\" or \"< 20\", periods as ISO writes them")]
    public void File_WithEmptyTextsAndNoTexts_IsAskedInWordsThatShowWhichIsWhich(string source, string last)
    {
        using var town = Collecting.Csv(source);
        Assert.Equal($"""
            "maalinger.csv": period "måned", numerator "digitale", denominator "alle"
            encoding utf-8, delimiter ";", decimal ",", thousands none
            {last}
            """.ReplaceLineEndings("\n"), Asked(town));
    }

    [Theory]
    [InlineData("excel", "sheet: Ark 1\nheaderRow: 3", "\"tal.xlsx\", sheet \"Ark 1\" from row 3: ", "decimal \",\"")]
    [InlineData("excel", "table: Tal", "\"tal.xlsx\", table \"Tal\": ", "decimal \",\"")]
    [InlineData("sftp", "host: sftp.proeveby.example\nuser: bruger\nprivateKey: { env: SFTP_KEY }\nhostKey: 'SHA256:'", "\"tal.xlsx\" on sftp.proeveby.example:22: ", "encoding utf-8, delimiter \";\", decimal \",\"")]
    public void File_OfEveryKind_IsAskedByItsPlaceAndHowItIsReadAndNotByWhoAsks(string kind, string source, string place, string read)
    {
        using var town = Collecting.Csv().Write("config/sources/maalinger.yml", $"id: maalinger\nkind: {kind}\nfile: tal.xlsx\n{source}\n");
        Assert.Equal($"""
            {place}period "måned", numerator "digitale", denominator "alle"
            {read}, thousands none
            missing "", suppressed none, periods as ISO writes them
            """.ReplaceLineEndings("\n"), Asked(town));
    }

    [Theory]
    [InlineData("missing: []", "missing: ['']")]
    [InlineData("missing: ['a', 'b']", "missing: ['a\" or \"b']")]
    [InlineData("missing: ['none']", "missing: []")]
    [InlineData("missing: ['x'], suppressed: []", "missing: [], suppressed: ['x']")]
    [InlineData("thousands: '.'", "thousands: ' '")]
    public void Questions_ThatAreNotTheSame_DoNotReadTheSame(string one, string other) =>
        Assert.NotEqual(AskedWith(one), AskedWith(other));

    [Fact]
    public void Columns_OfTheSameNamesInOtherRoles_DoNotReadTheSame()
    {
        using var ratio = Collecting.Csv(indicator: Given.Indicator.Replace("numerator: digitale", "numerator: enhed", StringComparison.Ordinal).Replace("denominator: alle", "denominator: antal", StringComparison.Ordinal));
        using var value = Collecting.Csv(indicator: Collecting.Value().Replace("period: periode", "period: måned", StringComparison.Ordinal));
        Assert.NotEqual(Asked(ratio), Asked(value));
    }

    private static string AskedWith(string lines)
    {
        using var town = Collecting.Csv(lines.Replace(", suppressed", "\nsuppressed", StringComparison.Ordinal));
        return Asked(town);
    }

    private static string Asked(Town town) => town.Collector().Asked(town.Load().Indicators["andel"]);
}
