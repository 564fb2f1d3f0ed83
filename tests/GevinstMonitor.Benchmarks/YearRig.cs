using System.Diagnostics;
using GevinstMonitor.Collect;
using GevinstMonitor.Post;
using GevinstMonitor.Schedule;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace GevinstMonitor.Benchmarks;

/// <summary>
/// A year of the worker in one process, on a municipality's second twelve months: the clock is set on a day at a time, so that its scheduler finds the night's round, the sweep and the
/// post due, and runs them. What it holds in memory at each month's end, when nothing runs.
/// </summary>
internal static class YearRig
{
    private const int Months = 12;

    public static async Task<int> RunAsync()
    {
        using var place = new Municipality(Municipality.First);
        var start = new DateTimeOffset(Municipality.First.AddMonths(Municipality.Months - Months), new TimeOnly(4, 15), TimeSpan.Zero);
        var clock = new SetClock(start);
        var hold = new TaskCompletionSource<IServiceProvider>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = new Commands.CommandLine(
            services => services.AddSingleton<TimeProvider>(clock).AddCollect().AddStore().AddRound().AddPost().AddSingleton<Look>(p => p.GetRequiredService<Round>().LookAsync),
            services => services.AddSchedule().AddStatus().AddSingleton<IHostedService>(provider => new Hold(provider, hold)).Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Warning));
        var run = line.RunAsync(["run", "--config", place.Config]);
        if (await Task.WhenAny(hold.Task, run) == run)
            return await run;
        var services = await hold.Task;
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        while (scheduler.Status != SchedulerStatus.Running)
            await Task.Delay(100);

        Console.WriteLine($"{Municipality.Indicators * Municipality.Units:N0} places judged daily for a year; at each month's end, when nothing runs");
        var began = Stopwatch.GetTimestamp();
        for (var day = start; day < start.AddMonths(Months); day = day.AddDays(1))
        {
            // The round at 6, the sweep at 6:50, and letters from 7 on, in summer and winter.
            foreach (var hour in Enumerable.Range(0, 4))
            {
                clock.Set(day.AddHours(hour));
                // It waits by the machine's clock: asked to run something it looks at what is due.
                await scheduler.TriggerJob(PostJob.Key);
                await QuietAsync(scheduler, services, clock);
            }

            if (day.AddDays(1).Month == day.Month)
                continue;
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            using var self = Process.GetCurrentProcess();
            Console.WriteLine($"{day:yyyy-MM}  {GC.GetTotalMemory(forceFullCollection: true) / 1e6,6:0.0} MB held  {Gevinst.Megabytes(self, "VmRSS"),6:0} MB resident  {self.Threads.Count,4} threads  {new FileInfo(place.Store).Length / 1e6,6:0.0} MB stored");
        }

        Console.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} minutes");
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        return await run;
    }

    // Until the day's round, sweep and post have been run.
    private static async Task QuietAsync(IScheduler scheduler, IServiceProvider services, TimeProvider clock)
    {
        var timetable = services.GetRequiredService<Timetable>();
        var ledger = services.GetRequiredService<Ledger>();
        for (var tries = 0; ; tries++)
        {
            await Task.Delay(20);
            if ((await scheduler.QueryFireInstances(new FireInstanceQuery())).Items.Count > 0 || (await timetable.MissedAsync(CancellationToken.None)).Count > 0)
                continue;
            if ((await scheduler.GetTrigger(new TriggerKey(SweepJob.Key.Name, SweepJob.Key.Group)))!.NextFireTimeUtc > clock.GetUtcNow() && await ledger.NewestAsOfAsync(CancellationToken.None) is not null)
                return;
            if (tries > 3000)
                throw new InvalidOperationException("The day's work does not end.");
        }
    }

    private sealed class Hold(IServiceProvider provider, TaskCompletionSource<IServiceProvider> taken) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            taken.TrySetResult(provider);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The machine's clock, set to a moment again and again.</summary>
    private sealed class SetClock(DateTimeOffset start) : TimeProvider
    {
#pragma warning disable RS0030 // What is set is the machine's own.
        private static readonly TimeProvider Machine = TimeProvider.System;
#pragma warning restore RS0030
        private long _off = (start - Machine.GetUtcNow()).Ticks;

        public override DateTimeOffset GetUtcNow() => Machine.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _off));

        public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _off, (now - Machine.GetUtcNow()).Ticks);
    }
}
