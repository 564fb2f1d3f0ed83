using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class WholeTests
{
    private static Core.Plans.Benefit Split => Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50)));
    private static Core.Plans.Benefit Undivided => Given.Benefit(Given.Whole(Given.Flat(50)));

    private static Judgement Whole(Core.Plans.Benefit benefit, params Measurement[] figures) =>
        Given.Seen(benefit, Given.Past(figures), "2026-07-12 06:00").Current;

    [Fact]
    public void Whole_OfRatios_IsTheSumOfPartsNotTheMeanOfPercentages()
    {
        // 90 % of 10 and 10 % of 1000: the mean is 50 % and on track, the truth is 109 of 1010 and red.
        var whole = Whole(Split, Given.Figure("a", "2026-06", Figure.Ratio(9, 10)), Given.Figure("b", "2026-06", Figure.Ratio(100, 1000)));

        Assert.Equal(109m / 1010m * 100, whole.Actual);
        Assert.Equal(Standing.Red, whole.Standing);
    }

    [Fact]
    public void Whole_OfValuesThatAdd_IsTheirSum()
    {
        var hours = Given.Indicator() with { Kind = IndicatorKind.Value, Measure = "hours" };

        var seen = Given.Seen(Split, Given.Past(Given.Figure("a", "2026-06", Figure.Value(12.5m)), Given.Figure("b", "2026-06", Figure.Value(37.5m))), "2026-07-12 06:00", indicator: hours);

        Assert.Equal((50m, Standing.OnTrack), (seen.Current.Actual, seen.Current.Standing));
    }

    [Fact]
    public void Whole_OfASplitBenefit_LeavesOutUnitsThatPromisedNothing() =>
        Assert.Equal(50m, Whole(Split, Given.Percent("a", "2026-06", 40), Given.Percent("b", "2026-06", 60), Given.Percent("c", "2026-06", 0)).Actual);

    [Fact]
    public void Whole_OfASplitBenefit_IsTheSumEvenWhereTheSourceHasARowForAll() =>
        Assert.Equal(50m, Whole(Split, Given.Percent("a", "2026-06", 40), Given.Percent("b", "2026-06", 60), Given.Percent(Unit.Whole, "2026-06", 99)).Actual);

    [Fact]
    public void Whole_OfAnUndividedBenefit_IsTheSourcesOwnRowWhereThereIsOne() =>
        Assert.Equal(47m, Whole(Undivided, Given.Percent("a", "2026-06", 40), Given.Percent(Unit.Whole, "2026-06", 47)).Actual);

    [Fact]
    public void Whole_OfAnUndividedBenefit_IsTheSumOfTheUnitsTheSourceHas() =>
        Assert.Equal(50m, Whole(Undivided, Given.Percent("a", "2026-06", 40), Given.Percent("b", "2026-06", 60)).Actual);

    [Fact]
    public void Unit_ThatVanishesFromTheSource_LeavesTheWholeUnknown() =>
        Assert.Equal(Standing.MissingUnit, Whole(Undivided,
            Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50), Given.Percent("a", "2026-06", 50)).Standing);

    [Fact]
    public void Unit_ThatIsNewInTheSource_WasNotMissingBefore()
    {
        var seen = Given.Seen(Undivided, Given.Past(Given.Percent("a", "2025-12", 50), Given.Percent("a", "2026-01", 50), Given.Percent("b", "2026-01", 50)), "2026-02-05 06:00");

        Assert.Equal([Standing.OnTrack, Standing.OnTrack], seen.Judgements.Select(j => j.Standing));
    }

    [Fact]
    public void Unit_OfThePlanThatNeverHadAFigure_LeavesTheWholeUnknown() =>
        Assert.Equal(Standing.MissingUnit, Whole(Split, Given.Percent("a", "2026-06", 50)).Standing);

    [Fact]
    public void Unit_WhoseBaselineIsToCome_IsNotMissingFromTheWhole()
    {
        var later = Given.Path(new(Given.Day("2026-07-31"), 50), new Core.Plans.Milestone(Given.Day("2026-12-31"), 50));
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", later));

        var whole = Whole(benefit, Given.Percent("a", "2026-06", 48));

        Assert.Equal((48m, Standing.OnTrack), (whole.Actual, whole.Standing));
    }

    [Fact]
    public void Values_ThatDoNotAdd_AreNotJudgedForTheWholeWithoutARowForIt()
    {
        var index = Given.Indicator() with { Kind = IndicatorKind.Value, Measure = "index", Adds = false };

        IEnumerable<string> Places(params Measurement[] figures) =>
            Evaluation.Of(Given.Plan(Split), Split, index, Given.Past(figures), Given.At("2026-07-12 06:00")).Select(e => e.Place.Unit);

        Assert.Equal(["a", "b"], Places(Given.Figure("a", "2026-06", Figure.Value(50)), Given.Figure("b", "2026-06", Figure.Value(50))));
        Assert.Equal(["*", "a", "b"], Places(Given.Figure("a", "2026-06", Figure.Value(50)), Given.Figure("*", "2026-06", Figure.Value(50))));
    }

    [Fact]
    public void Whole_OfSeveralUnits_WasReadWhenTheNewestOfThemWas()
    {
        var whole = Whole(Split, Given.Percent("a", "2026-06", 50).Read("2026-07-03 06:00"), Given.Percent("b", "2026-06", 50).Read("2026-07-02 06:00"));

        Assert.Equal(Given.Clock("2026-07-03 06:00"), whole.Stamp!.TakenAt.Instant);
        Assert.Null(whole.Measurement);
    }

    [Property]
    public void Whole_OfAnyLetters_IsAllDigitalOnesByAllLetters((byte Digital, byte Paper) a, (byte Digital, byte Paper) b)
    {
        var (lettersOfA, lettersOfB) = (a.Digital + a.Paper + 1, b.Digital + b.Paper + 1);

        var whole = Whole(Split, Given.Figure("a", "2026-06", Figure.Ratio(a.Digital, lettersOfA)), Given.Figure("b", "2026-06", Figure.Ratio(b.Digital, lettersOfB)));

        Assert.Equal((decimal)(a.Digital + b.Digital) / (lettersOfA + lettersOfB) * 100, whole.Actual!.Value, 20);
    }

    [Fact]
    public void Unit_WithoutAFigureThatHasEnded_IsNotExpectedInTheWhole() =>
        Assert.Equal(40m, Whole(Undivided, Given.Percent("a", "2026-06", 40), Given.Percent("b", "2026-07", 60).Read("2026-07-12 06:00")).Actual);

    [Fact]
    public void Unit_WhereTheSourceHasARowForAllOnly_IsMissing() =>
        Assert.Equal(Standing.MissingUnit, Given.Seen(Split, Given.Past(Given.Percent(Unit.Whole, "2026-06", 50)), "2026-07-12 06:00", "a").Current.Standing);

    [Fact]
    public void Whole_OfFiguresThatAreTooLargeTogether_IsNotANumber()
    {
        var hours = Given.Indicator() with { Kind = IndicatorKind.Value, Measure = "hours" };

        var seen = Given.Seen(Split, Given.Past(Given.Figure("a", "2026-06", Figure.Value(9e14m)), Given.Figure("b", "2026-06", Figure.Value(9e14m))), "2026-07-12 06:00", indicator: hours);

        Assert.Equal((null, Standing.NotANumber), (seen.Current.Actual, seen.Current.Standing));
    }

    [Fact]
    public void Unit_WhoseBaselineIsInTheMonth_IsExpectedInIt()
    {
        var now = Given.Path(new(Given.Day("2026-06-15"), 50), new Core.Plans.Milestone(Given.Day("2026-12-31"), 50));
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", now));

        Assert.Equal(Standing.MissingUnit, Whole(benefit, Given.Percent("a", "2026-06", 48)).Standing);
    }
}
