using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>Headings and labels of the status pages.</summary>
public enum StatusLabel
{
    Pages, SkipToContent, Portfolio, Rounds, Letters,
    NoPlans, Plans, Standings, OpenDeviations, None,
    Tree, WithoutChange, FigureAge, Deviation,
    Figures, BetterThanTolerated, Amber, Red, Gap, Answers,
    RoundsIntro, Indicators, Failing, NewestSuccess, NewestFailure, Never, NoFailure, Fault, NextDue, NotScheduled, Rows,
    LettersIntro, Kind, State, Written, Sent, Tries, About, NoLetters, Waiting, LetterSent, GivenUp, Older, Newest,
    NotFound, NotFoundHelp, StoreAway, StoreAwayHelp, NoAccess, NoAccessHelp, LoginAway, LoginAwayHelp, NotLoggedIn, NotLoggedInHelp, TryAgain,
}

/// <summary>What the status pages say.</summary>
public abstract partial class Words
{
    public abstract string Label(StatusLabel label);
    public abstract string Name(CollectFault fault);
    public abstract string Name(LetterKind kind);

    /// <summary>Of the open deviations the one that was found first.</summary>
    public abstract string OldestFound(string day);

    /// <summary>How long ago a figure's period ended.</summary>
    public string DaysOld(int days) => Periods(days, PeriodKind.Day);

    /// <summary>Where a change stands on a day.</summary>
    public string ChangeOn(Change change, DateOnly day) => change.Done is { } done && done <= day ? ChangeDone(Date(done)) : ChangeDue(Date(change.Due), change.DaysLateOn(day));

    /// <summary>What a benefit's chart is, and what is to be seen on it is <see cref="Alt"/>.</summary>
    public abstract string ChartTitle(string benefit);

    /// <summary>A source's indicators whose newest reading failed, of how many.</summary>
    public abstract string FailingOf(int failing, int all);

    /// <summary>An open deviation: how far off, and since when.</summary>
    public abstract string OpenAt(bool isRed, string period);

    protected abstract string ChangeDone(string day);
    protected abstract string ChangeDue(string day, int daysLate);
}
