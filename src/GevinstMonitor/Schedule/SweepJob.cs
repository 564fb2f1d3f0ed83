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
                var result = await round.SweepAsync(Due.At(context),
                    (context.MergedJobDataMap.TryGetString(Left, out var left) ? left! : "").Split(' ').ToHashSet(StringComparer.Ordinal), ct);
                metrics.Record(result, clock.GetUtcNow());
                log.LogInformation("Sweep: {Places} benefits and units, {Changes} changes, {Troubles} troubles began or ended",
                    result.Seen.Count, result.Concluded.Deviations.Count, result.Concluded.Troubles.Count);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("The sweep was stopped and left no trace");
        }
    }
}
