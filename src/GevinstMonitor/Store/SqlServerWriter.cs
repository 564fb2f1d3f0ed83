using GevinstMonitor.Core.Readings;
using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Store;

/// <summary>Appends to SQL Server by bulk copy.</summary>
internal sealed class SqlServerWriter(SqlConnection connection, SqlTransaction transaction, Moment asOf, DateTimeOffset now) : ServerWriter(connection, transaction, asOf, now)
{
    public override async Task CompleteAsync(CancellationToken ct)
    {
        await CopyAsync("readings", Readings,
            [("reading_id", typeof(long)), ("indicator_id", typeof(string)), ("source_id", typeof(string)), ("as_of", typeof(DateTimeOffset)), ("read_at", typeof(DateTimeOffset)), ("query_hash", typeof(string)),
                ("from_day", typeof(DateTime)), ("to_day", typeof(DateTime)), ("outcome", typeof(string)), ("detail", typeof(string)), ("first_rows", typeof(string)), ("row_count", typeof(long)), ("appended", typeof(int))],
            row => [row.Id, row.Indicator, row.Source, ColumnTypes.Stored(row.AsOf), ColumnTypes.Stored(row.ReadAt), row.QueryHash,
                row.From.ToDateTime(TimeOnly.MinValue), row.To.ToDateTime(TimeOnly.MinValue), row.Outcome, row.Detail, row.FirstRows, row.Rows, row.Appended], ct);
        await CopyAsync("measurements", Measurements,
            [("measurement_id", typeof(long)), ("reading_id", typeof(long)), ("indicator_id", typeof(string)), ("unit_id", typeof(string)), ("period", typeof(string)), ("kind", typeof(string)),
                ("first", typeof(string)), ("second", typeof(string))],
            row => [row.Id, row.Reading, row.Indicator, row.Unit, row.Period, row.Kind, ColumnTypes.Text(row.First), ColumnTypes.Text(row.Second)], ct);
    }

    private async Task CopyAsync<T>(string table, List<T> rows, (string Name, Type Type)[] columns, Func<T, object?[]> values, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        using var copy = new SqlServerCopy(connection, transaction, table, columns);
        foreach (var row in rows)
            await copy.AppendAsync(values(row), ct);
        await copy.CompleteAsync(ct);
    }
}
