using System.Diagnostics;
using System.Runtime.CompilerServices;
using GevinstMonitor.Configure;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GevinstMonitor.Commands;

/// <summary>Traces and metrics by OpenTelemetry, where its standard variables ask for them; else nothing of it is loaded.</summary>
internal static class Telemetry
{
    /// <summary>How long a worker that stops waits for what it has not sent yet.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    private const string Name = "gevinst";
    private const int Usual = 2000;
    private const int OfEach = 20;

    public static void AddTo(WebApplicationBuilder builder, Catalog catalog)
    {
        if (Of("OTEL_SDK_DISABLED").Equals("true", StringComparison.OrdinalIgnoreCase))
            return;
        var (traces, metrics) = (IsWanted("TRACES"), IsWanted("METRICS"));
        if (traces || metrics)
            Load(builder, catalog, traces, metrics);
    }

    /// <summary>Sends what is not sent yet, unless the collector takes longer than it is waited for.</summary>
    public static void End(IServiceProvider services) => services.GetService<Ending>()?.Invoke();

    // An address of one is enough; so is its exporter by name, for the usual address on this machine.
    private static bool IsWanted(string signal) => Of($"OTEL_{signal}_EXPORTER") switch
    {
        "" => Of("OTEL_EXPORTER_OTLP_ENDPOINT").Length > 0 || Of($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT").Length > 0,
        var exporter => exporter.Split(',', StringSplitOptions.TrimEntries).Contains("otlp"),
    };

    private static string Of(string variable) => Environment.GetEnvironmentVariable(variable) ?? "";

    // What names a library's types loads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load(WebApplicationBuilder builder, Catalog catalog, bool traces, bool metrics)
    {
        // Sources belong to others: they are not told which trace asks them.
        DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator();
        // What the variables say of the resource goes before what is said here.
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.Clear()
            .AddService(Name, serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString(3)).AddTelemetrySdk().AddEnvironmentVariableDetector());
        builder.Services.AddSingleton<Ending>(services => () => Parallel.Invoke(
            () => services.GetService<TracerProvider>()?.Shutdown((int)Patience.TotalMilliseconds),
            () => services.GetService<MeterProvider>()?.Shutdown((int)Patience.TotalMilliseconds)));
        if (traces)
            telemetry.WithTracing(tracing => tracing.AddSource(Spans.Name).AddOtlpExporter());
        if (!metrics)
            return;
        builder.Services.AddSingleton<MetricsBridge>();
        telemetry.WithMetrics(metering => metering.AddMeter(MetricsBridge.Name).AddInstrumentation(services => services.GetRequiredService<MetricsBridge>())
            // The library would tell 2000 of each metric.
            .AddView(instrument => new MetricStreamConfiguration { CardinalityLimit = MostSeries(instrument.Name, catalog) + 1 })
            .AddOtlpExporter());
    }

    // As many as /metrics has at the most: of benefits by the limit that is set, else of each indicator, or of each source or plan by outcome, standing or bucket.
    private static int MostSeries(string metric, Catalog catalog) =>
        metric.StartsWith("gevinst_benefit_", StringComparison.Ordinal) ? catalog.Installation.Status.MostSeries / MonitorMetrics.SeriesOfAPlace
            : Math.Max(Usual, Math.Max(catalog.Indicators.Count, OfEach * Math.Max(catalog.Sources.Count, catalog.Plans.Count)));

    private delegate void Ending();
}
