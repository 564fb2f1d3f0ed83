using System.CommandLine;
using GevinstMonitor.Store;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary><c>export</c>: all that a store holds, in one file that a store of any kind is filled from.</summary>
internal static class ExportCommand
{
    public static Command Create(Bench bench)
    {
        var to = new Option<string>("--to") { Description = "The file to write, FILE.zip; one that is there is never written over.", Required = true };
        var json = new Option<bool>("--json") { Description = "For programs: the file's manifest." };
        var command = new Command("export",
            "Writes all that the store holds into one file, every table counted and checksummed, which import fills a new store from, of any kind. A worker may go on meanwhile (on SQL Server it waits to write). "
            + "The file holds what the store holds, addresses, letters and the keys of answer links among it: keep it as you keep the store.") { to, json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = NewFile(parsed.GetValue(to)!);
            var catalog = Bench.Load(parsed);
            await using var provider = bench.Build(catalog);
            var database = provider.GetRequiredService<Database>();
            var (missing, isNew) = await provider.GetRequiredService<Migrator>().LookAsync(ct);
            if (isNew)
                throw new UsageException($"there is no store yet: {database.Description}; gevinst once or run makes it");
            Bench.RefuseOld(provider, missing);
            var screen = Tables.Screen();
            var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();
            var manifest = await Progress.WhileAsync(screen, "exporting", () => provider.GetRequiredService<Exporter>().ExportAsync(file, catalog.Installation.Installation, now, ct));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(manifest.ToJson());
                return ExitCode.Done;
            }

            Tables.Show(screen, [.. manifest.Tables.Select(t => (t.Name, new RowSum(t.Rows, t.Sha256)))]);
            screen.WriteLine($"{file}: {Tables.Count(manifest.Tables.Count, "table")} of {manifest.Installation} from {database.Description}. It holds addresses, letters and the keys of answer links: keep it as you keep the store.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The whole path of a file that <c>--to</c> names, and that is not there yet.</summary>
    public static string NewFile(string named)
    {
        var file = Path.GetFullPath(named);
        return Directory.Exists(file) ? throw new UsageException($"--to {named}: that is a folder; name a file in it")
            : File.Exists(file) ? throw new UsageException($"--to {named}: it is there already, and is not written over; name another, or delete it")
            : File.Exists(StoreFileWriter.PartOf(file)) ? throw new UsageException($"--to {named}: {StoreFileWriter.PartOf(file)} is there, which another export writes, or left when it was killed; delete it then, or name another file")
            : Directory.Exists(Path.GetDirectoryName(file)) ? file : throw new UsageException($"--to {named}: there is no folder {Path.GetDirectoryName(file)}");
    }
}
