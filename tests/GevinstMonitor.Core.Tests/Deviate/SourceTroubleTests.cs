using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

public class SourceTroubleTests
{
    private static List<string> Subjects(params Reading[] readings) => [.. TroubleRule.In(readings).Select(t => $"{t.Kind} {t.Subject} {t.State}".TrimEnd())];

    [Fact]
    public void Source_ThatIsDown_IsOneTroubleHoweverManyIndicators()
    {
        var down = Enumerable.Range(1, 50).Select(i => Answers.Failed($"i{i}", CollectFault.Unreachable)).ToArray();

        Assert.Equal(["SourceFailed source post-register Unreachable"], Subjects(down));
    }

    [Fact]
    public void Sources_ThatAreDown_AreATroubleEach() =>
        Assert.Equal(["SourceFailed source a Unreachable", "SourceFailed source b LoginRefused"],
            Subjects(Answers.Failed("i1", CollectFault.Unreachable, "a"), Answers.Failed("i2", CollectFault.TimedOut, "a"), Answers.Failed("i3", CollectFault.LoginRefused, "b")));

    [Theory]
    [InlineData(CollectFault.QueryRefused)]
    [InlineData(CollectFault.ColumnMissing)]
    [InlineData(CollectFault.Malformed)]
    [InlineData(CollectFault.TimedOut)]
    public void Indicator_AloneInItsRoundWithAFaultOfItsOwn_IsNotTheSource(CollectFault fault) =>
        Assert.Equal([$"SourceFailed indicator i1 {fault}"], Subjects(Answers.Failed("i1", fault)));

    [Fact]
    public void Source_ThatFailsInAnotherWay_StillFails()
    {
        var down = TroubleRule.In([Answers.Failed("i1", CollectFault.Unreachable), Answers.Failed("i2", CollectFault.Unreachable)]);
        Reading[] now = [Answers.Failed("i1", CollectFault.TimedOut), Answers.Failed("i2", CollectFault.CircuitOpen)];

        Assert.Empty(TroubleRule.Next(down, TroubleRule.In(now), TroubleRule.ScopesOf(now, []), Months.Now));
    }

    [Fact]
    public void Indicator_ThatFailedBeforeItsSourceWentDown_IsNotOverBecauseOfThat()
    {
        var refused = TroubleRule.In([Answers.Failed("i1", CollectFault.QueryRefused), Answers.Taken("i2")]);
        Reading[] now = [Answers.Failed("i1", CollectFault.Unreachable), Answers.Failed("i2", CollectFault.Unreachable)];

        var change = Assert.Single(TroubleRule.Next(refused, TroubleRule.In(now), TroubleRule.ScopesOf(now, []), Months.Now));
        Assert.Equal(("source post-register", true), (change.Trouble.Subject, change.Began));
    }

    [Fact]
    public void Indicator_ThatFailsWhileAnotherIsRead_IsItsOwnTrouble() =>
        Assert.Equal(["SourceFailed indicator i1 QueryRefused"], Subjects(Answers.Failed("i1", CollectFault.QueryRefused), Answers.Taken("i2")));

    [Fact]
    public void Indicators_ThatFailForDifferentReasons_AreTroublesOfTheirOwn() =>
        Assert.Equal(["SourceFailed indicator i1 QueryRefused", "SourceFailed indicator i2 ColumnMissing"],
            Subjects(Answers.Failed("i1", CollectFault.QueryRefused), Answers.Failed("i2", CollectFault.ColumnMissing)));

    [Fact]
    public void Indicators_LeftAloneAfterTheFirstOnesFailed_AreNoCauseOfTheirOwn() =>
        Assert.Equal(["SourceFailed source post-register TimedOut"],
            Subjects(Answers.Failed("i1", CollectFault.CircuitOpen), Answers.Failed("i2", CollectFault.TimedOut), Answers.Failed("i3", CollectFault.CircuitOpen)));

    [Fact]
    public void Rows_ThatCouldNotBeUsed_AreATroubleOfTheirIndicator()
    {
        var trouble = TroubleRule.In([Answers.Taken("i1", rejected: ["row 1", "row 2", "row 3", "row 4", "row 5", "row 6", "row 7"])]).Single();

        Assert.Equal((TroubleKind.RowsRejected, "indicator i1", "reading i1", null), (trouble.Kind, trouble.Subject, trouble.Scope, trouble.Post));
        Assert.Equal("row 1; row 2; row 3; row 4; row 5; and 2 more", trouble.Detail);
        Assert.Equal("a; b; c; d; e", TroubleRule.In([Answers.Taken("i1", rejected: ["a", "b", "c", "d", "e"])]).Single().Detail);
    }

    [Fact]
    public void Stretch_ThatWasFilledOrNot_BeginsNoTroubleAndEndsNone()
    {
        Reading[] filled = [Answers.Failed("i1", CollectFault.Unreachable) with { IsBackfill = true }, Answers.Taken("i2", "b", "row 1") with { IsBackfill = true }];

        Assert.Empty(Subjects(filled));
        Assert.Empty(TroubleRule.ScopesOf(filled, []));
    }

    [Fact]
    public void Readings_WithoutFault_AreNoTrouble() => Assert.Empty(Subjects(Answers.Taken("i1"), Answers.Taken("i2")));

    [Fact]
    public void Faults_OfSources_GoToOperations() =>
        Assert.All(TroubleRule.In([Answers.Failed("i1", CollectFault.QueryRefused), Answers.Taken("i2", rejected: "row 1")]), t => Assert.Null(t.Post));
}
