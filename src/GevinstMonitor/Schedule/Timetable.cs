using GevinstMonitor.Configure;
using Quartz;

namespace GevinstMonitor.Schedule;

/// <summary>A round that fell due and was not run.</summary>
/// <param name="Indicators">What it reads.</param>
/// <param name="Due">When it was due last.</param>
public sealed record MissedRound(JobKey Key, IReadOnlyList<string> Indicators, DateTimeOffset Due);

/// <summary>What the clock makes happen: a job for each round (source × schedule), a sweep each day, and the post.</summary>
public sealed class Timetable(Catalog catalog, Round rounds, TimeProvider clock)
{
    public const string Source = "source";
    public const string Cron = "schedule";

    // Before the usual hours of letters, so that what the night's rounds did not find is told with what they did.
    private const string SweepCron = "0 50 6 * * ?";
    private const string RoundGroup = "rounds";
    private const string PostCron = "0 * * * * ?";

    // An hour that comes twice began so long ago at the most.
    private static readonly TimeSpan MoreThanTheHour = TimeSpan.FromHours(3);

    /// <summary>The rounds: which sources are read when.</summary>
    public static IEnumerable<(string Source, string Schedule)> Rounds(Catalog catalog) =>
        catalog.Indicators.Values.Select(i => (i.Indicator.Source, i.File.Schedule)).Distinct();

    /// <summary>
    /// Makes the schedule what the configuration says, from nothing or from what another worker or an earlier one left: what is new is added, what is gone is taken
    /// away, and what stays keeps the moment it is due, so that what was missed meanwhile runs once.
    /// </summary>
    /// <returns>The jobs that were added.</returns>
    public async Task<IReadOnlySet<JobKey>> SettleAsync(IScheduler scheduler, CancellationToken ct)
    {
        var jobs = new List<(IJobDetail Job, string Cron)>
        {
            (JobBuilder.Create<SweepJob>().WithIdentity(SweepJob.Key).StoreDurably().RequestRecovery().Build(), SweepCron),
            (JobBuilder.Create<PostJob>().WithIdentity(PostJob.Key).StoreDurably().Build(), PostCron),
        };
        jobs.AddRange(Rounds(catalog).Select(round => (JobBuilder.Create<RoundJob>().WithIdentity(KeyOf(round.Source, round.Schedule)).StoreDurably().RequestRecovery()
            .UsingJobData(Source, round.Source).UsingJobData(Cron, round.Schedule).Build(), round.Schedule)));

        var wanted = jobs.Select(j => j.Job.Key).ToHashSet();
        foreach (var gone in (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(RoundGroup), ct)).Where(key => !wanted.Contains(key)))
            await scheduler.DeleteJob(gone, ct);
        var added = new HashSet<JobKey>();
        foreach (var (job, cron) in jobs)
        {
            var key = new TriggerKey(job.Key.Name, job.Key.Group);
            if (await scheduler.GetTrigger(key, ct) is ICronTrigger stands && stands.CronExpressionString == cron && stands.TimeZone.Id == catalog.Zone.Id)
                continue;
            await scheduler.ScheduleJob(job, [TriggerBuilder.Create(clock).WithIdentity(key).ForJob(job).StartAt(NextOf(cron)).WithSchedule(CronIn(cron, catalog.Zone)).Build()], ScheduleJobOptions.Replacing, ct);
            added.Add(job.Key);
        }

        return added;
    }

    /// <summary>The rounds that fell due and were not run: no worker ran, or who ran them was lost. They run once, now, like any misfire.</summary>
    public async Task<IReadOnlyList<MissedRound>> MissedAsync(CancellationToken ct)
    {
        var newest = await rounds.LastReadAsync(ct);
        return [.. from round in Rounds(catalog)
            let read = catalog.Indicators.Values.Where(i => (i.Indicator.Source, i.File.Schedule) == round).Select(i => i.Indicator.Id).ToList()
            let due = LastOf(round.Schedule)
            where due is not null && read.Any(id => !newest.TryGetValue(id, out var last) || last < due)
            select new MissedRound(KeyOf(round.Source, round.Schedule), read, due.Value)];
    }

    // In the night that clocks go back Quartz runs what is due at 02:30 at the first 02:30, but asked in between or after it names the second. What it names from before is
    // what it runs at.
    private DateTimeOffset? LastOf(string schedule)
    {
        var (cron, now) = (new CronExpression(schedule, catalog.Zone), clock.GetUtcNow());
        return cron.GetPreviousValidTimeBefore(now) is not { } last || !catalog.Zone.IsAmbiguousTime(last) ? cron.GetPreviousValidTimeBefore(now)
            : From(cron, last - MoreThanTheHour).TakeWhile(at => at < now).Last();
    }

    private DateTimeOffset NextOf(string schedule)
    {
        var now = clock.GetUtcNow();
        return catalog.Zone.IsAmbiguousTime(now) ? From(new CronExpression(schedule, catalog.Zone), now - MoreThanTheHour).First(at => at > now) : now;
    }

    private static IEnumerable<DateTimeOffset> From(CronExpression cron, DateTimeOffset at)
    {
        while (cron.GetNextValidTimeAfter(at) is { } next)
            yield return at = next;
    }

    private static JobKey KeyOf(string source, string schedule) => new($"{source} at {schedule}", RoundGroup);

    // A round that could not start in time starts once as soon as it can.
    private static CronScheduleBuilder CronIn(string cron, TimeZoneInfo zone) =>
        CronScheduleBuilder.Create(cron).InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);
}
