using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>The benefit-realisation report in English.</summary>
public sealed partial class English
{
    public override string ReportTitle(string plan) => $"Benefit-realisation report: {plan}";
    public override string ReportClosing(string installation, int version) =>
        $"Made by Gevinstmonitor for {installation}. All is judged by version {version} of the plan and what was known at the moment stated. Amounts are before costs where nothing else is said.";
    protected override string PlanVerdict(Standings standings, string counted) => (standings switch
    {
        { Red: > 0, OnTrack: 0 } => "The plan is behind: ",
        { Red: > 0 } => "Parts of the plan are behind: ",
        { Amber: > 0, OnTrack: 0 } => "The plan is a little behind: ",
        { Amber: > 0 } => "Parts of the plan are a little behind: ",
        { NotKnown: > 0, OnTrack: 0 } => "The plan cannot be judged: ",
        { NotKnown: > 0 } => "The plan is on its paths as far as is known: ",
        _ => "The plan is on its paths: ",
    }) + counted + (standings.All > 0 ? ", counted by benefit and unit." : ".");
    public override string RealisedNote(bool someUnknown) => "by what was measured, before costs" + (someUnknown ? "; periods that are not known add nothing" : "");
    public override string AtRiskNote(int deviations, int year) => deviations == 0 ? "there are no open deviations"
        : $"in {(deviations == 1 ? "1 open deviation" : $"{deviations} open deviations")}: lost by the end of {year} if nothing changes";
    public override string Projection(string projected, string lower, string upper) => $"{projected} expected, four times in five between {lower} and {upper}";
    public override string AskedFor(string indicator) => $"What the source is asked: {indicator}";
    public override string FiguresOf(string benefit) => $"The figures, and when they were read: {benefit}";
    public override string OlderFigures(int periods, string benefit) => $"{(periods == 1 ? "One older period is" : $"{periods} older periods are")} on file, and shown by gevinst explain {benefit}.";
    public override string NoForecast(bool noMilestone, int fewest) => noMilestone ? "no milestone ahead" : $"too few figures: it takes {fewest}";
    public override string Between(string lower, string upper) => $"{lower} to {upper}";
    public override string SinceDay(string day) => $"since {day}";
    public override string AmberBeyond(string amber, string red) => $"amber beyond {amber}, red beyond {red}";
    public override string OpenSince(string period) => $"Open; off its path since {period}.";
    public override string ClosedOn(string day) => $"Closed {day}.";
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
        ReportLabel.AsOf => "As of",
        ReportLabel.Version => "Version",
        ReportLabel.Programme => "Programme",
        ReportLabel.Goal => "Goal",
        ReportLabel.Technology => "Technology",
        ReportLabel.Controller => "Benefit controller",
        ReportLabel.Group => "Reports to",
        ReportLabel.Contents => "Contents",
        ReportLabel.PromisedNote => "by the paths of its benefits, before costs",
        ReportLabel.Benefits => "Where the benefits stand",
        ReportLabel.Each => "Benefit by benefit",
        ReportLabel.Benefit => "Benefit",
        ReportLabel.Type => "Type",
        ReportLabel.Owner => "Accountable",
        ReportLabel.Standing => "Standing",
        ReportLabel.Verdict => "Verdict",
        ReportLabel.Forecast => "Outlook to the next milestone",
        ReportLabel.Years => "Plan and realised, year by year",
        ReportLabel.BenefitYears => "Each benefit in each unit",
        ReportLabel.Year => "Year",
        ReportLabel.NewestPeriod => "Newest period",
        ReportLabel.Promised => "Promised",
        ReportLabel.Measured => "Measured",
        ReportLabel.PromisedKroner => "Promised until now",
        ReportLabel.RealisedKroner => "Realised",
        ReportLabel.NotKnownPeriods => "Periods not known",
        ReportLabel.PlanYears => "The whole plan against the approved business case",
        ReportLabel.BusinessCase => "Business case, net",
        ReportLabel.Borrowed => "Borrowed",
        ReportLabel.DueByNow => "To be repaid by now",
        ReportLabel.DueThisYear => "To be repaid by the end of the year",
        ReportLabel.RealisedToDate => "Realised to date",
        ReportLabel.Deviations => "Deviations",
        ReportLabel.Moment => "Moment",
        ReportLabel.Happened => "What happened",
        ReportLabel.Kroner => "Lost by the end of the year",
        ReportLabel.Explanation => "Explanation",
        ReportLabel.Action => "Action on deviation",
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
        ReportLabel.TargetsNow => "Each target, then and now",
        ReportLabel.Original => "Original",
        ReportLabel.LatestApproved => "Latest approved",
        ReportLabel.Current => "Current",
        ReportLabel.Tolerance => "Tolerance",
        ReportLabel.Versions => "The plan's versions",
        ReportLabel.Less => "Promises less than the version before",
        ReportLabel.NoneApproved => "none yet",
        ReportLabel.Balance => "Balance",
        ReportLabel.NoBalance => "The plan does not have both worths and changes to hold together.",
        ReportLabel.Effect => "Measured of what is promised by now",
        ReportLabel.Changes => "Changes and budget",
        ReportLabel.Due => "Due",
        ReportLabel.Done => "Done",
        ReportLabel.NotKnown => "What is not known",
        ReportLabel.NotKnownWhere => "Where, and why",
        ReportLabel.Kind => "How",
        ReportLabel.NothingNotKnown => "All figures that should be here are known.",
        ReportLabel.Evidence => "Appendix: what it rests on",
        ReportLabel.Question => "Query",
        ReportLabel.Hash => "Fingerprint (SHA-256)",
        ReportLabel.Outcome => "Outcome",
        ReportLabel.Taken => "read",
        ReportLabel.Rows => "Rows",
        ReportLabel.NewFigures => "New figures",
        ReportLabel.NeverRead => "Never read.",
        ReportLabel.ReadAt => "Read",
        ReportLabel.Told => "Who was told what, and when",
        ReportLabel.Post => "Post",
        ReportLabel.Letter => "Letter",
        ReportLabel.Sent => "Sent",
        ReportLabel.NotSent => "not sent",
        ReportLabel.NoLetters => "No letters have been sent about the plan.",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };
}
