using GevinstMonitor.Commands;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Commands;

/// <summary>How explain says what the process does and where it goes.</summary>
public sealed class ExplainedTests
{
    private static readonly Period January = Period.Containing(PeriodKind.Month, new DateOnly(2025, 1, 1));
    private static readonly decimal[] Noise = [0, 1, -1, 1, 0, -1, 1, -1, 0, 1, -1, 0];

    [Theory]
    [InlineData(9, "newest point above the upper limit: improvement; assurance pass", "above-upper")]
    [InlineData(-9, "newest point below the lower limit: concern; assurance pass", "below-lower")]
    public void Process_WithNews_SaysWhichAndForBetterOrWorse(int last, string said, string cause)
    {
        var chart = ProcessChart.Of(new Process(ProcessOn.Value, true, 12, []), Better.Higher, null, Judged([.. Noise, last]))!;

        Assert.StartsWith("Process (actual, 13 points since 2025-01): mean 0, limits -3.87 to 3.87; ", ExplainedProcess.Text(chart), StringComparison.Ordinal);
        Assert.EndsWith(said, ExplainedProcess.Text(chart), StringComparison.Ordinal);
        var json = ExplainedProcess.Json(chart)!;
        Assert.Equal(("value", cause), ((string?)json["on"], (string?)json["points"]![12]!["specialCause"]));
        Assert.Equal((last, 0.0, 3.87), ((double)json["points"]![12]!["value"]!, (double)json["segments"]![0]!["mean"]!, Math.Round((double)json["segments"]![0]!["upper"]!, 2)));
    }

    [Theory]
    [InlineData(SpecialCause.TrendUp, "-3 -2 -1 0 1 2 3", "in a trend of seven upwards")]
    [InlineData(SpecialCause.TrendDown, "3 2 1 0 -1 -2 -3", "in a trend of seven downwards")]
    [InlineData(SpecialCause.TwoInThreeAbove, "3 1 3", "one of two in three near the upper limit")]
    [InlineData(SpecialCause.TwoInThreeBelow, "-3 -1 -3", "one of two in three near the lower limit")]
    [InlineData(SpecialCause.ShiftAbove, "1 1 1 1 1 1 1", "one of seven in a row above the mean")]
    [InlineData(SpecialCause.ShiftBelow, "-1 -1 -1 -1 -1 -1 -1", "one of seven in a row below the mean")]
    [InlineData(SpecialCause.None, "1 1", "as the process varies")]
    public void Process_WithARun_SaysWhich(SpecialCause cause, string months, string said)
    {
        var chart = ProcessChart.Of(new Process(ProcessOn.Value, true, 12, []), Better.Higher, null, Judged([.. Noise, 0, .. months.Split(' ').Select(decimal.Parse)]))!;

        Assert.Equal(cause, chart.Points[^1].SpecialCause);
        Assert.Contains($"newest point {said}: ", ExplainedProcess.Text(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void Process_OfOnePointOrNone_HasNoLimits()
    {
        var one = ProcessChart.Of(Process.Default, Better.Higher, null, Judged([5]))!;

        Assert.Equal("Process (actual - expected, 1 point since 2025-01): mean 15, no limits from a single point (provisional: fewer than 12 points); newest point as the process varies: common; assurance none",
            ExplainedProcess.Text(one));
        Assert.Null(ExplainedProcess.Json(one)!["segments"]![0]!["lower"]);
        Assert.Equal("none", (string?)ExplainedProcess.Json(one)!["assurance"]);
        Assert.Null(ExplainedProcess.Json(null));
        Assert.Equal("Process: no figure is known", ExplainedProcess.Text(null));
    }

    [Theory]
    [InlineData(Outlook.Will, "will reach", "will")]
    [InlineData(Outlook.May, "may reach", "may")]
    [InlineData(Outlook.WillNot, "will not reach", "will-not")]
    public void Forecast_OfAMilestone_SaysWhetherItIsReachedAndWhen(Outlook outlook, string said, string named)
    {
        var forecast = new Forecast(new Milestone(new DateOnly(2026, 6, 30), 55), January.Plus(17), 53.456, 50, 57.125, outlook, January.Plus(20));

        Assert.Equal($"Forecast, if nothing changes: {said} 55 by 2026-06-30; 53.46 expected for 2026-06, four times in five 50 to 57.13; there in 2026-09", ExplainedForecast.Text(forecast, null!));
        Assert.EndsWith("; never there", ExplainedForecast.Text(forecast with { Reached = null }, null!), StringComparison.Ordinal);
        Assert.Equal(
            $$"""{"milestone":"2026-06-30","target":55,"outlook":"{{named}}","projected":53.456,"lower":50,"upper":57.125,"reachedOn":"2026-09-30"}""",
            ExplainedForecast.Json(forecast)!.ToJsonString());
        Assert.Null(ExplainedForecast.Json(forecast with { Reached = null })!["reachedOn"]);
        Assert.Null(ExplainedForecast.Json(null));
    }

    [Theory]
    [InlineData(-0.0)]
    [InlineData(-0.004)]
    public void Zero_ThatIsNegative_IsZero(double number)
    {
        Assert.Equal("0", ExplainedProcess.Number(number));
        var chart = ProcessChart.Of(new Process(ProcessOn.Value, true, 12, []), Better.Higher, null, Judged([decimal.Negate(0), decimal.Negate(0)]))!;

        Assert.StartsWith("Process (actual, 2 points since 2025-01): mean 0, limits 0 to 0 ", ExplainedProcess.Text(chart), StringComparison.Ordinal);
        Assert.DoesNotContain("-0", ExplainedProcess.Json(chart)!["segments"]!.ToJsonString().Replace("2025-01", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("-0,", ExplainedProcess.Json(chart)!["points"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static List<Judgement> Judged(IEnumerable<decimal> values) =>
        [.. values.Select((v, i) => new Judgement { Period = January.Plus(i), Standing = Standing.OnTrack, Expected = -10, Actual = v, Gap = -10 - v })];
}
