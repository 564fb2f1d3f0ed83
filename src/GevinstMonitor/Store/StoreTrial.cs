using Dapper;

namespace GevinstMonitor.Store;

/// <summary>Tries what the worker needs of its store, and leaves it as it was.</summary>
public sealed class StoreTrial(Database database)
{
    /// <summary>Writes as the worker would, but no row.</summary>
    /// <exception cref="StoreUnusableException">It cannot be written.</exception>
    /// <exception cref="System.Data.Common.DbException">The user has no right to.</exception>
    public Task WriteAsync(CancellationToken ct) => database.InTransactionAsync((connection, transaction) => connection.ExecuteAsync("""
        insert into readings (reading_id, indicator_id, source_id, as_of, read_at, query_hash, from_day, to_day, outcome, detail, first_rows, row_count, appended)
        select reading_id, indicator_id, source_id, as_of, read_at, query_hash, from_day, to_day, outcome, detail, first_rows, row_count, appended from readings where 1 = 0
        """, transaction: transaction), ct);

    /// <summary>What the clock of the store's machine says.</summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken ct) => database.AskAsync(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {database.Now}";
        return ColumnTypes.Moment(await command.ExecuteScalarAsync(ct));
    }, ct);
}
