using System.Diagnostics;
using GevinstMonitor.Collect;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;

namespace GevinstMonitor.Benchmarks;

/// <summary>What has been read appended and concluded: 1,000,000 rows against a bare loop that writes the same rows, and how the time for a row grows with what the store holds.</summary>
internal static class StoreRig
{
    private const int Times = 3, Most = 1000, Few = 10, Spare = 50, Units = 10, Months = 100;

    public static async Task<int> RunAsync()
    {
        using var country = new Country(1, Most + Spare, Units, Months);
        Console.WriteLine($"{Most * Units * Months:N0} rows: {Most:N0} indicators x {Units} units x {Months} months; median of {Times}");
        var readings = country.Readings(..Most, ..Months, Country.AsOf());
        var rows = Rows(readings);
        foreach (var stores in Stores.Here(country.Folder))
        {
            using (stores)
            {
                await AgainstBareAsync(stores, country, readings, rows);
                await GrowthAsync(stores, country, readings);
            }
        }

        return 0;
    }

    private static async Task AgainstBareAsync(Stores stores, Country country, IReadOnlyList<Reading> readings, List<BareRow> rows)
    {
        var (bare, kept, opened) = (new List<double>(), new List<double>(), 0);
        // In turn, so that a slow moment of the machine meets both; the first turn warms up and does not count.
        for (var i = 0; i <= Times; i++)
        {
            bare.Add(Seconds(() => stores.Bare(rows) == rows.Count));
            var round = Open(country, await stores.OpenAsync());
            kept.Add(await SecondsAsync(round, readings, Country.AsOf(), o => opened = o));
        }

        RoundRig.Report($"{stores.Name}: bare {(stores is PostgresStores ? "binary COPY" : "prepared insert")} in one transaction, into a table of the same columns and primary key", bare, bare);
        RoundRig.Report($"{stores.Name}: appended and concluded (limit {(stores is PostgresStores ? 3 : 4)}), {opened:N0} deviations opened", kept, bare);
    }

    private static async Task GrowthAsync(Stores stores, Country country, IReadOnlyList<Reading> readings)
    {
        int[] sizes = [Few, 100, Most];
        var perRow = sizes.ToDictionary(size => size, _ => new List<(double First, double Others, double Month)>());
        // In turn, so that a slow moment of the machine meets all.
        for (var i = 0; i < Times; i++)
        {
            foreach (var indicators in sizes)
            {
                var round = Open(country, await stores.OpenAsync());
                var (held, others) = (indicators * Units * Months, new List<double>());
                var first = await SecondsAsync(round, [.. readings.Take(indicators)], Country.AsOf()) / held;
                // Rounds of 10,000 rows of other indicators each.
                for (var other = 0; other < Spare; other += Few)
                    others.Add(await SecondsAsync(round, country.Readings((Most + other)..(Most + other + Few), ..Months, Country.AsOf()), Country.AsOf()) / (Few * Units * Months));
                // A month more of the indicators that are held: what is held of them is read and judged too.
                var month = await SecondsAsync(round, country.Readings(..indicators, Months..(Months + 1), Country.AsOf(1)), Country.AsOf(1)) / (held + (indicators * Units));
                perRow[indicators].Add((first, Median(others), month));
            }
        }

        foreach (var indicators in sizes)
        {
            var (rows, of) = (indicators * Units * Months, perRow[indicators]);
            var month = Median(of.Select(t => t.Month));
            Console.WriteLine($"{stores.Name}, {rows,9:N0} rows: µs a row: loaded {Median(of.Select(t => t.First)) * 1e6:0.00}; 10,000 rows of others when so many are held {Median(of.Select(t => t.Others)) * 1e6:0.00}; a month more, with what is held, {month * 1e6:0.00} ({month * (rows + (indicators * Units)) / (indicators * Units) * 1e6:0} a new row)");
        }

        Console.WriteLine($"{stores.Name}: from {Few * Units * Months:N0} to {Most * Units * Months:N0} rows (limit 1.3): loaded x {Growth(t => t.First):0.00}; others x {Growth(t => t.Others):0.00}; a month more x {Growth(t => t.Month):0.00}");

        double Growth(Func<(double First, double Others, double Month), double> of) => Median(perRow[Few].Zip(perRow[Most], (few, most) => of(most) / of(few)));
    }

    private static Round Open(Country country, Database database)
    {
#pragma warning disable RS0030 // A measurement is about the wall clock.
        var clock = TimeProvider.System;
#pragma warning restore RS0030
        return new Round(country.Catalog, new Collector(country.Catalog, SourceKinds.All, clock), new Ledger(database, clock), new Cases(database), clock);
    }

    private static async Task<double> SecondsAsync(Round round, IReadOnlyList<Reading> readings, DateTimeOffset at, Action<int>? opened = null)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        var result = await round.KeepAsync(readings, at, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        opened?.Invoke(result.Concluded.Deviations.Count);
        return result.Measurements == readings.Sum(r => ((Reading.Taken)r).Rows) && result.Seen.Count == readings.Count * (Units + 1)
            ? seconds
            : throw new InvalidOperationException($"{result.Measurements} measurements were new and {result.Seen.Count} places judged.");
    }

    private static double Seconds(Func<bool> work)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        return work() ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException("The bare loop did not write every row.");
    }

    private static List<BareRow> Rows(IReadOnlyList<Reading> readings)
    {
        var rows = new List<BareRow>();
        for (var r = 0; r < readings.Count; r++)
        {
            foreach (var (unit, period, figure) in ((Reading.Taken)readings[r]).Figures)
                rows.Add(new BareRow(rows.Count + 1, r + 1, readings[r].Indicator, unit, period.ToString(), nameof(FigureKind.Ratio), figure.First, figure.Second));
        }

        return rows;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
