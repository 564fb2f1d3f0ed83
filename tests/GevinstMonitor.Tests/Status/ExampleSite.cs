using GevinstMonitor.Collect;
using GevinstMonitor.Post;
using GevinstMonitor.Schedule;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Configure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GevinstMonitor.Tests.Status;

/// <summary>The worker without its scheduler, after a whole pass over the example at its moment: the wall clock would find other standings every month.</summary>
internal sealed class ExampleSite : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-metrics-");
    private readonly WebApplication _app;

    private ExampleSite(string culture, string status)
    {
        var at = DateTimeOffset.Parse($"{Example.AsOf}T00:00:00+02:00", System.Globalization.CultureInfo.InvariantCulture);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var config = Example.CopyTo(_folder.FullName);
        var file = Path.Combine(config, "gevinstmonitor.yml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("culture: da-DK", $"culture: {culture}", StringComparison.Ordinal)
            .Replace("status: { listen: \"http://127.0.0.1:8085\" }", $"status: {{ {status} }}", StringComparison.Ordinal));
        var catalog = ConfigFolder.Load(config);
        builder.Services.AddSingleton(catalog).AddSingleton<TimeProvider>(new FakeTimeProvider(at))
            .AddCollect().AddStore().AddRound().AddPost().AddSingleton<Look>(p => p.GetRequiredService<Round>().LookAsync).AddSingleton<Timetable>()
            .AddSingleton<NextRounds>(p => p.GetRequiredService<Timetable>().Due).AddStatus().AddPages(catalog);
        (_app, At) = (builder.Build(), at);
        _app.MapStatus();
        _app.MapPages();
    }

    public DateTimeOffset At { get; }

    public string Folder => _folder.FullName;

    public Uri Url => new(_app.Urls.Single());

    public HttpClient Http { get; private set; } = null!;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="status">What <c>status</c> of its configuration says.</param>
    public static async Task<ExampleSite> StartAsync(string culture = "da-DK", string status = "benefits: true")
    {
        var site = new ExampleSite(culture, status);
        await site.PassAsync(TestContext.Current.CancellationToken);
        await site._app.StartAsync(TestContext.Current.CancellationToken);
        site.Http = new HttpClient { BaseAddress = site.Url };
        return site;
    }

    private async Task PassAsync(CancellationToken ct)
    {
        var (catalog, metrics) = (Get<GevinstMonitor.Configure.Catalog>(), Get<MonitorMetrics>());
        await Get<Migrator>().MigrateAsync(At, ct);
        metrics.Record(await Get<Round>().RunAsync([.. catalog.Indicators.Values], At, ct), At);
        metrics.RecordDue(Get<Timetable>().Due());
        metrics.Record(new Reloads(0, 0, true, At));
        await Get<Mailroom>().WriteAsync(catalog.At(At), toPeople: true, ct);
        metrics.Record(await Get<Postman>().DeliverAsync(toPeople: true, ct, letter => metrics.Record(letter, At)), At);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
