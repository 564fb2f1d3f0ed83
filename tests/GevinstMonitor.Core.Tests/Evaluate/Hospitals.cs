using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Tests;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The share of patients seen within four hours, per trust, type and month, and what the reference package says of every series.</summary>
internal static class Hospitals
{
    public const decimal Target = 0.95m;

    /// <summary>Every series in order of month.</summary>
    public static Dictionary<(string Trust, string Type), List<(Period Month, decimal Share)>> All() =>
        Rows("nhs-ae/ae_attendances.csv")
            .GroupBy(r => (r["org_code"], r["type"]))
            .ToDictionary(g => g.Key, g => g
                .Select(r => (Month: Given.Period(r["period"]), Share: 1 - (Decimal(r["breaches"]) / Decimal(r["attendances"]))))
                .OrderBy(r => r.Month)
                .ToList());

    /// <summary>The rows of a CSV file of the shared data, by column.</summary>
    public static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadLines(SharedData.File(file));
        var columns = lines.First().Split(',');
        return lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second));
    }

    /// <summary>The months of a series as judgements against a path that promises the national target all along.</summary>
    public static List<Judgement> Judged(this IEnumerable<(Period Month, decimal Share)> series) =>
        [.. series.Select(r => new Judgement { Period = r.Month, Standing = Standing.OnTrack, Expected = Target, Actual = r.Share, Gap = Target - r.Share })];

    /// <summary>The same figures as if every month were there: the reference package ignores holes in time.</summary>
    public static List<(Period Month, decimal Share)> WithoutHoles(this IReadOnlyList<(Period Month, decimal Share)> series) =>
        [.. series.Select((r, i) => (series[0].Month.Plus(i), r.Share))];

    public static bool HasHoles(this IReadOnlyList<(Period Month, decimal Share)> series) => series[^1].Month.Since(series[0].Month) != series.Count - 1;

    /// <summary>A special cause in the package's words.</summary>
    public static string Said(SpecialCause cause) => cause switch
    {
        SpecialCause.None => "Common Cause",
        SpecialCause.AboveUpper => "Above UCL",
        SpecialCause.BelowLower => "Below LCL",
        SpecialCause.TrendUp => "7 Point Trend (Increasing)",
        SpecialCause.TrendDown => "7 Point Trend (Decreasing)",
        SpecialCause.TwoInThreeAbove => "2 in 3 Above CL",
        SpecialCause.TwoInThreeBelow => "2 in 3 Below CL",
        SpecialCause.ShiftAbove => "7 Points Above CL",
        _ => "7 Points Below CL",
    };

    public static string Said(Variation variation) => variation == Variation.Common ? "common_cause" : $"special_cause_{variation.ToString().ToLowerInvariant()}";

    public static string Said(Assurance assurance) => assurance == Assurance.Inconsistent ? "inconsistent" : $"consistent_{assurance.ToString().ToLowerInvariant()}";

    public static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
