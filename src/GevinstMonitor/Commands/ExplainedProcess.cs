using System.Globalization;
using System.Text.Json.Nodes;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Commands;

/// <summary>What a benefit's process behaviour chart says.</summary>
internal static class ExplainedProcess
{
    /// <summary>For programs; null when no figure is known.</summary>
    public static JsonObject? Json(ProcessChart? chart) => chart is null ? null : new JsonObject
    {
        ["on"] = Scalars.KebabCase(chart.On.ToString()),
        ["segments"] = new JsonArray([.. chart.Segments.Select(s => new JsonObject
        {
            ["from"] = s.From.ToString(),
            ["mean"] = Known(s.Mean),
            ["lower"] = Known(s.Lower),
            ["upper"] = Known(s.Upper),
        })]),
        ["points"] = new JsonArray([.. chart.Points.Select(p => new JsonObject
        {
            ["period"] = p.Period.ToString(),
            ["value"] = Known(p.Value),
            ["specialCause"] = Scalars.KebabCase(p.SpecialCause.ToString()),
        })]),
        ["variation"] = Scalars.KebabCase(chart.Variation.ToString()),
        ["assurance"] = Scalars.KebabCase(chart.Assurance.ToString()),
    };

    /// <summary>For people, in a line.</summary>
    public static string Text(ProcessChart? chart)
    {
        if (chart is null)
            return "Process: no figure is known";
        var (segment, newest) = (chart.Segments[^1], chart.Points[^1]);
        var limits = chart.LimitsOf(newest);
        return $"Process ({(chart.On == ProcessOn.Gap ? "actual - expected" : "actual")}, {Tables.Count(segment.Count, "point")} since {segment.From}): mean {Number(segment.Mean)}, "
            + (double.IsNaN(limits.Lower) ? "no limits from a single point" : $"limits {Number(limits.Lower)} to {Number(limits.Upper)}")
            + (segment.IsProvisional ? $" (provisional: fewer than {Process.LeastPoints} points)" : "")
            + $"; newest point {Said(newest.SpecialCause)}: {Scalars.KebabCase(chart.Variation.ToString())}; assurance {Scalars.KebabCase(chart.Assurance.ToString())}";
    }

    private static string Said(SpecialCause cause) => cause switch
    {
        SpecialCause.None => "as the process varies",
        SpecialCause.AboveUpper => "above the upper limit",
        SpecialCause.BelowLower => "below the lower limit",
        SpecialCause.TrendUp => "in a trend of seven upwards",
        SpecialCause.TrendDown => "in a trend of seven downwards",
        SpecialCause.TwoInThreeAbove => "one of two in three near the upper limit",
        SpecialCause.TwoInThreeBelow => "one of two in three near the lower limit",
        SpecialCause.ShiftAbove => "one of seven in a row above the mean",
        _ => "one of seven in a row below the mean",
    };

    private static double? Known(double number) => double.IsNaN(number) ? null : Unsigned(number);

    public static string Number(double number) => Unsigned(Math.Round(number, 2, MidpointRounding.AwayFromZero)).ToString("0.##", CultureInfo.InvariantCulture);

    // A zero that is negative is written with its sign.
    private static double Unsigned(double number) => number == 0 ? 0 : number;
}
