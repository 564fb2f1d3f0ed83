using GevinstMonitor.Configure;
using GevinstMonitor.Post;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>Writes and sends letters: to people in the hours of letters, to operations at any time.</summary>
[DisallowConcurrentExecution]
internal sealed class PostJob(Catalog catalog, Mailroom mailroom, Secretary secretary, Postman postman, MonitorMetrics metrics, TimeProvider clock, Patience patience, Rest rest, ILogger<PostJob> log) : IJob
{
    public static JobKey Key { get; } = new("post");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var asOf = catalog.At(Due.At(context));
        try
        {
            await patience.RunAsync("The post", async ct =>
            {
                // Also by now: it may have waited for the store.
                var toPeople = catalog.DeliveryWindow.IsOpen(asOf.Local) && catalog.DeliveryWindow.IsOpen(catalog.At(clock.GetUtcNow()).Local);
                await mailroom.WriteAsync(asOf, toPeople, ct);
                if (toPeople)
                    await secretary.WriteDigestsAsync(asOf, ct);
                var delivery = await postman.DeliverAsync(toPeople, ct);
                metrics.Record(delivery);
                if (delivery.Sent > 0)
                    log.LogInformation("{Sent} letters sent", delivery.Sent);
                foreach (var fault in delivery.Faults)
                    log.LogWarning("Not sent: {Fault}", fault);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("The post was stopped; what is left waits in the outbox");
        }

        rest.GiveBack();
    }
}
