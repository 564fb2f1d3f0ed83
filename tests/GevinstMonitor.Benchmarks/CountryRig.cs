using System.Diagnostics;
using GevinstMonitor.Store;
using Prometheus;

namespace GevinstMonitor.Benchmarks;

/// <summary>Every municipality of Denmark in one store: loaded once, judged nightly, and a month more of it.</summary>
internal static class CountryRig
{
    private const int Municipalities = 98, Indicators = 300, Units = 12, Months = 36;

    /// <param name="kind">A kind of store, or null for those there are here.</param>
    public static async Task<int> RunAsync(string? kind)
    {
        var started = Stopwatch.GetTimestamp();
        using var country = new Country(Municipalities, Indicators, Units, Months);
        Console.WriteLine($"{Municipalities * Indicators * Units * Months:N0} measurements: {Municipalities} municipalities x {Indicators} indicators x {Units} units x {Months} months, {Municipalities * Indicators * (Units + 1):N0} places judged");
        Console.WriteLine($"configuration of {Municipalities * Indicators:N0} indicators written and loaded: {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s; resident with it {Megabytes("VmRSS"):0} MB");
        country.WriteSources(later: 1);
        foreach (var stores in Stores.Here(country.Folder).Where(s => kind is null || s.Name.StartsWith(kind, StringComparison.OrdinalIgnoreCase)))
        {
            using (stores)
                await RunAsync(stores, country);
        }

        return 0;
    }

    private static async Task RunAsync(Stores stores, Country country)
    {
#pragma warning disable RS0030 // A measurement is about the wall clock.
        var clock = TimeProvider.System;
#pragma warning restore RS0030
        var database = await stores.OpenAsync();
        using var collector = new Collect.Collector(country.Catalog, Collect.SourceKinds.All, clock);
        var (round, metrics) = (new Round(country.Catalog, collector, new Ledger(database, clock), new Cases(database), clock), new MonitorMetrics(Metrics.NewCustomRegistry()));
        Console.WriteLine($"{stores.Name,-10}                  s: rounds   sweep   processor   MB: store   most resident   new rows   deviations changed");
        await NightAsync("loaded", Country.AsOf(), Months);
        await NightAsync("1. night after", Country.AsOf().AddDays(1), 0);
        await NightAsync("2. night after", Country.AsOf().AddDays(2), 0);
        await NightAsync("a month more", Country.AsOf(later: 1), 1);
        await NightAsync("1. night after", Country.AsOf(later: 1).AddDays(1), 0);

        async Task NightAsync(string what, DateTimeOffset at, int months)
        {
            // From here on the most is counted anew.
            await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
            using var process = Process.GetCurrentProcess();
            var (cpu, started, rows, changes) = (process.TotalProcessorTime, Stopwatch.GetTimestamp(), 0L, 0);
            for (var m = 0; m < Municipalities; m++)
                Record(await round.RunAsync(country.Of(m), at, CancellationToken.None));
            var rounds = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            await foreach (var result in round.SweepAsync(at.AddHours(1), new HashSet<string>(), CancellationToken.None))
                Record(result);
            var sweep = Stopwatch.GetElapsedTime(started);
            process.Refresh();
            Console.WriteLine($"  {what,-22} {rounds.TotalSeconds,12:0.0} {sweep.TotalSeconds,7:0.0} {(process.TotalProcessorTime - cpu).TotalSeconds,11:0.0} {stores.Megabytes(),11:0} {Megabytes("VmHWM"),15:0} {rows,10:N0} {changes,20:N0}");
            if (rows != Municipalities * Indicators * Units * (long)months)
                throw new InvalidOperationException("Not every measurement was new.");

            void Record(RoundResult result)
            {
                metrics.Record(result, at);
                (rows, changes) = (rows + result.Measurements, changes + result.Concluded.Deviations.Count);
            }
        }
    }

    private static double Megabytes(string line)
    {
        using var process = Process.GetCurrentProcess();
        return Gevinst.Megabytes(process, line);
    }
}
