using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>Looks at everything once a day without reading, so that silence is noticed.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(Round round, MonitorMetrics metrics, TimeProvider clock, Patience patience, ILogger<SweepJob> log) : IJob
{
    private const string Left = "left";

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
                await foreach (var result in round.SweepAsync(Due.At(context),
                    (context.MergedJobDataMap.TryGetString(Left, out var left) ? left! : "").Split(' ').ToHashSet(StringComparer.Ordinal), ct))
                {
                    metrics.Record(result, clock.GetUtcNow());
                    (places, changes, troubles) = (places + result.Seen.Count, changes + result.Concluded.Deviations.Count, troubles + result.Concluded.Troubles.Count);
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
