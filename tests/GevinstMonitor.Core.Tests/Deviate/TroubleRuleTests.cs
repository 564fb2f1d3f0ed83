using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

public class TroubleRuleTests
{
    private static Trouble Down => new(TroubleKind.SourceFailed, "source post-register", "source post-register", null, "Unreachable", "");
    private static Trouble Held => new(TroubleKind.Held, "digital-post/porto@a", "indicator digital-post", "gevinstcontroller", "2026-06#7", "OutOfBounds");

    private static List<string> Next(IEnumerable<Trouble> open, IEnumerable<Trouble> seen, params string[] scopes) =>
        [.. TroubleRule.Next(open, seen, scopes.ToHashSet(), Months.Now).Select(c => $"{c.Trouble.Kind} {c.Trouble.State} {(c.Began ? "began" : "ended")}")];

    [Fact]
    public void Trouble_SeenForTheFirstTime_Begins() =>
        Assert.Equal(["SourceFailed Unreachable began"], Next([], [Down], "source post-register"));

    [Fact]
    public void Trouble_SeenAgain_IsNotToldAgain() => Assert.Empty(Next([Down], [Down], "source post-register"));

    [Fact]
    public void Trouble_SeenTwiceInOnePass_BeginsOnce() =>
        Assert.Equal(["SourceFailed Unreachable began"], Next([], [Down, Down with { Detail = "another detail" }], "source post-register"));

    [Fact]
    public void Trouble_NotSeenAnyMore_Ends() => Assert.Equal(["SourceFailed Unreachable ended"], Next([Down], [], "source post-register"));

    [Fact]
    public void Trouble_OutsideWhatWasLookedAt_StaysAsItIs() => Assert.Empty(Next([Down, Held], [], "source loensystem", "reading digital-post"));

    [Fact]
    public void Trouble_OfAnotherScope_StaysWhileItsNeighbourEnds() =>
        Assert.Equal(["Held 2026-06#7 ended"], Next([Down, Held], [], "indicator digital-post"));

    [Fact]
    public void HeldFigure_ThatIsRestated_EndsAndBeginsAnew() =>
        Assert.Equal(["Held 2026-06#7 ended", "Held 2026-06#8 began"], Next([Held], [Held with { State = "2026-06#8" }], "indicator digital-post"));

    private static Trouble Late => new(TroubleKind.Late, "indicator digital-post", "indicator digital-post", null, "2026-05", "");
    private static Trouble Nothing => Late with { Kind = TroubleKind.NothingReturned };

    [Fact]
    public void LateFigure_WhoseSourceGivesNoRowsNow_IsNotOver() =>
        Assert.Equal(["NothingReturned 2026-05 began"], Next([Late], [Nothing], "indicator digital-post"));

    [Fact]
    public void LateFigure_ThatComesAfterNoRows_EndsBothWaits() =>
        Assert.Equal(["Late 2026-05 ended", "NothingReturned 2026-05 ended"], Next([Late, Nothing], [], "indicator digital-post"));

    [Fact]
    public void AnswerWithoutRows_ThatHasRowsButNotThatOne_IsLateInstead() =>
        Assert.Equal(["NothingReturned 2026-05 ended", "Late 2026-05 began"], Next([Nothing], [Late], "indicator digital-post"));

    [Fact]
    public void AnswerWithoutRows_ForTheNextPeriodToo_IsNotToldAgain() =>
        Assert.Empty(Next([Nothing], [Nothing with { State = "2026-06" }], "indicator digital-post"));

    [Fact]
    public void LateFigure_WhoseSourceFailsNow_IsNotToldAsCome()
    {
        var failing = Months.Seen("f");

        Assert.Empty(TroubleRule.Next([Late, Held], TroubleRule.In([failing]), TroubleRule.ScopesOf([], [failing]), Months.Now));
        Assert.Equal(2, TroubleRule.Next([Late, Held], [], TroubleRule.ScopesOf([], [Months.Seen("g")]), Months.Now).Count());
        Assert.Empty(TroubleRule.ScopesOf([], [Months.Seen("g"), failing]));
    }

    [Fact]
    public void Trouble_SeenAgainOutsideWhatWasLookedAt_IsNotToldAgain() => Assert.Empty(Next([Held], [Held], "source post-register"));

    [Fact]
    public void EndOfATrouble_IsToldToOperationsButNotToTheController()
    {
        Assert.True(new TroubleChange(Down, Began: false, Months.Now).IsTold);
        Assert.False(new TroubleChange(Held, Began: false, Months.Now).IsTold);
        Assert.True(new TroubleChange(Held, Began: true, Months.Now).IsTold);
    }

    [Fact]
    public void Scopes_OfAPass_AreItsSourcesReadingsAndJudgedIndicators() =>
        Assert.Equal(["indicator digital-post", "reading i1", "reading i2", "source post-register"],
            TroubleRule.ScopesOf([Answers.Taken("i1"), Answers.Failed("i2", CollectFault.TimedOut)], [Months.Seen("g"), Months.Seen("r")]).Order());

    [Fact]
    public void Source_ThatGoesDownAndComesBack_BeginsOnceAndEndsOnce()
    {
        var up = new[] { Answers.Taken("i1"), Answers.Taken("i2") };
        var down = new[] { Answers.Failed("i1", CollectFault.Unreachable), Answers.Failed("i2", CollectFault.Unreachable) };
        var told = Told(up, down, down, down, up, up);

        Assert.Equal(["SourceFailed Unreachable began", "SourceFailed Unreachable ended"], told);
    }

    [Fact]
    public void Source_LeftAloneWhileItIsDown_IsNotToldAsReadableAgainNorAsDownAnew()
    {
        var down = new[] { Answers.Failed("i1", CollectFault.Unreachable), Answers.Failed("i2", CollectFault.Unreachable) };
        var leftAlone = new[] { Answers.Failed("i1", CollectFault.CircuitOpen), Answers.Failed("i2", CollectFault.CircuitOpen) };
        var up = new[] { Answers.Taken("i1"), Answers.Taken("i2") };

        Assert.Equal(["SourceFailed Unreachable began", "SourceFailed Unreachable ended"], Told(down, leftAlone, leftAlone, down, leftAlone, up));
    }

    [Fact]
    public void Trouble_SeenAgainInAnotherScope_IsTheSameAndNeitherBeginsNorEnds()
    {
        var open = new Trouble(TroubleKind.MissingUnit, "post/porto@nord", "indicator andel", "controller", "2026-06#", "");

        Assert.Empty(TroubleRule.Next([open], [open with { Scope = "indicator andel-ny" }], new HashSet<string> { "indicator andel-ny" }, Months.Now));
    }

    /// <summary>What is told over several passes, each of which remembers what the one before left open.</summary>
    private static List<string> Told(params Reading[][] passes)
    {
        var (open, told) = (new List<Trouble>(), new List<string>());
        foreach (var pass in passes)
        {
            foreach (var change in TroubleRule.Next([.. open], TroubleRule.In(pass), TroubleRule.ScopesOf(pass, []), Months.Now))
            {
                told.Add($"{change.Trouble.Kind} {change.Trouble.State} {(change.Began ? "began" : "ended")}");
                if (change.Began)
                    open.Add(change.Trouble);
                else
                    open.RemoveAll(t => t.Key == change.Trouble.Key);
            }
        }

        return told;
    }
}
