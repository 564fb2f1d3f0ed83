using System.Diagnostics;
using Dapper;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Store;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Benchmarks;

/// <summary>A round of 240,000 rows, new and again with nothing new, against bare loops in the same run.</summary>
internal static class RoundRig
{
    private const int Times = 5;

    public static async Task<int> RunAsync()
    {
        using var place = new Municipality(Municipality.First);
        var catalog = new CatalogLoader(place.Config, SourceKinds.All.Map).Load();
        var indicators = catalog.Indicators.Values.ToList();
        // As if the source might still correct everything: then a round reads all its rows again.
        var whole = indicators.Select(i => i with { Indicator = i.Indicator with { Revise = Municipality.Months } }).ToList();
        var (bare, bareRead, round, again, anew) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        // In turn, so that a slow moment of the machine meets them all; the first turn warms up and does not count.
        for (var i = 0; i <= Times; i++)
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(place.Store)!, "*.db*"))
                File.Delete(file);
            bare.Add(Seconds(() => BareLoop(place)));
            bareRead.Add(Seconds(() => BareRead(place)));
            var services = await OpenAsync(catalog, place);
            round.Add(await SecondsAsync(() => services.RunAsync(indicators, Municipality.AsOf, CancellationToken.None), Municipality.Rows));
            again.Add(await SecondsAsync(() => services.RunAsync(indicators, Municipality.AsOf.AddHours(1), CancellationToken.None), 0));
            anew.Add(await SecondsAsync(() => services.RunAsync(whole, Municipality.AsOf.AddHours(2), CancellationToken.None), 0));
            SqliteConnection.ClearAllPools();
        }

        Console.WriteLine($"{Municipality.Rows:N0} rows: {Municipality.Indicators:N0} indicators x {Municipality.Units} units x {Municipality.Months} months; median of {Times}");
        Report("bare loop: read with Dapper, insert prepared, one transaction", bare, bare);
        Report("round: collect, store, evaluate, deviate (limit 4)", round, bare);
        Report("bare read with Dapper", bareRead, bareRead);
        Report("round again, nothing new (limit 1.5)", again, bareRead);
        Report("round again with revise: 24, every row read anew, nothing new", anew, bareRead);
        return 0;
    }

    private static async Task<Round> OpenAsync(Catalog catalog, Municipality place)
    {
        var database = new SqliteDatabase(place.Store);
#pragma warning disable RS0030 // A measurement is about the wall clock.
        var clock = TimeProvider.System;
#pragma warning restore RS0030
        await new Migrator(database, Migrator.Shipped("sqlite")).MigrateAsync(Municipality.AsOf, CancellationToken.None);
        return new Round(catalog, new Collect.Collector(catalog, SourceKinds.All, clock), new Ledger(database, clock), new Cases(database), clock);
    }

    private sealed record Row(string Indicator, string Unit, string Month, long Part, long Whole);

    private static int BareRead(Municipality place)
    {
        using var source = new SqliteConnection($"Data Source={place.Source};Mode=ReadOnly");
        return source.Query<Row>("select indicator, unit, month, part, whole from figures").Count();
    }

    private static int BareLoop(Municipality place)
    {
        using var source = new SqliteConnection($"Data Source={place.Source};Mode=ReadOnly");
        var rows = source.Query<Row>("select indicator, unit, month, part, whole from figures");
        using var target = new SqliteConnection($"Data Source={place.Bare}");
        target.Open();
        target.Execute("pragma journal_mode = wal; pragma synchronous = full; create table rows (id integer primary key, indicator text, unit text, month text, part integer, whole integer); create unique index rows_by on rows (indicator, unit, month, id)");
        using var transaction = target.BeginTransaction();
        using var insert = target.CreateCommand();
        insert.CommandText = "insert into rows (indicator, unit, month, part, whole) values (@i, @u, @m, @p, @w)";
        var p = new[] { "@i", "@u", "@m", "@p", "@w" }.Select(name => insert.Parameters.Add(new SqliteParameter { ParameterName = name })).ToArray();
        insert.Prepare();
        var count = 0;
        foreach (var row in rows)
        {
            (p[0].Value, p[1].Value, p[2].Value, p[3].Value, p[4].Value) = (row.Indicator, row.Unit, row.Month, row.Part, row.Whole);
            count += insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return count;
    }

    private static double Seconds(Func<int> work)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        if (work() != Municipality.Rows)
            throw new InvalidOperationException("The bare loop did not see every row.");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> SecondsAsync(Func<Task<RoundResult>> work, int measurements)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result.Measurements == measurements && result.Seen.Count == Municipality.Indicators * (Municipality.Units + 1)
            ? seconds
            : throw new InvalidOperationException($"The round found {result.Measurements} new measurements and judged {result.Seen.Count} places.");
    }

    internal static void Report(string what, List<double> seconds, List<double> against) =>
        Console.WriteLine($"{Median(seconds.Skip(1)),7:0.000} s  x {Median(seconds.Skip(1).Zip(against.Skip(1), (a, b) => a / b)):0.00}  {what}");

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
