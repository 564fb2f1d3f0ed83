using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Store;

/// <summary>Appends to SQLite with commands that are prepared once.</summary>
internal sealed class SqliteWriter(SqliteConnection connection, SqliteTransaction transaction, Moment asOf, DateTimeOffset now) : MeasurementWriter(connection, transaction, asOf, now)
{
    private readonly SqliteInsert _reading = new(connection, transaction,
        "readings",
        ["reading_id", "indicator_id", "source_id", "as_of", "read_at", "query_hash", "from_day", "to_day", "outcome", "detail", "first_rows", "row_count", "appended"]);

    private readonly SqliteInsert _measurement = new(connection, transaction,
        "measurements",
        ["measurement_id", "reading_id", "indicator_id", "unit_id", "period", "kind", "first", "second"]);

    public override ValueTask DisposeAsync()
    {
        _reading.Dispose();
        _measurement.Dispose();
        return base.DisposeAsync();
    }

    protected override void Append(in ReadingRow row) => _reading.Execute(row.Id, row.Indicator, row.Source, ColumnTypes.Text(row.AsOf), ColumnTypes.Text(row.ReadAt), row.QueryHash,
        ColumnTypes.Text(row.From), ColumnTypes.Text(row.To), row.Outcome, row.Detail, row.FirstRows, row.Rows, row.Appended);

    protected override void Append(in MeasurementRow row) => _measurement.Execute(row.Id, row.Reading, row.Indicator, row.Unit, row.Period, row.Kind,
        ColumnTypes.Text(row.First), ColumnTypes.Text(row.Second));
}
