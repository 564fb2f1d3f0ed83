using GevinstMonitor.Core.Evaluate;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Flow;

/// <summary>A figure that moves after it was judged is judged again, and told only if the verdict changes.</summary>
public sealed class RestatedTests
{
    private static async Task<Town> JuneAtAsync(int digital)
    {
        var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", digital)));
        await town.OnceAsync("2026-07-08T06:00");
        return town;
    }

    private static Task<Pass> MovedToAsync(Town town, int digital, string local) =>
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", digital))).OnceAsync(local);

    [Fact]
    public async Task Figure_ThatMovedWithinItsVerdict_IsJudgedAgainAndToldToNobody()
    {
        using var town = await JuneAtAsync(560);

        var moved = await MovedToAsync(town, 545, "2026-07-09T06:00");

        Assert.Equal((Standing.OnTrack, 54.5m, 0.5m), (moved.Of("porto").Standing, moved.Of("porto").Actual, moved.Of("porto").Gap));
        Assert.Equal((1, 1), (moved.Result.Measurements, moved.Result.Restated["maalinger"]));
        Assert.Empty(town.Letters());
    }

    [Fact]
    public async Task Figure_ThatMovedOverTheEdge_IsToldOnceAndOnceMoreWhenItMovesBack()
    {
        using var town = await JuneAtAsync(560);

        var letter = Assert.Single((await MovedToAsync(town, 480, "2026-07-09T06:00")).Letters);
        Assert.Equal("Rød afvigelse: Sparet porto: 48,0 % mod forventet 55,0 %", letter.Subject);
        Assert.Empty((await MovedToAsync(town, 481, "2026-07-10T06:00")).Letters);
        Assert.Equal("Tilbage på målkurven: Sparet porto: 56,0 % mod forventet 55,0 %", Assert.Single((await MovedToAsync(town, 560, "2026-07-13T06:00")).Letters).Subject);

        // What was judged before is judged so still.
        foreach (var (day, shown) in new[] { ("08", 56.0m), ("09", 48.0m), ("10", 48.1m), ("13", 56.0m) })
            Assert.Equal(shown, (await town.LookAsync($"2026-07-{day}T06:00")).Single().Current.Actual);
    }

    [Fact]
    public async Task Figure_ThatMoved_IsCountedBySourceAndExplained()
    {
        using var town = await JuneAtAsync(560);
        var metrics = (await town.StartAsync()).GetRequiredService<MonitorMetrics>();
        metrics.Record((await town.OnceAsync("2026-07-08T07:00")).Result, town.Clock.GetUtcNow());
        Assert.Contains("gevinst_store_restated_total{source=\"maalinger\"} 0\n", await metrics.TextAsync(), StringComparison.Ordinal);
        metrics.Record((await MovedToAsync(town, 545, "2026-07-09T06:00")).Result, town.Clock.GetUtcNow());
        Assert.Contains("gevinst_store_restated_total{source=\"maalinger\"} 1\n", await metrics.TextAsync(), StringComparison.Ordinal);

        var hash = town.Query<string>("select query_hash from readings limit 1").Single()[..12];
        var explained = (await Gevinst.RunAsync("explain", "post/porto", "--as-of", "2026-07-10", "--config", town.Config)).Out;
        Assert.Contains($"Restated, newest first:\n  2026-06, unit *: 56 -> 54.5, read 2026-07-09T04:00:00Z by query {hash}; 56 was read 2026-07-08T04:00:00Z by query {hash}\n", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("Restated", (await Gevinst.RunAsync("explain", "post/porto", "--as-of", "2026-07-09", "--config", town.Config)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figure_OfAMonthThatRuns_MayGrowWithoutBeingRestated()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 200)));
        await town.OnceAsync("2026-06-20T06:00");

        var complete = await MovedToAsync(town, 560, "2026-07-08T06:00");

        Assert.Equal((1, 0), (complete.Result.Measurements, complete.Result.Restated.Count));
    }
}
