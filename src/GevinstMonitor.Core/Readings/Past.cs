using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Readings;

/// <summary>What is known of one indicator as of a moment: for each unit its newest figures, and how the newest reading went.</summary>
public sealed class Past
{
    private static readonly Measurement[] None = [];

    // One that is not stored comes after all that are.
    private static readonly Comparer<ReadingStamp> ByTime = Comparer<ReadingStamp>.Create((x, y) => (x.TakenAt.Instant, x.Id == 0, x.Id).CompareTo((y.TakenAt.Instant, y.Id == 0, y.Id)));
    private readonly Dictionary<string, Measurement[]> _series;
    private readonly Window? _nothingIn;

    // Every reading that gave a figure, oldest first, where not all asked the same; else none.
    private readonly ReadingStamp[] _stamps;
    private readonly ReadingStamp?[] _askedOtherwise;

    /// <param name="measurements">Any order; where several are for one unit and period the last one counts.</param>
    /// <param name="newestFailure">The fault of the newest reading; null when it was taken, or there is none.</param>
    /// <param name="nothingIn">What the newest reading asked for, when the answer had no row at all; null when it had, or failed, or there is none.</param>
    public Past(IEnumerable<Measurement> measurements, CollectFault? newestFailure, Window? nothingIn = null)
        : this(measurements, newestFailure, nothingIn, []) { }

    private Past(IEnumerable<Measurement> measurements, CollectFault? newestFailure, Window? nothingIn, IEnumerable<ReadingStamp> earlier)
    {
        (NewestFailure, _nothingIn) = (newestFailure, nothingIn);
        _series = new(StringComparer.Ordinal);
        // Most come unit by unit, so each is made once; the others of a unit wait until all are there.
        var (run, rest) = (new List<Measurement>(), new Dictionary<string, List<Measurement>>(StringComparer.Ordinal));
        var stamps = new List<ReadingStamp>(earlier);
        foreach (var m in measurements)
        {
            if (stamps.Count == 0 || !ReferenceEquals(stamps[^1], m.Stamp))
                stamps.Add(m.Stamp);
            if (run.Count > 0 && !ReferenceEquals(run[^1].Unit, m.Unit))
                Keep(run, rest);
            if (run.Count > 0 && run[^1].Period == m.Period)
                run[^1] = m;
            else
                run.Add(m);
        }

        Keep(run, rest);
        foreach (var (unit, more) in rest)
            _series[unit] = Newest([.. _series[unit], .. more]);
        _stamps = stamps.TrueForAll(s => s.QueryHash == stamps[0].QueryHash) ? [] : [.. stamps.Distinct().Order(ByTime)];
        _askedOtherwise = new ReadingStamp?[_stamps.Length];
        for (var i = 1; i < _stamps.Length; i++)
            _askedOtherwise[i] = _stamps[i - 1].QueryHash != _stamps[i].QueryHash ? _stamps[i - 1] : _askedOtherwise[i - 1];
    }

    /// <summary>The fault of the newest reading; null when it was taken, or there is none.</summary>
    public CollectFault? NewestFailure { get; }

    /// <summary>Whether the newest reading asked for this period, and the answer had no row at all.</summary>
    public bool ReturnedNothingFor(Period period) => _nothingIn is { } asked && asked.From <= period.Start && period.Start < asked.To;

    /// <summary>The units that have figures, without the row that names no unit.</summary>
    public IEnumerable<string> Units => _series.Keys.Where(unit => unit != Unit.Whole);

    /// <summary>A unit's figures in order of period, one a period.</summary>
    public IReadOnlyList<Measurement> Of(string unit) => _series.GetValueOrDefault(unit, None);

    /// <summary>The newest reading before this one that gave a figure by another question; null when all before asked the same.</summary>
    /// <param name="reading">A reading of a figure of this past.</param>
    public ReadingStamp? AskedOtherwiseBefore(ReadingStamp reading) => HasAskedOtherwise ? _askedOtherwise[Array.BinarySearch(_stamps, reading, ByTime)] : null;

    /// <summary>Whether not all figures were read by one question.</summary>
    public bool HasAskedOtherwise => _stamps.Length > 0;

    /// <summary>The same past after another reading.</summary>
    /// <param name="reading">The reading. One that fills a stretch of the past says nothing of what is awaited now.</param>
    /// <param name="news">What <see cref="NewIn"/> found in it, as it is stored; none for a reading that failed.</param>
    public Past With(Reading reading, IReadOnlyCollection<Measurement> news)
    {
        var (failure, nothingIn) = reading switch
        {
            { IsBackfill: true } => (NewestFailure, _nothingIn),
            Reading.Failed failed => (failed.Fault, null),
            _ => (null, ((Reading.Taken)reading).Rows == 0 ? reading.Window : null),
        };
        return news.Count == 0 && (failure, nothingIn) == (NewestFailure, _nothingIn) ? this
            : new(_series.Values.SelectMany(m => m).Concat(news), failure, nothingIn, _stamps);
    }

    /// <summary>Whether a new figure of a reading moves one that was known and could be judged: its period had ended when that was read.</summary>
    public bool IsRestatedBy(ReadFigure figure) =>
        Find(figure.Unit, figure.Period) is { } known && known.IsRestatedBy(figure.Figure);

    /// <summary>The figures of a reading that say something new: not seen before, restated, or first seen before their period had ended.</summary>
    /// <param name="taken">A reading of this indicator.</param>
    /// <param name="asOf">The moment of the reading.</param>
    public IEnumerable<ReadFigure> NewIn(Reading.Taken taken, Moment asOf)
    {
        foreach (var figure in taken.Figures)
        {
            if (Find(figure.Unit, figure.Period) is not { } known || known.Figure != figure.Figure
                || (asOf.HasEnded(figure.Period) && !known.Stamp.TakenAt.HasEnded(figure.Period)))
                yield return figure;
        }
    }

    private Measurement? Find(string unit, Period period)
    {
        var series = _series.GetValueOrDefault(unit, None);
        var (low, high) = (0, series.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = series[middle].Period.CompareTo(period);
            if (order == 0)
                return series[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    private void Keep(List<Measurement> run, Dictionary<string, List<Measurement>> rest)
    {
        if (run.Count == 0)
            return;
        var unit = run[0].Unit;
        if (_series.TryAdd(unit, None))
            _series[unit] = Newest(run);
        else if (rest.TryGetValue(unit, out var more))
            more.AddRange(run);
        else
            rest[unit] = [.. run];
        run.Clear();
    }

    private static Measurement[] Newest(List<Measurement> measurements)
    {
        var ordered = true;
        for (var i = 1; i < measurements.Count && ordered; i++)
            ordered = measurements[i - 1].Period < measurements[i].Period;
        return ordered
            ? [.. measurements]
            : [.. measurements.GroupBy(m => m.Period).Select(same => same.Last()).OrderBy(m => m.Period)];
    }
}
