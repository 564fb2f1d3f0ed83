using GevinstMonitor.Store;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prometheus;

namespace GevinstMonitor.Status;

public static class AddStatusExtensions
{
    public static IServiceCollection AddStatus(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: ["ready"]);
        return services;
    }

    /// <summary>What ops and Prometheus look at: <c>/metrics</c>, <c>/health/live</c> (the process answers), <c>/health/ready</c> (store and scheduler work).</summary>
    public static void MapStatus(this WebApplication app)
    {
        app.MapMetrics("/metrics", app.Services.GetRequiredService<CollectorRegistry>());
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        foreach (var path in new[] { "/health", "/health/ready" })
            app.MapHealthChecks(path, new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}

/// <summary>Whether the store can be read.</summary>
internal sealed class StoreHealth(Ledger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ledger.NewestAsOfAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is StoreUnusableException or System.Data.Common.DbException)
        {
            return HealthCheckResult.Unhealthy("the store cannot be read", e);
        }
    }
}
