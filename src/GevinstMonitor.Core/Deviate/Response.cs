using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What was answered to a deviation.</summary>
public enum ResponseKind
{
    /// <summary>Somebody is on it; the note says how, the day by when it will be dealt with.</summary>
    Acknowledged,

    /// <summary>It is as it has to be until a day, and down to an interim target.</summary>
    Accepted,

    /// <summary>The figure is wrong: it is held, and the controller hears.</summary>
    Disputed,

    /// <summary>The controller agrees to an acceptance for longer than an owner decides alone.</summary>
    Confirmed,
}

/// <summary>An answer to a deviation, on file for ever.</summary>
/// <param name="Deviation">The deviation's id.</param>
/// <param name="At">When it was given; it counts from then on.</param>
public sealed record Response(string Deviation, ResponseKind Kind, DateTimeOffset At)
{
    /// <summary>The longest note that is kept, in characters.</summary>
    public const int LongestNote = 2000;

    /// <summary>Its number in the store; 0 for one that is not stored.</summary>
    public long Id { get; init; }

    /// <summary>The post that answered.</summary>
    public string Post { get; init; } = "";

    /// <summary>Why, or how, in the words of who answered.</summary>
    public string Note { get; init; } = "";

    /// <summary>The day by which it will be dealt with; of an acceptance its last day, inclusive; null for none.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Of an acceptance: the value, in the indicator's unit, that the figure is not to be worse than; null for none.</summary>
    public decimal? Interim { get; init; }

    /// <summary>Of an acceptance: when it was told that it does not hold any more; null while that is not.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>The answer that stands as of a moment: the newest, but an acceptance only through its last day. A confirmation is part of the acceptance it confirms.</summary>
    /// <param name="responses">To one deviation, in any order.</param>
    /// <param name="asOf">The moment; what was answered later is not looked at.</param>
    /// <returns>Null when nothing was answered, or what was has ended.</returns>
    public static Response? Standing(IEnumerable<Response> responses, Moment asOf)
    {
        var all = responses.ToList();
        var newest = all.Where(r => r.Kind != ResponseKind.Confirmed && r.At <= asOf.Instant).MaxBy(r => (r.At, r.Id));
        return newest?.Kind == ResponseKind.Accepted && Acceptance.Of(all, asOf)?.IsInForce(asOf.Day) != true ? null : newest;
    }

    /// <summary>The last day on which nobody needs to be asked for an answer, inclusive: of an acceptance its last, of one who is on it the day he named.</summary>
    /// <param name="responses">To one deviation, in any order.</param>
    /// <param name="told">When its newest letter was sent. An answer that names no day, and a dispute, answer what was told by then, and for good.</param>
    /// <returns>Null when no answer covers it; <see cref="DateOnly.MaxValue"/> for good.</returns>
    public static DateOnly? CoveredThrough(IEnumerable<Response> responses, DateTimeOffset told, Moment asOf)
    {
        var all = responses.ToList();
        return Standing(all, asOf) switch
        {
            null => null,
            { Kind: ResponseKind.Accepted } => Acceptance.Of(all, asOf)!.LastDay,
            { Until: { } day } => day,
            var answer => answer.At >= told ? DateOnly.MaxValue : null,
        };
    }
}
