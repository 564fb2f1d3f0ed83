using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

public class FigureTroubleTests
{
    private static Indicator Bounded => Given.Indicator() with { Plausible = new Plausible(0, 100, null) };
    private static Benefit Split => Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50)));

    private static List<Trouble> Troubles(Benefit benefit, CollectFault? failure, params Measurement[] figures) =>
        [.. TroubleRule.In(Evaluation.Of(Given.Plan(benefit), benefit, Bounded, new Past(figures, failure), Given.At("2026-07-12 06:00")))];

    [Fact]
    public void HeldFigure_GoesToTheControllerWithWhatToDecideOn()
    {
        var held = Troubles(Split, null, Given.Percent("a", "2026-06", 120) with { Id = 7 }, Given.Percent("b", "2026-06", 50)).Single();

        Assert.Equal((TroubleKind.Held, "digital-post/porto@a", "indicator digital-post", "gevinstcontroller"), (held.Kind, held.Subject, held.Scope, held.Post));
        Assert.Equal((Given.Period("2026-06"), 120m, 7L, "OutOfBounds"), (held.Period, held.Shown, held.Measurement, held.Detail));
    }

    [Fact]
    public void RejectedFigure_IsNotAskedOfTheControllerWhoRejectedIt()
    {
        var rejected = Given.Percent("a", "2026-06", 50) with { Id = 7, Decision = Decision.Rejected };

        Assert.Empty(Troubles(Split, null, rejected, Given.Percent("b", "2026-06", 50)));
        Assert.Empty(Troubles(Given.Benefit(Given.Whole(Given.Flat(50))), null, rejected, Given.Percent("b", "2026-06", 50)));
    }

    [Fact]
    public void UnknownUnits_AreATroubleEachAndTheWholeSaysNothingMore() =>
        Assert.Equal([(TroubleKind.NotANumber, "digital-post/porto@a"), (TroubleKind.Suppressed, "digital-post/porto@b")],
            Troubles(Split, null, Given.Figure("a", "2026-06", Figure.NotANumber), Given.Figure("b", "2026-06", Figure.Suppressed)).Select(t => (t.Kind, t.Subject)));

    [Fact]
    public void MissingUnit_GoesToTheController() =>
        Assert.Equal((TroubleKind.MissingUnit, "digital-post/porto@b", "gevinstcontroller"),
            Troubles(Split, null, Given.Percent("a", "2026-06", 50)).Select(t => (t.Kind, t.Subject, t.Post)).Single());

    [Fact]
    public void UndividedBenefit_WithAnUnknownUnit_IsOneTroubleOfTheWhole() =>
        Assert.Equal((TroubleKind.NotANumber, "digital-post/porto@*"),
            Troubles(Given.Benefit(Given.Whole(Given.Flat(50))), null, Given.Percent("a", "2026-06", 50), Given.Figure("b", "2026-06", Figure.NotANumber))
                .Select(t => (t.Kind, t.Subject)).Single());

    [Fact]
    public void UndividedBenefit_WithAHeldUnit_SaysWhichFigureOfWhichUnitToDecideOn()
    {
        var held = Troubles(Given.Benefit(Given.Whole(Given.Flat(50))), null, Given.Percent("a", "2026-06", 120) with { Id = 7 }, Given.Percent("b", "2026-06", 50)).Single();

        Assert.Equal((TroubleKind.Held, "digital-post/porto@*", "a", 120m, 7L), (held.Kind, held.Subject, held.Unit, held.Shown, held.Measurement));
    }

    [Fact]
    public void FigureThatIsNotKnown_AsksForNoDecision()
    {
        var unknown = Troubles(Split, null, Given.Figure("a", "2026-06", Figure.NotANumber) with { Id = 7 }, Given.Percent("b", "2026-06", 50)).Single();

        Assert.Equal(("2026-06#7", "", null, null), (unknown.State, unknown.Detail, unknown.Shown, unknown.Measurement));
    }

    /// <summary>Values of units that do not add up, so that the source gives the whole's row itself.</summary>
    [Fact]
    public void WholesOwnFigure_ThatIsNotKnown_IsItsTroubleAndOneThatIsMissingIsItsUnits()
    {
        var indicator = Bounded with { Adds = false };
        List<string> Subjects(params Measurement[] figures) => [.. TroubleRule.In(Evaluation.Of(Given.Plan(Split), Split, indicator, new Past(figures, null), Given.At("2026-07-12 06:00"))).Select(t => $"{t.Kind} {t.Subject}")];
        var units = new[] { Given.Percent("a", "2026-06", 50), Given.Percent("b", "2026-06", 50) };

        Assert.Equal(["NotANumber digital-post/porto@*"], Subjects([Given.Figure("*", "2026-06", Figure.NotANumber) with { Id = 7 }, .. units]));
        Assert.Empty(Subjects([Given.Percent("*", "2026-05", 50), .. units]));
    }

    [Fact]
    public void LateFigure_IsOneTroubleOfTheIndicatorForOperations()
    {
        var late = Troubles(Split, null, Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50)).Single();

        Assert.Equal((TroubleKind.Late, "indicator digital-post", null, "2026-06"), (late.Kind, late.Subject, late.Post, late.State));
    }

    [Fact]
    public void AnswerWithoutRows_IsOneTroubleOfTheIndicatorForOperations()
    {
        var past = new Past([Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50)], null, new Window(Given.Day("2026-04-01"), Given.Day("2026-07-01")));
        var nothing = TroubleRule.In(Evaluation.Of(Given.Plan(Split), Split, Bounded, past, Given.At("2026-07-12 06:00"))).Single();

        Assert.Equal((TroubleKind.NothingReturned, "indicator digital-post", null, "2026-06"), (nothing.Kind, nothing.Subject, nothing.Post, nothing.State));
        Assert.Equal(nothing.Key, (nothing with { State = "2026-07" }).Key);
    }

    [Fact]
    public void RejectedFigure_IsDecidedAndNoTroubleAnyMore() =>
        Assert.Empty(Troubles(Split, null, Given.Percent("a", "2026-06", 120) with { Id = 7, Decision = Decision.Rejected }, Given.Percent("b", "2026-06", 50)));

    [Fact]
    public void HeldFigure_ForAnotherReasonThanBefore_IsNews()
    {
        Trouble Held(decimal max, decimal step) => TroubleRule.In(Evaluation.Of(Given.Plan(Split), Split, Given.Indicator() with { Plausible = new Plausible(0, max, step) },
            Given.Past(Given.Percent("a", "2026-05", 50), Given.Percent("a", "2026-06", 120) with { Id = 7 }, Given.Percent("b", "2026-06", 50)), Given.At("2026-07-12 06:00"))).Single();

        Assert.Equal("OutOfBounds", Held(100, 25).Detail);
        Assert.Equal("StepTooLarge", Held(150, 25).Detail);
        Assert.NotEqual(Held(100, 25).Key, Held(150, 25).Key);
    }

    [Fact]
    public void FigureThatASourceOwes_IsTheSourcesTroubleNotAnother() =>
        Assert.Empty(Troubles(Split, CollectFault.TimedOut, Given.Percent("a", "2026-05", 50), Given.Percent("b", "2026-05", 50)));

    [Fact]
    public void KnownFigures_OnTrackOrNot_AreNoTrouble() =>
        Assert.Empty(Troubles(Split, null, Given.Percent("a", "2026-06", 50), Given.Percent("b", "2026-06", 10)));

    [Fact]
    public void RestatedFigure_HeldAgain_IsNews()
    {
        Trouble Held(long measurement) => Troubles(Split, null, Given.Percent("a", "2026-06", 120) with { Id = measurement }, Given.Percent("b", "2026-06", 50)).Single();

        Assert.Equal(Held(7).Key, Held(7).Key);
        Assert.NotEqual(Held(7).Key, Held(8).Key);
    }
}
