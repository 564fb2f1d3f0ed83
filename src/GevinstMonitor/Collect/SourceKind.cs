using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

/// <summary>What a source is asked for one indicator.</summary>
/// <param name="Window">The days asked for.</param>
/// <param name="Zone">Where those days begin and end.</param>
/// <param name="Clock">For what ends in time, like a token.</param>
public sealed record Ask(IndicatorFile Indicator, Window Window, TimeZoneInfo Zone, TimeProvider Clock);

/// <summary>A kind of source: how such a system is asked.</summary>
public abstract class SourceKind
{
    /// <summary>The record of its settings; a <see cref="SourceSettings"/>.</summary>
    public abstract Type Settings { get; }

    /// <summary>What is asked, in words that change when the question does; for the query hash and for <c>explain</c>. Holds no secret.</summary>
    public abstract string Asked(SourceSettings source, IndicatorFile indicator);

    /// <summary>Asks, and gives every row of the answer to the tally. May throw; <see cref="SourceException"/> says it best.</summary>
    public abstract Task ReadAsync(SourceSettings source, Ask ask, Tally rows, CancellationToken ct);

    /// <summary>All that is wanted of the source for now has been asked: what was kept open for the next question is let go.</summary>
    public virtual void Leave(SourceSettings source) { }

    /// <summary>What an exception of this kind's driver means.</summary>
    public virtual SourceException? Understand(Exception exception) => null;
}

/// <summary>What the classes of kinds share: settings of the right type.</summary>
public abstract class SourceKind<TSettings> : SourceKind where TSettings : SourceSettings
{
    public sealed override Type Settings => typeof(TSettings);

    public sealed override string Asked(SourceSettings source, IndicatorFile indicator) => Asked((TSettings)source, indicator);

    public sealed override Task ReadAsync(SourceSettings source, Ask ask, Tally rows, CancellationToken ct) =>
        ReadAsync((TSettings)source, ask, rows, ct);

    protected abstract string Asked(TSettings source, IndicatorFile indicator);

    protected abstract Task ReadAsync(TSettings source, Ask ask, Tally rows, CancellationToken ct);
}

/// <summary>A source's fault, with its name.</summary>
/// <param name="transient">Whether trying again soon may help.</param>
public sealed class SourceException(CollectFault fault, string detail, bool transient = false, Exception? inner = null) : Exception(detail, inner)
{
    public CollectFault Fault { get; } = fault;

    public bool IsTransient { get; } = transient;

    /// <summary>How long the source asked to be left alone before it is tried again; null when it did not say.</summary>
    public TimeSpan? Pause { get; init; }
}
