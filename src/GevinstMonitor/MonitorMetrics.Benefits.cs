using System.Diagnostics.CodeAnalysis;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using Prometheus;

namespace GevinstMonitor;

/// <summary>Where benefits stand, as gauges.</summary>
public sealed partial class MonitorMetrics
{
    // actual, expected, gap, kroner_at_risk
    internal const int SeriesOfAPlace = 4;

    // Where each place was last found; rounds see their own benefits only.
    private readonly Dictionary<(string Plan, string Benefit, string Unit), Found> _found = [];
    private IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> _openNow = new Dictionary<(string, string, string), Deviation>();
    private Gauge _standings;
    private Gauge _held;
    private Gauge _newestEnd;
    private Gauge _open;
    private Gauge _openOldest;
    private Gauge _plans;
    private Gauge _actual;
    private Gauge _expected;
    private Gauge _gap;
    private Gauge _atRisk;
    private Gauge _leftOut;

    /// <summary>What is told of a benefit in a place.</summary>
    /// <param name="Known">The last day of the newest period whose figure counts; null when none does.</param>
    /// <param name="Actual">Null when it is not known, or withheld.</param>
    /// <param name="AtRisk">Null when it is not known, withheld, or no money.</param>
    private readonly record struct Found(
        Indicator Indicator, Standing Standing, Doubt Doubt, DateOnly? Known, double? Actual, double Expected, double? Gap, double? AtRisk, bool IsWhole, bool IsOpen);

    /// <summary>Where everything stands, found by others.</summary>
    /// <param name="parts">Some indicators at a time, and what is seen of them.</param>
    /// <param name="open">Every open deviation.</param>
    public async Task RecordAsync(IAsyncEnumerable<(IReadOnlySet<string> Judged, IReadOnlyList<Evaluation> Seen)> parts, IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> open, Moment asOf)
    {
        await foreach (var (judged, seen) in parts)
        {
            lock (_alone)
                Find(judged, seen, open);
        }

        lock (_alone)
            Show(asOf);
    }

    [MemberNotNull(nameof(_standings), nameof(_held), nameof(_newestEnd), nameof(_open), nameof(_openOldest), nameof(_plans), nameof(_actual), nameof(_expected), nameof(_gap), nameof(_atRisk), nameof(_leftOut))]
    private void MakeBenefits(MetricFactory make)
    {
        _standings = Keep(make.CreateGauge("gevinst_evaluate_standings", "Benefits and units of a plan by where they stand.", "plan", "standing"));
        _held = Keep(make.CreateGauge("gevinst_evaluate_held", "Benefits and units of a plan whose figure is held, by why: the doubt, or that it was rejected.", "plan", "reason"));
        _newestEnd = Keep(make.CreateGauge("gevinst_evaluate_newest_period_end_timestamp_seconds", "When the newest period ended of which an indicator has a figure that counts; absent when it has none.", "indicator", "source"));
        _open = Keep(make.CreateGauge("gevinst_deviate_open", "Open deviations of a plan by level: amber, red.", "plan", "level"));
        _openOldest = Keep(make.CreateGauge("gevinst_deviate_open_oldest_timestamp_seconds", "When the one of them was found that is open longest; absent when none is open.", "plan", "level"));
        _plans = Keep(make.CreateGauge("gevinst_plan_info", "The plans that are followed, and the programme each belongs to, if any.", "plan", "programme"));
        _actual = Keep(OfBenefit("gevinst_benefit_actual", "The figure of the newest period that is due, in the indicator's unit; absent while it is not known, and when letters withhold it."));
        _expected = Keep(OfBenefit("gevinst_benefit_expected", "What the plan's path promises for that period."));
        _gap = Keep(OfBenefit("gevinst_benefit_gap", "How far the figure is on the worse side of the path; negative on the better side; absent as the figure is."));
        _atRisk = Keep(OfBenefit("gevinst_benefit_kroner_at_risk",
            "What its open deviation costs by the end of the budget year if nothing changes, in DKK, 0 when none is open; may be summed, for where a whole is off its path its units are absent; absent without worth, and when letters withhold it."));
        _leftOut = Keep(make.CreateGauge("gevinst_benefit_left_out", "Benefits and units whose figures are not told because status.mostSeries is reached."));

        Gauge OfBenefit(string name, string help) => make.CreateGauge(name, help, "plan", "benefit", "unit");
    }

    // Those of some indicators anew; what is not seen of them is no more; the others as they were.
    private void Find(IReadOnlySet<string> judged, IReadOnlyList<Evaluation> seen, IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Deviation> open)
    {
        foreach (var place in _found.Where(f => judged.Contains(f.Value.Indicator.Id)).Select(f => f.Key).ToList())
            _found.Remove(place);
        foreach (var e in seen)
        {
            var place = (e.Plan.Id, e.Benefit.Id, e.Place.Unit);
            _found[place] = Of(e, open.GetValueOrDefault(place));
        }

        _openNow = open;
    }

    private void Show(Moment asOf)
    {
        var plans = _catalog.PlansOn(asOf.Day).OrderBy(plan => plan.Id, StringComparer.Ordinal).ToList();
        Set(_plans, plans.Select(plan => (new[] { plan.Id, plan.Programme ?? "" }, 1d)));
        ShowStandings();
        var byLevel = _openNow.Values.ToLookup(deviation => (deviation.Plan, deviation.Level));
        var levels = plans.SelectMany(plan => Enum.GetValues<Level>(), (plan, level) => (Labels: new[] { plan.Id, Label(level) }, Open: byLevel[(plan.Id, level)].ToList())).ToList();
        Set(_open, levels.Select(l => (l.Labels, (double)l.Open.Count)));
        Set(_openOldest, levels.Where(l => l.Open.Count > 0).Select(l => (l.Labels, (double)l.Open.Min(d => d.OpenedAt).ToUnixTimeSeconds())));
        if (_catalog.Installation.Status.Benefits)
            ShowFigures();
    }

    private Found Of(Evaluation e, Deviation? open)
    {
        var now = e.Current;
        var told = now.Standing.IsKnown() && !now.IsWithheldBy(_catalog.SmallNumbers, e.Indicator);
        var atRisk = e.Place.Worth is null ? null
            : open is null ? now.Standing.IsKnown() ? 0 : (decimal?)null
            : Kroner.RestsOnWithheld(e, open.OpenedPeriod, _catalog.SmallNumbers) ? null
            : Kroner.Of(e, open.OpenedPeriod) is { } kroner ? Math.Max(0, kroner.ByYearEnd) : null;
        return new Found(e.Indicator, now.Standing, now.Doubt, e.NewestKnown?.Period.LastDay, told ? (double?)now.Actual : null, (double)now.Expected, told ? (double?)now.Gap : null, (double?)atRisk, e.Place.IsWhole, open is not null);
    }

    private void ShowStandings()
    {
        var plans = _found.Keys.Select(place => place.Plan).ToHashSet(StringComparer.Ordinal);
        var standings = _found.CountBy(f => (f.Key.Plan, f.Value.Standing)).ToDictionary();
        var held = _found.Where(f => f.Value.Standing == Standing.Held).CountBy(f => (f.Key.Plan, f.Value.Doubt)).ToDictionary();
        Set(_standings, plans.SelectMany(plan => Enum.GetValues<Standing>(), (plan, standing) => (new[] { plan, Label(standing) }, (double)standings.GetValueOrDefault((plan, standing)))));
        Set(_held, plans.SelectMany(plan => Enum.GetValues<Doubt>(), (plan, doubt) => (new[] { plan, Label(doubt) }, (double)held.GetValueOrDefault((plan, doubt)))));
        Set(_newestEnd, _found.Values.Where(f => f.Known is not null).GroupBy(f => (f.Indicator.Id, f.Indicator.Source))
            .Select(same => (new[] { same.Key.Id, same.Key.Source }, (double)EndOf(same.Max(f => f.Known!.Value)).ToUnixTimeSeconds())));
    }

    private void ShowFigures()
    {
        // Wholes first, so that what is left out are the units of large plans.
        var told = _found.OrderByDescending(f => f.Value.IsWhole).ThenBy(f => f.Key).Take(_catalog.Installation.Status.MostSeries / SeriesOfAPlace)
            .Select(f => (Labels: new[] { f.Key.Plan, f.Key.Benefit, f.Key.Unit }, f.Key, f.Value)).ToList();
        // No krone counts twice.
        var whole = _found.Where(f => f.Value is { IsWhole: true, IsOpen: true, AtRisk: not null }).Select(f => (f.Key.Plan, f.Key.Benefit)).ToHashSet();
        Set(_expected, told.Select(t => (t.Labels, t.Value.Expected)));
        Set(_actual, told.Where(t => t.Value.Actual is not null).Select(t => (t.Labels, t.Value.Actual!.Value)));
        Set(_gap, told.Where(t => t.Value.Gap is not null).Select(t => (t.Labels, t.Value.Gap!.Value)));
        Set(_atRisk, told.Where(t => t.Value.AtRisk is not null && (t.Value.IsWhole || !whole.Contains((t.Key.Plan, t.Key.Benefit)))).Select(t => (t.Labels, t.Value.AtRisk!.Value)));
        _leftOut.Set(_found.Count - told.Count);
    }

    private DateTimeOffset EndOf(DateOnly lastDay)
    {
        var end = lastDay.AddDays(1).ToDateTime(default);
        return new DateTimeOffset(end, _catalog.Zone.GetUtcOffset(end));
    }
}
