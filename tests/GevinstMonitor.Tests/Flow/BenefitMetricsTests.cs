using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Flow;

/// <summary>What metrics tell of benefits, and what they do not.</summary>
public sealed class BenefitMetricsTests
{
    private const string Porto = "{plan=\"post\",benefit=\"porto\",unit=\"*\"}";

    [Fact]
    public async Task Figures_OfABenefitOffItsPath_AreTold()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));

        var (told, june) = await ToldAsync(town, "2026-07-12T06:00");

        Assert.Equal(["actual 48", "expected 55", "gap 7", $"kroner_at_risk {Kroner(june)}"], OfBenefit(told));
        Assert.Contains("gevinst_deviate_open{plan=\"post\",level=\"red\"} 1", told);
        Assert.Contains("gevinst_deviate_open{plan=\"post\",level=\"amber\"} 0", told);
        Assert.Contains($"gevinst_deviate_open_oldest_timestamp_seconds{{plan=\"post\",level=\"red\"}} {town.Clock.GetUtcNow().ToUnixTimeSeconds()}", told);
        // The first moment of July on Danish clocks.
        Assert.Contains($"gevinst_evaluate_newest_period_end_timestamp_seconds{{indicator=\"andel\",source=\"maalinger\"}} {new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(2)).ToUnixTimeSeconds()}", told);
    }

    [Fact]
    public async Task Figure_ThatIsNotKnown_IsAbsentAndNotZero()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505)));

        Assert.Equal(["expected 55"], OfBenefit((await ToldAsync(town, "2026-07-12T06:00")).Told));
    }

    [Fact]
    public async Task Figure_ThatLettersWithhold_IsAbsent()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", "måned;digitale;alle\n2026-05;505;1000\n2026-06;3;400\n");

        var (told, june) = await ToldAsync(town, "2026-07-12T06:00");

        Assert.Equal(Standing.Red, june.Of("porto").Standing);
        Assert.Equal(["expected 55"], OfBenefit(told));
    }

    [Fact]
    public async Task Figures_ThatAreSwitchedOff_AreAbsent()
    {
        using var town = Given.OneBenefit().Write("config/gevinstmonitor.yml", Given.Installation + "\nstatus: { benefits: false }\n").Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));

        var told = (await ToldAsync(town, "2026-07-12T06:00")).Told;

        Assert.Empty(OfBenefit(told));
        Assert.Contains("gevinst_evaluate_standings{plan=\"post\",standing=\"red\"} 1", told);
    }

    [Fact]
    public async Task Figures_BeyondTheMostSeries_AreLeftOutAndCounted()
    {
        using var town = Given.OneBenefit().Write("config/gevinstmonitor.yml", Given.Installation + "\nstatus: { mostSeries: 7 }\n").Write("config/maalinger.csv", Given.Figures(("2026-06", 480)))
            .Write("config/plans/andet.yml", Given.Plan.Replace("id: post", "id: andet", StringComparison.Ordinal).Replace("    worth: { dkkPerUnitYear: 12000 }", "", StringComparison.Ordinal));

        var told = (await ToldAsync(town, "2026-07-12T06:00")).Told;

        Assert.Equal(["gevinst_benefit_actual{plan=\"andet\",benefit=\"porto\",unit=\"*\"} 48"], told.Where(line => line.StartsWith("gevinst_benefit_actual{", StringComparison.Ordinal)));
        Assert.Contains("gevinst_benefit_left_out 1", told);
    }

    [Fact]
    public async Task Plan_ThatIsOver_LeavesNoSeriesBehind()
    {
        using var town = Given.OneBenefit().Write("config/plans/post.yml", Given.Plan + "\nends: 2026-07-31\n").Write("config/maalinger.csv", Given.Figures(("2026-06", 480), ("2026-07", 480)));
        var services = await town.StartAsync();
        var (metrics, round) = (services.GetRequiredService<MonitorMetrics>(), services.GetRequiredService<Round>());
        foreach (var (day, isFollowed) in new[] { (12, true), (31, true), (32, false) })
        {
            var at = new DateTimeOffset(2026, 7, 1, 6, 0, 0, TimeSpan.Zero).AddDays(day - 1);
            await foreach (var result in round.SweepAsync(at, new HashSet<string>(), TestContext.Current.CancellationToken))
                metrics.Record(result, at);
            metrics.RecordSweep(at);

            Assert.Equal(isFollowed, (await metrics.TextAsync()).Contains("plan=\"post\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Heartbeat_OfARoundWithAFailedReading_StandsStill()
    {
        using var town = Given.OneBenefit();
        var failed = await town.OnceAsync("2026-07-12T06:00");
        var works = await town.Write("config/maalinger.csv", Given.Figures(("2026-06", 560))).OnceAsync("2026-07-13T06:00");
        var metrics = (await town.StartAsync()).GetRequiredService<MonitorMetrics>();
        var first = new DateTimeOffset(2026, 7, 12, 4, 0, 0, TimeSpan.Zero);

        metrics.Record(failed.Result, first);
        Assert.Subset((await LinesAsync(metrics)).ToHashSet(), new HashSet<string> { "gevinst_heartbeat_timestamp_seconds 0", "gevinst_collect_failing{source=\"maalinger\"} 1" });
        metrics.Record(works.Result, first.AddDays(1));
        Assert.Subset((await LinesAsync(metrics)).ToHashSet(), new HashSet<string> { $"gevinst_heartbeat_timestamp_seconds {first.AddDays(1).ToUnixTimeSeconds()}", "gevinst_collect_failing{source=\"maalinger\"} 0" });
    }

    [Fact]
    public async Task Failing_ReadByAnotherWorker_IsWhatIsOnFileUnlessThisOneHasReadSince()
    {
        using var town = Given.OneBenefit();
        var failed = await town.OnceAsync("2026-07-12T06:00");
        var services = await town.StartAsync();
        var (metrics, views) = (services.GetRequiredService<MonitorMetrics>(), services.GetRequiredService<Views>());
        var before = await OnFileAsync();
        metrics.Record(before);
        var at = failed.Result.AsOf.Instant.ToUnixTimeSeconds();
        Assert.Subset((await LinesAsync(metrics)).ToHashSet(), new HashSet<string> { "gevinst_collect_failing{source=\"maalinger\"} 1", $"gevinst_round_last_timestamp_seconds{{source=\"maalinger\"}} {at}" });
        Assert.DoesNotContain("gevinst_round_last_success_timestamp_seconds{", await metrics.TextAsync(), StringComparison.Ordinal);

        var works = await town.Write("config/maalinger.csv", Given.Figures(("2026-06", 560))).OnceAsync("2026-07-13T06:00");
        metrics.Record(works.Result, works.Result.AsOf.Instant);
        metrics.Record(before);
        at = works.Result.AsOf.Instant.ToUnixTimeSeconds();
        var since = new HashSet<string> { "gevinst_collect_failing{source=\"maalinger\"} 0", $"gevinst_round_last_timestamp_seconds{{source=\"maalinger\"}} {at}", $"gevinst_round_last_success_timestamp_seconds{{source=\"maalinger\"}} {at}" };
        Assert.Subset((await LinesAsync(metrics)).ToHashSet(), since);

        var another = (await town.StartAsync()).GetRequiredService<MonitorMetrics>();
        // Where it was read before tells nothing of where it is read now.
        another.Record([.. await OnFileAsync(), .. before.Select(r => r with { Source = "tidligere" })]);
        Assert.DoesNotContain("tidligere", await another.TextAsync(), StringComparison.Ordinal);
        Assert.Subset((await LinesAsync(another)).ToHashSet(), since);

        Task<IReadOnlyList<NewestReadingOf>> OnFileAsync() => views.ReadingsAsync(["andel"], town.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
    }

    private static async Task<(IReadOnlyList<string> Told, Pass Pass)> ToldAsync(Town town, string local)
    {
        var pass = await town.OnceAsync(local);
        var metrics = (await town.StartAsync()).GetRequiredService<MonitorMetrics>();
        metrics.Record(pass.Result, town.Clock.GetUtcNow());
        return (await LinesAsync(metrics), pass);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(MonitorMetrics metrics) => (await metrics.TextAsync()).Split('\n');

    private static IEnumerable<string> OfBenefit(IReadOnlyList<string> told) => told.Where(line => line.StartsWith("gevinst_benefit_", StringComparison.Ordinal) && line.Contains(Porto, StringComparison.Ordinal))
        .Select(line => line["gevinst_benefit_".Length..].Replace(Porto, "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Kroner(Pass pass) => ((double)pass.Result.Concluded.Deviations.Single().Kroner!.ByYearEnd).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
