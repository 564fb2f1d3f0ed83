using Prometheus;

namespace GevinstMonitor;

public static class AddRoundExtensions
{
    public static IServiceCollection AddRound(this IServiceCollection services) => services
        .AddSingleton(_ => Metrics.NewCustomRegistry())
        .AddSingleton<MonitorMetrics>()
        .AddSingleton<Round>()
        .AddSingleton<Rest>();
}
