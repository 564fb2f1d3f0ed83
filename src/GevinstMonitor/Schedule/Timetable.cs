using GevinstMonitor.Configure;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>What the clock makes happen: a job for each round (source × schedule), a sweep each day, and the post.</summary>
public sealed class Timetable(Catalog catalog, Round rounds, TimeProvider clock)
{
    public const string Source = "source";
    public const string Cron = "schedule";

    // Before the usual hours of letters, so that what the night's rounds did not find is told with what they did.
    private const string SweepCron = "0 50 6 * * ?";
    private const string PostCron = "0 * * * * ?";

    /// <summary>The rounds: which sources are read when.</summary>
    public static IEnumerable<(string Source, string Schedule)> Rounds(Catalog catalog) =>
        catalog.Indicators.Values.Select(i => (i.Indicator.Source, i.File.Schedule)).Distinct();

    public static void Fill(IQuartzBuilder quartz, Catalog catalog)
    {
        foreach (var (source, schedule) in Rounds(catalog))
        {
            var key = KeyOf(source, schedule);
            quartz.AddJob<RoundJob>(job => job.WithIdentity(key).UsingJobData(Source, source).UsingJobData(Cron, schedule));
            quartz.AddTrigger(trigger => trigger.ForJob(key).WithSchedule(CronIn(schedule, catalog.Zone)));
        }

        quartz.AddJob<SweepJob>(job => job.WithIdentity(SweepJob.Key));
        quartz.AddTrigger(trigger => trigger.ForJob(SweepJob.Key).WithSchedule(CronIn(SweepCron, catalog.Zone)));
        quartz.AddJob<PostJob>(job => job.WithIdentity(PostJob.Key));
        quartz.AddTrigger(trigger => trigger.ForJob(PostJob.Key).WithSchedule(CronIn(PostCron, catalog.Zone)));
    }

    /// <summary>The rounds that fell due while no worker ran, and the indicators they read; they run once, now, like any misfire.</summary>
    public async Task<IReadOnlyList<(JobKey Key, IReadOnlyList<string> Indicators)>> MissedAsync(CancellationToken ct)
    {
        var newest = await rounds.LastReadAsync(ct);
        return [.. from round in Rounds(catalog)
            let read = catalog.Indicators.Values.Where(i => (i.Indicator.Source, i.File.Schedule) == round).Select(i => i.Indicator.Id).ToList()
            let due = new CronExpression(round.Schedule, catalog.Zone).GetPreviousValidTimeBefore(clock.GetUtcNow())
            where due is not null && read.Any(id => !newest.TryGetValue(id, out var last) || last < due)
            select (KeyOf(round.Source, round.Schedule), (IReadOnlyList<string>)read)];
    }

    private static JobKey KeyOf(string source, string schedule) => new($"{source} at {schedule}", "rounds");

    // A round that could not start in time starts once as soon as it can.
    private static CronScheduleBuilder CronIn(string cron, TimeZoneInfo zone) =>
        CronScheduleBuilder.Create(cron).InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);
}
