using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>A round: all indicators of one source with one schedule. Never overlaps with itself.</summary>
[DisallowConcurrentExecution]
public sealed class RoundJob(Catalog catalog, Round round, MonitorMetrics metrics, TimeProvider clock, Patience patience, ILogger<RoundJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var (source, schedule) = (context.MergedJobDataMap.GetString(Timetable.Source)!, context.MergedJobDataMap.GetString(Timetable.Cron)!);
        var indicators = catalog.Indicators.Values.Where(i => i.Indicator.Source == source && i.File.Schedule == schedule).ToList();
        var at = Due.At(context);
        try
        {
            await patience.RunAsync($"Round {source}", async ct =>
            {
                var result = await round.RunAsync(indicators, at, ct);
                metrics.Record(result, clock.GetUtcNow());
                log.LogInformation("Round {Source}: {Readings} readings, {Failed} failed, {Measurements} new measurements, {Changes} changes, {Milliseconds:0} ms, as of {AsOf:yyyy-MM-ddTHH:mm:ss.fffK}",
                    source, result.Readings.Count, result.Readings.OfType<Reading.Failed>().Count(), result.Measurements, result.Concluded.Deviations.Count, result.Took.TotalMilliseconds, result.AsOf.Instant);
                foreach (var failed in result.Readings.OfType<Reading.Failed>())
                    log.LogWarning("Reading {Indicator} from {Source} failed: {Fault}: {Detail}", failed.Indicator, failed.Source, failed.Fault, failed.Detail);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Round {Source} was stopped and left no trace; it runs when the worker starts again", source);
        }
    }
}
