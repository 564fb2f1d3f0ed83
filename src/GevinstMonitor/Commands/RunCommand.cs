using System.CommandLine;
using GevinstMonitor.Configure;
using GevinstMonitor.Schedule;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using Quartz;

namespace GevinstMonitor.Commands;

/// <summary><c>run</c>: the worker.</summary>
internal static class RunCommand
{
    // Of the machines of a cluster.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(1);

    public static Command Create(Bench bench, Action<IServiceCollection> worker)
    {
        var listen = new Option<string?>("--listen") { Description = "Where this worker answers, instead of where status.listen says: for several on one machine." };
        var command = new Command("run", "The worker: schedules, letters, /metrics and /health, until it is stopped.") { listen };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            // What clustered workers share; null for a worker alone.
            ServerDatabase? shared;
            await using (var provider = await bench.OpenAsync(catalog, ct))
            {
                // The store is fit for use before anything is promised, and no plan was changed behind its back.
                await KeptVersions.RefuseAsync(provider, catalog, ct);
                await RefuseTurningBackAsync(provider, ct);
                shared = catalog.Installation.Schedule.Mode == ScheduleMode.Clustered ? (ServerDatabase)provider.GetRequiredService<Database>() : null;
            }

            var address = parsed.GetValue(listen) ?? catalog.Installation.Status.Listen;
            await using var app = Build(bench, worker, catalog, shared, address);
            var scheduler = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(ct);
            var (missed, added) = await app.Services.GetRequiredService<Workers>().AloneAsync(async () =>
            {
                if (shared is not null)
                    await RefuseOtherVersionsAsync(app.Services, catalog, ct);
                // What is not new is due when it was, and if that is past it runs now.
                var added = await app.Services.GetRequiredService<Timetable>().SettleAsync(scheduler, ct);
                var missed = (await app.Services.GetRequiredService<Timetable>().MissedAsync(ct)).Where(round => added.Contains(round.Key)).ToList();
                await StartAsync(app, address, ct);
                return (missed, added);
            }, ct);
            // It runs: that it is asked to stop from here on is no failure, and what did not begin is due when it starts again.
            foreach (var round in missed)
                await scheduler.TriggerJob(round.Key, CancellationToken.None);
            // Whatever happened while no worker ran is concluded from now, not from tomorrow's sweep on; what is being read concludes for itself.
            if (added.Contains(SweepJob.Key))
                await scheduler.TriggerJob(SweepJob.Key, SweepJob.Without(missed.SelectMany(round => round.Indicators)), CancellationToken.None);
            await app.WaitForShutdownAsync(ct);
            if (shared is not null)
                await app.Services.GetRequiredService<Workers>().LeaveAsync(scheduler.SchedulerInstanceId, CancellationToken.None);
            return ExitCode.Done;
        });
        return command;
    }

    // What would be read now was read already, as it will be then: a look at the past would take back what was concluded since.
    private static async Task RefuseTurningBackAsync(IServiceProvider services, CancellationToken ct)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await services.GetRequiredService<Ledger>().NewestAsOfAsync(ct) is { } newest && newest - now > ClocksApart)
            throw new CannotRunException($"the store was read as of {newest:yyyy-MM-dd'T'HH:mm:ssK} already, and this machine's clock says {now:yyyy-MM-dd'T'HH:mm:ssK}; set the clock, or wait until then");
    }

    private static async Task StartAsync(WebApplication app, string address, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e)
        {
            throw new CannotRunException($"cannot listen on {address}: {e.Message}");
        }
    }

    // Two that judge by different plans would each tell what the other takes back.
    private static async Task RefuseOtherVersionsAsync(IServiceProvider services, Catalog catalog, CancellationToken ct)
    {
        var own = ConfigVersion.Of(catalog.Folder);
        var alive = await services.GetRequiredService<Workers>().AliveAsync(services.GetRequiredService<TimeProvider>().GetUtcNow(), catalog.Installation.Schedule.CheckIn, ct);
        if (alive.FirstOrDefault(worker => !worker.EndsWith(own, StringComparison.Ordinal)) is { } other)
            throw new CatalogRefusedException([new Fault(catalog.Folder, 0, $"this configuration is version {own}, and the worker {other} runs by another; stop that, or give both the same")]);
    }

    private static void Share(IQuartzBuilder quartz, Catalog catalog, ServerDatabase database)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "gevinst";
            scheduler.InstanceId = $"{Environment.MachineName} {Environment.ProcessId} {ConfigVersion.Of(catalog.Folder)}";
        });
        quartz.UsePersistentStore(store =>
        {
            // A worker checks in twice in the time after which it is taken for dead.
            store.UseClustering(cluster => cluster.CheckinInterval = cluster.CheckinMisfireThreshold = catalog.Installation.Schedule.CheckIn / 2);
            store.ProvisionSchema();
            if (database is PostgresDatabase)
                store.UsePostgres(Npgsql.NpgsqlFactory.Instance, database.ConnectionString);
            else
                store.UseSqlServer(Microsoft.Data.SqlClient.SqlClientFactory.Instance, database.ConnectionString);
        });
    }

    private static WebApplication Build(Bench bench, Action<IServiceCollection> worker, Catalog catalog, ServerDatabase? shared, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
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
            if (shared is not null)
                Share(quartz, catalog, shared);
            else
                quartz.UseInMemoryStore(_ => { });
        });
        builder.Services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        builder.Services.AddHealthChecks().AddQuartz(health => health.Tags.Add("ready"));
        var app = builder.Build();
        app.MapStatus();
        app.MapAnswers();
        return app;
    }
}
