using System.CommandLine;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary><c>check</c>: every fault in the configuration; with <c>--connect</c> each source and the mail server too.</summary>
internal static class CheckCommand
{
    public static Command Create(Bench bench)
    {
        var connect = new Option<bool>("--connect") { Description = "Try each source and the mail server too." };
        var command = new Command("check", "Every fault in the configuration, as file:line: message.") { connect };
        command.SetAction(async (parsed, ct) =>
        {
            Catalog catalog;
            try
            {
                catalog = Bench.Load(parsed);
                await HoldAgainstStoreAsync(bench, catalog, ct);
            }
            catch (CatalogRefusedException e)
            {
                foreach (var fault in e.Faults)
                    Console.WriteLine(fault);
                Console.WriteLine(Tables.Count(e.Faults.Count, "fault"));
                return ExitCode.ConfigRefused;
            }

            Console.WriteLine($"no faults: {Tables.Count(catalog.Sources.Count, "source")}, {Tables.Count(catalog.Indicators.Count, "indicator")}, {Tables.Count(catalog.Plans.Count, "plan")}, {Tables.Count(catalog.Plans.Values.Sum(p => p.Benefits.Count), "benefit")}");
            if (!parsed.GetValue(connect))
                return ExitCode.Done;
            await using var provider = bench.Build(catalog);
            return await ConnectAsync(provider, catalog, ct);
        });
        return command;
    }

    private static async Task HoldAgainstStoreAsync(Bench bench, Catalog catalog, CancellationToken ct)
    {
        if (catalog.Installation.Store is SqliteStore sqlite && !File.Exists(catalog.PathOf(sqlite.File)))
            return;
        try
        {
            await using var provider = await bench.LookAsync(catalog, ct);
            await KeptVersions.RefuseAsync(provider, catalog, ct);
        }
        catch (StoreUnusableException e)
        {
            await Console.Error.WriteLineAsync($"gevinst: plans are not held against what was judged by: {e.Message}");
        }
    }

    /// <summary>Asks every source for all that its indicators are read from it by.</summary>
    internal static Task<IReadOnlyList<Reading>> TryAsync(IServiceProvider provider, Catalog catalog, CancellationToken ct)
    {
        var asOf = catalog.At(provider.GetRequiredService<TimeProvider>().GetUtcNow());
        var questions = catalog.Indicators.Values.Select(i => new Question(i, Window.Of(i.Indicator.Period, i.Indicator.History, asOf))).ToList();
        return provider.GetRequiredService<Collector>().ReadAsync(questions, asOf, ct);
    }

    private static async Task<int> ConnectAsync(ServiceProvider provider, Catalog catalog, CancellationToken ct)
    {
        var screen = Tables.Screen();
        var readings = await Progress.WhileAsync(screen, "trying sources", () => TryAsync(provider, catalog, ct));
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in new[] { "source", "indicator", "outcome", "rows", "newest period", "units", "unknown units", "ms" })
            table.AddColumn(Tables.Column(screen, column));
        table.Columns[2].NoWrap = table.Columns[6].NoWrap = false;
        foreach (var reading in readings)
        {
            var taken = reading as Reading.Taken;
            var units = taken?.Figures.Select(f => f.Unit).Where(u => u != Core.Organisation.Unit.Whole).Distinct().ToList() ?? [];
            var unknown = units.Where(u => catalog.Chart.Unit(u) is null).ToList();
            table.AddRow(
                Tables.Plain(reading.Source), Tables.Plain(reading.Indicator),
                Tables.Plain(reading is Reading.Failed failed ? $"{Tables.Fault(failed.Fault)}: {failed.Detail}" : taken!.Rejected.Count > 0 ? $"taken, {Tables.Count(taken.Rejected.Count, "row")} not used" : "taken"),
                Tables.Plain($"{taken?.Rows}"),
                Tables.Plain(taken?.Figures.Count > 0 ? taken.Figures.Max(f => f.Period).ToString() : ""),
                Tables.Plain(taken is null ? "" : $"{units.Count - unknown.Count}"), Tables.Plain(string.Join(", ", unknown.Take(10)) + (unknown.Count > 10 ? $" and {unknown.Count - 10} more" : "")),
                Tables.Plain($"{reading.Took.TotalMilliseconds:0}"));
        }

        screen.Write(table);
        foreach (var taken in readings.OfType<Reading.Taken>().Where(t => t.Rejected.Count > 0))
            screen.WriteLine($"Not used: {taken.Indicator}: {taken.Rejected[0]}{(taken.Rejected.Count > 1 ? $"; and {Tables.Count(taken.Rejected.Count - 1, "more row")}" : "")}");
        var works = readings.All(r => r is Reading.Taken);
        try
        {
            await using var mailer = provider.GetRequiredService<Mailers>().Open();
            await mailer.TryAsync(ct);
            screen.WriteLine("mail: letters would leave");
        }
        catch (MailException e)
        {
            screen.WriteLine($"mail: {e.Message}");
            works = false;
        }

        return works ? ExitCode.Done : ExitCode.WithFailures;
    }
}
