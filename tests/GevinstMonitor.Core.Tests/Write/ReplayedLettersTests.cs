using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Tests.Deviate;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Letters of a replay: on workdays from seven to four, one to a person and day. 6 July 2026 is a Monday.</summary>
public class ReplayedLettersTests
{
    private static DeliveryWindow Window => new(true, new TimeOnly(7, 0), new TimeOnly(16, 0));

    private static DeviationChange Change(string owner, string at, ChangeKind kind = ChangeKind.Opened, Level level = Level.Red) =>
        Municipality.Change(0, owner, kind, level: level).Change with { At = Given.Clock(at) };

    private static TroubleChange Doubt(string owner, string at, bool began = true) => Municipality.Doubt(0, owner, began).Change with { At = Given.Clock(at) };

    private static List<ReplayedLetter> Letters(IEnumerable<DeviationChange> changes, params TroubleChange[] doubts) =>
        ReplayedLetters.Of(Municipality.Desk(), Window,
            [new Replay([.. changes.GroupBy(c => c.Deviation.Id).Select(same => new ReplayedPlace(Months.Seen("g"), [.. same]))], doubts)], Given.At("2026-12-01 06:00"));

    private static IEnumerable<string> Said(IEnumerable<ReplayedLetter> letters) =>
        letters.Select(l => $"{l.On:yyyy-MM-dd} {l.Letter.Post}: {string.Join(", ", l.Tells.Select(c => $"{c.Deviation.Benefit} {c.Kind}"))}{(l.Troubles.Count > 0 ? $" doubts {l.Troubles.Count}" : "")}");

    [Theory]
    [InlineData("2026-07-06 06:00", "2026-07-06")]
    [InlineData("2026-07-06 15:59", "2026-07-06")]
    [InlineData("2026-07-06 16:00", "2026-07-07")]
    [InlineData("2026-07-10 16:00", "2026-07-13")]
    [InlineData("2026-07-11 00:00", "2026-07-13")]
    [InlineData("2026-04-02 06:00", "2026-04-07")]
    public void Letter_GoesOutOnTheNextDayOfLetters(string found, string on) =>
        Assert.Equal(Given.Day(on), Assert.Single(Letters([Change("centerchef", found)])).On);

    [Fact]
    public void EveryDay_WhereLettersGoOutEveryDay_IsADayOfLetters() =>
        Assert.Equal(Given.Day("2026-07-11"), new DeliveryWindow(false, new TimeOnly(7, 0), new TimeOnly(16, 0)).NextDay(new DateTime(2026, 7, 11, 8, 0, 0)));

    [Fact]
    public void Letters_OfOneDay_AreOneForEachPerson() => Assert.Equal(
        ["2026-07-06 centerchef: centerchef Opened, digitalisering Opened", "2026-07-06 teamleder: teamleder Opened", "2026-07-07 teamleder: teamleder Resolved"],
        Said(Letters([Change("centerchef", "2026-07-04 06:00"), Change("digitalisering", "2026-07-06 06:00"), Change("teamleder", "2026-07-06 06:00"), Change("teamleder", "2026-07-07 06:00", ChangeKind.Resolved)])));

    [Fact]
    public void VacantPost_ItsDeputyHears_AndWhereNobodyDoesTheController() => Assert.Equal(
        ["2026-07-06 souschef: ledig Opened", "2026-07-06 gevinstcontroller: tom Opened"],
        Said(Letters([Change("ledig", "2026-07-06 06:00"), Change("tom", "2026-07-06 06:00")])));

    [Fact]
    public void Improvement_IsNoLetter_AndTakesBackWhatWasWorseBeforeAnyoneHeard()
    {
        Assert.Empty(Letters([Change("teamleder", "2026-07-06 06:00", ChangeKind.Improved)]));
        Assert.Empty(Letters([Change("teamleder", "2026-07-04 06:00", ChangeKind.Worsened), Change("teamleder", "2026-07-05 06:00", ChangeKind.Improved)]));
        Assert.Single(Letters([Change("teamleder", "2026-07-04 06:00", ChangeKind.Improved), Change("teamleder", "2026-07-05 06:00", ChangeKind.Worsened)]));
    }

    [Fact]
    public void Improvement_OfACaseThatNobodyHasHeardOf_IsInItsFirstLetter() => Assert.Equal(
        ["2026-07-06 teamleder: teamleder Opened, teamleder Improved"],
        Said(Letters([Change("teamleder", "2026-07-04 06:00"), Change("teamleder", "2026-07-05 06:00", ChangeKind.Improved, Level.Amber)])));

    [Fact]
    public void Doubt_IsToldToTheControllerOnceAndNotWhenItIsOverBeforeTheDay()
    {
        Assert.Equal(["2026-07-06 gevinstcontroller:  doubts 1"], Said(Letters([], Doubt("teamleder", "2026-07-06 06:00"), Doubt("teamleder", "2026-07-08 06:00", began: false))));
        Assert.Empty(Letters([], Doubt("teamleder", "2026-07-04 06:00"), Doubt("teamleder", "2026-07-05 06:00", began: false)));
    }

    [Fact]
    public void Nothing_GivesNoLetter() => Assert.Empty(Letters([]));

    [Fact]
    public void Deviation_ThatWasBackBeforeAnyoneHeard_IsNoLetter() =>
        Assert.Empty(Letters([Change("teamleder", "2026-07-04 06:00"), Change("teamleder", "2026-07-05 06:00", ChangeKind.Resolved)]));

    /// <summary>A benefit that falls a little behind while a change it needs is overdue, due on the last of June.</summary>
    [Theory]
    [InlineData("2026-08-11", "2026-12-01 06:00", "2026-08-11")]
    [InlineData("2026-08-15", "2026-12-01 06:00", "2026-08-17")]
    [InlineData("2026-08-11", "2026-08-11 06:00", "2026-08-11")]
    [InlineData("2026-08-11", "2026-08-10 06:00", null)]
    [InlineData(null, "2026-12-01 06:00", "2026-10-01")]
    [InlineData(null, "2026-09-30 06:00", null)]
    public void Deviation_ThatWaitsForAChange_IsToldWhenItIsDoneOrHasWaitedForAQuarter(string? done, string until, string? on)
    {
        var desk = Municipality.Desk();
        var plan = desk.Plans["digital-post"];
        plan = plan with
        {
            Changes = [new Change("kursus", "Kursus holdt", null, Given.Day("2026-06-30"), done is null ? null : Given.Day(done))],
            Benefits = [.. plan.Benefits.Select(b => b with { Needs = ["kursus"] })],
        };
        desk = desk with { Plans = new Dictionary<string, Plan> { ["digital-post"] = plan } };
        var replay = new Replay([new ReplayedPlace(Months.Seen("g"), [Change("teamleder", "2026-07-06 06:00", level: Level.Amber)])], []);

        Assert.Equal(on is null ? [] : [Given.Day(on)], ReplayedLetters.Of(desk, Window, [replay], Given.At(until)).Select(l => l.On));
    }
}
