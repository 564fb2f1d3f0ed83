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
            var points = Series.Of(indicator, past.Of(unit), asOf);
            if (points.Count > 0)
                _units[unit] = points;
            _periodsWithFigures.UnionWith(points.Select(p => p.Period));
        }

        var own = Series.Of(indicator, past.Of(Unit.Whole), asOf);
        _periodsWithFigures.UnionWith(own.Select(p => p.Period));
        var isSplit = benefit.Split.Any();
        HasWhole = own.Count > 0 || indicator.Adds || !isSplit;
        // A benefit that is split is the sum of its units, whatever row for the whole the source gives: that one counts units that promised nothing.
        _whole = indicator.Adds && (isSplit || own.Count == 0) ? SumOf(benefit) : own;
    }

    /// <summary>
    /// Whether the benefit is judged for the whole: not when it is split into units whose values do not add up, and the source gives no row for the whole.
    /// </summary>
    public bool HasWhole { get; }

    public IReadOnlyList<Point> Of(Place place) =>
        place.IsWhole ? _whole : _units.TryGetValue(place.Unit, out var points) ? points : [];

    /// <summary>What a place without a figure stands at.</summary>
    public Standing Missing(Period period) =>
        !_asOf.IsDue(period, _indicator.Due) ? Standing.NotYetDue
        : _periodsWithFigures.Contains(period) ? Standing.MissingUnit
        : _past.NewestFailure is not null ? Standing.SourceFailed
        : Standing.Late;

    // The plan's units are expected always; where it names none, each unit that the source has had is expected from its first figure on.
    private List<Point> SumOf(Benefit benefit)
    {
        var units = benefit.Split.Any()
            ? benefit.Split.Select(place => (Of(place).ToList(), (Period?)Period.Containing(_indicator.Period, place.Path.Baseline.On))).ToList()
            : [.. _units.Values.Select(points => (points, (Period?)points[0].Period))];
        return Series.Sum(_indicator, units, benefit.Whole == WholeRule.KnownUnits, Missing);
    }
}
