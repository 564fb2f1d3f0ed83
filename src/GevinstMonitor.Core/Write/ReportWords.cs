using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>Headings and labels of the benefit-realisation report.</summary>
public enum ReportLabel
{
    Title, AsOf, Version, Programme, Goal, Technology, Controller, Group, Money, Contents,
    Benefits, Benefit, Type, Unit, Owner, Standing, Verdict, Forecast, Outlook, Projected, Interval,
    Years, Year, Promised, Measured, PromisedKroner, RealisedKroner, NotKnownPeriods, PlanYears, BusinessCase, Pool, Borrowed, DueByNow, RealisedToDate,
    Deviations, Moment, Happened, Kroner, Explanation, Answers, NoAnswers, NoDeviations,
    Decisions, Figure, Decision, By, Note, NoDecisions,
    Targets, Original, LatestApproved, Current, Tolerance, Versions, Less, NoneApproved, NotInVersion,
    Balance, NoBalance, Effect, Changes, Due, Done,
    NotKnown, NothingNotKnown,
    Evidence, Questions, Question, Hash, Readings, Outcome, Rows, NewFigures, NeverRead, Figures, ReadAt, Told, Post, Letter, Sent, NotSent, NoLetters, Operations,
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
    public abstract string ReportClosing(string installation, int version);

    /// <summary>Why there is no forecast.</summary>
    public abstract string NoForecast(bool noMilestone, int fewest);
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

    /// <summary>A part of a whole, in whole per cent.</summary>
    public string PartOf(decimal part) => Share(part);
}
