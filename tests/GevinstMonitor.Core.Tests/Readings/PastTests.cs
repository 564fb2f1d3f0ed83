using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class PastTests
{
    private static Reading.Taken Taken(string at, params Measurement[] figures) => new()
    {
        Indicator = "digital-post",
        Source = "post-register",
        AsOf = Given.Clock(at),
        QueryHash = "c0ffee",
        Window = new Window(Given.Day("2026-04-01"), Given.Day("2026-07-01")),
        Figures = [.. figures.Select(f => new ReadFigure(f.Unit, f.Period, f.Figure))],
        Rows = figures.Length,
        Rejected = [],
    };

    [Fact]
    public void Series_GivenInAnyOrder_IsInOrderOfPeriod() =>
        Assert.Equal(["2026-04", "2026-05", "2026-06"],
            Given.Past(Given.Percent("a", "2026-06", 3), Given.Percent("a", "2026-04", 1), Given.Percent("a", "2026-05", 2)).Of("a").Select(m => m.Period.ToString()));

    [Fact]
    public void Figure_ReadAgain_TheLastCounts()
    {
        var oneAfterTheOther = Given.Past(Given.Percent("a", "2026-06", 50), Given.Percent("a", "2026-06", 51));
        var amongOthers = Given.Past(Given.Percent("a", "2026-06", 50), Given.Percent("a", "2026-05", 40), Given.Percent("a", "2026-06", 51));

        Assert.Equal([Figure.Ratio(510, 1000)], oneAfterTheOther.Of("a").Select(m => m.Figure));
        Assert.Equal([Figure.Ratio(400, 1000), Figure.Ratio(510, 1000)], amongOthers.Of("a").Select(m => m.Figure));
    }

    [Fact]
    public void Units_OfAPast_LeaveOutTheRowThatNamesNone() =>
        Assert.Equal(["a"], Given.Past(Given.Percent("a", "2026-06", 50), Given.Percent(Unit.Whole, "2026-06", 50)).Units);

    [Fact]
    public void Unit_WithoutFigures_HasAnEmptySeries() => Assert.Empty(Given.Past().Of("a"));

    [Fact]
    public void NewIn_AReadingThatSaysTheSame_IsNothing() =>
        Assert.Empty(Given.Past(Given.Percent("a", "2026-05", 50), Given.Percent("a", "2026-06", 51))
            .NewIn(Taken("2026-07-10 06:00", Given.Percent("a", "2026-05", 50.0m), Given.Percent("a", "2026-06", 51)), Given.At("2026-07-10 06:00")));

    [Fact]
    public void NewIn_AReading_IsWhatIsRestatedOrNotSeenBefore()
    {
        var news = Given.Past(Given.Percent("a", "2026-04", 49), Given.Percent("a", "2026-05", 50)).NewIn(
            Taken("2026-07-10 06:00", Given.Percent("a", "2026-04", 49), Given.Percent("a", "2026-05", 50.1m), Given.Percent("a", "2026-06", 51), Given.Percent("b", "2026-04", 49)),
            Given.At("2026-07-10 06:00"));

        Assert.Equal(["a 2026-05", "a 2026-06", "b 2026-04"], news.Select(n => $"{n.Unit} {n.Period}"));
    }

    [Fact]
    public void NewIn_TheSameFigureFirstSeenBeforeTheMonthEnded_IsNewOnceItHas()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 51).Read("2026-06-30 23:59"));

        Assert.Empty(past.NewIn(Taken("2026-06-30 23:59", Given.Percent("a", "2026-06", 51)), Given.At("2026-06-30 23:59")));
        Assert.Single(past.NewIn(Taken("2026-07-01 00:00", Given.Percent("a", "2026-06", 51)), Given.At("2026-07-01 00:00")));
    }

    [Fact]
    public void NewIn_ANumberThatBecameWithheld_IsNew() =>
        Assert.Single(Given.Past(Given.Percent("a", "2026-06", 51))
            .NewIn(Taken("2026-07-10 06:00", Given.Figure("a", "2026-06", Figure.Suppressed)), Given.At("2026-07-10 06:00")));

    [Fact]
    public void With_AFailedReading_KeepsTheFiguresAndRemembersTheFault()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 51)).With([], CollectFault.TimedOut);

        Assert.Equal(CollectFault.TimedOut, past.NewestFailure);
        Assert.Single(past.Of("a"));
    }

    [Fact]
    public void With_ARestatedFigure_CountsTheNewAndForgetsWhatWasDecidedOfTheOld()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 99) with { Decision = Decision.Released }).With([Given.Percent("a", "2026-06", 51)], null);

        Assert.Equal((Figure.Ratio(510, 1000), null), (past.Of("a")[0].Figure, past.Of("a")[0].Decision));
    }
}
