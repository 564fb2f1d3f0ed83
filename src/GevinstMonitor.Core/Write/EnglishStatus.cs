using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>The status pages in English.</summary>
public sealed partial class English
{
    public override string Label(StatusLabel label) => label switch
    {
        StatusLabel.Pages => "Pages",
        StatusLabel.SkipToContent => "Skip to content",
        StatusLabel.Portfolio => "Portfolio",
        StatusLabel.Rounds => "Readings",
        StatusLabel.Letters => "Letters",
        StatusLabel.NoPlans => "There are no plans to follow.",
        StatusLabel.Plans => "Plans",
        StatusLabel.Standings => "Benefits and units",
        StatusLabel.OpenDeviations => "Open deviations",
        StatusLabel.None => "none",
        StatusLabel.Tree => "Benefit tree",
        StatusLabel.WithoutChange => "Without a change that must come first",
        StatusLabel.FigureAge => "Age of the figure",
        StatusLabel.Deviation => "Open deviation",
        StatusLabel.Figures => "The figures",
        StatusLabel.BetterThanTolerated => "within the tolerance",
        StatusLabel.Amber => "amber",
        StatusLabel.Red => "red from here",
        StatusLabel.Gap => "Distance",
        StatusLabel.Answers => "Answers",
        StatusLabel.RoundsIntro => "Each source, when it could be read last, and when it failed last. Neither hides the other.",
        StatusLabel.Indicators => "Indicators",
        StatusLabel.Failing => "Failing now",
        StatusLabel.NewestSuccess => "Last read",
        StatusLabel.NewestFailure => "Last failed",
        StatusLabel.Never => "never",
        StatusLabel.NoFailure => "no failure in the last year",
        StatusLabel.Fault => "Fault",
        StatusLabel.NextDue => "Read next",
        StatusLabel.NotScheduled => "not scheduled",
        StatusLabel.Rows => "Rows",
        StatusLabel.LettersIntro => "Newest first. Who holds the post, and what the letter says, is not shown here.",
        StatusLabel.Kind => "Kind",
        StatusLabel.State => "State",
        StatusLabel.Written => "Written",
        StatusLabel.Sent => "Sent",
        StatusLabel.Tries => "Tries",
        StatusLabel.About => "Deviations",
        StatusLabel.NoLetters => "There are no letters.",
        StatusLabel.Waiting => "Waiting",
        StatusLabel.LetterSent => "Sent",
        StatusLabel.GivenUp => "Given up",
        StatusLabel.Older => "Older letters",
        StatusLabel.Newest => "Newest letters",
        StatusLabel.NotFound => "There is no such page",
        StatusLabel.NotFoundHelp => "The address is not that of a plan, a benefit or a unit that is followed.",
        StatusLabel.StoreAway => "The figures cannot be read just now",
        StatusLabel.StoreAwayHelp => "The database that holds them does not answer. That says nothing of where the benefits stand. Try again in a while.",
        StatusLabel.NoAccess => "No access",
        StatusLabel.NoAccessHelp => "You have no access to this page.",
        StatusLabel.LoginAway => "You cannot log in just now",
        StatusLabel.LoginAwayHelp => "The service that is to say who you are does not answer. Try again in a while.",
        StatusLabel.NotLoggedIn => "You were not logged in",
        StatusLabel.NotLoggedInHelp => "Your login was not completed. Try again. If it happens each time, tell those who run GevinstMonitor.",
        StatusLabel.TryAgain => "Try again",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };

    public override string Name(CollectFault fault) => fault switch
    {
        CollectFault.Unreachable => "does not answer",
        CollectFault.TimedOut => "did not answer in time",
        CollectFault.LoginRefused => "login refused",
        CollectFault.TlsRefused => "no secure connection",
        CollectFault.QueryRefused => "the query was refused",
        CollectFault.FileMissing => "the file is missing",
        CollectFault.ColumnMissing => "a column is missing",
        CollectFault.Malformed => "the answer cannot be read",
        CollectFault.Truncated => "the answer was not whole",
        CollectFault.TooLarge => "the answer was too large",
        CollectFault.CircuitOpen => "left alone after repeated failures",
        _ => "unexpected fault",
    };

    public override string Name(LetterKind kind) => kind switch
    {
        LetterKind.Person => "To a post",
        LetterKind.Operations => "To operations",
        _ => "Management report",
    };

    public override string OldestFound(string day) => $"the oldest was found on {day}";
    public override string ChartTitle(string benefit) => $"Chart of {benefit}";
    public override string FailingOf(int failing, int all) => failing == 0 ? $"none of {all}" : $"{failing} of {all}";
    public override string OpenAt(bool isRed, string period) => $"{(isRed ? "red" : "amber")} since {period}";
    protected override string ChangeDone(string day) => $"done {day}";
    protected override string ChangeDue(string day, int daysLate) => daysLate == 0 ? $"due by {day}" : $"was due by {day}: {Late(daysLate)}";
}
