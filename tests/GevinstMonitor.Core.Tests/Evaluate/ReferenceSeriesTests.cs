using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>Every series and point of the hospitals, as NHSRplotthedots 0.2.2 judges them.</summary>
public sealed class ReferenceSeriesTests
{
    private const double Close = 1e-11;

    private static readonly DateOnly April2018 = Given.Day("2018-04-01");

    [Theory]
    [InlineData("A_perf_default", 192, 34)]
    [InlineData("B_perf_noscreen", 226, 0)]
    [InlineData("C_perf_fix12", 177, 42)]
    [InlineData("D_perf_rebase2018-04", 351, 76)]
    public void Chart_OfEveryHospitalSeries_SaysWhatTheReferenceSays(string scenario, int same, int constant)
    {
        var hospitals = Hospitals.All();
        var compared = (Same: 0, Constant: 0);
        foreach (var row in Hospitals.Rows("nhs-ae/reference_series.csv").Where(r => r["scenario"] == scenario))
        {
            var series = hospitals[(row["org_code"], row["type"])];
            var what = $"{scenario} {row["org_code"]} {row["type"]} {row["rebase_group"]}";
            var (chart, months) = Drawn(series, scenario);
            var index = chart.Segments.Count == 1 ? 0 : (int)Hospitals.Double(row["rebase_group"]);
            var segment = chart.Segments[index];
            var from = chart.Segments.Take(index).Sum(s => s.Count);
            var points = chart.Points.Skip(from).Take(segment.Count).ToList();

            Assert.Equal(row["n"], $"{segment.Count}");
            Assert.Equal(row["first"], $"{months[from].Start:O}");
            Assert.Equal(row["last"], $"{months[from + segment.Count - 1].Start:O}");
            Assert.Equal(Hospitals.Double(row["mean"]), segment.Mean, Close);
            Assert.Equal(Hospitals.Double(row["last_value"]), points[^1].Value, Close);
            if (row["amr_used"].Length == 0)
            {
                // The package has no limits here; those of the product are at the mean, and what is off it is beyond them.
                compared.Constant++;
                AssertConstant(segment, points);
                if (index == chart.Segments.Count - 1)
                    Assert.Equal(segment.Count == 1 ? Assurance.None : segment.Mean > (double)Hospitals.Target ? Assurance.Pass : Assurance.Fail, chart.Assurance);
                continue;
            }

            compared.Same++;
            Assert.Equal(Hospitals.Double(row["lpl"]), segment.Lower, Close);
            Assert.Equal(Hospitals.Double(row["upl"]), segment.Upper, Close);
            int Count(params SpecialCause[] causes) => points.Count(p => causes.Contains(p.SpecialCause));
            Assert.Equal(
                $"{what}: above {row["n_above_ucl"]}, below {row["n_below_lcl"]}, trend {row["n_trend"]}, two in three {row["n_2in3"]}, shift {row["n_7side"]}, common {row["n_common"]}, last {row["last_special_cause"]}",
                $"{what}: above {Count(SpecialCause.AboveUpper)}, below {Count(SpecialCause.BelowLower)}, trend {Count(SpecialCause.TrendUp, SpecialCause.TrendDown)}, "
                + $"two in three {Count(SpecialCause.TwoInThreeAbove, SpecialCause.TwoInThreeBelow)}, shift {Count(SpecialCause.ShiftAbove, SpecialCause.ShiftBelow)}, common {Count(SpecialCause.None)}, last {Hospitals.Said(points[^1].SpecialCause)}");
            if (index < chart.Segments.Count - 1)
                continue;
            Assert.Equal($"{what}: {row["variation_type"]}, {row["assurance_type"]}", $"{what}: {Hospitals.Said(chart.Variation)}, {Hospitals.Said(chart.Assurance)}");
        }

        Assert.Equal((same, constant), compared);
    }

    [Theory]
    [InlineData("A_perf_default", "nhs-ae/reference_points_A.csv")]
    [InlineData("B_perf_noscreen", "nhs-ae/reference_points_B.csv")]
    public void Chart_OfEveryHospitalMonth_MarksWhatTheReferenceMarks(string scenario, string file)
    {
        var hospitals = Hospitals.All();
        var (compared, constant) = (0, 0);
        foreach (var rows in Hospitals.Rows(file).GroupBy(r => (r["org_code"], r["type"])))
        {
            var (chart, months) = Drawn(hospitals[rows.Key], scenario);
            Assert.Equal(rows.Count(), chart.Points.Count);
            foreach (var ((row, point), month) in rows.Zip(chart.Points).Zip(months))
            {
                Assert.Equal(row["period"], $"{month.Start:O}");
                Assert.Equal(Hospitals.Double(row["value"]), point.Value, Close);
                Assert.Equal(Hospitals.Double(row["mean"]), chart.Segments[0].Mean, Close);
                Assert.Equal($"{rows.Key} {month}: {row["special_cause_type"]}, {row["point_type"]}",
                    $"{rows.Key} {month}: {Hospitals.Said(point.SpecialCause)}, {Type(point.SpecialCause)}");
                var hasLimits = row["lpl"].Length > 0;
                Assert.Equal(hasLimits ? Hospitals.Double(row["lpl"]) : point.Value, chart.Segments[0].Lower, Close);
                Assert.Equal(hasLimits ? Hospitals.Double(row["upl"]) : point.Value, chart.Segments[0].Upper, Close);
                compared++;
                constant += hasLimits ? 0 : 1;
            }
        }

        Assert.Equal((7340, scenario[0] == 'A' ? 908 : 0), (compared, constant));
    }

    [Fact]
    public void Chart_OfTheGapToAFlatPath_MarksTheSameMonths()
    {
        var compared = 0;
        foreach (var series in Hospitals.All().Values.Where(s => s.Count >= 12))
        {
            var value = ProcessChart.Of(Process.Default with { On = ProcessOn.Value }, Better.Higher, null, series.Judged())!;
            var gap = ProcessChart.Of(Process.Default, Better.Higher, null, series.Judged())!;
            Assert.Equal(value.Points.Select(p => p.SpecialCause), gap.Points.Select(p => p.SpecialCause));
            Assert.Equal((value.Variation, value.Assurance), (gap.Variation, gap.Assurance));
            Assert.Equal(value.Segments[0].Upper - (double)Hospitals.Target, gap.Segments[0].Upper, Close);
            compared++;
        }

        Assert.Equal(226, compared);
    }

    [Fact]
    public void Chart_OfASeriesWithHoles_MarksTheSameRuns_AndItsLimitsDoNotCountTheRangesOverTheHoles()
    {
        var withHoles = Hospitals.All().Values.Where(s => s.Count >= 12 && s.HasHoles()).ToList();
        Assert.Equal(7, withHoles.Count);
        foreach (var series in withHoles)
        {
            var chart = ProcessChart.Of(Process.Default with { On = ProcessOn.Value, Screening = false }, Better.Higher, null, series.Judged())!;
            var ranges = series.Zip(series.Skip(1)).Where(p => p.Second.Month.Since(p.First.Month) == 1).Select(p => (double)Math.Abs(p.Second.Share - p.First.Share)).ToList();
            Assert.InRange(ranges.Count, 1, series.Count - 2);
            Assert.Equal(2.66 * ranges.Average(), chart.Segments[0].Upper - chart.Segments[0].Mean, Close);
            Assert.Equal(series.Average(r => (double)r.Share), chart.Segments[0].Mean, Close);
        }
    }

    // A series by the settings of a scenario, as if it had no holes, and the months that its points truly are.
    private static (ProcessChart Chart, List<Period> Months) Drawn(List<(Period Month, decimal Share)> series, string scenario)
    {
        var joined = series.WithoutHoles();
        var begins = series.FindIndex(r => r.Month.Start >= April2018);
        var process = scenario[0] switch
        {
            'A' => Process.Default,
            'B' => Process.Default with { Screening = false },
            'C' => Process.Default with { FixAfter = 12 },
            _ => Process.Default with { Rebase = begins < 0 ? [] : [joined[begins].Month.Start] },
        };
        return (ProcessChart.Of(process with { On = ProcessOn.Value }, Better.Higher, null, joined.Judged())!, [.. series.Select(r => r.Month)]);
    }

    private static void AssertConstant(ProcessSegment segment, List<ProcessPoint> points)
    {
        if (segment.Count == 1)
        {
            Assert.Equal((double.NaN, double.NaN), (segment.Lower, segment.Upper));
            return;
        }

        Assert.Equal((segment.Mean, segment.Mean), (segment.Lower, segment.Upper));
        Assert.All(points.Take(segment.BaselineCount), p => Assert.Equal(segment.Mean, p.Value));
        Assert.All(points, p => Assert.Equal(p.Value > segment.Mean, p.SpecialCause == SpecialCause.AboveUpper));
        Assert.All(points, p => Assert.Equal(p.Value < segment.Mean, p.SpecialCause == SpecialCause.BelowLower));
    }

    private static string Type(SpecialCause cause) => cause switch
    {
        SpecialCause.None => "common_cause",
        SpecialCause.AboveUpper or SpecialCause.TrendUp or SpecialCause.TwoInThreeAbove or SpecialCause.ShiftAbove => "special_cause_improvement",
        _ => "special_cause_concern",
    };
}
