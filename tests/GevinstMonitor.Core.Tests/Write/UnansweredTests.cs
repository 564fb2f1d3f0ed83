using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Told on Monday 6 July 2026; a reminder after 5 workdays, the controller after 10, the leader after 15.</summary>
public class UnansweredTests
{
    private static readonly Escalation Policy = new(5, 10, 15);

    private static Unanswered Told(string owner = "centerchef", params EscalationStep[] taken) => new(Change(1, owner).Change, Today, taken);

    [Theory]
    [InlineData("2026-07-10", null)] // the fourth workday after it
    [InlineData("2026-07-12", null)] // a Sunday
    [InlineData("2026-07-13", EscalationStep.Reminder)]
    [InlineData("2026-07-19", EscalationStep.Reminder)]
    [InlineData("2026-07-20", EscalationStep.Controller)]
    [InlineData("2026-07-27", EscalationStep.Leader)]
    public void Step_IsDue_AfterSoManyWorkdays(string day, EscalationStep? due) => Assert.Equal(due, Told().DueOn(Given.Day(day), Policy));

    [Theory]
    [InlineData("2026-07-13", EscalationStep.Reminder, null)]
    [InlineData("2026-07-20", EscalationStep.Reminder, EscalationStep.Controller)]
    [InlineData("2026-07-20", EscalationStep.Leader, null)]
    public void Step_TakenOrPassed_IsNotTakenAgain(string day, EscalationStep taken, EscalationStep? due) =>
        Assert.Equal(due, Told(taken: taken).DueOn(Given.Day(day), Policy));

    [Fact]
    public void Step_ThatIsLeftOut_IsPassedOver()
    {
        Assert.Null(Told().DueOn(Given.Day("2026-07-13"), Policy with { Remind = null }));
        Assert.Equal(EscalationStep.Reminder, Told().DueOn(Given.Day("2026-08-31"), new Escalation(5, null, null)));
    }

    [Fact]
    public void Workdays_OverChristmas_AreFew() =>
        // 24 and 31 December are workdays; 25, 26 (a Saturday) and 1 January are not.
        Assert.Equal(6, (Told() with { Since = Given.Day("2026-12-23") }).WorkdaysOn(Given.Day("2027-01-04")));

    [Fact]
    public void Reminder_GoesToTheOwnerAlone_AndSaysHowLong()
    {
        var written = Write("2026-07-13").Single();

        Assert.Equal("ANNA@eksempelby.example", written.Letter.Address);
        Assert.Equal("Påmindelse: Gevinst centerchef: intet svar i 5 arbejdsdage", written.Letter.Subject);
        Assert.Equal("Du får dette brev, fordi der ikke er svaret på afvigelsen »Gevinst centerchef«. Du er gevinstansvarlig.", written.Letter.Why);
        Assert.Equal("RØD, påmindelse: intet svar i 5 arbejdsdage", written.Letter.Sections.Single().Status);
        Assert.Equal([new TakenStep("D-centerchef", EscalationStep.Reminder)], written.Steps);
        Assert.Empty(written.DeviationChanges);
    }

    [Fact]
    public void Controller_HearsThatTheOwnerDoesNotAnswer_AndTheOwnerHearsOfIt()
    {
        var written = Write("2026-07-20").ToDictionary(w => w.Letter.Name);

        Assert.Equal(["Anna", "Dea"], written.Keys.Order());
        Assert.Equal("Sendt videre: Gevinst centerchef: intet svar i 10 arbejdsdage", written["Dea"].Letter.Subject);
        Assert.Equal("Du får dette brev, fordi den gevinstansvarlige ikke har svaret på afvigelsen »Gevinst centerchef«, som derfor er sendt videre til dig.", written["Dea"].Letter.Why);
        Assert.Equal("RØD, påmindelse: intet svar i 10 arbejdsdage; sendt videre til posten »Gevinstcontroller«", written["Anna"].Letter.Sections.Single().Status);
    }

    [Fact]
    public void Leader_WhoIsNotStated_LeavesTheReminder() => Assert.Equal(["Anna"], Write("2026-07-27").Select(w => w.Letter.Name));

    [Fact]
    public void Leader_OfTheUnitAbove_Hears()
    {
        var desk = Desk(more: Held("direktoer", "Direktør", "Eva")) with { Escalation = Policy };
        desk = desk with { Chart = new OrganisationChart([new Unit("kommunen", "Kommunen", null, [], "direktoer")], desk.Chart.Posts, []) };

        Assert.Equal(["Anna", "Eva"], new LetterWriter(desk).Write([], [], Given.Day("2026-07-27"), unanswered: [Told()]).Select(w => w.Letter.Name).Order());
    }

    [Fact]
    public void Owner_WhoIsTheController_IsRemindedOnce() =>
        Assert.Equal(["Dea"], Write("2026-07-20", Told("controllers")).Select(w => w.Letter.Name));

    [Fact]
    public void Deviation_WithNews_IsNotSaidAgainAsAReminder() =>
        Assert.Empty(new LetterWriter(Desk() with { Escalation = Policy }).Write([Change(2, "centerchef", ChangeKind.Worsened)], [], Given.Day("2026-07-13"), unanswered: [Told()]).Single().Steps);

    [Fact]
    public void Plan_WithAnEscalationOfItsOwn_IsFollowed()
    {
        var desk = Desk() with { Escalation = Policy };
        desk = desk with { Plans = desk.Plans.ToDictionary(p => p.Key, p => p.Value with { Escalation = new Escalation(null, 1, null) }) };

        Assert.Equal(["Anna", "Dea"], new LetterWriter(desk).Write([], [], Given.Day("2026-07-07"), unanswered: [Told()]).Select(w => w.Letter.Name).Order());
        Assert.Empty(new LetterWriter(Desk()).Write([], [], Given.Day("2026-12-01"), unanswered: [Told()]));
    }

    [Fact]
    public void StepTakenAgain_AfterAnAnswerRanOut_IsAnotherLetter() =>
        Assert.NotEqual(Write("2026-07-13").Single().Letter.Id, new LetterWriter(Desk() with { Escalation = Policy })
            .Write([], [], Given.Day("2026-09-14"), unanswered: [Told() with { Since = Given.Day("2026-09-07") }]).Single().Letter.Id);

    [Fact]
    public void Person_WhoHadALetterToday_WaitsAndOthersDoNot()
    {
        var written = new LetterWriter(Desk()).Write([Change(1, "centerchef"), Change(2, "teamleder")], [], Today, heard: new HashSet<string> { "ANNA@EKSEMPELBY.EXAMPLE" });

        Assert.Equal([2L], written.Single().DeviationChanges);
    }

    private static IReadOnlyList<Written> Write(string day, Unanswered? told = null) =>
        new LetterWriter(Desk() with { Escalation = Policy }).Write([], [], Given.Day(day), unanswered: [told ?? Told()]);
}
