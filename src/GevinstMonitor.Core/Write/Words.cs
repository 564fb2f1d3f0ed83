using System.Globalization;
using System.Text.RegularExpressions;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>All that letters say in one culture. Numbers and dates are formatted here, so that they look the same on every machine.</summary>
public abstract partial class Words
{
    public abstract string Culture { get; }

    /// <summary>The words of a culture.</summary>
    /// <returns>Null when the culture does not ship.</returns>
    public static Words? Of(string culture) => culture switch
    {
        "da-DK" => new Danish(),
        "en-GB" => new English(),
        _ => null,
    };

    protected abstract NumberFormatInfo Numbers { get; }
    protected abstract IReadOnlyList<string> Months { get; }

    public abstract string Kroner(decimal dkk);
    public abstract string Date(DateOnly day);
    public abstract string Name(Period period);

    /// <summary>A value in an indicator's unit: <c>54,3 %</c>, <c>kr. 412.000</c>, <c>16 årsværk</c>.</summary>
    public string Value(decimal value, string measure) => measure switch
    {
        "percent" => Percent(Fixed(value, 1)),
        "DKK" => Kroner(value),
        _ => $"{Short(value)}{Measured(measure)}",
    };

    /// <summary>A number as a reader types it, with this culture's decimal mark and no other; null when it is none.</summary>
    public decimal? NumberOf(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Numbers, out var number) && Math.Abs(number) < Readings.Figure.TooLarge ? number : null;

    /// <summary>A distance in an indicator's unit; a distance between percentages is in percentage points.</summary>
    public string Distance(decimal value, string measure) =>
        measure == "percent" ? $"{Fixed(value, 1)} {PercentagePoints}" : Value(value, measure);

    /// <summary>A text of which no line ends between a number and its unit, or a day and its month: the blanks there do not break.</summary>
    public string Unbroken(string text) => Unbreakable.Replace(text, "\u00a0");

    /// <summary>The blanks that no line ends at.</summary>
    protected abstract Regex Unbreakable { get; }

    /// <summary>A gap in words: how far below or above the path, or on it.</summary>
    public abstract string Gap(decimal gap, Indicator indicator);

    /// <summary>Where a benefit stands in a place, and how sure that is, in a sentence.</summary>
    /// <param name="small">What is withheld is told without a number.</param>
    public string Verdict(Evaluation seen, SmallNumbers small = default)
    {
        var (current, indicator) = (seen.Current, seen.Indicator);
        if (!current.Standing.IsKnown())
            return $"{Silent}: {NotKnown(seen)}";
        if (OffPath.Of(seen.Judgements) is not { } off)
            return current.IsWithheldBy(small, indicator) ? OnPathWithin(Distance(seen.Place.Tolerance.Amber, indicator.Measure))
                : current.Gap == 0 ? ExactlyOnPath : OnPath(Gap(current.Gap!.Value, indicator), Distance(seen.Place.Tolerance.Amber, indicator.Measure));
        var verdict = Evaluate.Verdict.Of(seen);
        var told = verdict.Sure != Standing.OnTrack;
        var confirm = seen.Benefit.Confirm ?? Confirm.Default;
        return OffThePath(indicator.Better == Better.Higher, Periods(off.Periods, indicator.Period)) + verdict switch
        {
            { IsBeyondNoise: true } => BeyondNoise,
            // Never quite sure.
            { Certainty: { } certainty } => Certain((int)Math.Clamp(Math.Floor(certainty * 100), 0, 99), told),
            { Basis: VerdictBasis.TooShort } => TooShort(Periods(verdict.Known, indicator.Period), LevelTest.Fewest) + Confirmed(confirm, told),
            _ => Confirmed(confirm, told),
        };
    }

    /// <summary>Why where a benefit stands is not known.</summary>
    public string NotKnown(Evaluation seen) => NotKnown(seen.Current.Standing, seen.Current.Doubt, seen.Current.Cause?.Unit);

    /// <summary>What stands on a chart beside its numbers.</summary>
    public abstract ChartWords OnChart { get; }

    /// <summary>A number on a chart. Its unit stands above the axis, but a per cent sign at the number.</summary>
    /// <param name="decimals">As many as tell it from its neighbours.</param>
    public string Tick(decimal value, string measure, int decimals) => measure == "percent" ? Percent(Fixed(value, decimals)) : Fixed(value, decimals);

    /// <summary>The unit of a chart's numbers, above the axis; empty where it goes without saying, or stands at each.</summary>
    public string AxisUnit(string measure) => measure switch
    {
        "percent" => "",
        "DKK" => OnChart.Kroner,
        _ => Measured(measure).Trim(),
    };

    /// <summary>The first three letters of a day's month.</summary>
    public string ShortMonth(DateOnly day) => Months[day.Month - 1][..3];

    /// <summary>What is to be seen on a benefit's chart, for who does not see it.</summary>
    public string Alt(Evaluation seen, string title, SmallNumbers small = default) => AltOf(title, $"{Name(seen.Judgements[Math.Max(0, seen.Judgements.Count - PathChart.MostPoints)].Period)}", Name(seen.Current.Period),
        seen.NewestKnown is { } known ? known.IsWithheldBy(small, seen.Indicator) ? WithheldFigure : Value(known.Actual!.Value, seen.Indicator.Measure) : null,
        seen.NewestKnown is { } judged ? Value(judged.Expected, seen.Indicator.Measure) : null, Verdict(seen, small));

    protected abstract string AltOf(string title, string from, string to, string? actual, string? expected, string verdict);

    protected abstract string NotKnown(Standing standing, Doubt doubt, string? unit);
    /// <summary>In place of a figure: that it is withheld, and why.</summary>
    public abstract string Withheld(int limit);

    /// <summary>The same as short as a figure.</summary>
    public abstract string WithheldFigure { get; }

    /// <summary>In place of an amount that a withheld figure follows from.</summary>
    public abstract string WithheldAmount { get; }
    protected abstract string OnPathWithin(string amber);
    protected abstract string ExactlyOnPath { get; }
    protected abstract string OnPath(string gap, string amber);
    protected abstract string OffThePath(bool below, string periods);
    protected abstract string Certain(int percent, bool told);
    protected abstract string BeyondNoise { get; }
    protected abstract string TooShort(string known, int fewest);
    protected abstract string Confirmed(Confirm confirm, bool told);

    /// <summary>A number of periods: <c>2 måneder</c>.</summary>
    protected abstract string Periods(int count, PeriodKind kind);

    protected abstract string Percent(string number);
    protected abstract string PercentagePoints { get; }

    /// <summary>What follows a number in the unit, with its space; empty for a bare count.</summary>
    protected abstract string Measured(string measure);

    /// <summary>The first line of a letter to a person: why it came.</summary>
    /// <param name="reasons">Clauses, each of one of the methods below; at least one.</param>
    public abstract string Why(IReadOnlyList<string> reasons);
    public abstract string BecauseNew(IReadOnlyList<string> benefits);
    public abstract string BecauseWorse(IReadOnlyList<string> benefits);
    public abstract string BecauseLapsed(IReadOnlyList<string> benefits);
    public abstract string BecauseBackOnTrack(IReadOnlyList<string> benefits);
    public abstract string BecauseReminder(IReadOnlyList<string> benefits);
    public abstract string BecauseEscalated(IReadOnlyList<string> benefits);
    public abstract string BecauseDoubt(int figures);
    public abstract string BecauseWillMiss(IReadOnlyList<string> benefits);
    public abstract string BecauseExposed(IReadOnlyList<string> benefits);
    public abstract string BecauseImbalance(IReadOnlyList<string> plans);
    public abstract string BecauseTargets(IReadOnlyList<string> plans);
    public abstract string WhyOwner { get; }
    public abstract string WhyInstead(string title);
    public abstract string WhyUnheard(string post);

    /// <summary>Why a letter comes to somebody else than it was written to.</summary>
    /// <param name="post">The title of the post that it was written to.</param>
    public abstract string WhyNoSuchAddress(string post);
    public abstract string WhyOperations(int began, int ended);

    public abstract string SubjectOne(DeviationChange change, string benefit, string actual, string expected);
    public abstract string SubjectMany(int offPath, int back, int doubts, int notices, int targets, int unanswered, string first);
    public abstract string SubjectUnanswered(bool toOwner, string benefit, int workdays);
    public abstract string SubjectDoubt(string benefit);
    public abstract string SubjectNotice(TroubleKind kind, string benefit, string plan);
    public abstract string SubjectTargets(string plan);
    public abstract string SubjectOperations(int began, int ended, string first);

    public abstract string Heading(string benefit, string unit);
    public abstract string TheWhole { get; }
    public abstract string Status(DeviationChange change, string amber, string red);

    /// <summary>The status of a deviation that nobody answered.</summary>
    /// <param name="further">The post it was passed on to, where the owner is to know; null for none.</param>
    public abstract string Unanswered(Level level, bool toOwner, int workdays, string? further);
    public abstract string FirstTold { get; }
    public abstract string Trouble(TroubleChange change);
    /// <summary>What a trouble is about: <c>source</c>, <c>indicator</c> or <c>letter</c>, in words.</summary>
    public abstract string Thing(string kind);
    /// <summary>The status of a figure that is not known.</summary>
    /// <param name="doubt">Why a held figure is held; of any other nothing.</param>
    public abstract string Doubt(TroubleKind kind, Doubt doubt);
    public abstract string WillMiss { get; }
    public abstract string Projected { get; }
    public abstract string Exposed { get; }
    public abstract string Overdue(string change, int daysLate);
    public abstract string ChangeLabel { get; }
    public abstract string DoneBy(string name, string due, string? owner);
    public abstract string WhileExposed { get; }
    public abstract string Imbalance(Corner corner);
    public abstract string BudgetTaken { get; }
    public abstract string AYear(string kroner);
    public abstract string ChangesDone { get; }
    public abstract string Of(int some, int all);
    public abstract string InBalanceAgain(Corner corner);
    public abstract string Why(Doubt doubt, Indicator indicator);

    public abstract string Plan { get; }
    public abstract string PlanNamed(string name, int version);
    public abstract string PeriodLabel { get; }
    public abstract string UnitLabel { get; }
    public abstract string Actual { get; }
    public abstract string Expected { get; }
    public abstract string GapLabel { get; }
    public abstract string Since { get; }
    public abstract string NextMilestone { get; }
    public abstract string Milestone(string value, string day);
    public abstract string Target { get; }
    public abstract string TargetMoved(string original, string now, int version, string approvedOn, string approvedBy);

    /// <summary>What follows when the version judged by is not approved yet; null for the latest that is when none is.</summary>
    public abstract string NotApprovedYet(string? approved);

    /// <summary>Where a plan stands that promises less than it did.</summary>
    /// <param name="green">How many benefits and units are on track only because of it.</param>
    public abstract string StatusTargets(int since, int green);
    public abstract string TargetLabel { get; }

    /// <summary>What is promised less of a benefit in a place, as one clause after another.</summary>
    /// <param name="now">What it is promised now.</param>
    public string Lowered(Lowering lowering, Tolerance now, Indicator indicator)
    {
        if (lowering.Indicator is { } other)
            return OtherIndicator(other);
        var clauses = lowering.Milestones.Select(m => Moved(m, indicator)).ToList();
        if (lowering.Between is { } between)
            clauses.Add(LoweredBetween(Date(between.Was.By), Value(between.Was.Value, indicator.Measure), Value(between.Now.Value, indicator.Measure)));
        if (lowering.Tolerated is { } was)
            clauses.Add(ToleranceWidened(Distance(was.Amber, indicator.Measure), Distance(was.Red, indicator.Measure), Distance(now.Amber, indicator.Measure), Distance(now.Red, indicator.Measure)));
        return string.Join("; ", clauses);
    }

    protected abstract string Moved(MovedMilestone milestone, Indicator indicator);
    protected abstract string LoweredBetween(string day, string was, string now);
    protected abstract string ToleranceWidened(string amberWas, string redWas, string amber, string red);
    protected abstract string OtherIndicator(string was);
    public abstract string NotPromised { get; }

    /// <param name="less">How much of the promised improvement is not promised any more; null where it is the tolerance that moved.</param>
    public abstract string OnTrackByIt(decimal? less);
    public abstract string Approved { get; }
    public abstract string ApprovedBy(string on, string by, string? note);
    public abstract string Worth { get; }
    public abstract string WorthOf(Kroner kroner, int year);
    public abstract string BookedAt(string unit, string from);
    public abstract string OverrunLabel { get; }

    /// <summary>What a unit's budget lacks.</summary>
    /// <param name="lastDay">The last day on which acting can close the gap this year; null when it is past, or there is none.</param>
    public abstract string OverrunOf(Overrun overrun, string unit, string? lastDay);

    /// <summary>How sure an amount is: <c> (± 15 %)</c>; empty where no margin is stated.</summary>
    protected string Sure(decimal margin) => margin == 0 ? "" : $" (± {Share(margin)})";
    public abstract string Booked { get; }
    public abstract string CaseId { get; }
    public abstract string Action { get; }
    public abstract string Figure { get; }
    public abstract string Source { get; }
    public abstract string Affects { get; }
    public abstract string DueBy { get; }
    public abstract string What { get; }
    public abstract string ReleaseBy(long measurement, string post);
    public abstract string LookInto { get; }
    public abstract string Closing(string installation);
    public abstract string ClosingOperations(string installation);
    public abstract string OperationsName { get; }

    /// <summary>The largest drop of a denominator that is believed: <c>95 %</c>.</summary>
    protected string Drop(Indicator indicator) => Percent(Short((indicator.Plausible?.MaxDenominatorDrop ?? Plausible.UsualDenominatorDrop) * 100));

    /// <summary>A part of a whole in whole per cent.</summary>
    protected string Share(decimal part) => Percent(Fixed(part * 100, 0));

    protected static string Listed(IReadOnlyList<string> clauses, string between, string last) => clauses.Count < 2 ? clauses[0]
        : string.Join(between, clauses.SkipLast(1)) + last + clauses[^1];

    protected string Fixed(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals, Numbers);

    private string Short(decimal value) =>
        decimal.Round(value, 2, MidpointRounding.AwayFromZero).ToString("#,##0.##", Numbers);

    protected static NumberFormatInfo Format(string decimalMark, string groups) => new()
    {
        NumberDecimalSeparator = decimalMark,
        NumberGroupSeparator = groups,
        NegativeSign = "-",
    };
}
