using System.CommandLine;
using GevinstMonitor.Configure;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>migrate</c>: brings the store's schema up to date, or prints the SQL for a DBA.</summary>
internal static class MigrateCommand
{
    public static Command Create(Bench bench)
    {
        var script = new Option<bool>("--script") { Description = "Print the SQL instead of running it." };
        var command = new Command("migrate", "Brings the store's schema up to date.") { script };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            var shares = catalog.Installation.Schedule.Mode == ScheduleMode.Clustered;
            if (parsed.GetValue(script))
            {
                await using var look = bench.Build(catalog);
                Console.Write(await look.GetRequiredService<Migrator>().ScriptAsync(ct));
                if (shares)
                    Console.Write(SchedulerTables.Script(look.GetRequiredService<Database>()));
                return ExitCode.Done;
            }

            await using var provider = bench.Build(catalog);
            var applied = await provider.GetRequiredService<Migrator>().MigrateAsync(provider.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
            if (shares)
                await SchedulerTables.MakeAsync(provider.GetRequiredService<Database>(), ct);
            foreach (var migration in applied)
                Console.WriteLine($"applied {migration.Number:0000} {migration.Name}");
            Console.WriteLine($"{provider.GetRequiredService<Database>().Description} is up to date");
            return ExitCode.Done;
        });
        return command;
    }
}
