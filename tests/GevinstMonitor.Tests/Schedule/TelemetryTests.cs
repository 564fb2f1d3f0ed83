using System.Globalization;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>OpenTelemetry by its standard variables: all or nothing.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Round_WithACollector_ArrivesAsSpansAndMetrics()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var town = Worker();
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], Variables(collector, "OTEL_SERVICE_NAME=gevinst-proeveby", "OTEL_METRIC_EXPORT_INTERVAL=300"));
        await gevinst.LineAsync("Round maalinger: 1 readings, 0 failed");
        await gevinst.LineAsync("Round borte: 1 readings, 1 failed");
        await gevinst.LineAsync("Sweep: ");
        await Until.NothingLacksAsync(() => collector.Metric("gevinst_round_duration_seconds_count").Count == 2 ? null : gevinst.Told, minutes: 1);
        Assert.Contains("OpenTelemetry", Maps(gevinst), StringComparison.Ordinal);
        gevinst.Terminate();
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);

        // What it had not sent it sends before it ends.
        var spans = collector.Spans;
        Assert.Equal(("gevinst-proeveby", "0.1.0"), (collector.Resource["service.name"], collector.Resource["service.version"]));
        var round = Assert.Single(spans, s => s.Name == "round" && s.Tags["gevinst.source"] == "maalinger");
        Assert.Equal(("1", "0", "post", 0), (round.Tags["gevinst.readings"], round.Tags["gevinst.failed"], round.Tags["gevinst.plans"], round.Status));
        Assert.Equal(["collect", "deviate", "evaluate", "store"], spans.Where(s => s.Parent == round.Id).Select(s => s.Name).Order());
        var read = Assert.Single(spans, s => s.Name == "read" && s.Parent == spans.Single(c => c.Name == "collect" && c.Parent == round.Id).Id);
        Assert.Equal(("andel", "1"), (read.Tags["gevinst.indicator"], read.Tags["gevinst.rows"]));
        var failed = Assert.Single(spans, s => s.Name == "round" && s.Tags["gevinst.source"] == "borte");
        Assert.Equal(2, failed.Status);
        Assert.Equal(2, Assert.Single(spans, s => s.Name == "read" && s.Tags["gevinst.indicator"] == "borte").Status);
        Assert.Contains(spans, s => s is { Name: "sweep", Parent: "" });

        Assert.Equal(1, collector.Metric("gevinst_collect_readings_total")["outcome=taken,source=maalinger"]);
        Assert.Equal(1, collector.Metric("gevinst_build_info")["version=0.1.0"]);
        Assert.Equal(1, collector.Metric("gevinst_round_duration_seconds_bucket")["le=+Inf,source=borte"]);
        Assert.True(collector.Metric("gevinst_round_duration_seconds_sum")["source=borte"] > 0);
        Assert.DoesNotContain("proeveby.example", collector.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("Chefen", collector.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WhoseCollectorTakesAndNeverAnswers_StopsCleanly()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var town = Worker();
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], [$"OTEL_EXPORTER_OTLP_ENDPOINT=http://{silent.LocalEndpoint}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"]);
        await gevinst.LineAsync("Sweep: ");
        Assert.Contains("OpenTelemetry", Maps(gevinst), StringComparison.Ordinal);

        gevinst.Terminate();

        // One that does not end by itself is ended with 143.
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
        Assert.True(silent.Pending());
    }

    [Fact]
    public async Task Metrics_OfMoreIndicatorsThanTheLibraryTells_AreAllTold()
    {
        const int Indicators = 2100;
        await using var collector = await OtlpCollector.StartAsync();
        var (head, benefit) = (Given.Plan[..Given.Plan.IndexOf("  - id: porto", StringComparison.Ordinal)], Given.Plan[Given.Plan.IndexOf("  - id: porto", StringComparison.Ordinal)..]);
        var ids = Enumerable.Range(1, Indicators).Select(i => string.Create(CultureInfo.InvariantCulture, $"andel-{i}")).ToList();
        using var town = new Town(Given.Installation + $"\nstatus: {{ listen: \"{Gevinst.FreeAddress()}\" }}\n")
            .Write("config/sources/maalinger.yml", Given.Source).Write("config/maalinger.csv", Given.Figures(("2026-06", 560)))
            .Write("config/plans/post.yml", head + string.Concat(ids.Select(id => benefit.Replace("id: porto", $"id: {id}", StringComparison.Ordinal).Replace("indicator: andel", $"indicator: {id}", StringComparison.Ordinal) + "\n")));
        foreach (var id in ids)
            town.Write($"config/indicators/{id}.yml", Given.Indicator.Replace("id: andel", $"id: {id}", StringComparison.Ordinal));
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], Variables(collector, "OTEL_METRIC_EXPORT_INTERVAL=300"));
        await gevinst.LineAsync("Sweep: ");

        await Until.NothingLacksAsync(() => collector.Metric("gevinst_evaluate_newest_period_end_timestamp_seconds").Count >= Indicators ? null : gevinst.Told, minutes: 2);

        Assert.Equal(ids.Select(id => $"indicator={id},source=maalinger").Order(StringComparer.Ordinal), collector.Metric("gevinst_evaluate_newest_period_end_timestamp_seconds").Keys.Order(StringComparer.Ordinal));
        gevinst.Terminate();
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("OTEL_SDK_DISABLED=true")]
    public async Task Worker_WithoutTheVariables_LoadsNothingOfIt(string? disabled)
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var town = Worker();
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], disabled is null ? [] : Variables(collector, disabled, "OTEL_METRIC_EXPORT_INTERVAL=100"));
        await gevinst.LineAsync("Round maalinger: 1 readings, 0 failed");

        Assert.DoesNotContain("OpenTelemetry", Maps(gevinst), StringComparison.Ordinal);
        gevinst.Terminate();
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
        Assert.Equal(0, collector.Count);
    }

    private static string[] Variables(OtlpCollector collector, params string[] more) => [$"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Url}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", .. more];

    // The files that a process has taken into its memory.
    private static string Maps(Gevinst gevinst)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process has loaded is read from /proc");
        var maps = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{gevinst.Process.Id}/maps"));
        Assert.Contains("GevinstMonitor.Core.dll", maps, StringComparison.Ordinal);
        return maps;
    }

    // One source that answers, and one whose file is not there.
    private static Town Worker() => new Town(Given.Installation + $"\nstatus: {{ listen: \"{Gevinst.FreeAddress()}\" }}\n")
        .Write("config/sources/maalinger.yml", Given.Source).Write("config/indicators/andel.yml", Given.Indicator).Write("config/plans/post.yml", Given.Plan)
        .Write("config/maalinger.csv", Given.Figures(("2026-06", 480)))
        .Write("config/sources/borte.yml", "id: borte\nkind: csv\nfile: borte.csv\n")
        .Write("config/indicators/borte.yml", Given.Indicator.Replace("id: andel", "id: borte", StringComparison.Ordinal).Replace("source: maalinger", "source: borte", StringComparison.Ordinal));
}
