using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>Looks at everything once a day without reading, so that silence is noticed.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(Round round, Timetable timetable, MonitorMetrics metrics, TimeProvider clock, Patience patience, ILogger<SweepJob> log) : IJob
{
    private const string Left = "left";

    // Longer than rounds take.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(15);

    public static JobKey Key { get; } = new("sweep");

    /// <summary>For a sweep that leaves some indicators alone, because they are being read.</summary>
    public static JobDataMap Without(IEnumerable<string> indicators) => new() { [Left] = string.Join(' ', indicators) };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await patience.RunAsync("The sweep", async ct =>
            {
                var (places, changes, troubles) = (0, 0, 0);
                var left = (context.MergedJobDataMap.TryGetString(Left, out var ids) ? ids! : "").Split(' ').ToHashSet(StringComparer.Ordinal);
                await foreach (var result in round.SweepAsync(Due.At(context), left, ct))
                {
                    metrics.Record(result, clock.GetUtcNow());
                    (places, changes, troubles) = (places + result.Seen.Count, changes + result.Concluded.Deviations.Count, troubles + result.Concluded.Troubles.Count);
                }

                // A worker that was taken for dead while it lived, and then died, has lost its round: nobody else knows of it.
                foreach (var lost in (await timetable.MissedAsync(ct)).Where(lost => lost.Due < clock.GetUtcNow() - Overdue && !lost.Indicators.Any(left.Contains)))
                {
                    await context.Scheduler.TriggerJob(lost.Key, ct);
                    log.LogWarning("Round {Round} was due at {Due:yyyy-MM-ddTHH:mm:ssK} and was not run; it runs now", lost.Key.Name, lost.Due);
                }

                log.LogInformation("Sweep: {Places} benefits and units, {Changes} changes, {Troubles} troubles began or ended", places, changes, troubles);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("The sweep was stopped; what it had concluded stands, the rest is looked at by the next");
        }
    }
}
