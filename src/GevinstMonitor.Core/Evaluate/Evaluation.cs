using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>A benefit in one place, judged against its plan's path for every period from the baseline to now.</summary>
/// <param name="Judgements">In order of period, without a hole; the first period whose last day is not before the baseline's, through the newest that is due or has a figure. At least one.</param>
public sealed record Evaluation(Plan Plan, Benefit Benefit, Place Place, Indicator Indicator, IReadOnlyList<Judgement> Judgements)
{
    /// <summary>The newest judged or due period: what the benefit's standing is.</summary>
    public Judgement Current => Judgements[^1];

    /// <summary>The newest period whose standing rests on a figure; null when none does.</summary>
    public Judgement? NewestKnown => Judgements.Where(j => j.Standing.IsKnown()).Select(j => (Judgement?)j).LastOrDefault();

    /// <summary>Whether letters do not tell a figure of it.</summary>
    public bool Withholds(SmallNumbers small) => Judgements.Any(j => j.IsWithheldBy(small, Indicator));

    /// <summary>The same as letters may tell it: periods whose figures are withheld have none. What is judged, and how, is the word of the whole one.</summary>
    public Evaluation Withholding(SmallNumbers small) => !Withholds(small) ? this
        : this with { Judgements = [.. Judgements.Select(j => j.IsWithheldBy(small, Indicator) ? j with { Standing = Standing.Suppressed, Actual = null, Figure = null, Gap = null } : j)] };

    /// <summary>Every benefit of a plan in every place it is judged.</summary>
    /// <param name="plan">The version to judge by.</param>
    /// <param name="indicatorOf">The indicator with an id; the plan's all exist.</param>
    /// <param name="pastOf">What is known of an indicator as of the moment.</param>
    /// <param name="asOf">The moment: same facts, same plan, same moment, same answer.</param>
    public static IEnumerable<Evaluation> Of(Plan plan, Func<string, Indicator> indicatorOf, Func<string, Past> pastOf, Moment asOf) =>
        plan.Benefits.SelectMany(benefit => Of(plan, benefit, indicatorOf(benefit.Indicator), pastOf(benefit.Indicator), asOf));

    /// <summary>One benefit in every place it is judged: the whole first.</summary>
    public static IEnumerable<Evaluation> Of(Plan plan, Benefit benefit, Indicator indicator, Past past, Moment asOf)
    {
        var figures = new BenefitFigures(benefit, indicator, past, asOf);
        return benefit.Places
            .Where(place => !place.IsWhole || figures.HasWhole)
            .Select(place => new Evaluation(plan, benefit, place, indicator, Judge(place, indicator, figures, asOf)));
    }

    /// <summary>How far an actual value is on the worse side of an expected one; positive is worse.</summary>
    public static decimal GapOf(Better better, decimal expected, decimal actual) => better == Better.Higher ? expected - actual : actual - expected;

    /// <summary>On track up to and with the amber tolerance, amber up to and with the red, red beyond.</summary>
    public static Standing StandingOf(decimal gap, Tolerance tolerance) =>
        gap <= tolerance.Amber ? Standing.OnTrack : gap <= tolerance.Red ? Standing.Amber : Standing.Red;

    private static List<Judgement> Judge(Place place, Indicator indicator, BenefitFigures figures, Moment asOf)
    {
        var points = figures.Of(place);
        var period = Period.Containing(indicator.Period, place.Path.Baseline.On);
        var newest = Period.Containing(indicator.Period, asOf.Day).Previous;
        var judgements = new List<Judgement>(Math.Max(1, newest.Since(period) + 1));
        var next = 0;
        for (; period <= newest; period = period.Next)
        {
            while (next < points.Count && points[next].Period < period)
                next++;
            var expected = place.Path.ExpectedOn(period.LastDay)!.Value;
            if (next < points.Count && points[next].Period == period)
                judgements.Add(Judge(points[next], expected, place, indicator));
            else
                judgements.Add(new Judgement { Period = period, Standing = figures.Missing(period), Expected = expected });
        }

        // A period that is not due yet says nothing of today, unless there is nothing before it.
        while (judgements.Count > 1 && judgements[^1].Standing == Standing.NotYetDue)
            judgements.RemoveAt(judgements.Count - 1);
        if (judgements.Count == 0)
            judgements.Add(new Judgement { Period = period, Standing = Standing.NotYetDue, Expected = place.Path.ExpectedOn(period.LastDay)!.Value });
        return judgements;
    }

    private static Judgement Judge(Point point, decimal expected, Place place, Indicator indicator)
    {
        var gap = point.Counts ? GapOf(indicator.Better, expected, point.Shown!.Value) : (decimal?)null;
        return new Judgement
        {
            Period = point.Period,
            Standing = gap is { } g ? StandingOf(g, place.Tolerance) : point.Unknown,
            Expected = expected,
            Actual = point.Shown,
            Figure = (point.Shown ?? point.Cause?.Shown) is null ? null : point.Figure,
            Gap = gap,
            Doubt = point.Doubt,
            Measurement = point.Measurement,
            Cause = point.Cause,
            Stamp = point.Stamp,
        };
    }
}
