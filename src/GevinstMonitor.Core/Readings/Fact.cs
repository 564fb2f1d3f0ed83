namespace GevinstMonitor.Core.Readings;

/// <summary>A figure as it was read once, or decided on, and since when a replay of the past knows it.</summary>
/// <remarks>
/// A history that was read all at once says nothing of when its figures came. So a figure that a history brought before any other reading had it counts from when it
/// was due: its period's end plus <c>due</c>. Every other figure counts from when it was read. What was decided on a figure counts as long after it as it did then.
/// </remarks>
/// <param name="Measurement">The figure, with what was decided of it by then.</param>
/// <param name="Since">The moment, inclusive.</param>
public readonly record struct Fact(Measurement Measurement, DateTimeOffset Since)
{
    /// <summary>The facts of an indicator.</summary>
    /// <param name="measurements">All that was ever read of it, by unit, period and age; no decisions.</param>
    /// <param name="histories">The numbers of the readings that asked for a stretch of the past: the first by each question, and those that somebody asked for.</param>
    /// <param name="decisions">What was decided of a measurement, and when, by its number; in order of time.</param>
    /// <returns>In the order of <paramref name="measurements"/>: of those of one unit and period that are known at a moment, the last one counts.</returns>
    public static List<Fact> Of(
        Indicator indicator, IReadOnlyList<Measurement> measurements, IReadOnlySet<long> histories, ILookup<long, (Decision Decision, DateTimeOffset At)> decisions)
    {
        var facts = new List<Fact>(measurements.Count);
        var wasAwaited = false;
        for (var i = 0; i < measurements.Count; i++)
        {
            var measurement = measurements[i];
            var read = measurement.Stamp.TakenAt;
            var isReadAgain = i > 0 && measurements[i - 1].Unit == measurement.Unit && measurements[i - 1].Period == measurement.Period;
            wasAwaited = (isReadAgain && wasAwaited) || (read.HasEnded(measurement.Period) && !histories.Contains(measurement.Stamp.Id));
            var due = Moment.Due(measurement.Period, indicator.Due, read.Zone).Instant;
            var since = wasAwaited || read.Instant < due ? read.Instant : due;
            facts.Add(new Fact(measurement, since));
            foreach (var (decision, at) in decisions[measurement.Id])
                facts.Add(new Fact(measurement with { Decision = decision }, since + (at - read.Instant)));
        }

        return facts;
    }
}
