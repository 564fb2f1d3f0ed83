using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Core.Write;

/// <summary>What the page says on which people answer a deviation.</summary>
public abstract partial class Words
{
    /// <summary>The label of how to answer, where letters have no links.</summary>
    public abstract string HowToAnswer { get; }

    /// <summary>That the controller takes the answer.</summary>
    public abstract string AnswerTo(string controller, string email, string deviation);

    /// <summary>The command that puts an answer on file.</summary>
    public abstract string RespondBy(string deviation, string post);

    /// <summary>The label of who says that a figure is wrong, and why.</summary>
    public abstract string Disputed { get; }

    /// <summary>What an answer is called: as a link, and as the heading of its form.</summary>
    public abstract string AnswerTitle(ResponseKind kind);

    /// <summary>What comes of an answer, before it is given.</summary>
    public abstract string AnswerMeans(ResponseKind kind);

    /// <summary>The label of the note.</summary>
    public abstract string NoteLabel(ResponseKind kind);

    /// <summary>The label of the day.</summary>
    public abstract string DayLabel(ResponseKind kind);

    /// <summary>The label of the interim target, with the unit it is stated in.</summary>
    public string InterimLabel(string measure) => $"{InterimTarget} ({(measure == "percent" ? Percent("").Trim() : measure == "DKK" ? "kr." : Measured(measure).Trim() is { Length: > 0 } unit ? unit : measure)}, {Optional})";

    /// <summary>A day that is <paramref name="days"/> days away at most is in force at once.</summary>
    public abstract string DayHint(int days);
    public abstract string NoteHint(int longest);
    public abstract string Send(ResponseKind kind);
    public abstract string OnFile { get; }
    public abstract string NothingOnFile { get; }
    public abstract string WhereItStands { get; }
    public abstract string YourAnswer { get; }
    public abstract string ChooseAnswer { get; }
    public abstract string AnswerKept { get; }

    /// <summary>An answer on file, in a line: what, by whom, when.</summary>
    public abstract string Answered(Response response, string post, string day);

    /// <summary>By when it will be dealt with, or until when it is accepted.</summary>
    public abstract string AnsweredUntil(ResponseKind kind, string day);
    public abstract string InterimIs(string value);

    /// <summary>That an acceptance ends earlier than it was asked for, unless the controller confirms it.</summary>
    public abstract string AwaitsController(string last, string asked);
    public abstract string DeviationClosed { get; }
    public abstract string ErrorsAbove { get; }
    public abstract string Fault(ResponseFault fault);
    public abstract string NotADay { get; }
    public abstract string NotANumber { get; }
    public abstract string LinkExpired { get; }
    public abstract string LinkExpiredHelp { get; }
    public abstract string LinkUnknown { get; }
    public abstract string LinkUnknownHelp { get; }
    public abstract string LinkNotYours { get; }
    public abstract string LinkNotYoursHelp { get; }
    public abstract string FormStale { get; }
    public abstract string FormStaleHelp { get; }

    public abstract string BecauseAcceptanceEnds(IReadOnlyList<string> benefits);
    public abstract string BecauseAcceptanceAwaits(IReadOnlyList<string> benefits);
    public abstract string BecauseNeverActedOn(IReadOnlyList<string> indicators);
    public abstract string AcceptanceEnds(string lastDay);
    public abstract string BeforeItEnds { get; }
    public abstract string ConfirmBy(string deviation, string post);
    public abstract string NeverActedOn(int told);
    public abstract string ActOrStop { get; }

    protected abstract string InterimTarget { get; }
    protected abstract string Optional { get; }
}
