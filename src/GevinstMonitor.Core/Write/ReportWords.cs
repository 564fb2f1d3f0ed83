using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>Headings and labels of the benefit-realisation report.</summary>
public enum ReportLabel
{
    AsOf, Version, Programme, Goal, Technology, Controller, Group, Contents, PromisedNote,
    Benefits, Each, Benefit, Type, Owner, Standing, Verdict, Forecast,
    Years, BenefitYears, Year, NewestPeriod, Promised, Measured, PromisedKroner, RealisedKroner, NotKnownPeriods, PlanYears, BusinessCase, Borrowed, DueByNow, DueThisYear, RealisedToDate,
    Deviations, Moment, Happened, Kroner, Explanation, Action, Answers, NoAnswers, NoDeviations,
    Decisions, Figure, Decision, By, Note, NoDecisions,
    Targets, TargetsNow, Original, LatestApproved, Current, Tolerance, Versions, Less, NoneApproved,
    Balance, NoBalance, Effect, Changes, Due, Done,
    NotKnown, NotKnownWhere, Kind, NothingNotKnown,
    Evidence, Question, Hash, Outcome, Taken, Rows, NewFigures, NeverRead, ReadAt, Told, Post, Letter, Sent, NotSent, NoLetters,
}

/// <summary>What the benefit-realisation report says.</summary>
public abstract partial class Words
{
    public abstract string Label(ReportLabel label);
    public abstract string Name(Standing standing);
    public abstract string Name(Outlook outlook);
    public abstract string Name(Corner corner);
    public abstract string Name(Decision decision);
    public abstract string ReportTitle(string plan);

    /// <summary>Where a plan stands, in a sentence.</summary>
    public string PlanVerdict(Standings standings) => PlanVerdict(standings, Of(standings));
    protected abstract string PlanVerdict(Standings standings, string counted);

    /// <summary>What a realised amount is.</summary>
    /// <param name="someUnknown">Whether there are periods that are not known, and add nothing.</param>
    public abstract string RealisedNote(bool someUnknown);
    public abstract string AtRiskNote(int deviations, int year);
    public abstract string ReportClosing(string installation, int version);

    /// <summary>Why there is no forecast.</summary>
    public abstract string NoForecast(bool noMilestone, int fewest);

    /// <summary>What is expected then, and the interval that holds it four times in five.</summary>
    public abstract string Projection(string projected, string lower, string upper);
    public abstract string AskedFor(string indicator);
    public abstract string FiguresOf(string benefit);

    /// <summary>Where figures are to be found that are not shown.</summary>
    public abstract string OlderFigures(int periods, string benefit);

    /// <summary>Why a period is not known.</summary>
    public string WhyNotKnown(Judgement judgement) => NotKnown(judgement.Standing, judgement.Doubt, judgement.Cause?.Unit);
    public abstract string Between(string lower, string upper);
    public abstract string SinceDay(string day);
    public abstract string AmberBeyond(string amber, string red);
    public abstract string OpenSince(string period);
    public abstract string ClosedOn(string day);
    public abstract string NotDone(int daysLate);

    /// <summary>A moment by the installation's clocks.</summary>
    public string Date(Moment moment) => $"{Date(moment.Day)} {moment.Local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>A value that is a projection.</summary>
    public string Value(double value, string measure) => Math.Abs(value) < (double)Readings.Figure.TooLarge ? Value((decimal)value, measure) : "–";

    /// <summary>How sure an amount is, after it.</summary>
    public string Margin(Estimate estimate) => Sure(estimate.Margin);

    /// <summary>A part of a whole, in whole per cent.</summary>
    public string PartOf(decimal part) => Share(part);
}
