using System.Text.RegularExpressions;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
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
using Snapshooter.Xunit3;

namespace GevinstMonitor.Tests.Status;

/// <summary>Dashboards and alarms name metrics and labels: they change on purpose, or not at all.</summary>
public sealed partial class MetricsSnapshotTests
{
    [Fact]
    public async Task Metrics_AfterAPassOverTheExample_AreTheSnapshot()
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-metrics-");
        try
        {
            await using var app = App(ConfigFolder.Load(Example.CopyTo(folder.FullName)), out var at);
            await PassAsync(app.Services, at);
            await app.StartAsync(Stop);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

            Snapshot.Match(Surface(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop)));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The worker without its scheduler, at the example's moment: the wall clock would find other standings every month.
    private static WebApplication App(Catalog catalog, out DateTimeOffset at)
    {
        at = DateTimeOffset.Parse($"{Example.AsOf}T00:00:00+02:00", System.Globalization.CultureInfo.InvariantCulture);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(catalog).AddSingleton<TimeProvider>(new FakeTimeProvider(at)).AddCollect().AddStore().AddRound().AddPost().AddSingleton<Look>(p => p.GetRequiredService<Round>().LookAsync).AddStatus();
        var app = builder.Build();
        app.MapStatus();
        return app;
    }

    private static async Task PassAsync(IServiceProvider services, DateTimeOffset at)
    {
        var catalog = services.GetRequiredService<Catalog>();
        await services.GetRequiredService<Migrator>().MigrateAsync(at, Stop);
        var metrics = services.GetRequiredService<MonitorMetrics>();
        metrics.Record(await services.GetRequiredService<Round>().RunAsync([.. catalog.Indicators.Values], at, Stop), at);
        metrics.RecordDue(new Timetable(catalog, services.GetRequiredService<Round>(), services.GetRequiredService<TimeProvider>()).Due());
        metrics.Record(new Reloads(0, 0, true, at));
        await services.GetRequiredService<Mailroom>().WriteAsync(catalog.At(at), toPeople: true, Stop);
        metrics.Record(await services.GetRequiredService<Postman>().DeliverAsync(toPeople: true, Stop), at);
    }

    // Help, type and samples of each metric, by name; of labels the names alone, and each sample once.
    private static string Surface(string metrics) => string.Join('\n', metrics.Split("# HELP ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
        .Select(metric => string.Join('\n', $"# HELP {metric}".TrimEnd().Split('\n').Select(line => line.StartsWith('#') ? line : NameAndLabels(line)).Distinct()) + "\n"));

    private static string NameAndLabels(string sample) => Value().Replace(LabelValue().Replace(sample, "$1"), "");

    [GeneratedRegex("""([{,]\w+)="(?:[^"\\]|\\.)*"(?=[,}])""")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@" \S+$")]
    private static partial Regex Value();
}
