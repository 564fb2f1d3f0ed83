using System.CommandLine;
using System.Text.Json.Nodes;
using GevinstMonitor.Store;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary><c>import</c>: fills a new store, of any kind, from a file that <c>export</c> wrote.</summary>
internal static class ImportCommand
{
    public static Command Create(Bench bench)
    {
        var from = new Option<string>("--from") { Description = "A file that gevinst export wrote.", Required = true };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("import",
            "Fills a store that is new or empty, of any kind, from a file that export wrote: all of it or nothing. The file is checked before anything is written; every table is counted and checksummed again from the store before it is kept.") { from, json };
        command.SetAction(async (parsed, ct) =>
        {
            var named = parsed.GetValue(from)!;
            if (!File.Exists(named))
                throw new UsageException($"--from {named}: there is no such file");
            var catalog = Bench.Load(parsed);
            using var file = new StoreFileReader(Path.GetFullPath(named));
            await using var provider = bench.Build(catalog);
            var screen = Tables.Screen();
            var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();
            IReadOnlyList<MovedTable> moved;
            try
            {
                moved = await Progress.WhileAsync(screen, "importing", () => provider.GetRequiredService<Importer>().ImportAsync(file, now, ct));
            }
            catch (StoreNotEmptyException e)
            {
                throw new UsageException(e.Message);
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(new JsonArray([.. moved.Select(t => new JsonObject { ["name"] = t.Name, ["rows"] = t.Sum.Rows, ["sha256"] = t.Sum.Sha256, ["rounded"] = t.Rounded })]).ToJsonString(Json.Indented));
                return ExitCode.Done;
            }

            Tables.Show(screen, [.. moved.Select(t => (t.Name, t.Sum))]);
            foreach (var table in moved.Where(t => t.Rounded > 0))
                screen.WriteLine($"{table.Name}: {table.Rounded} rows have numbers of more decimals than this kind of store holds; they are rounded, and the checksum is of them as they are now.");
            screen.WriteLine($"{provider.GetRequiredService<Database>().Description} holds what {file.Manifest.Installation} had ({file.Manifest.Kind}) on {Json.Moment(file.Manifest.At)}: {Tables.Count(moved.Count, "table")}, each counted and checksummed again from the store; all agree.");
            if (file.Manifest.Installation != catalog.Installation.Installation)
                screen.WriteLine($"Note that this configuration is of {catalog.Installation.Installation}.");
            return ExitCode.Done;
        });
        return command;
    }
}
