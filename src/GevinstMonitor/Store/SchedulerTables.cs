using Dapper;
using Quartz;

namespace GevinstMonitor.Store;

/// <summary>The tables in which clustered workers share their schedule, by the script that Quartz ships: it makes what is missing and nothing else.</summary>
public static class SchedulerTables
{
    private const string Prefix = "QRTZ_";
    private const string Between = "--;;";

    /// <summary>Makes what is missing, for workers that may make no tables.</summary>
    public static Task MakeAsync(Database database, CancellationToken ct) => database.InTransactionAsync(async (connection, transaction) =>
    {
        foreach (var statement in Statements(database.Kind))
            await connection.ExecuteAsync(statement, transaction: transaction);
        return true;
    }, ct);

    /// <summary>What <see cref="MakeAsync"/> runs, for a DBA to read.</summary>
    public static string Script(Database database) => $"\n-- Quartz.NET {typeof(IScheduler).Assembly.GetName().Version!.ToString(3)}\n{string.Concat(Statements(database.Kind)).Trim()}\n";

    // Before the first mark the script tells of itself.
    private static string[] Statements(string kind)
    {
        using var script = new StreamReader(typeof(IScheduler).Assembly.GetManifestResourceStream($"Quartz.Impl.AdoJobStore.Schema.create_{(kind == "sqlserver" ? "sqlServer" : kind)}.sql")!);
        return script.ReadToEnd().ReplaceLineEndings("\n").Replace("{0}", Prefix, StringComparison.Ordinal).Replace("{1}", Prefix, StringComparison.Ordinal)
            .Split($"\n{Between}\n")[1..];
    }
}
