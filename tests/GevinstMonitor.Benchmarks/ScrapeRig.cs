using System.Diagnostics;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace GevinstMonitor.Benchmarks;

/// <summary><c>/metrics</c> with 100,000 series of benefits' figures: processor time of a scrape, with whoever asks in the same process.</summary>
internal static class ScrapeRig
{
    private const int Series = 100_000;
    private const int Times = 5;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-scrape-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Gevinst.Example, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(folder.FullName, Path.GetRelativePath(Gevinst.Example, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "gevinstmonitor.yml"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "gevinstmonitor.yml"), text.Replace("\nstatus: {", $"\nstatus: {{ mostSeries: {Series},", StringComparison.Ordinal));
            await MeasureAsync(new CatalogLoader(folder.FullName, SourceKinds.All.Map).Load());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(Catalog catalog)
    {
#pragma warning disable RS0030 // A measurement is about the wall clock.
        var metrics = new MonitorMetrics(Metrics.NewCustomRegistry(), catalog, TimeProvider.System);
#pragma warning restore RS0030
        var plan = catalog.Plans.Values.First();
        var benefit = plan.Benefits[0] with { Places = [plan.Benefits[0].Places[0] with { Worth = new Worth(1000, null) }] };
        var indicator = catalog.Indicators[benefit.Indicator].Indicator;
        var judgement = new Judgement { Period = Period.Containing(PeriodKind.Month, Municipality.First), Standing = Standing.OnTrack, Expected = 50, Actual = 51.2345m, Gap = -1.2345m };
        var seen = Enumerable.Range(0, Series / 4).Select(i => new Evaluation(plan, benefit with { Id = $"benefit-{i / 10}" }, benefit.Places[0] with { Unit = $"unit-{i % 10}" }, indicator, [judgement])).ToList();
        var started = Stopwatch.GetTimestamp();
        await metrics.RecordAsync(new (IReadOnlySet<string>, IReadOnlyList<Evaluation>)[] { (new HashSet<string> { indicator.Id }, seen) }.ToAsyncEnumerable(), new Dictionary<(string, string, string), Deviation>(), catalog.At(Municipality.AsOf));
        var set = Stopwatch.GetElapsedTime(started).TotalSeconds;

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(metrics.Registry).AddHealthChecks();
        await using var app = builder.Build();
        app.MapStatus();
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        http.DefaultRequestHeaders.Add("Accept", "application/openmetrics-text; version=1.0.0");
        var (took, lines, bytes) = (new List<double>(), 0, 0);
        // The first one warms up and does not count.
        for (var i = 0; i <= Times; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var text = await http.GetByteArrayAsync(new Uri("/metrics", UriKind.Relative));
            took.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
            (lines, bytes) = (text.Count(c => c == '\n'), text.Length);
        }

        await app.StopAsync();
        var counted = took.Skip(1).Order().ToList();
        Console.WriteLine($"{lines:N0} lines, {bytes / 1e6:0.0} MB; processor time, asker and asked; median of {Times}");
        Console.WriteLine($"{counted[Times / 2],6:0.00} s  a scrape of {Series:N0} series as OpenMetrics (limit 1), {counted[0]:0.00} to {counted[^1]:0.00}; the first {took[0]:0.00}");
        Console.WriteLine($"{set,6:0.00} s  setting them, for the first time");
    }
}
