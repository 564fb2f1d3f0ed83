using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Core.Write;

/// <summary>The page for answers in English.</summary>
public sealed partial class English
{
    public override string HowToAnswer => "How to answer";
    public override string AnswerTo(string controller, string email, string deviation) =>
        $"write to the benefit controller, {controller} ({email}), that you are on it, that the deviation has to be accepted until a day, or that the figure is wrong; the answer is put on file under {deviation}";
    public override string RespondBy(string deviation, string post) =>
        $"gevinst respond {deviation} --acknowledge --by {post} --note \"…\" (or --accept-until YYYY-MM-DD, or --dispute where the figure is wrong)";

    public override string Disputed => "Objection";

    public override string AnswerTitle(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "I am on it",
        ResponseKind.Accepted => "Accept the deviation until a day",
        ResponseKind.Disputed => "The figure is wrong",
        _ => "Confirm the acceptance",
    };

    public override string AnswerMeans(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "Say what you do, and if you can when it will be dealt with. The answer stays with the case.",
        ResponseKind.Accepted => "You get no more letters on the deviation through that day, unless the figure becomes worse than the interim target.",
        ResponseKind.Disputed => "The figure is held and does not count, and the benefit controller gets a letter to look at it.",
        _ => "The acceptance is then in force through the day it was asked for.",
    };

    public override string NoteLabel(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "What do you do?",
        ResponseKind.Accepted => "Why is it accepted?",
        ResponseKind.Disputed => "What is wrong with the figure?",
        _ => "Why do you confirm it?",
    };

    public override string DayLabel(ResponseKind kind) => kind == ResponseKind.Accepted ? "Accepted through" : $"Dealt with by ({Optional})";
    public override string DayHint(int days) => $"In force at once for up to {days} days; longer when the benefit controller has confirmed it.";
    public override string NoteHint(int longest) => $"At most {Fixed(longest, 0)} characters.";
    public override string Send(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "Send the answer",
        ResponseKind.Accepted => "Accept the deviation",
        ResponseKind.Disputed => "Hold the figure",
        _ => "Confirm the acceptance",
    };

    public override string OnFile => "Answers on file";
    public override string NothingOnFile => "Nobody has answered yet.";
    public override string WhereItStands => "Where it stands";
    public override string YourAnswer => "Your answer";
    public override string ChooseAnswer => "Choose an answer";
    public override string AnswerKept => "Thank you. Your answer is on file.";
    public override string Answered(Response response, string post, string day) => response.Kind switch
    {
        ResponseKind.Acknowledged => $"{post} is on it, {day}",
        ResponseKind.Accepted => $"{post} has accepted the deviation, {day}",
        ResponseKind.Disputed => $"{post} says that the figure is wrong, {day}",
        _ => $"{post} has confirmed the acceptance, {day}",
    };

    public override string AnsweredUntil(ResponseKind kind, string day) => kind == ResponseKind.Accepted ? $"Through {day}." : $"Dealt with by {day}.";
    public override string InterimIs(string value) => $"Interim target: {value}.";
    public override string AwaitsController(string last, string asked) => $"In force through {last}; through {asked} if the benefit controller confirms it before then.";
    public override string DeviationClosed => "The benefit is back on its path, so there is nothing left to answer.";
    public override string ErrorsAbove => "The answer was not sent. Mend this:";
    public override string Fault(ResponseFault fault) => fault switch
    {
        ResponseFault.NotTheirs => LinkNotYours,
        ResponseFault.NotTheControllers => "Only the benefit controller confirms an acceptance.",
        ResponseFault.Closed => DeviationClosed,
        ResponseFault.NoNote => "Say why.",
        ResponseFault.NoteTooLong => $"Write at most {Fixed(Response.LongestNote, 0)} characters.",
        ResponseFault.NoDay => "State the day that it is accepted through.",
        ResponseFault.DayPast => "The day is past; state one that is not.",
        ResponseFault.DayTooFar => $"The day is more than {ResponseRule.MostYears} years away.",
        ResponseFault.NothingToConfirm => "No acceptance awaits a confirmation.",
        _ => "There is no figure that could be wrong.",
    };

    public override string NotADay => "Write the day as 2026-12-31.";
    public override string NotANumber => "Write the interim target as a number, for example 52.5.";
    public override string LinkExpired => "The link has expired";
    public override string LinkExpiredHelp => "Use the link in a newer letter, or ask the benefit controller to note your answer.";
    public override string LinkUnknown => "There is no such page";
    public override string LinkUnknownHelp => "The link is not whole, or was not made here. Use the link in the letter as it stands.";
    public override string LinkNotYours => "The link belongs to a post that does not answer for the benefit";
    public override string LinkNotYoursHelp => "Somebody else may have become accountable since the letter was sent. Ask the benefit controller.";
    public override string FormStale => "The answer was not taken";
    public override string FormStaleHelp => "The page was too old, or the browser takes no cookies. Open the link in the letter again, and send the answer from there.";
    public override string BecauseAcceptanceEnds(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the acceptance of the deviation “{benefits[0]}” is about to end"
        : $"the acceptances of {benefits.Count} deviations are about to end";
    public override string BecauseAcceptanceAwaits(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the acceptance of the deviation “{benefits[0]}” awaits your confirmation"
        : $"the acceptances of {benefits.Count} deviations await your confirmation";
    public override string BecauseNeverActedOn(IReadOnlyList<string> indicators) => indicators.Count == 1
        ? $"nobody answers deviations of the indicator “{indicators[0]}”"
        : $"nobody answers deviations of {indicators.Count} indicators";
    public override string AcceptanceEnds(string lastDay) => $"THE ACCEPTANCE ENDS: it holds through {lastDay}";
    public override string BeforeItEnds => "If the benefit is still off its path when the acceptance has ended, its owner is written to again. Bring it back on its path before then, or accept it anew.";
    public override string ConfirmBy(string deviation, string post) =>
        $"Confirm the acceptance, or let it end: gevinst respond {deviation} --confirm --by {post} --note \"…\"";
    public override string NeverActedOn(int told) => told == 1
        ? "NOBODY ACTS: a deviation has been told for more than half a year, and nobody has answered"
        : $"NOBODY ACTS: {told} deviations were told, and none was answered";
    public override string ActOrStop => "Agree with the benefit owners that the indicator is acted on, or stop measuring it. Letters that nobody acts on teach people not to read them.";
    protected override string InterimTarget => "Interim target";
    protected override string Optional => "may be left out";
}
