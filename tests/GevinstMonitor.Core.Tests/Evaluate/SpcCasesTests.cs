using System.Text.Json;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Tests;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The 28 cases of NHSRplotthedots' own tests and their output.</summary>
public sealed class SpcCasesTests
{
    private static Period First => Given.Period("2020-01");

    [Fact]
    public void Rules_InEveryCaseOfThePackage_SayWhatItSays()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.File("spc/cases.json")));
        var compared = new SortedDictionary<string, int>();
        foreach (var test in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var (id, function) = (test.GetProperty("id").GetString()!, test.GetProperty("fn").GetString()!);
            var (input, expected) = (test.GetProperty("input"), test.GetProperty("expected"));
            Action<string, JsonElement, JsonElement> check = function switch
            {
                "seven_one_side_completed_at" => OneSide,
                "part_of_seven" => PartOfSeven,
                "seven_trend_completed_at" => Trend,
                "two_in_three" or "two_in_three_flagged" => TwoInThree,
                "special_cause_priority" => Priority,
                "assurance" => AssuranceOfLimits,
                "assurance_last_group" => AssuranceOfTheLastGroup,
                "full_series" => FullSeries,
                _ => throw new InvalidOperationException($"{id} tests {function}, which nothing here compares."),
            };
            check(id, input, expected);
            compared[function] = compared.GetValueOrDefault(function) + 1;
        }

        Assert.Equal(
            "assurance 1, assurance_last_group 1, full_series 9, part_of_seven 3, seven_one_side_completed_at 2, seven_trend_completed_at 3, special_cause_priority 1, two_in_three 5, two_in_three_flagged 3",
            string.Join(", ", compared.Select(c => $"{c.Key} {c.Value}")));
        Assert.Equal(28, compared.Values.Sum());
    }

    // The package says at which point seven are complete; the product marks the whole run, so that a run is complete at its first marked point's seventh.
    private static void OneSide(string id, JsonElement input, JsonElement expected) =>
        AssertRuns(id, expected, Marked(Ints(input, "relative_to_mean").Select(side => (0d, (Zone)side))));

    private static void Trend(string id, JsonElement input, JsonElement expected) =>
        AssertRuns(id, expected, Marked(Doubles(input, "y").Select(y => (y, Zone.OnMean))));

    // A run that is complete at a point has that point and the six before it as its parts.
    private static void PartOfSeven(string id, JsonElement input, JsonElement expected)
    {
        var complete = Ints(input, "completed_at");
        var at = complete.FindIndex(c => c != 0);
        var zones = complete.Select((_, i) => at >= 0 && i > at - 7 && i <= at ? (Zone)complete[at] : Zone.OnMean);
        Assert.Equal(Said(id, Ints(expected, "part_of")), Said(id, Marked(zones.Select(z => (0d, z))).Select(m => m == SpecialCause.None ? 0 : 1)));
    }

    private static void TwoInThree(string id, JsonElement input, JsonElement expected)
    {
        var zones = Ints(input, "close_to_limits").Zip(Ints(input, "relative_to_mean"), (near, side) => (Zone)(side * (near == 1 ? 2 : 1))).ToList();
        var marks = Marked(zones.Select(z => (0d, z)));
        Assert.Equal(Said(id, Ints(expected, "flagged")), Said(id, marks.Select(m => m is SpecialCause.TwoInThreeAbove or SpecialCause.TwoInThreeBelow ? 1 : 0)));
    }

    // Each row of the case says which rules hold at a point; each is made of a stretch of points in which they do.
    private static void Priority(string id, JsonElement input, JsonElement expected)
    {
        var sides = Ints(input, "relative_to_mean");
        var labels = expected.GetProperty("special_cause_type").EnumerateArray().Select(e => e.GetString()!).ToList();
        var (trend, oneSide, twoInThree, outside) = (Ints(input, "trend"), Ints(input, "one_side"), Ints(input, "two_in_three"), Ints(input, "outside"));
        for (var i = 0; i < labels.Count; i++)
        {
            var zone = sides[i] * (outside[i] != 0 ? 3 : twoInThree[i] != 0 ? 2 : 1);
            var length = trend[i] != 0 || oneSide[i] != 0 ? 7 : twoInThree[i] != 0 ? 3 : 1;
            var marks = Marked(Enumerable.Range(0, length).Select(k => (trend[i] != 0 ? k : 0d, (Zone)zone)));
            Assert.Equal($"{id} {i}: {labels[i]}", $"{id} {i}: {Hospitals.Said(marks[^1])}");
        }
    }

    private static void AssuranceOfLimits(string id, JsonElement input, JsonElement expected)
    {
        var limits = Doubles(input, "lpl").Zip(Doubles(input, "upl"));
        var target = input.GetProperty("target").GetDouble();
        var said = limits.Select(l => Hospitals.Said(Swinging(Process.Default, target, [l]).Assurance));
        Assert.Equal(Said(id, expected.GetProperty("assurance").EnumerateArray().Select(e => e.GetString())), Said(id, said));
    }

    private static void AssuranceOfTheLastGroup(string id, JsonElement input, JsonElement expected)
    {
        var groups = input.GetProperty("groups").EnumerateArray().Select(g => (g.GetProperty("lpl").GetDouble(), g.GetProperty("upl").GetDouble())).ToList();
        var target = input.GetProperty("target").GetDouble();
        var rebased = Process.Default with { Rebase = [First.Plus(14).Start, First.Plus(28).Start] };
        var said = input.GetProperty("orders").EnumerateArray().Select(order =>
            Hospitals.Said(Swinging(rebased, target, [.. order.EnumerateArray().Select(o => groups[o.GetInt32() - 1])]).Assurance));
        Assert.Equal(Said(id, expected.GetProperty("assurance").EnumerateArray().Select(e => e.GetString())), Said(id, said));
    }

    private static void FullSeries(string id, JsonElement input, JsonElement expected)
    {
        // For the product a figure that is not known is not there; the case with a missing last one has no other difference.
        var values = input.GetProperty("y").EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Number).Select(e => e.GetDecimal()).ToList();
        Assert.Equal(id == "issue156_na_last" ? 1 : 0, input.GetProperty("y").GetArrayLength() - values.Count);
        var target = input.GetProperty("target") is { ValueKind: JsonValueKind.Number } stated ? stated.GetDecimal() : 0;
        var better = input.GetProperty("improvement_direction").GetString() == "increase" ? Better.Higher : Better.Lower;
        var process = new Process(ProcessOn.Value,
            input.GetProperty("screen_outliers").GetBoolean(),
            input.GetProperty("fix_after_n_points") is { ValueKind: JsonValueKind.Number } fix ? fix.GetInt32() : null,
            input.GetProperty("rebase_at_index_1based") is { ValueKind: JsonValueKind.Number } at ? [First.Plus(at.GetInt32() - 1).Start] : []);
        var chart = ProcessChart.Of(process, better, null, [.. values.Select((v, i) => Judged(i, v, target))])!;

        var constant = id == "constant_screen";
        for (var i = 0; i < values.Count; i++)
        {
            var segment = chart.Segments[expected.GetProperty("rebase_group")[i].GetInt32()];
            var point = chart.Points[i];
            var what = $"{id} {i}: ";
            Assert.Equal(expected.GetProperty("mean")[i].GetDouble(), segment.Mean, 1e-10);
            // Without variation the package has no limits; the product's are at the mean.
            Assert.Equal(constant ? segment.Mean : expected.GetProperty("lpl")[i].GetDouble(), segment.Lower, 1e-10);
            Assert.Equal(constant ? segment.Mean : expected.GetProperty("upl")[i].GetDouble(), segment.Upper, 1e-10);
            Assert.Equal(what + expected.GetProperty("relative_to_mean")[i].GetInt32(), what + Math.Sign((int)point.Zone));
            Assert.Equal(what + (!constant && expected.GetProperty("outside_limits")[i].GetBoolean()), what + (point.Zone is Zone.AboveUpper or Zone.BelowLower));
            Assert.Equal(what + (!constant && expected.GetProperty("close_to_limits")[i].GetBoolean()), what + (point.Zone is Zone.NearUpper or Zone.NearLower));
            var label = expected.GetProperty("special_cause_type")[i].GetString();
            Assert.Equal(what + label, what + Hospitals.Said(point.SpecialCause));
        }

        if (expected.GetProperty("assurance").GetString() is { } assurance)
            Assert.Equal($"{id}: {(constant ? "consistent_pass" : assurance)}", $"{id}: {Hospitals.Said(chart.Assurance)}");
    }

    /// <summary>Groups of fourteen points, each of which gives its limits: up and down by the same step about their middle.</summary>
    private static ProcessChart Swinging(Process process, double target, IReadOnlyList<(double Lower, double Upper)> limits) =>
        ProcessChart.Of(process with { On = ProcessOn.Value }, Better.Lower, null,
            [.. limits.SelectMany(l => Enumerable.Range(0, 14).Select(i => ((l.Lower + l.Upper) / 2) + ((i % 2 == 0 ? 1 : -1) * (l.Upper - l.Lower) / 4 / 2.66)))
                .Select((value, i) => Judged(i, (decimal)value, (decimal)target))])!;

    private static Judgement Judged(int month, decimal value, decimal target) =>
        new() { Period = First.Plus(month), Standing = Standing.OnTrack, Expected = target, Actual = value, Gap = target - value };

    private static List<SpecialCause> Marked(IEnumerable<(double Value, Zone Zone)> points)
    {
        var marked = points.Select((p, i) => new ProcessPoint(First.Plus(i), p.Value, 0, p.Zone)).ToArray();
        SpecialCauses.Mark(marked);
        return [.. marked.Select(p => p.SpecialCause)];
    }

    private static void AssertRuns(string id, JsonElement expected, List<SpecialCause> marks)
    {
        var complete = Ints(expected, "completed_at");
        for (var i = 0; i < complete.Count; i++)
        {
            // A point is marked when a run is complete at it or at one of the six after it.
            var run = complete.Skip(i).Take(7).FirstOrDefault(c => c != 0);
            Assert.Equal($"{id} {i}: {run}", $"{id} {i}: {Direction(marks[i])}");
        }
    }

    private static int Direction(SpecialCause cause) => cause switch
    {
        SpecialCause.None => 0,
        SpecialCause.AboveUpper or SpecialCause.TrendUp or SpecialCause.TwoInThreeAbove or SpecialCause.ShiftAbove => 1,
        _ => -1,
    };

    private static string Said<T>(string id, IEnumerable<T> values) => $"{id}: {string.Join(" ", values)}";

    private static List<int> Ints(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];

    private static List<double> Doubles(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
}
