using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Store;

/// <summary>Fills a table of SQLite with a command that is prepared once.</summary>
internal sealed class SqliteFiller(SqliteConnection connection, SqliteTransaction transaction, StoredTable table) : TableFiller
{
    private readonly SqliteInsert _insert = new(connection, transaction, table.Name, [.. table.Columns.Select(c => c.Name)]);

    public override ValueTask AppendAsync(object?[] row, CancellationToken ct)
    {
        _insert.Execute(Array.ConvertAll(row, ColumnTypes.Plain));
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _insert.Dispose();
        return ValueTask.CompletedTask;
    }
}
