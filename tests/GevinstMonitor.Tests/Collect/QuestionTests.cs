namespace GevinstMonitor.Tests.Collect;

/// <summary>
/// The words by which a question is known again. Figures that are read by another question than before are held until somebody says why: whoever changes these
/// words in a new version does that to every figure of every municipality.
/// </summary>
public sealed class QuestionTests
{
    [Fact]
    public void Question_OfAFile_IsInTheWordsOfEveryVersion()
    {
        using var town = Collecting.Csv("thousands: .\nsuppressed: [\"< 20\"]\n");

        Assert.Equal("""
            "maalinger.csv": period "måned", numerator "digitale", denominator "alle"
            encoding utf-8, delimiter ";", decimal ",", thousands "."
            missing "", suppressed "< 20", periods as ISO writes them
            """.ReplaceLineEndings("\n"), Asked(town));
    }

    [Fact]
    public void Question_OfADatabase_IsItsQuery()
    {
        using var town = Collecting.Csv(indicator: Collecting.Query("select 1 as period,\n  2 as numerator, 3 as denominator"))
            .Write("config/sources/maalinger.yml", "id: maalinger\nkind: sqlite\nfile: register.db\n");

        Assert.Equal("select 1 as period,\n  2 as numerator, 3 as denominator", Asked(town).TrimEnd());
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
