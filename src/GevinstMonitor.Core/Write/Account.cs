using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>All that is on file of a plan as of a moment: what its report is written from.</summary>
/// <param name="Plan">The version it is judged by.</param>
public sealed record Account(Plan Plan, Moment AsOf)
{
    /// <summary>Its benefits in their places.</summary>
    public required IReadOnlyList<Evaluation> Seen { get; init; }

    /// <summary>What happened to its deviations, in order; of benefits too that it no longer has.</summary>
    public required IReadOnlyList<DeviationChange> Changes { get; init; }

    /// <summary>Its open deviations.</summary>
    public required IReadOnlyCollection<Deviation> Open { get; init; }

    /// <summary>What was decided of its figures, in order.</summary>
    public required IReadOnlyList<DecidedFigure> Decisions { get; init; }

    /// <summary>What is asked for its indicators.</summary>
    public required IReadOnlyList<AskedQuestion> Questions { get; init; }

    /// <summary>The letters that tell of it, in order.</summary>
    public required IReadOnlyList<ToldLetter> Letters { get; init; }

    /// <summary>Its numbers, as the group reads them that it reports to.</summary>
    /// <param name="small">Which figures are withheld.</param>
    public Digest Numbers(SmallNumbers small) => new(new Group("", "", [], []), AsOf.Day, AsOf, AsOf) { Seen = Seen, Changes = Changes, Open = Open, SmallNumbers = small };
}

/// <summary>A word on a figure, on file.</summary>
/// <param name="Period">As it stands in the store.</param>
public sealed record DecidedFigure(long Measurement, string Indicator, string Unit, string Period, Decision Decision, string Post, string Note, DateTimeOffset At);

/// <summary>What a source is asked for an indicator.</summary>
/// <param name="Hash">SHA-256 in lower-case hex of the query.</param>
/// <param name="Readings">The newest, newest first.</param>
public sealed record AskedQuestion(Indicator Indicator, string Query, string Hash, IReadOnlyList<AskedReading> Readings);

/// <summary>A reading on file.</summary>
/// <param name="Fault">Why it failed, in a word; null for one that was taken.</param>
/// <param name="QueryHash">Of what was asked then.</param>
public sealed record AskedReading(DateTimeOffset At, string? Fault, DateOnly From, DateOnly To, long Rows, long Appended, string QueryHash);

/// <summary>A letter on file.</summary>
/// <param name="At">The moment it tells of.</param>
/// <param name="Post">Null for operations.</param>
/// <param name="Name">The person, or what operations are called.</param>
/// <param name="SentAt">Null while it has not left.</param>
public sealed record ToldLetter(DateTimeOffset At, string? Post, string? Name, string Subject, DateTimeOffset? SentAt);
