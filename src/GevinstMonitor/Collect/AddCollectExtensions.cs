namespace GevinstMonitor.Collect;

public static class AddCollectExtensions
{
    public static IServiceCollection AddCollect(this IServiceCollection services) => services
        .AddSingleton(SourceKinds.All)
        .AddSingleton<Collector>();
}
