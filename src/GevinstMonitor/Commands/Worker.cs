using System.Runtime.CompilerServices;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Schedule;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using Quartz;

namespace GevinstMonitor.Commands;

/// <summary>A configuration and what tells it from others.</summary>
internal sealed record Configured(Catalog Catalog, string Version);

/// <summary>The worker by one configuration: made, listening, at work, stopped. By another configuration it is another.</summary>
internal sealed partial class Worker : IAsyncDisposable
{
    /// <summary>Of the machines of a cluster.</summary>
    internal static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(1);

    // At what others have read and concluded, which takes reading the store.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(15);

    private readonly WebApplication _app;
    private readonly Configured _by;
    private readonly string _address;
    private readonly ILogger _log;
    // What clustered workers share.
    private readonly bool _isShared;
    private IScheduler? _scheduler;
    private bool _listens;
    private bool _isAtWork;
    // When it was last looked at what others did.
    private DateTimeOffset _looked;
    private bool _isTold;
    private bool _isDisposed;
    private CancellationTokenRegistration _asked;

    private Worker(WebApplication app, Configured by, string address, bool isShared)
    {
        (_app, _by, _address, _isShared) = (app, by, address, isShared);
        _log = app.Services.GetRequiredService<ILogger<Worker>>();
    }

    public Configured By => _by;

    /// <summary>Cancelled when it is asked to stop.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Whether it does what it is there for, or rightly waits to, or ends.</summary>
    public bool Lives => !_isAtWork || _isDisposed || _scheduler!.Status == SchedulerStatus.Running;

    public MonitorMetrics Metrics => _app.Services.GetRequiredService<MonitorMetrics>();

    public TimeProvider Clock => _app.Services.GetRequiredService<TimeProvider>();

    /// <summary>Makes one, and nothing of it is seen yet.</summary>
    /// <exception cref="CatalogRefusedException">A plan is not what was judged by.</exception>
    /// <exception cref="StoreUnusableException">The store cannot be opened, or its schema not be brought up to date.</exception>
    public static async Task<Worker> MakeAsync(Bench bench, Action<IServiceCollection> services, Configured by, string? listen, CancellationToken ct)
    {
        ServerDatabase? shared;
        await using (var provider = await bench.OpenAsync(by.Catalog, ct))
        {
            // The store is fit for use before anything is promised, and no plan was changed behind its back.
            await KeptVersions.RefuseAsync(provider, by.Catalog, ct);
            shared = by.Catalog.Installation.Schedule.Mode == ScheduleMode.Clustered ? (ServerDatabase)provider.GetRequiredService<Database>() : null;
        }

        var address = listen ?? by.Catalog.Installation.Status.Listen;
        return new Worker(Build(bench, services, by, shared, address), by, address, shared is not null);
    }

    /// <summary>What would be read now was read already, as it will be then: a look at the past would take back what was concluded since.</summary>
    /// <exception cref="CannotRunException">The store was read as of a later moment than this machine's clock says.</exception>
    public async Task RefuseTurningBackAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        if (await _app.Services.GetRequiredService<Ledger>().NewestAsOfAsync(ct) is { } newest && newest - now > ClocksApart)
            throw new CannotRunException($"the store was read as of {newest:yyyy-MM-dd'T'HH:mm:ssK} already, and this machine's clock says {now:yyyy-MM-dd'T'HH:mm:ssK}; set the clock, or wait until then");
    }

    /// <summary>From here on it can be asked how it is.</summary>
    /// <exception cref="CannotRunException">The address is not to be had.</exception>
    public async Task ListenAsync(CancellationToken ct)
    {
        try
        {
            await _app.StartAsync(ct);
            _listens = true;
            Started(_by.Version, KindOf(_by.Catalog.Installation.Store), _address);
            // Whoever asks, by whatever means: what runs has a short while then.
            _asked = ct.Register(_app.Lifetime.StopApplication);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new CannotRunException($"cannot listen on {_address}: {e.Message}");
        }
    }

    /// <summary>Begins its work, unless it has, or another worker that shares it runs by another configuration: two that judge by different plans would each tell what the other takes back.</summary>
    /// <returns>The other worker; null when it is at work.</returns>
    public async Task<string?> BeginAsync(CancellationToken ct)
    {
        if (_isTold)
            return null;
        try
        {
            if (!_isAtWork && await JoinAsync(ct) is { } other)
                return other;
        }
        catch (SchedulerException e)
        {
            throw new StoreUnusableException($"the schedule cannot be read or written: {e.Message}", e);
        }

        await TellAsync([]);
        _isTold = true;
        AtWork(_by.Version, Timetable.Rounds(_by.Catalog).Count());
        return null;
    }

    private async Task<string?> JoinAsync(CancellationToken ct)
    {
        var (services, timetable, workers) = (_app.Services, _app.Services.GetRequiredService<Timetable>(), _app.Services.GetRequiredService<Workers>());
        _scheduler ??= await services.GetRequiredService<ISchedulerFactory>().GetScheduler(ct);
        var (other, missed, added) = await workers.AloneAsync<(string?, IReadOnlyList<MissedRound>, IReadOnlySet<JobKey>)>(async () =>
        {
            if (_isShared && (await workers.AliveAsync(Clock.GetUtcNow(), _by.Catalog.Installation.Schedule.CheckIn, ct)).FirstOrDefault(worker => !worker.EndsWith(_by.Version, StringComparison.Ordinal)) is { } other)
                return (other, [], new HashSet<JobKey>());
            // What is not new is due when it was, and if that is past it runs now.
            var added = await timetable.SettleAsync(_scheduler, ct);
            var missed = (await timetable.MissedAsync(ct)).Where(round => added.Contains(round.Key)).ToList();
            await _scheduler.Start(ct);
            _isAtWork = true;
            return (null, missed, added);
        }, ct);
        if (other is not null)
            return other;
        // It runs: that it is asked to stop from here on is no failure, and what did not begin is due when it starts again.
        foreach (var round in missed)
            await _scheduler.TriggerJob(round.Key, CancellationToken.None);
        // Whatever happened while no worker ran is concluded from now, not from tomorrow's sweep on; what is being read concludes for itself.
        if (added.Contains(SweepJob.Key))
            await _scheduler.TriggerJob(SweepJob.Key, SweepJob.Without(missed.SelectMany(round => round.Indicators)), CancellationToken.None);
        return null;
    }

    /// <summary>Sees to it that its metrics tell what is due next, and what other workers, `once` and it itself before it was started anew did; what it does they tell already.</summary>
    public async Task LookAroundAsync(CancellationToken ct)
    {
        if (!_isAtWork)
            return;
        Metrics.RecordDue(_app.Services.GetRequiredService<Timetable>().Due());
        try
        {
            var now = Clock.GetUtcNow();
            if (_isShared)
                await CountOthersAsync(now, ct);
            if (now - _looked < BetweenLooks)
                return;
            Metrics.Record(await _app.Services.GetRequiredService<Views>().ReadingsAsync(_by.Catalog.Indicators.Keys, now, ct));
            if (_isShared)
                await LookAtOthersAsync(now, ct);
            _looked = now;
        }
        catch (StoreUnusableException)
        {
            // Whoever needs it says so; it is looked at again in a minute.
        }
    }

    private async Task CountOthersAsync(DateTimeOffset now, CancellationToken ct)
    {
        Metrics.RecordWorkers((await _app.Services.GetRequiredService<Workers>().AliveAsync(now, _by.Catalog.Installation.Schedule.CheckIn, ct)).Count);
        Metrics.Record(await _app.Services.GetRequiredService<Outbox>().DepthAsync(_by.Catalog.DeliveryWindow.IsOpen(_by.Catalog.At(now).Local), now, ct));
    }

    private async Task LookAtOthersAsync(DateTimeOffset now, CancellationToken ct)
    {
        var (asOf, open) = (_by.Catalog.At(now), (await _app.Services.GetRequiredService<Cases>().OpenAsync(now, ct)).Deviations);
        await Metrics.RecordAsync(LookAsync(asOf, ct), open, asOf);
    }

    // Some indicators at a time, as sweeps do.
    private async IAsyncEnumerable<(IReadOnlySet<string>, IReadOnlyList<Evaluation>)> LookAsync(Moment asOf, [EnumeratorCancellation] CancellationToken ct)
    {
        var round = _app.Services.GetRequiredService<Round>();
        foreach (var some in _by.Catalog.Indicators.Keys.Chunk(Round.SweptAtATime))
            yield return (some.ToHashSet(), await round.LookAsync(some, asOf, ct));
    }

    /// <summary>Says that another configuration was refused: in the log, and to operations until one is not.</summary>
    public async Task RefuseAsync(IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
            ConfigurationRefused(_by.Version, fault);
        try
        {
            await TellAsync([TroubleRule.Refused(_by.Catalog.Folder, faults)]);
        }
        catch (StoreUnusableException e)
        {
            RefusalUntold(e.Message);
        }
    }

    /// <summary>Says that its work waits.</summary>
    public void Wait(string why) => ConfigurationWaits(_by.Version, why);

    /// <summary>Begins nothing more, finishes what runs, or lets it go when it is asked to stop for good, and answers no more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_scheduler is not null)
            await EndAsync(_scheduler);
        if (_listens)
        {
            Stopped(_by.Version);
            await _app.StopAsync(CancellationToken.None);
            Telemetry.End(_app.Services);
        }

        await _asked.DisposeAsync();
        await _app.DisposeAsync();
    }

    private async Task EndAsync(IScheduler scheduler)
    {
        _app.Services.GetRequiredService<Schedule.Stopping>().GiveWay();
        using var late = new CancellationTokenSource();
        await using var asked = Stopping.Register(() => late.CancelAfter(Schedule.Stopping.Most));
        try
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).AsTask().WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            // What it holds is for the others to take over, as from one that died.
            StoppedEarly();
            return;
        }

        if (!_isShared || !_isAtWork)
            return;
        try
        {
            await _app.Services.GetRequiredService<Workers>().LeaveAsync(scheduler.SchedulerInstanceId, CancellationToken.None);
        }
        catch (StoreUnusableException e)
        {
            NotLeft(e.Message);
        }
    }

    private Task<Conclusions> TellAsync(IReadOnlyList<Trouble> refused) => _app.Services.GetRequiredService<Cases>().ConcludeAsync(
        open => new Conclusions([], [.. TroubleRule.Next(open.Troubles, refused, TroubleRule.OfConfiguration, Clock.GetUtcNow())], []), Clock.GetUtcNow(), CancellationToken.None);

    private static WebApplication Build(Bench bench, Action<IServiceCollection> services, Configured by, ServerDatabase? shared, string address)
    {
        // Not where it happens to be started, which may be the root of a disk that all of it would be watched for changes.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(address);
        Logs.AddTo(builder.Logging, by.Catalog.Installation.Logs);
        Telemetry.AddTo(builder, by.Catalog);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Schedule.Stopping.Most);
        bench.Fill(builder.Services, by.Catalog);
        services(builder.Services);
        if (by.Catalog.Installation.Letters.Answers is not null)
            builder.Services.AddAnswers();
        if (by.Catalog.Installation.Status.Pages.Show)
            builder.Services.AddPages(by.Catalog);
        builder.Services.AddQuartz(quartz =>
        {
            if (shared is not null)
                Share(quartz, by, shared);
            else
                quartz.UseInMemoryStore(_ => { });
        });
        builder.Services.AddHealthChecks().AddQuartz(health => health.Tags.Add("ready"));
        var app = builder.Build();
        app.MapStatus();
        app.MapAnswers();
        app.MapPages();
        return app;
    }

    private static void Share(IQuartzBuilder quartz, Configured by, ServerDatabase database)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "gevinst";
            scheduler.InstanceId = $"{Environment.MachineName} {Environment.ProcessId} {by.Version}";
        });
        quartz.UsePersistentStore(store =>
        {
            // A worker checks in three times in the time after which it is taken for dead, and looks as often whether another is.
            store.UseClustering(cluster =>
            {
                // Quartz keeps whole milliseconds.
                cluster.CheckinInterval = TimeSpan.FromMilliseconds((int)(by.Catalog.Installation.Schedule.CheckIn.TotalMilliseconds / 3));
                cluster.CheckinMisfireThreshold = by.Catalog.Installation.Schedule.CheckIn - cluster.CheckinInterval;
            });
            store.ProvisionSchema();
            if (database is PostgresDatabase)
                store.UsePostgres(database.Connections, database.ConnectionString);
            else
                store.UseSqlServer(database.Connections, database.ConnectionString);
        });
    }
}
