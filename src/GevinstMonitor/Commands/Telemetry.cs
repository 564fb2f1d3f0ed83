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
    private const string Name = "gevinst";

    public static void AddTo(WebApplicationBuilder builder, StatusFile status)
    {
        if (Of("OTEL_SDK_DISABLED").Equals("true", StringComparison.OrdinalIgnoreCase))
            return;
        var (traces, metrics) = (IsWanted("TRACES"), IsWanted("METRICS"));
        if (traces || metrics)
            Load(builder, status, traces, metrics);
    }

    // An address of one is enough; so is its exporter by name, for the usual address on this machine.
    private static bool IsWanted(string signal) => Of($"OTEL_{signal}_EXPORTER") switch
    {
        "" => Of("OTEL_EXPORTER_OTLP_ENDPOINT").Length > 0 || Of($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT").Length > 0,
        var exporter => exporter.Split(',', StringSplitOptions.TrimEntries).Contains("otlp"),
    };

    private static string Of(string variable) => Environment.GetEnvironmentVariable(variable) ?? "";

    // What names a library's types loads it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load(WebApplicationBuilder builder, StatusFile status, bool traces, bool metrics)
    {
        // Sources belong to others: they are not told which trace asks them.
        DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator();
        // What the variables say of the resource goes before what is said here.
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.Clear()
            .AddService(Name, serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString(3)).AddTelemetrySdk().AddEnvironmentVariableDetector());
        if (traces)
            telemetry.WithTracing(tracing => tracing.AddSource(Spans.Name).AddOtlpExporter());
        if (!metrics)
            return;
        builder.Services.AddSingleton<MetricsBridge>();
        telemetry.WithMetrics(metering => metering.AddMeter(MetricsBridge.Name).AddInstrumentation(services => services.GetRequiredService<MetricsBridge>())
            // As many series of a figure as /metrics has at the most; the library would tell 2000 of each metric.
            .AddView(instrument => instrument.Name.StartsWith("gevinst_benefit_", StringComparison.Ordinal) ? new MetricStreamConfiguration { CardinalityLimit = (status.MostSeries / 4) + 1 } : null)
            .AddOtlpExporter());
    }
}
