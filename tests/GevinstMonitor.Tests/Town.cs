using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace GevinstMonitor.Tests;

/// <summary>A small municipality in a folder of its own, with a clock that the test moves: real files, a real store, real letters.</summary>
public sealed class Town : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-town-");
    private readonly TestStore _store;
    private ServiceProvider? _services;
    private bool _isEdited;

    /// <param name="store">Where it keeps what it knows, in the place of <see cref="Given.Store"/>; it goes with the town.</param>
    public Town(string installation = Given.Installation, string organisation = Given.Organisation, TestStore? store = null)
    {
        _store = store ?? new SqliteTestStore();
        _store.SettleIn(_folder.FullName);
        Write("config/gevinstmonitor.yml", installation.Replace(Given.Store, _store.Settings, StringComparison.Ordinal));
        Write("config/organisation.yml", organisation);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The kinds of source that are known there.</summary>
    public SourceKinds Kinds { get; init; } = SourceKinds.All;

    public string Config => PathOf("config");

    public string StoreFile => PathOf("store.db");

    public string Mail => PathOf("mail");

    public string PathOf(string relative) => Path.Combine(_folder.FullName, relative);

    public Town Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), text);
        _isEdited = true;
        return this;
    }

    public Catalog Load(SourceKinds? kinds = null) => new CatalogLoader(Config, (kinds ?? Kinds).Map).Load();

    /// <summary>Starts as a new process would: reads the configuration, brings the store up to date.</summary>
    public async Task<ServiceProvider> StartAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddSingleton(Load()).AddLogging()
            .AddCollect().AddSingleton(Kinds).AddStore().AddRound().AddPost().AddSingleton<Look>(p => p.GetRequiredService<Round>().LookAsync);
        _store.SettleIn(services);
        _services = services.BuildServiceProvider();
        _isEdited = false;
        await _services.GetRequiredService<Migrator>().MigrateAsync(Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        return _services;
    }

    /// <summary>A whole pass, as <c>once</c> makes it, in a process of its own.</summary>
    /// <param name="local">The moment on Danish clocks.</param>
    public Task<Pass> OnceAsync(string local) =>
        OnceAsync(local, (round, indicators, at) => round.RunAsync(indicators, at, TestContext.Current.CancellationToken));

    /// <summary>A whole pass over a stretch of the past, as <c>once --from --to</c> makes it.</summary>
    /// <param name="local">The moment on Danish clocks.</param>
    /// <param name="from">First day, inclusive.</param>
    /// <param name="to">Last day, inclusive.</param>
    public Task<Pass> FillAsync(string local, string from, string to)
    {
        var (first, last) = (DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));
        return OnceAsync(local, (round, indicators, at) => round.FillAsync(indicators, first, last, at, TestContext.Current.CancellationToken));
    }

    private async Task<Pass> OnceAsync(string local, Func<Round, IReadOnlyList<IndicatorSettings>, DateTimeOffset, Task<RoundResult>> run)
    {
        var (services, catalog, at) = await StartAsync(local);
        var before = Letters().Select(l => l.MessageId).ToHashSet();
        var result = await run(services.GetRequiredService<Round>(), [.. catalog.Indicators.Values], at);
        await services.GetRequiredService<Mailroom>().WriteAsync(catalog.At(at), toPeople: true, TestContext.Current.CancellationToken);
        await services.GetRequiredService<Secretary>().WriteDigestsAsync(catalog.At(at), TestContext.Current.CancellationToken);
        var delivery = await services.GetRequiredService<Postman>().DeliverAsync(toPeople: true, TestContext.Current.CancellationToken);
        return new Pass(result, delivery, [.. Letters().Where(l => !before.Contains(l.MessageId))]);
    }

    /// <summary>A day of the worker: rounds at 6, and at 7 the post, as the hours of letters have it. It was started anew when the configuration was edited.</summary>
    public async Task<Pass> DayAsync(string day)
    {
        var (services, catalog, at) = _services is null || _isEdited ? await StartAsync($"{day}T06:00") : At(_services, $"{day}T06:00");
        var result = await services.GetRequiredService<Round>().RunAsync([.. catalog.Indicators.Values], at, TestContext.Current.CancellationToken);
        var post = catalog.At(at.AddHours(1));
        var toPeople = catalog.DeliveryWindow.IsOpen(post.Local);
        Clock.SetUtcNow(post.Instant.ToUniversalTime());
        var before = Directory.Exists(Mail) ? Directory.EnumerateFiles(Mail, "*.eml").ToHashSet(StringComparer.Ordinal) : [];
        await services.GetRequiredService<Mailroom>().WriteAsync(post, toPeople, TestContext.Current.CancellationToken);
        if (toPeople)
            await services.GetRequiredService<Secretary>().WriteDigestsAsync(post, TestContext.Current.CancellationToken);
        var delivery = await services.GetRequiredService<Postman>().DeliverAsync(toPeople, TestContext.Current.CancellationToken);
        return new Pass(result, delivery, Directory.Exists(Mail) ? [.. Directory.EnumerateFiles(Mail, "*.eml").Where(file => !before.Contains(file)).Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file))] : []);
    }

    /// <summary>The controller's word on a figure, on file.</summary>
    public async Task DecideAsync(long measurement, Decision decision, string local)
    {
        var (services, _, at) = await StartAsync(local);
        Assert.NotNull(await services.GetRequiredService<Ledger>().DecideAsync(measurement, decision, "controller", "Spurgt hos leverandøren", at, TestContext.Current.CancellationToken));
    }

    /// <summary>Where everything stands as of a moment, without reading.</summary>
    public async Task<IReadOnlyList<Evaluation>> LookAsync(string local)
    {
        var (services, catalog, at) = await StartAsync(local);
        return await services.GetRequiredService<Round>().LookAsync(catalog.At(at), TestContext.Current.CancellationToken);
    }

    private async Task<(ServiceProvider Services, Catalog Catalog, DateTimeOffset At)> StartAsync(string local)
    {
        return At(await StartAsync(), local);
    }

    private (ServiceProvider Services, Catalog Catalog, DateTimeOffset At) At(ServiceProvider services, string local)
    {
        var catalog = services.GetRequiredService<Catalog>();
        var moment = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(moment, catalog.Zone.GetUtcOffset(moment));
        // One may look at the past; the clock goes on.
        if (at > Clock.GetUtcNow())
            Clock.SetUtcNow(at.ToUniversalTime());
        return (services, catalog, at);
    }

    /// <summary>Every letter in the folder, by date and name.</summary>
    public IReadOnlyList<MimeMessage> Letters() => Directory.Exists(Mail)
        ? [.. Directory.EnumerateFiles(Mail, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file))]
        : [];

    /// <summary>Asks the store.</summary>
    public IReadOnlyList<T> Query<T>(string sql) => _store.Query<T>(sql);

    /// <summary>Asks the store for moments.</summary>
    public IReadOnlyList<DateTimeOffset> Moments(string sql) => _store.Moments(sql);

    /// <summary>Every row of every table.</summary>
    public IReadOnlyList<string> Facts() => _store.Facts();

    public void Dispose()
    {
        _services?.Dispose();
        _store.Dispose();
        if (Directory.Exists(_folder.FullName))
            _folder.Delete(recursive: true);
    }
}

/// <summary>What a pass gave.</summary>
public sealed record Pass(RoundResult Result, Delivery Delivery, IReadOnlyList<MimeMessage> Letters)
{
    /// <summary>How a benefit stands in a unit.</summary>
    public Judgement Of(string benefit, string unit = "*") => Result.Seen.Single(e => e.Benefit.Id == benefit && e.Place.Unit == unit).Current;
}
