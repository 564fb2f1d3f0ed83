using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Store;

/// <summary>Fills a table of SQL Server by bulk copy.</summary>
/// <param name="columns">As its own scripts declare them.</param>
internal sealed class SqlServerFiller(SqlConnection connection, SqlTransaction transaction, string table, IReadOnlyList<StoredColumn> columns) : TableFiller
{
    private readonly SqlServerCopy _copy = new(connection, transaction, table, columns.Select(c => (c.Name, TypeOf(c))));

    public override async ValueTask AppendAsync(object?[] row, CancellationToken ct) => await _copy.AppendAsync([.. row.Zip(columns, (value, column) => Own(value, column.Kind))], ct);

    public override Task CompleteAsync(CancellationToken ct) => _copy.CompleteAsync(ct);

    public override ValueTask DisposeAsync()
    {
        _copy.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A value as it stands in a column that is held as a kind.</summary>
    internal static object? Own(object? value, ColumnKind kind) => value switch
    {
        decimal when kind == ColumnKind.Text => ColumnTypes.Plain(value),
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        _ => value,
    };

    private static Type TypeOf(StoredColumn column) => column.Kind switch
    {
        ColumnKind.Integer => column.Type == "bigint" ? typeof(long) : column.Type == "int" ? typeof(int) : typeof(short),
        ColumnKind.Moment => typeof(DateTimeOffset),
        ColumnKind.Day => typeof(DateTime),
        ColumnKind.Number => typeof(decimal),
        _ => typeof(string),
    };
}
