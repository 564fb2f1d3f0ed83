using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Where letters have no links they say in a line whom to answer to.</summary>
public class HowToAnswerTests
{
    private const string Danish = "skriv til gevinstcontrolleren, Dea (DEA@eksempelby.example), at du tager hånd om det, at afvigelsen må accepteres til en bestemt dato, eller at tallet er forkert; svaret noteres på sagen D-centerchef";
    private const string English = "write to the benefit controller, Dea (DEA@eksempelby.example), that you are on it, that the deviation has to be accepted until a day, or that the figure is wrong; the answer is put on file under D-centerchef";

    [Theory]
    [InlineData("da-DK", "Sådan svarer du", Danish)]
    [InlineData("en-GB", "How to answer", English)]
    public void Manager_IsToldToWriteToTheController(string culture, string label, string text) =>
        Assert.Contains(new Fact(label, text), Write(culture, Change(1, "centerchef")));

    [Theory]
    [InlineData("da-DK", "gevinst respond D-controllers --acknowledge --by gevinstcontroller --note \"…\" (eller --accept-until ÅÅÅÅ-MM-DD, eller --dispute, hvis tallet er forkert)")]
    [InlineData("en-GB", "gevinst respond D-controllers --acknowledge --by gevinstcontroller --note \"…\" (or --accept-until YYYY-MM-DD, or --dispute where the figure is wrong)")]
    public void Controller_IsToldTheCommand(string culture, string text) =>
        Assert.Contains(text, Write(culture, Change(1, "controllers")).Select(f => f.Text));

    [Fact]
    public void WhereNothingIsToBeAnswered_NothingIsSaid()
    {
        Assert.DoesNotContain("Sådan svarer du", Write("da-DK", Change(1, "centerchef", ChangeKind.Resolved)).Select(f => f.Label));
        Assert.DoesNotContain("Sådan svarer du", new LetterWriter(Desk()).Write([Change(1, "centerchef")], [], Today).Single().Letter.Sections.Single().Facts.Select(f => f.Label));
    }

    [Theory]
    [InlineData(7, EscalationStep.Reminder, "Anna", true)]
    [InlineData(14, EscalationStep.Controller, "Dea", true)]
    [InlineData(21, EscalationStep.Leader, "Eva", false)]
    [InlineData(21, EscalationStep.Leader, "Anna", true)]
    public void Step_SaysItToWhoIsToAnswer(int days, EscalationStep step, string name, bool says)
    {
        var desk = Desk(more: Held("direktoer", "Direktør", "Eva")) with { Escalation = new Escalation(5, 10, 15), SaysHowToAnswer = true };
        desk = desk with { Chart = new Core.Organisation.OrganisationChart([new Core.Organisation.Unit("kommunen", "Kommunen", null, [], "direktoer")], desk.Chart.Posts, []) };
        var waited = new Unanswered(Change(1, "centerchef").Change, Today, []);

        var letter = new LetterWriter(desk).Write([], [], Today.AddDays(days), unanswered: [waited]).Single(w => w.Letter.Name == name);

        Assert.Equal(step, letter.Steps.Single().Step);
        Assert.Equal(says, letter.Letter.Sections.Single().Facts.Any(f => f.Label == "Sådan svarer du"));
    }

    private static IReadOnlyList<Fact> Write(string culture, Pending<DeviationChange> change) =>
        new LetterWriter(Desk(culture: culture) with { SaysHowToAnswer = true }).Write([change], [], Today).Single().Letter.Sections.Single().Facts;
}
