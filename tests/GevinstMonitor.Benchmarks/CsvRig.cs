using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Benchmarks;

/// <summary>A file of a million rows, read as the product reads it: how much memory above rest, and how long against a bare loop over the same file.</summary>
internal static class CsvRig
{
    private const int Rows = 1_000_000;
    private const int Times = 5;
    private static readonly DateTimeOffset AsOf = new(2026, 7, 13, 6, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-csv-");
        try
        {
            // Rows of 1,000 units and 36 months add up; those of 1,000 units and 1,000 days are a figure each.
            await ReadAsync(Directory.CreateDirectory(Path.Combine(folder.FullName, "months")).FullName, "month", i => new DateOnly(2023, 7, 1).AddMonths(i / 1000 % 36).ToString("yyyy-MM", CultureInfo.InvariantCulture), 36_000);
            await ReadAsync(Directory.CreateDirectory(Path.Combine(folder.FullName, "days")).FullName, "day", i => new DateOnly(2023, 7, 1).AddDays(i / 1000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Rows);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ReadAsync(string folder, string period, Func<int, string> written, int figures)
    {
        var file = Path.Combine(folder, "data", "rows.csv");
        Write(folder, period, written);
        var catalog = new CatalogLoader(folder, SourceKinds.All.Map).Load();
#pragma warning disable RS0030 // A measurement is about the wall clock.
        using var collector = new Collector(catalog, SourceKinds.All, TimeProvider.System);
#pragma warning restore RS0030
        var settings = catalog.Indicators["rows"];
        var window = Window.Of(settings.Indicator.Period, settings.Indicator.History, catalog.At(AsOf));
        var (bare, product) = (new List<double>(), new List<double>());
        for (var i = 0; i <= Times; i++)
        {
            bare.Add(Seconds(Environment.CpuUsage.TotalTime, Bare(file)));
            product.Add(Seconds(Environment.CpuUsage.TotalTime, await ReadAsync()));
        }

        Console.WriteLine($"{Rows:N0} rows in {new FileInfo(file).Length / 1048576d:0} MB, {figures:N0} figures; median of {Times}");
        Console.WriteLine($"{bare.Skip(1).Order().ElementAt(Times / 2),8:0.00} s  of processor time, a bare CsvHelper loop that takes every field as text");
        Console.WriteLine($"{product.Skip(1).Order().ElementAt(Times / 2),8:0.00} s  of processor time, reading, {product.Skip(1).Order().ElementAt(Times / 2) / bare.Skip(1).Order().ElementAt(Times / 2):0.0} x the bare loop");

        // The last reading still stands on the stack of the thread that came from it, and would be freed only while the next is measured.
        await Task.Yield();
        using var self = Process.GetCurrentProcess();
        // What the first sets free the second gives back.
        for (var i = 0; i < 2; i++)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // 5: the kernel forgets the most there ever was.
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        var rest = Gevinst.Megabytes(self, "VmRSS");
        await ReadAsync();
        Console.WriteLine($"{Gevinst.Megabytes(self, "VmHWM") - rest,8:0} MB  the most above rest ({rest:0} MB) while it is read (limit 100)");

        async Task<int> ReadAsync()
        {
            var reading = (await collector.ReadAsync([new Question(settings, window)], catalog.At(AsOf), CancellationToken.None))[0];
            return reading is Reading.Taken taken && taken.Figures.Count == figures ? taken.Rows : throw new InvalidOperationException($"{reading}");
        }
    }

    private static int Bare(string file)
    {
        using var csv = CsvReader.Create(new StreamReader(file), new CsvReaderOptions { Separator = ';' });
        var (rows, characters) = (0, 0L);
        while (csv.Read())
        {
            rows++;
            for (var i = 0; i < csv.FieldCount; i++)
                characters += csv.GetString(i).Length;
        }

        return characters > 0 ? rows : 0;
    }

    // Of processor time, whoever else is busy on the machine.
    private static double Seconds(TimeSpan before, int rows) => rows == Rows ? (Environment.CpuUsage.TotalTime - before).TotalSeconds : throw new InvalidOperationException($"{rows} rows");

    private static void Write(string folder, string period, Func<int, string> written)
    {
        foreach (var name in new[] { "sources", "indicators", "plans", "data" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        using (var text = new StreamWriter(Path.Combine(folder, "data", "rows.csv")))
        {
            text.Write("Periode;Enhed;Digitale;Alle\n");
            for (var i = 0; i < Rows; i++)
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{written(i)};unit-{i % 1000};{i % 977};1.{i % 1000:000},5\n"));
        }

        File.WriteAllText(Path.Combine(folder, "gevinstmonitor.yml"), """
            installation: Målekommune
            store: { kind: sqlite, file: ../store.db }
            mail: { kind: folder, folder: ../mail, from: gevinst@bench.example, allowedDomains: [bench.example], operations: drift@bench.example }
            """);
        File.WriteAllText(Path.Combine(folder, "organisation.yml"), "units: [ { id: alle, name: Alle } ]\nposts: []\n");
        File.WriteAllText(Path.Combine(folder, "sources", "rows.yml"), "id: rows\nkind: csv\nfile: data/rows.csv\nthousands: '.'\ntimeout: 5m\n");
        File.WriteAllText(Path.Combine(folder, "indicators", "rows.yml"), $$"""
            id: rows
            name: Rækker
            source: rows
            kind: ratio
            unit: percent
            better: higher
            period: {{period}}
            due: 10d
            schedule: "0 0 6 * * ?"
            columns: { period: Periode, unit: Enhed, numerator: Digitale, denominator: Alle }
            history: 1200
            """);
    }
}
