using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>Who may answer, what an answer must say, and which figure it says is wrong.</summary>
public class ResponseRuleTests
{
    private static readonly OrganisationChart Chart = new([],
    [
        new("centerchef", "Centerchef", "souschef", []), new("souschef", "Souschef", null, []), new("gevinstcontroller", "Controller", null, []), new("anden", "Anden", null, []),
    ], []);

    private static readonly Place Whole = Given.Whole(Given.Flat(50));

    private static Response Answer(ResponseKind kind = ResponseKind.Acknowledged, string post = "centerchef", string note = "Vi lukker printeren", string? until = null) =>
        new("D-1", kind, Given.Clock("2026-07-01 10:00")) { Post = post, Note = note, Until = until is null ? null : Given.Day(until) };

    private static IReadOnlyList<ResponseFault> Faults(Response response, bool isOpen = true, Acceptance? accepted = null) =>
        [.. ResponseRule.FaultsOf(response, isOpen, accepted, Given.Plan(Given.Benefit(Whole)), Whole, Chart, Given.At("2026-07-01 10:00"))];

    private static ResponseFault? Fault(Response response, bool isOpen = true, Acceptance? accepted = null) =>
        Faults(response, isOpen, accepted) is [] ? null : Faults(response, isOpen, accepted).Single();

    [Theory]
    [InlineData("centerchef", null)]
    [InlineData("souschef", null)]
    [InlineData("gevinstcontroller", null)]
    [InlineData("anden", ResponseFault.NotTheirs)]
    [InlineData("ukendt", ResponseFault.NotTheirs)]
    public void Answer_ByAPost_IsTakenOfOwnerDeputyAndController(string post, ResponseFault? fault) => Assert.Equal(fault, Fault(Answer(post: post)));

    [Fact]
    public void Answer_ThatLacksSomething_IsRefusedForIt()
    {
        Assert.Equal(ResponseFault.Closed, Fault(Answer(), isOpen: false));
        Assert.Equal(ResponseFault.NoNote, Fault(Answer(note: "")));
        Assert.Equal(ResponseFault.NoteTooLong, Fault(Answer(note: new string('x', 2001))));
        Assert.Null(Fault(Answer(note: new string('x', 2000))));
        Assert.Equal(ResponseFault.NoDay, Fault(Answer(ResponseKind.Accepted)));
        Assert.Equal(ResponseFault.DayPast, Fault(Answer(ResponseKind.Accepted, until: "2026-06-30")));
        Assert.Null(Fault(Answer(ResponseKind.Accepted, until: "2026-07-01")));
        Assert.Equal(ResponseFault.DayTooFar, Fault(Answer(until: "2031-07-02")));
        Assert.Equal([ResponseFault.NoNote, ResponseFault.NoDay], Faults(Answer(ResponseKind.Accepted, note: "")));
    }

    [Fact]
    public void Confirmation_IsTheControllersAndOfAnAcceptanceThatAwaitsIt()
    {
        var given = Answer(ResponseKind.Accepted, until: "2026-12-31");
        var (waiting, whole) = (new Acceptance(given, Given.Day("2026-09-29"), false), new Acceptance(given, Given.Day("2026-12-31"), true));
        var confirmation = Answer(ResponseKind.Confirmed, "gevinstcontroller");

        Assert.Null(Fault(confirmation, accepted: waiting));
        Assert.Equal(ResponseFault.NotTheControllers, Fault(confirmation with { Post = "centerchef" }, accepted: waiting));
        Assert.Equal(ResponseFault.NothingToConfirm, Fault(confirmation, accepted: whole));
        Assert.Equal(ResponseFault.NothingToConfirm, Fault(confirmation));
        Assert.Equal(ResponseFault.NothingToConfirm, Fault(confirmation, accepted: waiting with { LastDay = Given.Day("2026-06-30") }));
    }

    [Fact]
    public void Disputed_OfAWholeOfUnits_AreAllThatMakeUpTheNewestKnownPeriod()
    {
        var benefit = Given.Benefit(Whole, Given.In("nord", Given.Flat(50)), Given.In("syd", Given.Flat(50)));
        var past = Given.Past(
            Given.Percent("nord", "2026-05", 40) with { Id = 1 }, Given.Percent("nord", "2026-06", 40) with { Id = 2 },
            Given.Percent("syd", "2026-05", 40) with { Id = 3 }, Given.Percent("syd", "2026-06", 40) with { Id = 4 });

        Assert.Equal([2, 4], ResponseRule.Disputed(Given.Seen(benefit, past, "2026-07-20 06:00"), past));
        Assert.Equal([4], ResponseRule.Disputed(Given.Seen(benefit, past, "2026-07-20 06:00", "syd"), past));
    }

    [Fact]
    public void Disputed_WhereTheNewestIsHeld_IsTheOneThatIsKnown()
    {
        var past = Given.Past(Given.Percent("*", "2026-05", 40) with { Id = 1 }, Given.Percent("*", "2026-06", 40) with { Id = 2, Decision = Decision.Questioned });
        var seen = Given.Seen(Given.Benefit(Whole), past, "2026-07-20 06:00");

        Assert.Equal((Standing.Held, Doubt.Questioned), (seen.Current.Standing, seen.Current.Doubt));
        Assert.Equal([1], ResponseRule.Disputed(seen, past));
        Assert.Empty(ResponseRule.Disputed(Given.Seen(Given.Benefit(Whole), Given.Past(), "2026-07-20 06:00"), Given.Past()));
    }

    [Theory]
    [InlineData("  Vi ser\r\npå det \n", "Vi ser\npå det")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u0000e\tf", "abcdef")]
    [InlineData(" \u202E \u200B ", "")]
    public void Note_IsKeptWithoutWhatShowsNothing(string typed, string kept) => Assert.Equal(kept, ResponseRule.NoteOf(typed));
}
