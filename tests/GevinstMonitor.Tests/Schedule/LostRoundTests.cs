using GevinstMonitor.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;
using Quartz.Extensibility;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>A round that nobody ran and nobody knows of: the sweep looks for it.</summary>
public sealed class LostRoundTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-07-08T06:50", "", true)] // it was due at 6
    [InlineData("2026-07-08T06:10", "", false)] // it may run still
    [InlineData("2026-07-08T06:50", "andel", false)] // it is being read
    public async Task Sweep_ThatFindsARoundThatWasDueAndNotRun_RunsIt(string local, string left, bool runs)
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505)));
        await town.OnceAsync("2026-07-07T06:00");
        town.Clock.SetUtcNow(new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(2)).ToUniversalTime());
        var services = await town.StartAsync();
        await using var own = new ServiceCollection().AddLogging().AddQuartz(quartz => quartz.UseInMemoryStore(_ => { })).BuildServiceProvider();
        var scheduler = await own.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop);
        var timetable = ActivatorUtilities.CreateInstance<Timetable>(services);
        await timetable.SettleAsync(scheduler, Stop);
        var round = Assert.Single(await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals("rounds"), Stop));

        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var sweep = ActivatorUtilities.CreateInstance<SweepJob>(services, timetable, new Patience(new Stopping(lifetime), town.Clock, NullLogger<Patience>.Instance), new Journal(NullLogger<Journal>.Instance));
        var context = JobExecutionContextBuilder.For(sweep).WithScheduler(scheduler)
            .WithTrigger(TriggerBuilder.Create().WithIdentity("now").UsingJobData(SweepJob.Without([left])).Build()).FiredAt(town.Clock.GetUtcNow()).Build();
        await sweep.Execute(context, Stop);

        Assert.Equal(runs ? 2 : 1, (await scheduler.GetTriggersOfJob(round, Stop)).Count);
        await scheduler.Shutdown(waitForJobsToComplete: false, Stop);
    }
}
