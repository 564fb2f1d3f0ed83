using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>
/// A process behaviour chart (XmR): what a series does by itself, and which of its points are news. The rules are those of NHS England's Making Data Count
/// as NHSRplotthedots 0.2.2 computes them; where the product differs, the place says so.
/// </summary>
public sealed class ProcessChart
{
    // Far below what anybody states, far above what decimals round away where a path is divided by days: what lies on the path lies on it.
    private const int GapDecimals = 15;

    private readonly Plausible? _plausible;

    private ProcessChart(Process process, Better better, Plausible? plausible, ProcessPoint[] points)
    {
        _plausible = plausible;
        (On, Points, Segments) = (process.On, points, SegmentsOf(process, plausible, points));
        var newest = points[^1];
        Variation = VariationOf(newest.SpecialCause, better);
        Assurance = AssuranceOf(LimitsOf(newest), On == ProcessOn.Gap ? 0 : newest.Expected, better);
    }

    public ProcessOn On { get; }

    /// <summary>The known figures, in order of period; at least one.</summary>
    public IReadOnlyList<ProcessPoint> Points { get; }

    /// <summary>One for each stretch between rebase days that has points, in order; at least one.</summary>
    public IReadOnlyList<ProcessSegment> Segments { get; }

    /// <summary>What the newest point says.</summary>
    public Variation Variation { get; }

    /// <summary>Whether the newest segment's process meets what the path promises for the newest point: 0 on the gap.</summary>
    public Assurance Assurance { get; }

    /// <summary>The chart of a benefit in one place, by its plan.</summary>
    /// <returns>Null when no figure is known.</returns>
    public static ProcessChart? Of(Evaluation seen) => Of(seen.Benefit.Process, seen.Indicator.Better, seen.Indicator.Plausible, seen.Judgements);

    /// <summary>The chart of a series.</summary>
    /// <param name="plausible">What is possible; null when nothing is stated.</param>
    /// <param name="judgements">In order of period. What is not known is left out.</param>
    /// <returns>Null when no figure is known.</returns>
    public static ProcessChart? Of(Process process, Better better, Plausible? plausible, IReadOnlyList<Judgement> judgements)
    {
        var points = new ProcessPoint[judgements.Count];
        var known = 0;
        for (var i = 0; i < judgements.Count; i++)
        {
            var judgement = judgements[i];
            if (judgement.Gap is null)
                continue;
            var value = process.On == ProcessOn.Value ? judgement.Actual!.Value : decimal.Round(judgement.Actual!.Value - judgement.Expected, GapDecimals);
            points[known++] = new ProcessPoint(judgement.Period, (double)value, (double)judgement.Expected);
        }

        Array.Resize(ref points, known);
        return known == 0 ? null : new ProcessChart(process, better, plausible, points);
    }

    /// <summary>
    /// The limits at a point: its segment's, within what was possible then. What is possible for a gap moves with what is expected: of 90 % nobody is 15 ahead.
    /// </summary>
    public (double Lower, double Upper) LimitsOf(in ProcessPoint point)
    {
        var segment = Segments[^1];
        for (var i = Segments.Count - 1; i > 0 && point.Period < segment.From; i--)
            segment = Segments[i - 1];
        var expected = On == ProcessOn.Gap ? point.Expected : 0;
        var limits = segment.Within(_plausible, expected, expected);
        return (limits.Lower, limits.Upper);
    }

    private static List<ProcessSegment> SegmentsOf(Process process, Plausible? plausible, Span<ProcessPoint> points)
    {
        var segments = new List<ProcessSegment>(process.Rebase.Count + 1);
        var (start, rebase) = (0, 0);
        for (var i = 0; i < points.Length; i++)
        {
            var begins = false;
            for (; rebase < process.Rebase.Count && points[i].Period.LastDay >= process.Rebase[rebase]; rebase++)
                begins = true;
            if (!begins || i == start)
                continue;
            segments.Add(ProcessSegment.Of(process, plausible, points[start..i]));
            start = i;
        }

        segments.Add(ProcessSegment.Of(process, plausible, points[start..]));
        return segments;
    }

    // What is above the mean, or rises, is better when higher is; a trend counts by its direction, wherever it lies.
    private static Variation VariationOf(SpecialCause cause, Better better) => cause switch
    {
        SpecialCause.None => Variation.Common,
        SpecialCause.AboveUpper or SpecialCause.TrendUp or SpecialCause.TwoInThreeAbove or SpecialCause.ShiftAbove => better == Better.Higher ? Variation.Improvement : Variation.Concern,
        _ => better == Better.Higher ? Variation.Concern : Variation.Improvement,
    };

    // A process without variation always gives its one value, and a value on the target meets it; a limit on the target leaves it open.
    private static Assurance AssuranceOf((double Lower, double Upper) limits, double target, Better better)
    {
        if (double.IsNaN(limits.Lower))
            return Assurance.None;
        var (worst, best) = better == Better.Higher ? (limits.Lower - target, limits.Upper - target) : (target - limits.Upper, target - limits.Lower);
        return worst > 0 || (worst == best && worst == 0) ? Assurance.Pass : best < 0 ? Assurance.Fail : Assurance.Inconsistent;
    }
}
