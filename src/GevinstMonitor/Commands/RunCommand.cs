using System.CommandLine;
using GevinstMonitor.Configure;
using GevinstMonitor.Schedule;
using GevinstMonitor.Status;
using Quartz;

namespace GevinstMonitor.Commands;

/// <summary><c>run</c>: the worker.</summary>
internal static class RunCommand
{
    public static Command Create(Bench bench, Action<IServiceCollection> worker)
    {
        var command = new Command("run", "The worker: schedules, letters, /metrics and /health, until it is stopped.");
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            await using (var provider = await bench.OpenAsync(catalog, ct))
            {
                // The store is fit for use before anything is promised, and no plan was changed behind its back.
                await KeptVersions.RefuseAsync(provider, catalog, ct);
            }

            await using var app = Build(bench, worker, catalog);
            try
            {
                await app.StartAsync(ct);
            }
            catch (IOException e)
            {
                throw new CannotRunException($"cannot listen on {catalog.Installation.Status.Listen}: {e.Message}");
            }

            var scheduler = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(ct);
            var missed = await app.Services.GetRequiredService<Timetable>().MissedAsync(ct);
            foreach (var round in missed)
                await scheduler.TriggerJob(round.Key, ct);
            // Whatever happened while no worker ran is concluded from now, not from tomorrow's sweep on; what is being read concludes for itself.
            await scheduler.TriggerJob(SweepJob.Key, SweepJob.Without(missed.SelectMany(round => round.Indicators)), ct);
            await app.WaitForShutdownAsync(ct);
            return ExitCode.Done;
        });
        return command;
    }

    private static WebApplication Build(Bench bench, Action<IServiceCollection> worker, Catalog catalog)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(catalog.Installation.Status.Listen);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:sszzz ";
        });
        builder.Logging.AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            // It warns that keys in the store are not encrypted by others; see the decision in the README.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Stopping.Most);
        bench.Fill(builder.Services, catalog);
        worker(builder.Services);
        if (catalog.Installation.Letters.Answers is not null)
            builder.Services.AddAnswers();
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore(_ => { });
            Timetable.Fill(quartz, catalog);
        });
        builder.Services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        builder.Services.AddHealthChecks().AddQuartz(health => health.Tags.Add("ready"));
        var app = builder.Build();
        app.MapStatus();
        app.MapAnswers();
        return app;
    }
}
