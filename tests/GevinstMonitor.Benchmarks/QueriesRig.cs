using System.Diagnostics;
using System.Globalization;
using Dapper;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Npgsql;

namespace GevinstMonitor.Benchmarks;

/// <summary>The worker's CPU time for reading PostgreSQL, against bare loops with Npgsql and Dapper that run the same queries in the same run; the server's own is not counted.</summary>
internal static class QueriesRig
{
    private const int Times = 9, Indicators = 5000, Units = 10, Months = 3, Concurrent = 8, ManyUnits = 50, ManyMonths = 100, Repeats = 200;
    private const string Server = "GEVINST_TEST_POSTGRES";
    private static readonly DateOnly First = new(2018, 3, 1);

    public static async Task<int> RunAsync()
    {
        if (Environment.GetEnvironmentVariable(Server) is not { Length: > 0 } connectionString)
        {
            Console.Error.WriteLine($"{Server} holds no connection string; `source .ci/databases` starts a PostgreSQL and sets it");
            return 64;
        }

        await FillAsync(connectionString);
        var folder = Directory.CreateTempSubdirectory("gevinst-queries-");
        try
        {
            var catalog = Load(folder.FullName);
#pragma warning disable RS0030 // A measurement is about the wall clock.
            var collector = new Collector(catalog, SourceKinds.All, TimeProvider.System);
#pragma warning restore RS0030
            var asOf = catalog.At(new DateTimeOffset(2026, 7, 13, 6, 0, 0, TimeSpan.Zero));
            var model = catalog.Indicators["figures"];
            Question Ask(string id, string sql, int months) =>
                new(model with { Indicator = model.Indicator with { Id = id }, File = model.File with { Id = id, Query = sql } }, new Window(First.AddMonths(ManyMonths - months), First.AddMonths(ManyMonths)));

            var small = Enumerable.Range(0, Indicators).Select(i => Ask($"ind-{i}", Query("figures", $"{i}"), Months)).ToList();
            var single = Enumerable.Range(0, Indicators).Select(i => Ask($"one-{i}", Query("figures", $"{i}") + " and unit = 'unit-0'", 1)).ToList();
            var large = Enumerable.Repeat(Ask("many", Query("many", "0"), ManyMonths), Repeats).ToList();
            Console.WriteLine($"CPU time of this process; median of {Times}");
            await CompareAsync($"{Indicators:N0} indicators, a query each of {Units * Months} rows, {Concurrent} at once", small, Query("figures", "@indicator"), Indicators * Units * Months);
            await CompareAsync($"{Indicators:N0} indicators, a query each of 1 row, {Concurrent} at once", single, Query("figures", "@indicator") + " and unit = 'unit-0'", Indicators);
            await CompareAsync($"{Repeats} times one query of {ManyUnits * ManyMonths:N0} rows", large, Query("many", "@indicator - @indicator"), Repeats * ManyUnits * ManyMonths);
            return 0;

            async Task CompareAsync(string what, List<Question> questions, string text, int rows)
            {
                var (bare, own, read) = (new List<double>(), new List<double>(), new List<double>());
                // In turn, so that a slow moment of the machine meets all; the first turn warms up and does not count.
                for (var i = 0; i <= Times; i++)
                {
                    bare.Add(await CpuSecondsAsync(() => BareAsync(connectionString, questions, _ => text), rows));
                    own.Add(await CpuSecondsAsync(() => BareAsync(connectionString, questions, question => question.Indicator.File.Query!), rows));
                    read.Add(await CpuSecondsAsync(() => ReadAsync(questions), rows));
                }

                RoundRig.Report($"bare, one text with a parameter: {what}", bare, bare);
                RoundRig.Report("bare, each its own text, which Dapper compiles and forgets", own, bare);
                RoundRig.Report("collect, each its own text (limit 2)", read, bare);
            }

            async Task<int> ReadAsync(List<Question> questions) =>
                (await collector.ReadAsync(questions, asOf, CancellationToken.None)).Sum(r => r is Reading.Taken taken ? taken.Figures.Count : throw new InvalidOperationException(((Reading.Failed)r).Detail));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed record Row(DateOnly Period, string Unit, long Numerator, long Denominator);

    private static async Task<int> BareAsync(string connectionString, List<Question> questions, Func<Question, string> textOf)
    {
        var rows = 0;
        await Parallel.ForAsync(0, questions.Count, new ParallelOptions { MaxDegreeOfParallelism = Concurrent }, async (i, ct) =>
        {
            var window = questions[i].Window;
            await using var connection = new NpgsqlConnection(connectionString);
            var parameters = new { indicator = i, from = window.From.ToDateTime(default), to = window.To.ToDateTime(default) };
            var read = await connection.QueryAsync<Row>(new CommandDefinition(textOf(questions[i]), parameters, cancellationToken: ct));
            Interlocked.Add(ref rows, read.Count());
        });
        return rows;
    }

    private static async Task<double> CpuSecondsAsync(Func<Task<int>> work, int rows)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        if (await work() != rows)
            throw new InvalidOperationException("Not every row was seen.");
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static string Query(string table, string indicator) =>
        $"select month as period, unit, part as numerator, whole as denominator from bench_{table} where indicator = {indicator} and month >= @from and month < @to";

    private static async Task FillAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        foreach (var (table, indicators, units, months) in new[] { ("figures", Indicators, Units, Months), ("many", 1, ManyUnits, ManyMonths) })
        {
            await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
                drop table if exists bench_{table};
                create table bench_{table} (indicator int, month date, unit text, part bigint, whole bigint, primary key (indicator, month, unit));
                insert into bench_{table} select i, (date '{First:yyyy-MM-dd}' + make_interval(months => {ManyMonths} - m))::date, 'unit-' || u, 400 + m, 1000 + u
                from generate_series(0, {indicators - 1}) i, generate_series(1, {months}) m, generate_series(0, {units - 1}) u;
                analyze bench_{table};
                """));
        }
    }

    private static Catalog Load(string folder)
    {
        foreach (var name in new[] { "sources", "indicators" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "gevinstmonitor.yml"), """
            installation: Målekommune
            store: { kind: sqlite, file: store.db }
            mail: { kind: folder, folder: mail, from: gevinst@bench.example, allowedDomains: [bench.example], operations: drift@bench.example }
            """);
        File.WriteAllText(Path.Combine(folder, "organisation.yml"), "units:\n" + string.Concat(Enumerable.Range(0, ManyUnits).Select(u => $"  - {{ id: unit-{u}, name: Center {u} }}\n"))
            + "posts:\n  - { id: chef, title: Centerchef, holders: [ { name: Chef, email: chef@bench.example, from: 2015-01-01 } ] }\n");
        File.WriteAllText(Path.Combine(folder, "sources", "register.yml"), $"id: register\nkind: postgres\nconnectionString: {{ env: {Server} }}\nmaxConcurrent: {Concurrent}\n");
        File.WriteAllText(Path.Combine(folder, "indicators", "figures.yml"),
            MadeUp.Indicator("figures", "Indikator", "register", "select month as period, unit, part as numerator, whole as denominator from bench_figures", 100));
        return new CatalogLoader(folder, SourceKinds.All.Map).Load();
    }
}
