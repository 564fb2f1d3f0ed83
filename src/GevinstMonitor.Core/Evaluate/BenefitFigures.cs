using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>What is known for a benefit's places, and why the rest is not.</summary>
internal sealed class BenefitFigures
{
    private readonly Dictionary<string, List<Point>> _units = new(StringComparer.Ordinal);
    private readonly HashSet<Period> _periodsWithFigures = [];
    private readonly List<Point> _whole;
    private readonly Indicator _indicator;
    private readonly Past _past;
    private readonly Moment _asOf;

    public BenefitFigures(Benefit benefit, Indicator indicator, Past past, Moment asOf)
    {
        (_indicator, _past, _asOf) = (indicator, past, asOf);
        foreach (var unit in past.Units)
        {
            var points = Series.Of(indicator, past, unit, asOf);
            if (points.Count > 0)
                _units[unit] = points;
            foreach (var point in points)
                _periodsWithFigures.Add(point.Period);
        }

        var own = Series.Of(indicator, past, Unit.Whole, asOf);
        _periodsWithFigures.UnionWith(own.Select(p => p.Period));
        var isSplit = benefit.Split.Any();
        HasWhole = own.Count > 0 || indicator.Adds || !isSplit;
        // A benefit that is split is the sum of its units, whatever row for the whole the source gives: that one counts units that promised nothing.
        _whole = !indicator.Adds ? own : isSplit || own.Count == 0 ? SumOf(benefit) : Joined(own, SumOf(benefit));
    }

    /// <summary>
    /// Whether the benefit is judged for the whole: not when it is split into units whose values do not add up, and the source gives no row for the whole.
    /// </summary>
    public bool HasWhole { get; }

    public List<Point> Of(Place place) =>
        place.IsWhole ? _whole : _units.TryGetValue(place.Unit, out var points) ? points : [];

    /// <summary>What a place without a figure stands at.</summary>
    public Standing Missing(Period period) =>
        !_asOf.IsDue(period, _indicator.Due) ? Standing.NotYetDue
        : _periodsWithFigures.Contains(period) ? Standing.MissingUnit
        : _past.NewestFailure is not null ? Standing.SourceFailed
        : _past.ReturnedNothingFor(period) ? Standing.NothingReturned
        : Standing.Late;

    // The plan's units are expected always; where it names none, each unit that the source has had is expected from its first figure on.
    private List<Point> SumOf(Benefit benefit) => Series.Sum(_indicator, benefit.Split.Any()
            ? [.. benefit.Split.Select(place => (place.Unit, Of(place), Period.Containing(_indicator.Period, place.Path.Baseline.On)))]
            : [.. _units.Select(unit => (unit.Key, unit.Value, unit.Value[0].Period))],
        benefit.Whole == WholeRule.KnownUnits, Missing);

    // A source may give the whole itself for some periods, and its units for others.
    private static List<Point> Joined(List<Point> own, List<Point> sums) =>
        [.. own.Concat(sums.ExceptBy(own.Select(p => p.Period), p => p.Period)).OrderBy(p => p.Period)];
}
