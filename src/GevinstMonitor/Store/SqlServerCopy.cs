using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Store;

/// <summary>Rows on their way into a table of SQL Server by bulk copy.</summary>
internal sealed class SqlServerCopy : IDisposable
{
    // So many rows are held as a table at a time.
    private const int RowsAtATime = 20_000;

    private readonly SqlBulkCopy _copy;
    private readonly DataTable _held = new() { Locale = CultureInfo.InvariantCulture };

    public SqlServerCopy(SqlConnection connection, SqlTransaction transaction, string table, IEnumerable<(string Name, Type Type)> columns)
    {
        // Triggers refuse changes only; that they fire and constraints hold spares whoever fills it the right to alter the table.
        _copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers, transaction) { DestinationTableName = table, BulkCopyTimeout = 0 };
        foreach (var (name, type) in columns)
        {
            _copy.ColumnMappings.Add(name, name);
            _held.Columns.Add(name, type);
        }
    }

    public async Task AppendAsync(object?[] row, CancellationToken ct)
    {
        _held.Rows.Add(row);
        if (_held.Rows.Count == RowsAtATime)
            await CompleteAsync(ct);
    }

    /// <summary>All that was appended is in the table afterwards.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        if (_held.Rows.Count > 0)
            await _copy.WriteToServerAsync(_held, ct);
        _held.Clear();
    }

    public void Dispose()
    {
        ((IDisposable)_copy).Dispose();
        _held.Dispose();
    }
}
