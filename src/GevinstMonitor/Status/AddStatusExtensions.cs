using GevinstMonitor.Configure;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prometheus;

namespace GevinstMonitor.Status;

public static class AddStatusExtensions
{
    // What is a slash or a dot to one who reads a path, and not to another.
    private static readonly string[] Odd = ["%2f", "%5c", "%2e", "\\"];

    public static IServiceCollection AddStatus(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: ["ready"]);
        return services;
    }

    /// <summary>What ops and Prometheus look at: <c>/metrics</c>, <c>/health/live</c> (the process answers), <c>/health/ready</c> (store and scheduler work).</summary>
    public static void MapStatus(this WebApplication app)
    {
        app.Use(RefuseAsync);
        app.MapMetrics("/metrics", app.Services.GetRequiredService<CollectorRegistry>());
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        foreach (var path in new[] { "/health", "/health/ready" })
            app.MapHealthChecks(path, new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }

    // A path that whoever passes it on may read otherwise than this does, and take for one that anybody may ask for; and figures, where readers must say who they are and whoever
    // passes this on did not ask them.
    private static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        if (path.Split('/').Any(part => part is "." or "..") || Odd.Any(odd => path.Contains(odd, StringComparison.OrdinalIgnoreCase)))
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (context.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase) && context.Request.Headers.Keys.Any(Doorkeeper.IsOfAProxy)
            && context.RequestServices.GetService<Catalog>()?.Installation.Status.Pages is { Forwarded: not null } or { Oidc: not null })
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            return next(context);
        return Task.CompletedTask;
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
