using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>A database that processes on several machines share: what is one at a time is so by locks that the server holds, and gives up with the connection of a process that dies.</summary>
public abstract class ServerDatabase : Database
{
    /// <summary>For what else works in the same database; with its login, so never to be shown.</summary>
    internal abstract string ConnectionString { get; }

    /// <summary>What connects by it.</summary>
    internal abstract DbProviderFactory Connections { get; }

    /// <summary>What is had by one at a time.</summary>
    protected enum OneAtATime
    {
        Writer,
        Turn,
    }

    internal sealed override Task ReadAsync(
        IReadOnlyList<(string Indicator, PeriodKind Kind)> indicators, IReadOnlyDictionary<long, ReadingStamp> stamps, IReadOnlyDictionary<long, Decision> decisions,
        Action<string, IReadOnlyList<Measurement>> take, CancellationToken ct) => ServerHistories.ReadAsync(this, indicators, stamps, decisions, take, ct);

    internal sealed override async Task LetGoAsync(DbConnection connection, DbTransaction transaction, Func<Task> work)
    {
        foreach (var table in new[] { "readings", "measurements" })
            await connection.ExecuteAsync(Guard(table, stands: false), transaction: transaction);
        await work();
        foreach (var table in new[] { "readings", "measurements" })
            await connection.ExecuteAsync(Guard(table, stands: true), transaction: transaction);
    }

    /// <summary>Lets the trigger that refuses that rows of a table are deleted stand, or not; only the table's owner may.</summary>
    protected abstract string Guard(string table, bool stands);

    /// <summary>What locks something until the transaction ends, and fails where it is not to be had in time.</summary>
    /// <param name="seconds">Null to wait for as long as it takes.</param>
    protected abstract string Lock(OneAtATime what, int? seconds);

    // In READ COMMITTED every statement after the lock sees what the writer before has committed.
    protected sealed override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct) => BeginAsync(connection, OneAtATime.Writer, SecondsToWait, ct);

    // Where a database may not have snapshots, nobody writes meanwhile.
    protected override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct) => BeginAsync(connection, ct);

    private protected sealed override async Task<IAsyncDisposable?> TakeTurnAsync(CancellationToken ct)
    {
        var connection = await OpenAsync(ct);
        try
        {
            return new Turn(connection, await BeginAsync(connection, OneAtATime.Turn, null, ct));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<DbTransaction> BeginAsync(DbConnection connection, OneAtATime what, int? seconds, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, Lock(what, seconds), 0);
            await command.ExecuteNonQueryAsync(ct);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    // It wrote nothing: what it held ends with it.
    private sealed class Turn(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
