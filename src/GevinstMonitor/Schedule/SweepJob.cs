using System.Diagnostics;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>Looks at everything once a day without reading, so that silence is noticed.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(Round round, Timetable timetable, MonitorMetrics metrics, TimeProvider clock, Patience patience, Journal journal) : IJob
{
    private const string Left = "left";

    // Longer than rounds take.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(15);

    public static JobKey Key { get; } = new("sweep");

    /// <summary>For a sweep that leaves some indicators alone, because they are being read.</summary>
    public static JobDataMap Without(IEnumerable<string> indicators) => new() { [Left] = string.Join(' ', indicators) };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        using var scope = journal.Other("Sweep", context.FireInstanceId, Due.At(context));
        try
        {
            await patience.RunAsync("sweep", "The sweep", async ct =>
            {
                var (places, changes, troubles) = (0, 0, 0);
                var left = (context.MergedJobDataMap.TryGetString(Left, out var ids) ? ids! : "").Split(' ').ToHashSet(StringComparer.Ordinal);
                await foreach (var result in round.SweepAsync(Due.At(context), left, ct))
                {
                    metrics.Record(result, clock.GetUtcNow());
                    journal.Tell(result);
                    (places, changes, troubles) = (places + result.Seen.Count, changes + result.Concluded.Deviations.Count, troubles + result.Concluded.Troubles.Count);
                }

                metrics.RecordSweep(clock.GetUtcNow());
                // A worker that was taken for dead while it lived, and then died, has lost its round: nobody else knows of it.
                foreach (var lost in (await timetable.MissedAsync(ct)).Where(lost => lost.Due < clock.GetUtcNow() - Overdue && !lost.Indicators.Any(left.Contains)))
                {
                    await context.Scheduler.TriggerJob(lost.Key, ct);
                    journal.Tell(lost);
                }

                Activity.Current?.SetTag("gevinst.places", places).SetTag("gevinst.changes", changes).SetTag("gevinst.troubles", troubles);
                journal.SweepDone(places, changes, troubles);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.SweepStopped();
        }
    }
}
