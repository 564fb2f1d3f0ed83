using System.Diagnostics;
using GevinstMonitor.Configure;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>A round: all indicators of one source with one schedule. Never overlaps with itself.</summary>
[DisallowConcurrentExecution]
internal sealed class RoundJob(Catalog catalog, Round round, Timetable timetable, MonitorMetrics metrics, TimeProvider clock, Patience patience, Journal journal) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var (source, schedule) = (context.MergedJobDataMap.GetString(Timetable.Source)!, context.MergedJobDataMap.GetString(Timetable.Cron)!);
        var indicators = catalog.Indicators.Values.Where(i => i.Indicator.Source == source && i.File.Schedule == schedule).ToList();
        var at = Due.At(context);
        using var scope = journal.Round(context.FireInstanceId, source, at);
        try
        {
            await patience.RunAsync("round", $"Round {source}", async ct =>
            {
                var result = await round.RunAsync(indicators, at, ct);
                Spans.Tell(Activity.Current, source, result);
                metrics.Record(result, clock.GetUtcNow());
                metrics.RecordDue(timetable.Due());
                journal.Tell(source, result);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.RoundStopped(source);
        }
    }
}
