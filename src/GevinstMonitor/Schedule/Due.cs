using System.Globalization;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>The moment that a job is for.</summary>
internal static class Due
{
    /// <summary>When it was to run; of one that is taken over from a worker that died, when it was to run there, so that what it did is not done again.</summary>
    public static DateTimeOffset At(IJobExecutionContext context) =>
        context.Recovering && context.MergedJobDataMap.TryGetString(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime, out var at)
            ? DateTimeOffset.Parse(at!, CultureInfo.InvariantCulture)
            : context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
}
