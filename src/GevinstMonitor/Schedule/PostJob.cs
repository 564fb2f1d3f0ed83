using System.Diagnostics;
using GevinstMonitor.Configure;
using GevinstMonitor.Post;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>Writes and sends letters: to people in the hours of letters, to operations at any time.</summary>
[DisallowConcurrentExecution]
internal sealed class PostJob(Catalog catalog, Mailroom mailroom, Secretary secretary, Postman postman, MonitorMetrics metrics, TimeProvider clock, Patience patience, Rest rest, Journal journal) : IJob
{
    public static JobKey Key { get; } = new("post");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var asOf = catalog.At(Due.At(context));
        using var scope = journal.Other("Post", context.FireInstanceId, asOf.Instant);
        try
        {
            await patience.RunAsync("post", "The post", async ct =>
            {
                // Also by now: it may have waited for the store.
                var toPeople = catalog.DeliveryWindow.IsOpen(asOf.Local) && catalog.DeliveryWindow.IsOpen(catalog.At(clock.GetUtcNow()).Local);
                await mailroom.WriteAsync(asOf, toPeople, ct);
                if (toPeople)
                    await secretary.WriteDigestsAsync(asOf, ct);
                var delivery = await postman.DeliverAsync(toPeople, ct, letter =>
                {
                    metrics.Record(letter, clock.GetUtcNow());
                    journal.Tell(letter);
                });
                metrics.Record(delivery, clock.GetUtcNow());
                Activity.Current?.SetTag("gevinst.sent", delivery.Sent).SetTag("gevinst.postponed", delivery.Postponed).SetTag("gevinst.given_up", delivery.GivenUp);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.PostStopped();
        }

        rest.GiveBack();
    }
}
