using System.Globalization;
using System.Text.RegularExpressions;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>Letters in English.</summary>
public sealed partial class English : Words
{
    public override string Culture => "en-GB";
    protected override NumberFormatInfo Numbers { get; } = Format(".", ",");
    protected override IReadOnlyList<string> Months { get; } =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    protected override Regex Unbreakable => Blanks();

    [GeneratedRegex(@"(?<=\d) (?=percentage points|hours|FTE|workday|days?\b|weeks?\b|month|January|February|March|April|May|June|July|August|September|October|November|December)|(?<=DKK|±) (?=-?\d)")]
    private static partial Regex Blanks();

    public override string Kroner(decimal dkk) => $"DKK {Fixed(dkk, 0)}";
    public override string Date(DateOnly day) => $"{day.Day} {Months[day.Month - 1]} {day.Year}";
    public override string Name(Period period) => period.Kind switch
    {
        PeriodKind.Day => Date(period.Start),
        PeriodKind.Week => $"week {period.Number} {period.Year}",
        PeriodKind.Month => $"{Months[period.Number - 1]} {period.Year}",
        PeriodKind.Quarter => $"Q{period.Number} {period.Year}",
        PeriodKind.HalfYear => $"{(period.Number == 1 ? "first" : "second")} half of {period.Year}",
        _ => $"{period.Year}",
    };

    protected override string Percent(string number) => $"{number}%";
    protected override string PercentagePoints => "percentage points";
    protected override string Measured(string measure) => measure switch
    {
        "count" or "index" => "",
        "hours" => " hours",
        "fte" => " FTE",
        _ => $" {measure}",
    };

    public override string Gap(decimal gap, Indicator indicator)
    {
        var side = gap == 0 ? "on the path"
            : gap > 0 == (indicator.Better == Better.Higher) ? "below the path" : "above the path";
        return gap == 0 ? side : $"{Distance(Math.Abs(gap), indicator.Measure)} {side}";
    }

    public override ChartWords OnChart { get; } = new("target path", "measured", "moves so much by itself", "forecast (80%)", "figure in doubt", "no figure", "withheld figure", "DKK");

    protected override string AltOf(string title, string from, string to, string? actual, string? expected, string verdict) =>
        $"Chart of {title}, {from} to {to}: the target path and what was measured. " + (actual is null ? "" : $"Newest measured: {actual}, expected {expected}. ") + $"{verdict}.";

    protected override string NotKnown(Standing standing, Doubt doubt, string? unit) => standing switch
    {
        Standing.NotYetDue => "no figure yet, and none was promised by now",
        Standing.Late => "no unit has the figure that should be here by now",
        Standing.NothingReturned => "the figure should be here by now, and the source answered without any row",
        Standing.MissingUnit => "other units have the figure that should be here by now",
        Standing.NotANumber => "the source gave something that is no number",
        Standing.Suppressed => "the publisher withholds the figure",
        Standing.SourceFailed => "the figure should be here by now, and the source cannot be read",
        _ => Held(doubt),
    } + (unit is null ? "" : $" (unit {unit})");

    public override string Withheld(int limit) => $"withheld, because a count behind it is below {limit}";
    public override string WithheldFigure => "a withheld figure";
    public override string WithheldAmount => "withheld, because the amount gives a withheld figure away";
    protected override string OnPathWithin(string amber) => $"On its path: within the tolerance of {amber}";
    protected override string ExactlyOnPath => "Exactly on its path";
    protected override string OnPath(string gap, string amber) => $"On its path: {gap} is within the tolerance of {amber}";
    protected override string OffThePath(bool below, string periods) => $"{(below ? "Below" : "Above")} its path for {periods}; ";
    protected override string Certain(int percent, bool told) => told ? $"{percent}% certain that it is no chance" : "it may still be chance";
    protected override string BeyondNoise => "red, and further than the figure moves by chance";
    protected override string TooShort(string known, int fewest) => $"with {known} the series is too short to know its noise (it takes {fewest}); ";
    protected override string Confirmed(Confirm confirm, bool told) =>
        $"{(told ? "confirmed" : "not confirmed yet")}: it takes {confirm.Amber} in a row or {confirm.Red} red{(confirm.Red == 1 ? "" : " in a row")}";

    protected override string Periods(int count, PeriodKind kind) => $"{count} " + kind switch
    {
        PeriodKind.Day => "day",
        PeriodKind.Week => "week",
        PeriodKind.Month => "month",
        PeriodKind.Quarter => "quarter",
        PeriodKind.HalfYear => "half-year",
        _ => "year",
    } + (count == 1 ? "" : "s");

    public override string Why(IReadOnlyList<string> reasons) => $"You get this letter because {Listed(reasons, ", because ", ", and because ")}.";
    public override string BecauseNew(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the benefit “{benefits[0]}” has left its target path"
        : $"{benefits.Count} benefits have left their target paths";
    public override string BecauseWorse(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the deviation of the benefit “{benefits[0]}” has become worse"
        : $"the deviations of {benefits.Count} benefits have become worse";
    public override string BecauseLapsed(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the deviation of the benefit “{benefits[0]}” is not accepted any longer, and the benefit is still off its path"
        : $"the deviations of {benefits.Count} benefits are not accepted any longer, and the benefits are still off their paths";
    public override string BecauseBackOnTrack(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the benefit “{benefits[0]}” is back on its target path"
        : $"{benefits.Count} benefits are back on their target paths";
    public override string BecauseDoubt(int figures) => figures == 1
        ? "a figure cannot be used until you, as benefit controller, have looked at it"
        : $"{figures} figures cannot be used until you, as benefit controller, have looked at them";
    public override string BecauseReminder(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"nobody has answered the deviation “{benefits[0]}”"
        : $"nobody has answered {benefits.Count} deviations";
    public override string BecauseEscalated(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the benefit owner has not answered the deviation “{benefits[0]}”, which is therefore passed on to you"
        : $"the benefit owners have not answered {benefits.Count} deviations, which are therefore passed on to you";
    public override string BecauseWillMiss(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the benefit '{benefits[0]}' is on its path now, but will not reach its next milestone as it goes"
        : $"{benefits.Count} benefits are on their paths now, but will not reach their next milestones as they go";
    public override string BecauseExposed(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"the benefit '{benefits[0]}' is exposed: a change that it needs is overdue"
        : $"{benefits.Count} benefits are exposed: changes that they need are overdue";
    public override string BecauseImbalance(IReadOnlyList<string> plans) => plans.Count == 1
        ? $"budget and change do not go together in the plan '{plans[0]}'"
        : $"budget and change do not go together in {plans.Count} plans";
    public override string BecauseTargets(IReadOnlyList<string> plans) => plans.Count == 1
        ? $"the plan “{plans[0]}” promises less than before"
        : $"{plans.Count} plans promise less than before";
    public override string WhyOwner => "You are the benefit owner.";
    public override string WhyInstead(string title) => $"It comes to you as deputy because the post “{title}” is vacant.";
    public override string WhyUnheard(string post) => $"It comes to you because the post “{post}” is vacant, and so are its deputies.";
    public override string WhyNoSuchAddress(string post) => $"This letter was written to the post “{post}”, but the mail server does not know the address, so you get it instead.";
    public override string WhyOperations(int began, int ended) => (began, ended) switch
    {
        (0, 1) => "You get this letter because a technical fault is over.",
        (0, _) => $"You get this letter because {ended} technical faults are over.",
        (1, 0) => "You get this letter because there is a technical fault, so that figures cannot be read, letters cannot be sent or changes cannot be taken up.",
        (_, 0) => $"You get this letter because there are {began} technical faults, so that figures cannot be read, letters cannot be sent or changes cannot be taken up.",
        _ => $"You get this letter because {(began == 1 ? "a technical fault" : $"{began} technical faults")} began, and {ended} {(ended == 1 ? "is" : "are")} over.",
    };

    public override string SubjectOne(DeviationChange change, string benefit, string actual, string expected) =>
        $"{Level(change)}: {benefit}: {actual} against {expected} expected";
    public override string SubjectMany(int offPath, int back, int doubts, int notices, int targets, int unanswered, string first)
    {
        var parts = new List<string>();
        if (offPath > 0)
            parts.Add($"{offPath} off the path");
        if (back > 0)
            parts.Add($"{back} back on the path");
        if (unanswered > 0)
            parts.Add(unanswered == 1 ? "1 unanswered deviation" : $"{unanswered} unanswered deviations");
        if (doubts > 0)
            parts.Add(doubts == 1 ? "1 figure to decide on" : $"{doubts} figures to decide on");
        if (notices > 0)
            parts.Add(notices == 1 ? "1 early warning" : $"{notices} early warnings");
        if (targets > 0)
            parts.Add(targets == 1 ? "1 plan promises less" : $"{targets} plans promise less");
        return $"Benefits: {string.Join(", ", parts)}: {first} and others";
    }

    public override string SubjectDoubt(string benefit) => $"Figure to decide on: {benefit}";
    public override string SubjectNotice(TroubleKind kind, string benefit, string plan) => kind switch
    {
        TroubleKind.WillMiss => $"Early warning: {benefit} will not reach its next milestone",
        TroubleKind.Exposed => $"Exposed: {benefit}: a change is overdue",
        TroubleKind.AcceptanceEnds => $"The acceptance ends soon: {benefit}",
        TroubleKind.AcceptanceAwaits => $"Acceptance to confirm: {benefit}",
        TroubleKind.NeverActedOn => $"Nobody acts on deviations: {benefit}",
        _ => $"Out of balance: budget and change do not go together in {plan}",
    };
    public override string SubjectUnanswered(bool toOwner, string benefit, int workdays) =>
        $"{(toOwner ? "Reminder" : "Passed on")}: {benefit}: no answer in {Days(workdays)}";
    public override string SubjectTargets(string plan) => $"The plan promises less than before: {plan}";
    public override string SubjectOperations(int began, int ended, string first) =>
        (began > 0 ? $"Technical fault: {first}" : $"Fault over: {first}") + (began + ended > 1 ? $" (and {began + ended - 1} more)" : "");

    public override string Heading(string benefit, string unit) => $"{benefit}, {unit}";
    public override string TheWhole => "all units";
    public override string Status(DeviationChange change, string amber, string red) => change.Reason switch
    {
        ChangeReason.BeyondTolerance when change.Deviation.Level == Deviate.Level.Red => $"RED, new deviation: more than {red} off the path",
        ChangeReason.BeyondTolerance => $"AMBER, new deviation: more than {amber} off the path",
        ChangeReason.GapGrew => $"RED, worse than before: now more than {red} off the path",
        ChangeReason.GapShrank => $"AMBER, better than before: at most {red} off the path",
        ChangeReason.AcceptanceEnded => $"{LevelName(change)}, not accepted any longer: the day it was accepted until has passed",
        ChangeReason.InterimMissed => $"{LevelName(change)}, not accepted any longer: the figure is worse than the interim target",
        ChangeReason.TargetMoved => "GREEN only because the target was moved: by the earlier plan it would still deviate",
        _ => $"GREEN, back on the path: at most {amber} off it",
    };

    public override string Unanswered(Level level, bool toOwner, int workdays, string? further) =>
        $"{(level == Deviate.Level.Red ? "RED" : "AMBER")}, {(toOwner ? "reminder: no answer" : "passed on: the benefit owner has not answered")} in {Days(workdays)}" + (further is null ? "" : $"; passed on to the post “{further}”");
    public override string FirstTold => "Unanswered since";

    private static string Days(int workdays) => workdays == 1 ? "1 workday" : $"{workdays} workdays";

    public override string Trouble(TroubleChange change) => (change.Trouble.Kind, change.Began) switch
    {
        (TroubleKind.SourceFailed, true) => "FAULT: cannot be read",
        (TroubleKind.RowsRejected, true) => "FAULT: rows could not be used; the rest was read",
        (TroubleKind.Late, true) => "LATE: the figure should be here by now",
        (TroubleKind.NothingReturned, true) => "NOTHING RETURNED: the source answered without a single row, and the figure should be here by now",
        (TroubleKind.LetterGivenUp, true) => "GIVEN UP: the letter could not be delivered",
        (TroubleKind.ConfigRefused, true) => "REFUSED: the configuration changed and has faults; work goes on by the one before",
        (_, true) => "FAULT",
        (TroubleKind.SourceFailed, false) => "OVER: can be read again",
        (TroubleKind.RowsRejected, false) => "OVER: all rows can be used",
        (TroubleKind.Late, false) => "OVER: the figure came, or is no longer waited for",
        (TroubleKind.NothingReturned, false) => "OVER: the source answers with rows again, or the figure is no longer waited for",
        (TroubleKind.ConfigRefused, false) => "OVER: the configuration is taken up",
        (_, false) => "OVER",
    };

    public override string Thing(string kind) => kind;

    public override string Doubt(TroubleKind kind, Doubt doubt) => kind switch
    {
        TroubleKind.Held => $"HELD: {Held(doubt)}, and nobody has been told that it is true",
        TroubleKind.MissingUnit => "MISSING: there are figures for other units, but not for this one",
        TroubleKind.NotANumber => "UNKNOWN: the source gave something that is not a number",
        _ => "WITHHELD: the source does not publish the figure",
    };

    public override string WillMiss => "EARLY WARNING: on its path now, but as it goes the next milestone will not be reached";
    public override string Projected => "Expected to be then";
    public override string Exposed => "Exposed";
    public override string Overdue(string change, int daysLate) => $"{change}, {Late(daysLate)}";
    public override string ChangeLabel => "Change";
    public override string DoneBy(string name, string due, string? owner) => $"{name}, to be done by {due}{(owner is null ? "" : $" by {owner}")}";
    public override string WhileExposed => "Agree when the change is done, and have it written into the plan. For the first quarter you get no letter of its own when the benefit falls a little behind (amber), but you do when it turns red.";
    public override string Imbalance(Corner corner) => corner == Corner.BudgetWithoutChange
        ? "OUT OF BALANCE: the budget is cut, but the change is not made"
        : "OUT OF BALANCE: the change is made, but no budget is adapted, so the gain may slide away";
    public override string BudgetTaken => "Taken from budgets";
    public override string AYear(string kroner) => $"{kroner} a year";
    public override string ChangesDone => "Changes done";
    public override string Of(int some, int all) => $"{some} of {all}";
    public override string InBalanceAgain(Corner corner) => corner == Corner.BudgetWithoutChange
        ? "Make the change, or have what is taken from the budget changed in a new version of the plan."
        : "Have the gain taken up in a budget, and write it into the plan (booked).";

    private static string Late(int days) => days < 14 ? $"{days} {(days == 1 ? "day" : "days")} overdue" : $"{days / 7} weeks overdue";

    private static string Held(Doubt doubt) => doubt switch
    {
        Readings.Doubt.QueryChanged => "the figure was read in another way than before",
        Readings.Doubt.DenominatorCollapsed => "the figure's denominator has fallen so far that something is probably missing",
        Readings.Doubt.OutOfBounds => "the figure is outside the plausible range",
        Readings.Doubt.StepTooLarge => "the figure is too far from the one before",
        Readings.Doubt.Rejected => "the figure was rejected",
        Readings.Doubt.Questioned => "the figure is wrong, says who answers for the benefit",
        _ => "the figure is doubtful",
    };

    public override string Why(Doubt doubt, Indicator indicator) => doubt switch
    {
        Readings.Doubt.OutOfBounds => $"outside the plausible range ({Bound(indicator.Plausible!.Min, indicator)} to {Bound(indicator.Plausible!.Max, indicator)})",
        Readings.Doubt.StepTooLarge => $"is more than {Distance(indicator.Plausible!.MaxStep!.Value, indicator.Measure)} from the figure before",
        Readings.Doubt.DenominatorCollapsed => $"the denominator is more than {Drop(indicator)} below what is usual, as when only a part was delivered",
        Readings.Doubt.QueryChanged => "it was read by another query than before, and the change is not noted at the indicator (changes)",
        Readings.Doubt.Questioned => "disputed by who answers for the benefit",
        _ => "rejected",
    };

    public override string Plan => "Plan";
    public override string PlanNamed(string name, int version) => $"{name}, version {version}";
    public override string PeriodLabel => "Period";
    public override string UnitLabel => "Unit";
    public override string Actual => "Actual";
    public override string Expected => "Expected by the plan";
    public override string GapLabel => "Gap";
    public override string Since => "The deviation began";
    public override string NextMilestone => "Next milestone";
    public override string Milestone(string value, string day) => $"{value} by {day}";
    public override string Target => "The target was moved";
    public override string TargetMoved(string original, string now, int version, string approvedOn, string approvedBy) =>
        $"originally {original}, now {now} (version {version}, approved {approvedOn} by {approvedBy})";
    public override string NotApprovedYet(string? approved) =>
        approved is null ? "; no version is approved yet" : $"; it is not approved yet, and what was approved last is {approved}";
    public override string StatusTargets(int since, int green) => $"LESS PROMISED than in version {since}" + green switch
    {
        0 => "",
        1 => "; one benefit is green only because of that",
        _ => $"; {green} benefits are green only because of that",
    };
    public override string TargetLabel => "Target";
    protected override string Moved(MovedMilestone milestone, Indicator indicator)
    {
        var (was, now) = (milestone.Was, milestone.Now);
        var (before, after) = (Value(was.Value, indicator.Measure), Value(now.Value, indicator.Measure));
        var later = milestone.Months is { } months ? $"{months} {(months == 1 ? "month" : "months")}" : $"{milestone.Days} {(milestone.Days == 1 ? "day" : "days")}";
        return Evaluation.GapOf(indicator.Better, was.Value, now.Value) <= 0 ? $"{before} put off {later}, from {Date(was.By)} to {Date(now.By)}{(was.Value == now.Value ? "" : $", then {after}")}"
            : $"{(indicator.Better == Better.Higher ? "lowered" : "eased")} from {before} to {after}"
                + (was.By == now.By ? $" by {Date(was.By)}" : milestone.Days > 0 ? $", and put off {later}, from {Date(was.By)} to {Date(now.By)}" : $", by {Date(was.By)} before, by {Date(now.By)} now");
    }

    protected override string LoweredBetween(string day, string was, string now) => $"less on the way: {now} by {day}, {was} before";
    protected override string ToleranceWidened(string amberWas, string redWas, string amber, string red) =>
        $"tolerance widened: amber beyond {amber} ({amberWas} before), red beyond {red} ({redWas} before)";
    protected override string OtherIndicator(string was) => $"measured by another indicator than before ({was}), so the targets cannot be compared";
    public override string NotPromised => "not in the plan any more";
    public override string OnTrackByIt(decimal? less) => less is { } part
        ? $"green only because the target was lowered by {Share(part)} of the improvement promised"
        : "green only because the tolerance was widened";
    public override string Approved => "Approved";
    public override string ApprovedBy(string on, string by, string? note) => $"{on} by {by}{(note is null ? "" : $": {note}")}";
    public override string Worth => "Worth";
    public override string WorthOf(Kroner kroner, int year) =>
        $"{Kroner(kroner.SinceOpened)} lost since the deviation began; {Kroner(kroner.ByYearEnd)} by the end of {year} if nothing changes{Sure(kroner.Margin)}";
    public override string Booked => "Budget";
    public override string BookedAt(string unit, string from) => $"the saving is taken out of the budget of {unit} from {from}";
    public override string OverrunLabel => "Budget overrun";
    public override string OverrunOf(Overrun overrun, string unit, string? lastDay) =>
        overrun.IsOver ? $"{Kroner(overrun.SoFar)} in all of {overrun.Year} for {unit}"
        : $"{Kroner(overrun.SoFar)} in {overrun.Year} so far for {unit}; {Kroner(overrun.ByYearEnd)} by the end of {overrun.Year} if nothing changes"
        + (overrun.ByYearEnd <= 0 ? "" : lastDay is null ? $"; the gap cannot be closed in {overrun.Year} any more" : $"; the gap can be closed in {overrun.Year} by acting by {lastDay}");
    public override string CaseId => "Case";
    public override string Action => "What you do now";
    public override string Figure => "Figure";
    public override string Source => "Source";
    public override string Affects => "Affects";
    public override string DueBy => "Due by";
    public override string What => "What happened";
    public override string ReleaseBy(long measurement, string post) =>
        $"If the figure is right, let it count: gevinst release {measurement} --by {post} --note \"…\" (add --reject if it is wrong)";
    public override string LookInto => "Ask whoever delivers the figure why it is missing. Until then the benefit is not known, not green.";
    public override string Closing(string installation) =>
        $"Sent by Gevinstmonitor for {installation}. You only get a letter when something has changed.";
    public override string ClosingOperations(string installation) =>
        $"Sent by Gevinstmonitor for {installation}. Each fault is reported when it begins and when it is over.";
    public override string OperationsName => "Operations";

    private static string LevelName(DeviationChange change) => change.Deviation.Level == Deviate.Level.Red ? "RED" : "AMBER";

    private static string Level(DeviationChange change) => change.Kind switch
    {
        ChangeKind.Resolved when change.Reason == ChangeReason.TargetMoved => "Green only because the target moved",
        ChangeKind.Resolved => "Back on the path",
        ChangeKind.Worsened => "Red, worse than before",
        ChangeKind.Lapsed => "Not accepted any longer",
        _ => change.Deviation.Level == Deviate.Level.Red ? "Red deviation" : "Amber deviation",
    };

    private string Bound(decimal? bound, Indicator indicator) => bound is { } b ? Value(b, indicator.Measure) : "no limit";
}
