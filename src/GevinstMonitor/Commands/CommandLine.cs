using System.CommandLine;
using GevinstMonitor.Configure;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>The command line: which commands there are, and what the exit code says.</summary>
/// <param name="services">What every command is built from, beside the catalog.</param>
/// <param name="worker">What the worker needs beside: a short command does not load it.</param>
public sealed class CommandLine(Action<IServiceCollection> services, Action<IServiceCollection> worker)
{
    internal static Option<string> Config { get; } = new("--config")
    {
        Description = "The configuration folder.",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GEVINST_CONFIG") is { Length: > 0 } folder ? folder : "config",
    };

    public async Task<int> RunAsync(string[] args)
    {
        var bench = new Bench(services);
        var root = new RootCommand("GevinstMonitor: pulls usage indicators, compares them with benefit-realisation plans, and writes to the accountable owner when a benefit is off its path.")
        {
            Config,
            RunCommand.Create(bench, worker),
            OnceCommand.Create(bench),
            CheckCommand.Create(bench),
            DoctorCommand.Create(bench),
            HealthCommand.Create(),
            ExplainCommand.Create(bench),
            StatusCommand.Create(bench),
            PreviewCommand.Create(bench),
            ReportCommand.Create(bench),
            LettersCommand.Create(bench),
            RoutesCommand.Create(bench),
            BacktestCommand.Create(bench),
            RespondCommand.Create(bench),
            ReleaseCommand.Create(bench),
            MigrateCommand.Create(bench),
            ExportCommand.Create(bench),
            ImportCommand.Create(bench),
            ArchiveCommand.Create(bench),
            SchemaCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"gevinst: {error.Message}");
            await Console.Error.WriteLineAsync("gevinst --help shows the commands; gevinst COMMAND --help their options.");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // The worker decides itself how long it takes to stop cleanly.
                ProcessTerminationTimeout = Schedule.Stopping.Most + Telemetry.Patience + TimeSpan.FromSeconds(1),
            });
        }
        catch (CatalogRefusedException e)
        {
            foreach (var fault in e.Faults)
                await Console.Error.WriteLineAsync(fault.ToString());
            return ExitCode.ConfigRefused;
        }
        catch (StoreUnusableException e)
        {
            await Console.Error.WriteLineAsync($"gevinst: {e.Message}");
            return ExitCode.StoreUnusable;
        }
        catch (System.Data.Common.DbException e)
        {
            // Sources answer for themselves, so it is the store's: it says no to what it would take if it were as it was made.
            await Console.Error.WriteLineAsync($"gevinst: the store is not as this program left it: {e.Message}; restore it from a backup, or start a new store");
            return ExitCode.StoreUnusable;
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"gevinst: {e.Message}");
            return ExitCode.WrongUsage;
        }
        catch (Exception e) when (e is CannotRunException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"gevinst: {e.Message}");
            return ExitCode.WithFailures;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("gevinst: stopped; what was not finished left no trace");
            return ExitCode.WithFailures;
        }
    }
}
