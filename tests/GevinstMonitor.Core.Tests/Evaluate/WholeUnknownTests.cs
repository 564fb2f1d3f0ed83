using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>A whole with a unit that is not known takes that unit's standing, the first in the manual's order, unless the benefit says known-units.</summary>
public class WholeUnknownTests
{
    private static Indicator Bounded => Given.Indicator() with { Plausible = new Plausible(0, 100, null) };

    /// <summary>What a source must say of a unit for June so that it stands so on 12 July; nothing for a unit that is missing.</summary>
    private static IEnumerable<Measurement> June(string unit, Standing standing) => standing switch
    {
        Standing.OnTrack => [Given.Percent(unit, "2026-06", 50)],
        Standing.NotANumber => [Given.Figure(unit, "2026-06", Figure.Ratio(0, 0))],
        Standing.Suppressed => [Given.Figure(unit, "2026-06", Figure.Suppressed)],
        Standing.Held => [Given.Percent(unit, "2026-06", 101)],
        _ => [],
    };

    private static Judgement Whole(WholeRule rule, string asOf, params (string Unit, Standing Standing)[] units) =>
        Given.Seen(
            Given.Benefit([Given.Whole(Given.Flat(50)), .. units.Select(u => Given.In(u.Unit, Given.Flat(50)))]) with { Whole = rule },
            Given.Past([.. units.SelectMany(u => June(u.Unit, u.Standing))]), asOf, indicator: Bounded)
        .Judgements.Single(j => j.Period == Given.Period("2026-06"));

    [Theory]
    [InlineData(Standing.OnTrack, Standing.MissingUnit, Standing.MissingUnit)]
    [InlineData(Standing.OnTrack, Standing.NotANumber, Standing.NotANumber)]
    [InlineData(Standing.OnTrack, Standing.Suppressed, Standing.Suppressed)]
    [InlineData(Standing.OnTrack, Standing.Held, Standing.Held)]
    [InlineData(Standing.MissingUnit, Standing.NotANumber, Standing.MissingUnit)]
    [InlineData(Standing.MissingUnit, Standing.Suppressed, Standing.MissingUnit)]
    [InlineData(Standing.MissingUnit, Standing.Held, Standing.MissingUnit)]
    [InlineData(Standing.NotANumber, Standing.Suppressed, Standing.NotANumber)]
    [InlineData(Standing.NotANumber, Standing.Held, Standing.NotANumber)]
    [InlineData(Standing.Suppressed, Standing.Held, Standing.Suppressed)]
    public void Whole_OfTwoUnits_TakesTheFirstUnknownInTheManualsOrder(Standing one, Standing other, Standing expected)
    {
        Assert.Equal(expected, Whole(WholeRule.AllUnits, "2026-07-12 06:00", ("a", one), ("b", other)).Standing);
        Assert.Equal(expected, Whole(WholeRule.AllUnits, "2026-07-12 06:00", ("a", other), ("b", one)).Standing);
    }

    [Theory]
    [InlineData(Standing.NotANumber)]
    [InlineData(Standing.Suppressed)]
    [InlineData(Standing.Held)]
    public void Whole_WithAUnitThatIsNotYetDue_IsNotYetDueWhateverTheOtherIs(Standing other)
    {
        var seen = Given.Seen(
            Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50))),
            Given.Past([Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50), .. June("a", other)]), "2026-07-05 06:00", indicator: Bounded);

        Assert.Equal((Given.Period("2026-05"), Standing.OnTrack), (seen.Current.Period, seen.Current.Standing));
    }

    [Fact]
    public void Whole_WithAnUnknownUnit_HasNoFigureThatLooksLikeOne()
    {
        var whole = Whole(WholeRule.AllUnits, "2026-07-12 06:00", ("a", Standing.OnTrack), ("b", Standing.Suppressed));

        Assert.Equal((null, null), (whole.Actual, whole.Gap));
    }

    [Theory]
    [InlineData(Standing.MissingUnit)]
    [InlineData(Standing.NotANumber)]
    [InlineData(Standing.Suppressed)]
    [InlineData(Standing.Held)]
    public void KnownUnits_WithOneUnknown_AreJudgedWithoutIt(Standing unknown)
    {
        var whole = Whole(WholeRule.KnownUnits, "2026-07-12 06:00", ("a", Standing.OnTrack), ("b", unknown));

        Assert.Equal((50m, Standing.OnTrack, Doubt.None), (whole.Actual, whole.Standing, whole.Doubt));
    }

    [Fact]
    public void KnownUnits_BeforeTheOtherIsDue_AreNotYetJudged()
    {
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50))) with { Whole = WholeRule.KnownUnits };
        var past = Given.Past(Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50), Given.Percent("a", "2026-06", 20));

        var (before, after) = (Given.Seen(benefit, past, "2026-07-11 00:00").Current, Given.Seen(benefit, past, "2026-07-11 00:01").Current);

        Assert.Equal((Given.Period("2026-05"), Standing.OnTrack), (before.Period, before.Standing));
        Assert.Equal((Given.Period("2026-06"), Standing.Red), (after.Period, after.Standing));
    }

    [Fact]
    public void KnownUnits_WhenNoneIsKnown_TakeTheFirstUnknownStanding() =>
        Assert.Equal(Standing.NotANumber, Whole(WholeRule.KnownUnits, "2026-07-12 06:00", ("a", Standing.Held), ("b", Standing.NotANumber)).Standing);

    [Fact]
    public void Whole_WhereNoUnitHasAFigure_IsLateAndNoUnitMissing()
    {
        var seen = Given.Seen(
            Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50))),
            Given.Past(Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50)), "2026-07-12 06:00");

        Assert.Equal((Given.Period("2026-06"), Standing.Late), (seen.Current.Period, seen.Current.Standing));
    }

    [Fact]
    public void Whole_WhereTheNewestReadingFailedAndNoUnitHasAFigure_IsSourceFailed()
    {
        var past = new Past([Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50)], CollectFault.Unreachable);
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50)));

        Assert.Equal(Standing.SourceFailed, Given.Seen(benefit, past, "2026-07-12 06:00").Current.Standing);
    }

    [Fact]
    public void Whole_ThatIsNotSplitAndHeldForOneUnit_NamesTheUnitItsFigureAndItsMeasurement()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 50), Given.Percent("b", "2026-06", 101) with { Id = 17 });
        var june = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), past, "2026-07-12 06:00", indicator: Bounded).Current;

        Assert.Equal((Standing.Held, Doubt.OutOfBounds, 17L, new Cause("b", 101)), (june.Standing, june.Doubt, june.Measurement, june.Cause));
        Assert.Null(june.Actual);
    }

    [Fact]
    public void Whole_ThatTheSourceGivesForOneMonthOnly_IsTheSumOfItsUnitsForTheOthers()
    {
        var past = Given.Past(Given.Percent("a", "2026-05", 40), Given.Percent("b", "2026-05", 60), Given.Percent("*", "2026-06", 55), Given.Percent("a", "2026-06", 40), Given.Percent("b", "2026-06", 60));
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), past, "2026-07-12 06:00");

        Assert.Equal([50m, 55m], seen.Judgements.TakeLast(2).Select(j => j.Actual!.Value));
    }

    [Fact]
    public void Figures_MeasuredAsAnotherKindBefore_AreNotJudged()
    {
        var past = Given.Past(Given.Figure("*", "2026-05", Figure.Value(54.3m)), Given.Percent("*", "2026-06", 50));
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), past, "2026-07-12 06:00");

        Assert.Equal([Standing.Late, Standing.OnTrack], seen.Judgements.TakeLast(2).Select(j => j.Standing));
    }

    [Fact]
    public void Whole_HeldForTwoUnits_NamesTheFirst()
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 120) with { Id = 16 }, Given.Percent("b", "2026-06", 101) with { Id = 17 });

        Assert.Equal((16L, new Cause("a", 120)), Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), past, "2026-07-12 06:00", indicator: Bounded).Current is var june ? (june.Measurement, june.Cause) : default);
    }
}
