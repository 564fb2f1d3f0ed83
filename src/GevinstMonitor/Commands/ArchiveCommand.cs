using System.CommandLine;
using GevinstMonitor.Configure;
using GevinstMonitor.Store;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary><c>archive</c>: takes what the installation's policy lets go out of the store, into a file.</summary>
internal static class ArchiveCommand
{
    public static Command Create(Bench bench)
    {
        var to = new Option<string?>("--to") { Description = "The file to write, FILE.zip; one that is there is never written over. Without it, what would go is counted and nothing is changed." };
        var command = new Command("archive",
            "Takes what is older than 'retention' in gevinstmonitor.yml states out of the store into a file, and never what a plan that is followed is judged by. The file is as confidential as the store.") { to };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetValue(to) is { } named ? ExportCommand.NewFile(named) : null;
            var catalog = Bench.Load(parsed);
            if (catalog.Installation.Retention is not { } policy)
                throw new UsageException("gevinstmonitor.yml states no 'retention', so that everything is kept for ever");
            await using var provider = file is null ? await bench.LookAsync(catalog, ct) : await bench.OpenAsync(catalog, ct);
            var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();
            var retired = RetiredBy(policy, catalog, now);
            var (screen, retention) = (Tables.Screen(), provider.GetRequiredService<Retention>());
            var archived = await Progress.WhileAsync(screen, file is null ? "counting" : "archiving",
                () => file is null ? retention.LookAsync(retired, ct) : retention.ArchiveAsync(file, retired, catalog.Installation.Installation, now, ct));
            Tables.Show(screen, [.. archived.Select(a => (a.Table, a.Sum))]);
            var rows = archived.Sum(a => a.Sum.Rows);
            screen.WriteLine(rows == 0 ? "Nothing is old enough to go."
                : file is null ? $"{Tables.Count((int)rows, "row")} would go; nothing was changed. Name a file with --to."
                : $"{Tables.Count((int)rows, "row")} went from {provider.GetRequiredService<Database>().Description} into {file}. Of letters only address, subject and text went; that they were sent stays. Keep the file as you keep the store.");
            return ExitCode.Done;
        });
        return command;
    }

    // An indicator of no plan may be for one to come, or one that an earlier version was judged by.
    private static Retired RetiredBy(RetentionFile policy, Catalog catalog, DateTimeOffset now)
    {
        var followed = catalog.PlansOn(catalog.At(now).Day).SelectMany(plan => plan.Benefits).Select(b => b.Indicator).ToHashSet(StringComparer.Ordinal);
        var over = catalog.Plans.Values.SelectMany(plan => plan.Benefits).Select(b => b.Indicator).Where(id => !followed.Contains(id)).ToHashSet(StringComparer.Ordinal);
        return new Retired(Before(policy.Readings), [.. over], Before(policy.Letters));

        DateTimeOffset? Before(Years? years) => years is { Count: var count } ? now.AddYears(-count) : null;
    }
}
