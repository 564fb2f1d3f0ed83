using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>A figure that was read by another question than before is held until somebody wrote down what changed, or released it.</summary>
public class QueryChangedTests
{
    private static ReadingStamp May => Read(1, "2026-05-20 06:00", "old");
    private static ReadingStamp June => Read(2, "2026-06-05 06:00", "old");
    private static ReadingStamp July => Read(3, "2026-07-05 06:00", "new");
    private static ReadingStamp August => Read(4, "2026-08-05 06:00", "new");

    private static ReadingStamp Read(long id, string local, string question) => new(id, Given.At(local), question);

    private static Measurement Figure(string month, ReadingStamp read, Decision? decision = null, string unit = "*") =>
        Given.Percent(unit, month, 50) with { Stamp = read, Decision = decision };

    /// <summary>The last months as they stand on 6 August 2026: a letter a month, h for held because the query changed, g on track.</summary>
    private static string Judged(string[] noted, params Measurement[] figures)
    {
        var indicator = Given.Indicator() with { Changes = [.. noted.Select(on => new QuestionChange(Given.Day(on), "Nyt register"))] };
        var judged = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(figures), "2026-08-06 06:00", indicator: indicator).Judgements;
        var first = figures.Min(f => f.Period);
        return string.Concat(judged.Where(j => j.Period >= first).Select(j => (j.Standing, j.Doubt) switch
        {
            (Standing.Held, Doubt.QueryChanged) => 'h',
            (Standing.OnTrack, Doubt.None) => 'g',
            _ => '?',
        }));
    }

    [Fact]
    public void Figures_ReadByOneQuestion_AreBelieved() =>
        Assert.Equal("ggg", Judged([], Figure("2026-05", June), Figure("2026-06", July with { QueryHash = "old" }), Figure("2026-07", August with { QueryHash = "old" })));

    [Fact]
    public void Figures_ReadByAnotherQuestionThanBefore_AreHeld() =>
        Assert.Equal("gghh", Judged([], Figure("2026-04", May), Figure("2026-05", June), Figure("2026-06", July), Figure("2026-07", August)));

    [Theory]
    [InlineData("2026-06-05", "hh")]
    [InlineData("2026-06-06", "gg")]
    [InlineData("2026-07-05", "gg")]
    [InlineData("2026-07-06", "hg")]
    [InlineData("2026-08-06", "hh")]
    public void Note_BetweenTheReadings_LetsThemCount(string on, string expected) =>
        Assert.Equal("gg" + expected, Judged([on], Figure("2026-04", May), Figure("2026-05", June), Figure("2026-06", July), Figure("2026-07", August)));

    [Fact]
    public void Note_OfAnEarlierChange_DoesNotCoverTheNext()
    {
        var newer = August with { QueryHash = "newer" };

        Assert.Equal("ggh", Judged(["2026-07-05"], Figure("2026-05", June), Figure("2026-06", July), Figure("2026-07", newer)));
        Assert.Equal("ggg", Judged(["2026-07-05", "2026-08-01"], Figure("2026-05", June), Figure("2026-06", July), Figure("2026-07", newer)));
    }

    [Fact]
    public void Note_OfTheDayOnWhichBothWereAsked_Counts()
    {
        var noon = Read(3, "2026-06-05 12:00", "new");

        Assert.Equal("gh", Judged([], Figure("2026-04", June), Figure("2026-05", noon))[..2]);
        Assert.Equal("gg", Judged(["2026-06-05"], Figure("2026-04", June), Figure("2026-05", noon))[..2]);
    }

    [Fact]
    public void ReleasedFigure_ByTheNewQuestion_LetsTheNextCountToo() =>
        Assert.Equal("ggg", Judged([], Figure("2026-05", June), Figure("2026-06", July, Decision.Released), Figure("2026-07", August)));

    [Fact]
    public void RejectedFigure_ByTheNewQuestion_LetsTheNextBeHeld() =>
        Assert.Equal("g?h", Judged([], Figure("2026-05", June), Figure("2026-06", July, Decision.Rejected), Figure("2026-07", August)));

    [Fact]
    public void OldFigures_BetweenRestatedOnes_StayAsTheyAre()
    {
        // The new question restated April and June; March and May are as they were.
        Measurement[] figures = [Figure("2026-03", May), Figure("2026-04", May), Figure("2026-05", June), Figure("2026-06", June), Figure("2026-04", July), Figure("2026-06", July)];

        Assert.Equal("ghgh", Judged([], figures)[..4]);
        Assert.Equal("gggg", Judged(["2026-07-01"], figures)[..4]);
    }

    [Fact]
    public void History_RestatedAsAWholeByTheNewQuestion_IsHeldAsAWhole() =>
        Assert.Equal("hhh", Judged([], Figure("2026-05", June), Figure("2026-05", July), Figure("2026-06", July), Figure("2026-07", August)));

    [Fact]
    public void Figure_ThatIsNotStoredYet_WasReadAfterThoseOfTheSameMoment() =>
        Assert.Equal("gh", Judged([], Figure("2026-04", June), Figure("2026-05", Read(0, "2026-06-05 06:00", "new")))[..2]);

    [Fact]
    public void Question_ThatIsTakenBack_AsksAsBefore() =>
        Assert.Equal("ghg", Judged([], Figure("2026-05", June), Figure("2026-06", July), Figure("2026-07", August with { QueryHash = "old" })));

    [Fact]
    public void Unit_WhoseFigureWasReleased_DoesNotSpeakForAnother()
    {
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50)));
        var past = Given.Past(Figure("2026-05", June, unit: "a"), Figure("2026-06", July, Decision.Released, "a"), Figure("2026-05", June, unit: "b"), Figure("2026-06", July, unit: "b"));

        Assert.Equal(Standing.OnTrack, Given.Seen(benefit, past, "2026-07-06 06:00", "a").Current.Standing);
        Assert.Equal((Standing.Held, Doubt.QueryChanged), (Given.Seen(benefit, past, "2026-07-06 06:00", "b").Current.Standing, Given.Seen(benefit, past, "2026-07-06 06:00").Current.Doubt));
    }

    [Fact]
    public void QueryThatChanged_IsNamedBeforeWhatItMayHaveCaused()
    {
        var indicator = Given.Indicator() with { Plausible = new Plausible(0, 40, 1) };
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent("*", "2026-05", 30) with { Stamp = June }, Figure("2026-06", July)), "2026-07-06 06:00", indicator: indicator);

        Assert.Equal(Doubt.QueryChanged, seen.Current.Doubt);
    }
}
