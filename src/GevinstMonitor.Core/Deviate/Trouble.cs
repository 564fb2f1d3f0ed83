using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What keeps the monitor from knowing, and what somebody should see coming. A closed list: it is the label of the metric.</summary>
public enum TroubleKind
{
    /// <summary>A source cannot be read. Operations.</summary>
    SourceFailed,

    /// <summary>Rows of an answer could not be used. Operations.</summary>
    RowsRejected,

    /// <summary>A figure that should be here has not come, though the source answers with rows. Operations.</summary>
    Late,

    /// <summary>A figure that should be here has not come, and the source answers without any row. Operations.</summary>
    NothingReturned,

    /// <summary>A letter could not be delivered and was given up. Operations.</summary>
    LetterGivenUp,

    /// <summary>The configuration changed, has faults, and is not taken up; what was judged by before still is. Operations.</summary>
    ConfigRefused,

    /// <summary>Other units have their figure, this one has not. Controller.</summary>
    MissingUnit,

    /// <summary>The source gave something that is no number. Controller.</summary>
    NotANumber,

    /// <summary>The publisher withholds the figure. Controller.</summary>
    Suppressed,

    /// <summary>The figure is not plausible and waits for a decision. Controller.</summary>
    Held,

    /// <summary>On its path now, but today's process will not reach the next milestone. Owner.</summary>
    WillMiss,

    /// <summary>A change that the benefit needs is overdue. Owner.</summary>
    Exposed,

    /// <summary>A plan's budget is cut without its change, or its change made without a budget. Owners of what earns money, and the controller.</summary>
    Imbalance,

    /// <summary>What was accepted of a deviation is about to end. Owner and controller.</summary>
    AcceptanceEnds,

    /// <summary>A deviation was accepted for longer than its owner decides alone. Controller.</summary>
    AcceptanceAwaits,

    /// <summary>Deviations of an indicator are told and nobody answers any. Controller.</summary>
    NeverActedOn,
}

/// <summary>An open case of not knowing, or of what should be seen coming: told once when it begins, and to operations once when it ends.</summary>
/// <param name="Subject">What it is about: <c>source ID</c>, <c>indicator ID</c>, <c>PLAN/BENEFIT@UNIT</c>, <c>letter ID</c> or <c>configuration FOLDER</c>.</param>
/// <param name="Scope">What must be looked at again to know that it is over: <c>source ID</c>, <c>reading INDICATOR</c>, <c>indicator ID</c> for its standings, <c>configuration</c>, or for a notice <c>forecast PLAN/BENEFIT@UNIT MILESTONE</c>, <c>benefit PLAN/BENEFIT</c>, <c>plan PLAN</c>, <c>answers PLAN/BENEFIT@UNIT</c> or <c>attention INDICATOR</c>.</param>
/// <param name="Post">The post that hears of it; null for operations.</param>
/// <param name="State">What it is now, as a word that changes when there is news: the fault, the period, the measurement, the milestone, the change, the corner, the deviation and the last day of what is accepted, the indicator.</param>
/// <param name="Detail">For people: what happened and where. Holds no secret.</param>
public sealed record Trouble(TroubleKind Kind, string Subject, string Scope, string? Post, string State, string Detail)
{
    /// <summary>The figure's period, for a doubt about a figure.</summary>
    public Period? Period { get; init; }

    /// <summary>For a doubt about a benefit that is not split: the unit whose figure it is.</summary>
    public string? Unit { get; init; }

    /// <summary>The figure as shown, for one that is held; the projected one, for a milestone that will be missed; for an indicator that nobody acts on how many deviations were told.</summary>
    public decimal? Shown { get; init; }

    /// <summary>What <see cref="Shown"/> shows, in its parts, for a figure that is held; null for any other.</summary>
    public Figure? Figure { get; init; }

    /// <summary>The measurement that <c>release</c> decides on, for one that is held.</summary>
    public long? Measurement { get; init; }

    /// <summary>For a figure that is disputed, as it is on file: the post that says that it is wrong, and why; null for none.</summary>
    public (string Post, string Note)? Disputed { get; init; }

    /// <summary>What a trouble is about when it is a benefit in a place: <c>PLAN/BENEFIT@UNIT</c>.</summary>
    public static string SubjectOf(string plan, string benefit, string unit) => $"{plan}/{benefit}@{unit}";

    /// <summary>Whether it is something to see coming, and not a doubt or a fault.</summary>
    public bool IsNotice => Kind >= TroubleKind.WillMiss;

    /// <summary>
    /// One trouble is the same as another when it is of one kind, about one thing, in one state, for one reader. A source that fails in another way still fails,
    /// and a figure that is late, or was not returned, still is when the next one is too.
    /// </summary>
    public string Key => Kind is TroubleKind.SourceFailed or TroubleKind.Late or TroubleKind.NothingReturned ? $"{Kind}|{Subject}" : $"{Kind}|{Subject}|{State}|{Post}";
}

/// <summary>A trouble began or ended.</summary>
public sealed record TroubleChange(Trouble Trouble, bool Began, DateTimeOffset At)
{
    /// <summary>Whether anyone hears of it: that a doubt is over is no reason to write to the controller.</summary>
    public bool IsTold => Began || Trouble.Post is null;
}
