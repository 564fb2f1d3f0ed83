using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class PastTests
{
    private static Reading.Failed Failed => new()
    {
        Indicator = "digital-post",
        Source = "post-register",
        AsOf = Given.Clock("2026-07-10 06:00"),
        QueryHash = "c0ffee",
        Window = new Window(Given.Day("2026-04-01"), Given.Day("2026-07-01")),
        Fault = CollectFault.TimedOut,
        Detail = "",
    };

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
        Assert.Equal([Figure.Ratio(510, 1000)], Given.Past(Given.Percent("a", "2026-06", 50), Given.Percent("b", "2026-06", 40), Given.Percent("a", "2026-06", 51)).Of("a").Select(m => m.Figure));
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
    public void NewIn_AReadingOfAYear_FindsTheOneMonthThatIsRestated()
    {
        var year = Enumerable.Range(0, 12).Select(i => Given.Period("2025-07").Plus(i).ToString()).ToList();
        var past = Given.Past([.. year.Select(m => Given.Percent("a", m, 50))]);

        foreach (var restated in year)
            Assert.Equal([restated], past.NewIn(Taken("2026-07-10 06:00", [.. year.Select(m => Given.Percent("a", m, m == restated ? 51 : 50))]), Given.At("2026-07-10 06:00")).Select(n => n.Period.ToString()));
    }

    [Fact]
    public void With_AReadingThatSaysNothingNew_IsTheSamePast()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 51));

        Assert.Same(past, past.With(Taken("2026-07-10 06:00", Given.Percent("a", "2026-06", 51)), []));
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
        var past = Given.Past(Given.Percent("a", "2026-06", 51)).With(Failed, []);

        Assert.Equal(CollectFault.TimedOut, past.NewestFailure);
        Assert.Single(past.Of("a"));
    }

    private static Period June => Given.Period("2026-06");

    [Fact]
    public void With_AnAnswerWithoutRows_ReturnedNothingForWhatWasAsked()
    {
        var past = Given.Past(Given.Percent("a", "2026-05", 51)).With(Taken("2026-07-10 06:00"), []);

        Assert.True(past.ReturnedNothingFor(Given.Period("2026-04")));
        Assert.True(past.ReturnedNothingFor(June));
        Assert.False(past.ReturnedNothingFor(Given.Period("2026-03")));
        Assert.False(past.ReturnedNothingFor(Given.Period("2026-07")));
    }

    [Fact]
    public void With_RowsAfterAnAnswerWithoutAny_ReturnsSomethingAgain() =>
        Assert.False(Given.Past().With(Taken("2026-07-10 06:00"), []).With(Taken("2026-07-11 06:00", Given.Percent("a", "2026-05", 51)), []).ReturnedNothingFor(June));

    [Fact]
    public void With_AFailureAfterAnAnswerWithoutRows_IsAFailure()
    {
        var past = Given.Past().With(Taken("2026-07-10 06:00"), []).With(Failed, []);

        Assert.Equal((CollectFault.TimedOut, false), (past.NewestFailure, past.ReturnedNothingFor(June)));
    }

    [Fact]
    public void With_AStretchThatWasFilled_LeavesHowTheNewestReadingWent()
    {
        var stretch = Taken("2026-07-11 06:00") with { IsBackfill = true };

        Assert.Equal(CollectFault.TimedOut, Given.Past().With(Failed, []).With(stretch, [Given.Percent("a", "2026-05", 51)]).NewestFailure);
        Assert.True(Given.Past().With(Taken("2026-07-10 06:00"), []).With(stretch, []).ReturnedNothingFor(June));
        Assert.False(Given.Past().With(stretch, []).ReturnedNothingFor(June));
        Assert.Null(Given.Past().With(Failed with { IsBackfill = true }, []).NewestFailure);
    }

    [Fact]
    public void Restated_IsAFigureThatCouldBeJudgedAndMoved()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 50), Given.Percent("b", "2026-06", 50).Read("2026-06-30 06:00"));
        bool IsRestated(string unit, decimal percent) => past.IsRestatedBy(new ReadFigure(unit, June, Figure.Ratio(percent * 10, 1000)));

        Assert.True(IsRestated("a", 51));
        Assert.False(IsRestated("a", 50));
        Assert.False(IsRestated("b", 51));
        Assert.False(IsRestated("c", 51));
    }

    [Fact]
    public void AskedOtherwise_IsTheNewestReadingBeforeByAnotherQuestion()
    {
        ReadingStamp first = new(1, Given.At("2026-05-01 06:00"), "old"), second = new(2, Given.At("2026-06-01 06:00"), "old"), third = new(3, Given.At("2026-07-01 06:00"), "new"),
            fourth = new(4, Given.At("2026-08-01 06:00"), "new");
        var past = Given.Past([.. new[] { fourth, second, third, first }.Select(s => Given.Percent("a", $"{s.TakenAt.Day.AddDays(-5):yyyy-MM}", 50) with { Stamp = s })]);

        Assert.Equal([null, null, second, second], new[] { first, second, third, fourth }.Select(past.AskedOtherwiseBefore));
    }

    [Fact]
    public void AskedOtherwise_WhereTheOldFiguresWereAllRestated_IsStillKnown()
    {
        ReadingStamp old = new(1, Given.At("2026-07-01 06:00"), "old"), news = new(2, Given.At("2026-07-10 06:00"), "new");
        var (was, now) = (Given.Percent("a", "2026-06", 50) with { Stamp = old }, Given.Percent("a", "2026-06", 51) with { Stamp = news });

        Assert.Equal(old, Given.Past(was, now).AskedOtherwiseBefore(news));
        Assert.Equal(old, Given.Past(was).With(Taken("2026-07-10 06:00", now), [now]).With(Failed, []).AskedOtherwiseBefore(news));
        Assert.False(Given.Past(was, was).HasAskedOtherwise);
    }

    [Fact]
    public void With_ARestatedFigure_CountsTheNewAndForgetsWhatWasDecidedOfTheOld()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 99) with { Decision = Decision.Released }).With(Taken("2026-07-10 06:00", Given.Percent("a", "2026-06", 51)), [Given.Percent("a", "2026-06", 51)]);

        Assert.Equal((Figure.Ratio(510, 1000), null), (past.Of("a")[0].Figure, past.Of("a")[0].Decision));
    }
}
