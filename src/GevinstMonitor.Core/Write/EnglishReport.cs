using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>The benefit-realisation report in English.</summary>
public sealed partial class English
{
    public override string ReportTitle(string plan) => $"Benefit-realisation report: {plan}";
    public override string ReportClosing(string installation, int version) =>
        $"Made by Gevinstmonitor for {installation}. All is judged by version {version} of the plan and what was known at the moment stated. Amounts are before costs where nothing else is said.";
    public override string NoForecast(bool noMilestone, int fewest) => noMilestone ? "no milestone ahead" : $"too few figures: it takes {fewest}";
    public override string Between(string lower, string upper) => $"{lower} to {upper}";
    public override string SinceDay(string day) => $"since {day}";
    public override string AmberBeyond(string amber, string red) => $"amber beyond {amber}, red beyond {red}";
    public override string OpenSince(string period) => $"open; off its path since {period}";
    public override string ClosedOn(string day) => $"closed {day}";
    public override string NotDone(int daysLate) => daysLate == 0 ? "no" : $"no, {Late(daysLate)}";

    public override string Name(Standing standing) => standing switch
    {
        Standing.OnTrack => "On track",
        Standing.Amber => "Amber",
        Standing.Red => "Red",
        Standing.NotYetDue => "Not expected yet",
        Standing.Late => "Late",
        Standing.NothingReturned => "Empty answer",
        Standing.MissingUnit => "Missing",
        Standing.NotANumber => "Not a number",
        Standing.Suppressed => "Withheld",
        Standing.Held => "Held",
        _ => "Source cannot be read",
    };

    public override string Name(Outlook outlook) => outlook switch { Outlook.Will => "will reach it", Outlook.May => "may reach it", _ => "will not reach it" };

    public override string Name(Corner corner) => corner switch
    {
        Corner.InBalance => "In balance: budget and change go together",
        Corner.Neither => "Neither budget nor change yet",
        _ => Imbalance(corner),
    };

    public override string Name(Decision decision) => decision switch
    {
        Decision.Released => "Released: the figure counts",
        Decision.Rejected => "Rejected: the figure does not count",
        _ => "Questioned: the figure is held",
    };

    public override string Label(ReportLabel label) => label switch
    {
        ReportLabel.Title => "Benefit-realisation report",
        ReportLabel.AsOf => "As of",
        ReportLabel.Version => "Version",
        ReportLabel.Programme => "Programme",
        ReportLabel.Goal => "Goal",
        ReportLabel.Technology => "Technology",
        ReportLabel.Controller => "Benefit controller",
        ReportLabel.Group => "Reports to",
        ReportLabel.Money => "How sure amounts are",
        ReportLabel.Contents => "Contents",
        ReportLabel.Benefits => "Where the benefits stand",
        ReportLabel.Benefit => "Benefit",
        ReportLabel.Type => "Type",
        ReportLabel.Unit => "Unit",
        ReportLabel.Owner => "Accountable",
        ReportLabel.Standing => "Standing",
        ReportLabel.Verdict => "Verdict",
        ReportLabel.Forecast => "Outlook to the next milestone",
        ReportLabel.Outlook => "As things develop now",
        ReportLabel.Projected => "Expected by then",
        ReportLabel.Interval => "Four times in five between",
        ReportLabel.Years => "Plan and realised, year by year",
        ReportLabel.Year => "Year",
        ReportLabel.Promised => "Promised",
        ReportLabel.Measured => "Measured",
        ReportLabel.PromisedKroner => "Promised worth until now",
        ReportLabel.RealisedKroner => "Realised worth",
        ReportLabel.NotKnownPeriods => "Periods not known",
        ReportLabel.PlanYears => "The whole plan against the approved business case",
        ReportLabel.BusinessCase => "Business case, net",
        ReportLabel.Pool => "Investment pool",
        ReportLabel.Borrowed => "Borrowed",
        ReportLabel.DueByNow => "To be repaid by now",
        ReportLabel.RealisedToDate => "Realised to date",
        ReportLabel.Deviations => "Deviations",
        ReportLabel.Moment => "Moment",
        ReportLabel.Happened => "What happened",
        ReportLabel.Kroner => "Lost by the year's end if nothing changes",
        ReportLabel.Explanation => "Explanation",
        ReportLabel.Answers => "Answers",
        ReportLabel.NoAnswers => "Nobody has answered.",
        ReportLabel.NoDeviations => "There have been no deviations.",
        ReportLabel.Decisions => "Decisions on figures",
        ReportLabel.Figure => "Figure no.",
        ReportLabel.Decision => "Decision",
        ReportLabel.By => "By",
        ReportLabel.Note => "Reason",
        ReportLabel.NoDecisions => "No figures have been released, rejected or questioned.",
        ReportLabel.Targets => "The history of the targets",
        ReportLabel.Original => "Original",
        ReportLabel.LatestApproved => "Latest approved",
        ReportLabel.Current => "Current",
        ReportLabel.Tolerance => "Tolerance",
        ReportLabel.Versions => "The plan's versions",
        ReportLabel.Less => "Promises less than the version before",
        ReportLabel.NoneApproved => "none yet",
        ReportLabel.NotInVersion => "not in that version",
        ReportLabel.Balance => "Balance of budget and change",
        ReportLabel.NoBalance => "The plan does not have both worths and changes to hold together.",
        ReportLabel.Effect => "Measured of what is promised by now",
        ReportLabel.Changes => "Changes",
        ReportLabel.Due => "Due",
        ReportLabel.Done => "Done",
        ReportLabel.NotKnown => "What is not known",
        ReportLabel.NothingNotKnown => "All figures that should be here are known.",
        ReportLabel.Evidence => "Appendix: what it rests on",
        ReportLabel.Questions => "What sources are asked",
        ReportLabel.Question => "Query",
        ReportLabel.Hash => "Fingerprint (SHA-256)",
        ReportLabel.Readings => "Newest readings",
        ReportLabel.Outcome => "Outcome",
        ReportLabel.Rows => "Rows",
        ReportLabel.NewFigures => "New figures",
        ReportLabel.NeverRead => "Never read.",
        ReportLabel.Figures => "Each figure, and when it was read",
        ReportLabel.ReadAt => "Read",
        ReportLabel.Told => "Who was told what, and when",
        ReportLabel.Post => "Post",
        ReportLabel.Letter => "Letter",
        ReportLabel.Sent => "Sent",
        ReportLabel.NotSent => "not sent",
        ReportLabel.NoLetters => "No letters have been sent about the plan.",
        ReportLabel.Operations => "Operations",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };
}
