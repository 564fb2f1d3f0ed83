using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Write;

/// <summary>The digest in English.</summary>
public sealed partial class English
{
    public override string SubjectDigest(string group, string meeting, bool nothingNew, int newlyRed, string? atRisk) =>
        $"Management report for {group} on {meeting}: " + (nothingNew ? "nothing new"
            : string.Join(", ", new[] { newlyRed switch { 0 => null, 1 => "1 benefit newly red", _ => $"{newlyRed} benefits newly red" }, atRisk is null ? null : $"{atRisk} at risk" }.OfType<string>().DefaultIfEmpty("matters to decide")));
    public override string WhyDigest(string group, string meeting, string since) =>
        $"You get this management report because {group} meets on {meeting}. It covers the time since {since}.";
    public override string NothingNew(string standings, string? atRisk) => $"Nothing new: {standings}{(atRisk is null ? "" : $"; {atRisk} at risk in open deviations")}.";
    public override string ClosingDigest(string installation) => $"Sent by Gevinstmonitor for {installation} before each meeting, also when nothing is new.";

    public override string MoneyHeading => "Kroner";
    public override string AtRisk => "At risk";
    public override string AtRiskOf(string? amount, int year, int deviations) => deviations == 0 ? "no open deviations"
        : $"{amount ?? "no amount"} in {(deviations == 1 ? "1 open deviation" : $"{deviations} open deviations")}: lost from when the deviations began to the end of {year} if nothing changes";
    public override string WithoutWithheld(int deviations) => $"; without {(deviations == 1 ? "1 deviation whose amount gives a withheld figure away" : $"{deviations} deviations whose amounts give withheld figures away")}";
    public override string WithoutWithheldPeriods => "; without the periods whose figures are withheld";
    public override string Realised => "Realised";
    public override string RealisedOf(string plan, int year, string? thisYear, string? toDate, string? businessCase) =>
        $"{plan}: {thisYear ?? "nothing known"} in {year} so far, {toDate ?? "nothing known"} in all to date, before costs; the approved business case {(businessCase is null ? $"says nothing of {year}" : $"promises {businessCase} net for all of {year}")}";

    public override string DecisionsHeading => "Proposed decisions";
    public override string DecideRed(string benefit, string since, int? unanswered) =>
        $"Decide whether “{benefit}” is brought back to its path now, or its deviation accepted until a date: red, off its path since {since}, and {(unanswered is { } days ? $"nobody has answered in {Days(days)}" : "nobody has answered")}";
    public override string DecideTargets(string plan, int since) => $"Approve that “{plan}” promises less than version {since}, or have the earlier targets back";
    public override string DecideBalance(Corner corner) => corner == Corner.BudgetWithoutChange
        ? "Decide whether the change is made now, or the budget corrected: the budget is cut, but the change is not made"
        : "Decide which budget the benefit is worked into: the change is made, but no budget is adapted";
    public override string DecideNotKnown(string benefit, string? newest) =>
        $"Decide who gets the figure of “{benefit}”: {(newest is null ? "it has never been known" : $"the newest known is for {newest}")}";
    public override string DecideAcceptance(string benefit, string lastDay) => $"Decide whether the acceptance of the deviation of “{benefit}” is extended: it ends on {lastDay}";

    public override string NewlyRed => "Newly red";
    public override string RedOf(string actual, string expected, string period, string? byYearEnd, int year, string owner) =>
        $"{actual} against {expected} expected ({period}){(byYearEnd is null ? "" : $"; {byYearEnd} lost by the end of {year} if nothing changes")}; accountable: {owner}";
    public override string BackOnTrack => "Back on track";
    public override string BackOf(string actual, string expected, string period, bool byMove) =>
        $"{actual} against {expected} expected ({period}){(byMove ? ", but only because the target moved" : "")}";
    public override string Silent => "Not known";
    public override string Ending => "Acceptances that end";
    public override string EndsOn(string lastDay, string post) => $"accepted through {lastDay} by {post}";
    public override string SlowestAnswers => "Waiting longest for an answer";
    public override string NoAnswerFor(int workdays, string owner) => $"no answer in {Days(workdays)}; accountable: {owner}";

    public override string RollUpHeading => "How it stands, counted by benefit and unit";
    public override string Portfolio => "The whole portfolio";
    public override string ProgrammeNamed(string? programme) => programme is null ? "In no programme" : $"Programme {programme}";
    public override string Type(string type) => type.Length == 0 ? type : char.ToUpperInvariant(type[0]) + type[1..];

    public override string Of(Standings standings) => standings.All == 0 ? "no benefits" : string.Join(", ", new[]
    {
        standings.OnTrack == 0 ? null : $"{standings.OnTrack} on track",
        standings.Amber == 0 ? null : $"{standings.Amber} amber",
        standings.Red == 0 ? null : $"{standings.Red} red",
        standings.NotKnown == 0 ? null : $"{standings.NotKnown} not known",
    }.OfType<string>());
    public override string RolledUp(string standings, string? atRisk, string? realised) =>
        $"{standings}{(atRisk is null ? "" : $"; at risk {atRisk}")}{(realised is null ? "" : $"; realised to date {realised}")}";
    public override string More(int more) => $"and {more} more";
}
