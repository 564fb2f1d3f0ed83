using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>What is accepted, until when, and what that keeps from being told.</summary>
public class AcceptanceTests
{
    private static Response Accept(string until, string at = "2026-07-01 10:00", decimal? interim = null, long id = 1) =>
        new("D-1", ResponseKind.Accepted, Given.Clock(at)) { Id = id, Post = "centerchef", Note = "Ferie", Until = Given.Day(until), Interim = interim };

    private static Response Confirm(string at, long id = 2) => new("D-1", ResponseKind.Confirmed, Given.Clock(at)) { Id = id, Post = "gevinstcontroller", Note = "Aftalt" };

    private static Acceptance? Of(string asOf, params Response[] responses) => Acceptance.Of(responses, Given.At(asOf));

    private static DeviationChange? Next(string months, string asOf, Level level = Level.Red, params Response[] responses) =>
        DeviationRule.Next(Months.Open(level), Months.Seen(months), Given.At(asOf), Of(asOf, responses));

    [Fact]
    public void Acceptance_ForNinetyDaysOrLess_IsInForceAtOnceThroughItsLastDay()
    {
        var accepted = Of("2026-07-01 10:00", Accept("2026-09-29"))!;

        Assert.Equal((Given.Day("2026-09-29"), false, true, false), (accepted.LastDay, accepted.AwaitsConfirmation, accepted.IsInForce(Given.Day("2026-09-29")), accepted.IsInForce(Given.Day("2026-09-30"))));
    }

    [Fact]
    public void Acceptance_ForLonger_EndsAfterNinetyDaysUnlessTheControllerConfirmsIt()
    {
        var (alone, confirmed) = (Of("2026-08-01 10:00", Accept("2026-12-31"))!, Of("2026-08-01 10:00", Accept("2026-12-31"), Confirm("2026-07-20 09:00"))!);

        Assert.Equal((Given.Day("2026-09-29"), true), (alone.LastDay, alone.AwaitsConfirmation));
        Assert.Equal((Given.Day("2026-12-31"), false), (confirmed.LastDay, confirmed.AwaitsConfirmation));
    }

    [Fact]
    public void Confirmation_AfterTheEndOrBeforeTheAcceptanceOrAfterTheMoment_CountsForNothing()
    {
        foreach (var at in new[] { "2026-09-30 00:01", "2026-06-30 10:00" })
            Assert.Equal(Given.Day("2026-09-29"), Of("2026-10-05 10:00", Accept("2026-12-31"), Confirm(at))!.LastDay);
        Assert.Equal(Given.Day("2026-09-29"), Of("2026-07-20 08:59", Accept("2026-12-31"), Confirm("2026-07-20 09:00"))!.LastDay);
        Assert.Equal(Given.Day("2026-12-31"), Of("2026-10-05 10:00", Accept("2026-12-31"), Confirm("2026-09-29 23:59"))!.LastDay);
    }

    [Fact]
    public void Acceptance_GivenAnew_TakesThePlaceOfTheOneBefore() =>
        Assert.Equal(Given.Day("2026-07-15"), Of("2026-07-10 10:00", Accept("2026-09-01"), Accept("2026-07-15", "2026-07-09 10:00", id: 2))!.LastDay);

    [Fact]
    public void Standing_IsTheNewestAnswerAndOfAnAcceptanceOnlyThroughItsLastDay()
    {
        var on = new Response("D-1", ResponseKind.Acknowledged, Given.Clock("2026-06-30 10:00")) { Id = 9 };
        Response[] all = [Accept("2026-08-01"), on, Confirm("2026-07-02 10:00")];

        Assert.Null(Response.Standing(all, Given.At("2026-06-30 09:59")));
        Assert.Equal(ResponseKind.Acknowledged, Response.Standing(all, Given.At("2026-06-30 10:00"))!.Kind);
        Assert.Equal(ResponseKind.Accepted, Response.Standing(all, Given.At("2026-08-01 23:59"))!.Kind);
        Assert.Null(Response.Standing(all, Given.At("2026-08-02 00:00")));
        Assert.Null(Response.Standing([Accept("2026-08-01") with { LapsedAt = Given.Clock("2026-07-10 06:00") }], Given.At("2026-07-10 06:00")));
    }

    [Fact]
    public void Covered_IsThroughTheDayThatTheAnswerNamesOrForGoodWhatWasToldBefore()
    {
        var told = Given.Clock("2026-06-30 09:00");
        DateOnly? Covered(Response? answer, DateTimeOffset at) => Response.CoveredThrough(answer is null ? [] : [answer], at, Given.At("2026-07-10 06:00"));
        var on = new Response("D-1", ResponseKind.Acknowledged, told.AddHours(1));

        Assert.Null(Covered(null, told));
        Assert.Equal(Given.Day("2026-07-20"), Covered(on with { Until = Given.Day("2026-07-20") }, told));
        Assert.Equal(DateOnly.MaxValue, Covered(on, told));
        Assert.Null(Covered(on, told.AddDays(5)));
        Assert.Equal(DateOnly.MaxValue, Covered(on with { Kind = ResponseKind.Disputed }, told));
        Assert.Equal(Given.Day("2026-09-29"), Covered(Accept("2026-12-31"), told));
        Assert.Null(Covered(Accept("2026-07-09"), told));
    }

    // The last day is a Monday.
    [Theory]
    [InlineData("2026-07-24", false)]
    [InlineData("2026-07-26", false)]
    [InlineData("2026-07-27", true)]
    [InlineData("2026-08-01", true)]
    [InlineData("2026-08-03", true)]
    [InlineData("2026-08-04", false)]
    public void EndsSoon_IsFromFiveWorkdaysBeforeTheLastDayThroughIt(string day, bool soon) =>
        Assert.Equal(soon, Of("2026-07-01 10:00", Accept("2026-08-03"))!.EndsSoon(Given.Day(day), DeliveryWindow.IsWorkday));

    [Fact]
    public void Worse_WithinTheInterimTarget_IsOnFileAndNotTold()
    {
        var change = Next("aaaaarr", "2026-08-08 06:00", Level.Amber, Accept("2026-09-01", interim: 44))!;

        Assert.Equal((ChangeKind.Worsened, Level.Red, false), (change.Kind, change.Deviation.Level, change.IsTold));
    }

    [Fact]
    public void Worse_WhereNoInterimTargetWasStated_IsTold()
    {
        var change = Next("aaaaarr", "2026-08-08 06:00", Level.Amber, Accept("2026-09-01"))!;

        Assert.Equal((ChangeKind.Worsened, true), (change.Kind, change.IsTold));
    }

    [Fact]
    public void Figure_WorseThanTheInterimTarget_LapsesAndIsToldThoughTheLevelIsTheSame()
    {
        var change = Next("rrrrrrr", "2026-08-08 06:00", Level.Red, Accept("2026-09-01", interim: 44.1m, id: 7))!;

        Assert.Equal((ChangeKind.Lapsed, ChangeReason.InterimMissed, Level.Red, true, 7), (change.Kind, change.Reason, change.Deviation.Level, change.IsTold, change.Lapsed));
        Assert.Null(Next("rrrrrrr", "2026-08-08 06:00", Level.Red, Accept("2026-09-01", interim: 44)));
    }

    [Fact]
    public void Acceptance_PastItsLastDay_LapsesWhenTheBenefitIsStillOffItsPath()
    {
        Assert.Null(Next("rrrrrrr", "2026-09-01 23:59", Level.Red, Accept("2026-09-01")));
        Assert.Equal((ChangeKind.Lapsed, ChangeReason.AcceptanceEnded, true), Told(Next("rrrrrrr", "2026-09-02 00:00", Level.Red, Accept("2026-09-01"))!));
        // In one with what else is news.
        var worse = Next("aaaaarr", "2026-09-02 00:00", Level.Amber, Accept("2026-09-01"))!;
        Assert.Equal((ChangeKind.Lapsed, Level.Red), (worse.Kind, worse.Deviation.Level));

        static (ChangeKind, ChangeReason, bool) Told(DeviationChange change) => (change.Kind, change.Reason, change.IsTold);
    }

    [Theory]
    [InlineData("rrrrrrl")]
    [InlineData("rrrrrrh")]
    [InlineData("rrrrrrg")]
    public void Acceptance_PastItsLastDay_WaitsWhileItIsNotKnownToBeOffItsPath(string months) =>
        Assert.NotEqual(ChangeKind.Lapsed, Next(months, "2026-09-02 00:00", Level.Red, Accept("2026-09-01"))?.Kind);

    [Fact]
    public void BackOnTrack_WhileAccepted_IsTold()
    {
        var change = Next("rrrrggg", "2026-08-08 06:00", Level.Red, Accept("2026-09-01", interim: 44))!;

        Assert.Equal((ChangeKind.Resolved, true), (change.Kind, change.IsTold));
    }
}
