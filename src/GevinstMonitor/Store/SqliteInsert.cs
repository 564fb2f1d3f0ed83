using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Store;

/// <summary>An insert into a table of SQLite that is prepared once.</summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteInsert(SqliteConnection connection, SqliteTransaction transaction, string table, IReadOnlyList<string> columns)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        var (names, places) = (string.Join(", ", columns), string.Join(", ", columns.Select((_, i) => $"@{i}")));
        _command.CommandText = $"insert into {table} ({names}) values ({places})";
        for (var i = 0; i < columns.Count; i++)
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
        _command.Prepare();
    }

    public void Execute(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
