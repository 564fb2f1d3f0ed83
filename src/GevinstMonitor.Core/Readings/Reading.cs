namespace GevinstMonitor.Core.Readings;

/// <summary>Why a reading failed. A closed list: it is the label of the metric.</summary>
public enum CollectFault
{
    /// <summary>The source did not answer, or the connection broke.</summary>
    Unreachable,

    /// <summary>No complete answer within the source's time-out.</summary>
    TimedOut,

    /// <summary>User, password or right refused, or a secret is not there.</summary>
    LoginRefused,

    /// <summary>No encrypted connection: the server has none, or its certificate is not trusted.</summary>
    TlsRefused,

    /// <summary>The source refused the query.</summary>
    QueryRefused,

    /// <summary>No file matches, or it cannot be opened.</summary>
    FileMissing,

    /// <summary>A column that the indicator names is not in the answer.</summary>
    ColumnMissing,

    /// <summary>The answer is not in the format that the configuration states.</summary>
    Malformed,

    /// <summary>The answer ended before its end.</summary>
    Truncated,

    /// <summary>More than a source of a municipality can have to say: cut off, nothing of it counts.</summary>
    TooLarge,

    /// <summary>Left alone for a while because it failed again and again.</summary>
    CircuitOpen,

    /// <summary>Something that nobody foresaw; the detail says what.</summary>
    Unexpected,
}

/// <summary>The days a reading asks for.</summary>
/// <param name="From">First day, inclusive: a period's first.</param>
/// <param name="To">Last day, exclusive: the first day of the period that is not over.</param>
public readonly record struct Window(DateOnly From, DateOnly To)
{
    /// <summary>
    /// What the next reading of an indicator asks for: its history at first; later what the source may still correct, what may still come in time,
    /// and all that ended since it was last read.
    /// </summary>
    /// <param name="lastTaken">The moment it was last read as of with success; null when it never was.</param>
    public static Window Next(Indicator indicator, Moment? lastTaken, Moment asOf)
    {
        if (lastTaken is null)
            return Of(indicator.Period, indicator.History, asOf);
        var current = Period.Containing(indicator.Period, asOf.Day);
        var awaited = Period.Containing(indicator.Period, asOf.Day.AddDays(-(int)Math.Ceiling(indicator.Due.TotalDays) - 1));
        var read = Period.Containing(indicator.Period, lastTaken.Day);
        return Of(indicator.Period, Math.Max(indicator.Revise, current.Since(awaited < read ? awaited : read)), asOf);
    }

    /// <summary>The ended periods that hold the days of a stretch, whole.</summary>
    /// <param name="first">First day of the stretch, inclusive.</param>
    /// <param name="last">Its last day, inclusive.</param>
    /// <returns>Null when no period of the stretch has ended as of the moment.</returns>
    public static Window? Stretch(PeriodKind kind, DateOnly first, DateOnly last, Moment asOf)
    {
        var current = Period.Containing(kind, asOf.Day);
        var (from, to) = (Period.Containing(kind, first), Period.Containing(kind, last).Next);
        var end = to < current ? to : current;
        return from < end ? new Window(from.Start, end.Start) : null;
    }

    /// <summary>The last <paramref name="periods"/> periods that have ended as of a moment.</summary>
    public static Window Of(PeriodKind kind, int periods, Moment asOf)
    {
        var current = Period.Containing(kind, asOf.Day);
        return new Window(current.Plus(-periods).Start, current.Start);
    }
}

/// <summary>One figure as a source gave it, before it is stored.</summary>
public readonly record struct ReadFigure(string Unit, Period Period, Figure Figure);

/// <summary>What one look at a source gave for one indicator: figures, or the reason there are none. Never an exception.</summary>
public abstract record Reading
{
    private Reading() { }

    public required string Indicator { get; init; }
    public required string Source { get; init; }

    /// <summary>The instant the round read as of.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>SHA-256 in lower-case hex of what was asked.</summary>
    public required string QueryHash { get; init; }
    public required Window Window { get; init; }

    /// <summary>How many times the source was asked: more than once when the fault may have passed; 0 when it was left alone.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>How long the reading waited for its turn, while others of the source went on.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>How long it took after that, with all attempts.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Whether it fills a stretch of the past that somebody named, and was not the turn of what is awaited now.</summary>
    public bool IsBackfill { get; init; }

    /// <summary>The source answered.</summary>
    public sealed record Taken : Reading
    {
        /// <summary>At most one for each unit and period.</summary>
        public required IReadOnlyList<ReadFigure> Figures { get; init; }

        /// <summary>How many rows the answer had, before rows were added up and rejected.</summary>
        public required int Rows { get; init; }

        /// <summary>Rows that could not be placed, each with its address and what to do; the other rows count.</summary>
        public required IReadOnlyList<string> Rejected { get; init; }

        /// <summary>The first rows, each with its address and what became of it.</summary>
        public IReadOnlyList<string> FirstRows { get; init; } = [];
    }

    /// <summary>The source did not answer, or not in a way that can be read.</summary>
    public sealed record Failed : Reading
    {
        public required CollectFault Fault { get; init; }

        /// <summary>For people in operations: what happened and where. Holds no secret.</summary>
        public required string Detail { get; init; }
    }
}
