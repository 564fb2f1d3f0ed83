using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The ways of not knowing. Each is a standing of its own, and none is on track.</summary>
public class UnknownTests
{
    private static Benefit Benefit => Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50)));

    private static Judgement JuneIn(string unit, string asOf, CollectFault? failure, params Measurement[] figures) =>
        Given.Seen(Benefit, new Past(figures, failure), asOf, unit).Judgements.Last(j => j.Period == Given.Period("2026-06"));

    private static Judgement JuneOf(Figure figure) => JuneIn("a", "2026-07-05 06:00", null, Given.Figure("a", "2026-06", figure));

    [Fact]
    public void Unit_WithoutFigureTenDaysAfterTheMonth_IsLateOnlyThen()
    {
        var may = Given.Percent("a", "2026-05", 50);
        var (before, after) = (Given.Seen(Benefit, Given.Past(may), "2026-07-11 00:00", "a"), Given.Seen(Benefit, Given.Past(may), "2026-07-11 00:01", "a"));

        Assert.Equal((Given.Period("2026-05"), Standing.OnTrack), (before.Current.Period, before.Current.Standing));
        Assert.Equal((Given.Period("2026-06"), Standing.Late), (after.Current.Period, after.Current.Standing));
    }

    [Fact]
    public void Unit_WithoutAnyFigureYet_IsNotYetDueUntilTheFirstIs()
    {
        Assert.Equal(Standing.NotYetDue, Given.Seen(Benefit, Given.Past(), "2026-01-11 00:00", "a").Current.Standing);
        Assert.Equal(Standing.Late, Given.Seen(Benefit, Given.Past(), "2026-01-11 00:01", "a").Current.Standing);
    }

    [Fact]
    public void Unit_WithoutFigureWhileAnotherHasOne_IsMissing() =>
        Assert.Equal(Standing.MissingUnit, JuneIn("a", "2026-07-12 06:00", null, Given.Percent("b", "2026-06", 50)).Standing);

    [Fact]
    public void Unit_WithoutFigureWhileAnotherHasOne_IsNotMissingBeforeItIsDue() =>
        Assert.Equal(Given.Period("2026-05"),
            Given.Seen(Benefit, Given.Past(Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-06", 50)), "2026-07-05 06:00", "a").Current.Period);

    [Fact]
    public void Unit_WhileAnotherHasOnlyAPartialFigure_IsLateNotMissing() =>
        Assert.Equal(Standing.Late, JuneIn("a", "2026-07-12 06:00", null, Given.Percent("b", "2026-06", 50).Read("2026-06-20 06:00")).Standing);

    [Fact]
    public void Figure_DueAndTheNewestReadingFailed_IsSourceFailed() =>
        Assert.Equal(Standing.SourceFailed, JuneIn("a", "2026-07-12 06:00", CollectFault.TimedOut).Standing);

    [Fact]
    public void Figure_NotYetDueAndTheNewestReadingFailed_IsNotYetDue() =>
        Assert.Equal(Standing.NotYetDue, Given.Seen(Benefit, new Past([], CollectFault.TimedOut), "2026-01-05 06:00", "a").Current.Standing);

    private static Judgement Last(Window? nothingIn, string asOf, params Measurement[] figures) =>
        Given.Seen(Benefit, new Past(figures, null, nothingIn), asOf, "a").Current;

    private static Window AprilToJune => new(Given.Day("2026-04-01"), Given.Day("2026-07-01"));

    [Fact]
    public void Figure_DueAndTheNewestAnswerHadNoRow_IsNothingReturned() =>
        Assert.Equal((Given.Period("2026-06"), Standing.NothingReturned), (Last(AprilToJune, "2026-07-12 06:00").Period, Last(AprilToJune, "2026-07-12 06:00").Standing));

    [Fact]
    public void Figure_NotYetDueAndTheNewestAnswerHadNoRow_IsNotYetDue() =>
        Assert.Equal(Given.Period("2026-05"), Last(AprilToJune, "2026-07-05 06:00").Period);

    [Fact]
    public void Figure_OfAPeriodThatTheEmptyAnswerWasNotAskedFor_IsLate()
    {
        var judged = Given.Seen(Benefit, new Past([], null, AprilToJune), "2026-08-12 06:00", "a").Judgements;

        Assert.Equal([Standing.Late, Standing.NothingReturned, Standing.NothingReturned, Standing.NothingReturned, Standing.Late], judged.TakeLast(5).Select(j => j.Standing));
    }

    [Fact]
    public void Unit_WithoutFigureWhileAnotherHasOne_IsMissingThoughTheNewestAnswerHadNoRow() =>
        Assert.Equal(Standing.MissingUnit, Last(AprilToJune, "2026-07-12 06:00", Given.Percent("b", "2026-06", 50)).Standing);

    [Fact]
    public void Figure_KnownBeforeTheNewestAnswerHadNoRow_StillCounts() =>
        Assert.Equal(Standing.OnTrack, Last(AprilToJune, "2026-07-12 06:00", Given.Percent("a", "2026-06", 50)).Standing);

    [Fact]
    public void Figure_KnownBeforeTheNewestReadingFailed_StillCounts() =>
        Assert.Equal(Standing.OnTrack, JuneIn("a", "2026-07-12 06:00", CollectFault.TimedOut, Given.Percent("a", "2026-06", 50)).Standing);

    [Fact]
    public void Null_IsNotANumber() => Assert.Equal(Standing.NotANumber, JuneOf(Figure.NotANumber).Standing);

    [Fact]
    public void Ratio_OfNothing_IsNotANumber() => Assert.Equal(Standing.NotANumber, JuneOf(Figure.Ratio(0, 0)).Standing);

    [Fact]
    public void Withheld_IsSuppressed() => Assert.Equal(Standing.Suppressed, JuneOf(Figure.Suppressed).Standing);

    [Fact]
    public void Unknown_HasNoGap()
    {
        Assert.All([Figure.NotANumber, Figure.Ratio(1, 0), Figure.Suppressed], figure => Assert.Null(JuneOf(figure).Gap));
        Assert.Null(JuneIn("a", "2026-07-12 06:00", null).Actual);
    }

    [Fact]
    public void Standings_ThatAreKnown_AreThreeOfTheEleven()
    {
        Assert.Equal([Standing.OnTrack, Standing.Amber, Standing.Red], Enum.GetValues<Standing>().Where(s => s.IsKnown()));
        Assert.Equal([Standing.Amber, Standing.Red], Enum.GetValues<Standing>().Where(s => s.IsOffPath()));
    }

    [Fact]
    public void Standings_ThatAreUnknown_AreInTheOrderOfTheManual() =>
        Assert.Equal(
            [Standing.NotYetDue, Standing.Late, Standing.NothingReturned, Standing.MissingUnit, Standing.NotANumber, Standing.Suppressed, Standing.Held, Standing.SourceFailed],
            Enum.GetValues<Standing>().Where(s => !s.IsKnown()).Order());
}
