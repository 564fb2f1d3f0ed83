using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Write;

/// <summary>What a management group's digest says.</summary>
public abstract partial class Words
{
    /// <summary>An amount, with how sure it is.</summary>
    public string Amount(Estimate estimate) => Kroner(estimate.Value) + Sure(estimate.Margin);

    public abstract string SubjectDigest(string group, string meeting, bool nothingNew, int newlyRed, string? atRisk);
    public abstract string WhyDigest(string group, string meeting, string since);

    /// <summary>All that there is to say when nothing is new.</summary>
    public abstract string NothingNew(string standings, string? atRisk);
    public abstract string ClosingDigest(string installation);

    public abstract string MoneyHeading { get; }
    public abstract string AtRisk { get; }
    public abstract string AtRiskOf(string? amount, int year, int deviations);

    /// <summary>What follows an amount that some deviations are not in, because theirs would give withheld figures away.</summary>
    public abstract string WithoutWithheld(int deviations);

    /// <summary>What follows a realised value that periods with withheld figures are not in.</summary>
    public abstract string WithoutWithheldPeriods { get; }
    public abstract string Realised { get; }

    /// <summary>What a plan's benefits were worth before costs, and what its approved business case promises net of them.</summary>
    public abstract string RealisedOf(string plan, int year, string? thisYear, string? toDate, string? businessCase);

    public abstract string DecisionsHeading { get; }
    public abstract string DecideRed(string benefit, string since, int? unanswered);
    public abstract string DecideTargets(string plan, int since);
    public abstract string DecideBalance(Corner corner);
    public abstract string DecideNotKnown(string benefit, string? newest);
    public abstract string DecideAcceptance(string benefit, string lastDay);

    public abstract string NewlyRed { get; }
    public abstract string RedOf(string actual, string expected, string period, string? byYearEnd, int year, string owner);
    public abstract string BackOnTrack { get; }
    public abstract string BackOf(string actual, string expected, string period, bool byMove);
    public abstract string Silent { get; }
    public abstract string Ending { get; }
    public abstract string EndsOn(string lastDay, string post);
    public abstract string SlowestAnswers { get; }
    public abstract string NoAnswerFor(int workdays, string owner);

    public abstract string RollUpHeading { get; }
    public abstract string Portfolio { get; }
    public abstract string ProgrammeNamed(string? programme);
    public abstract string Type(string type);

    /// <summary>How many stand how: of none nothing is said.</summary>
    public abstract string Of(Standings standings);
    public abstract string RolledUp(string standings, string? atRisk, string? realised);
    public abstract string More(int more);
}
