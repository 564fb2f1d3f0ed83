using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Readings;

/// <summary>What is known of one indicator as of a moment: for each unit its newest figures, and how the newest reading went.</summary>
public sealed class Past
{
    private static readonly Measurement[] None = [];
    private readonly Dictionary<string, Measurement[]> _series;

    /// <param name="measurements">Any order; where several are for one unit and period the last one counts.</param>
    /// <param name="newestFailure">The fault of the newest reading; null when it was taken, or there is none.</param>
    public Past(IEnumerable<Measurement> measurements, CollectFault? newestFailure)
    {
        NewestFailure = newestFailure;
        var byUnit = new Dictionary<string, List<Measurement>>(StringComparer.Ordinal);
        var (unit, list) = ("", new List<Measurement>());
        foreach (var m in measurements)
        {
            // Most come unit by unit.
            if (!ReferenceEquals(unit, m.Unit))
            {
                unit = m.Unit;
                if (!byUnit.TryGetValue(unit, out list!))
                    byUnit[unit] = list = [];
            }

            if (list.Count > 0 && list[^1].Period == m.Period)
                list[^1] = m;
            else
                list.Add(m);
        }

        _series = byUnit.ToDictionary(pair => pair.Key, pair => Newest(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>The fault of the newest reading; null when it was taken, or there is none.</summary>
    public CollectFault? NewestFailure { get; }

    /// <summary>The units that have figures, without the row that names no unit.</summary>
    public IEnumerable<string> Units => _series.Keys.Where(unit => unit != Unit.Whole);

    /// <summary>A unit's figures in order of period, one a period.</summary>
    public IReadOnlyList<Measurement> Of(string unit) => _series.GetValueOrDefault(unit, None);

    /// <summary>The same past after another reading.</summary>
    /// <param name="news">What <see cref="NewIn"/> found in it; none for a reading that failed.</param>
    /// <param name="failure">Its fault; null when it was taken.</param>
    public Past With(IEnumerable<Measurement> news, CollectFault? failure) =>
        new(_series.Values.SelectMany(m => m).Concat(news), failure);

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
