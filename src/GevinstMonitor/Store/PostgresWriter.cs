using System.Data.Common;
using GevinstMonitor.Core.Readings;
using Npgsql;
using NpgsqlTypes;

namespace GevinstMonitor.Store;

/// <summary>Appends to PostgreSQL by binary COPY.</summary>
internal sealed class PostgresWriter(NpgsqlConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now) : MeasurementWriter(connection, transaction, asOf, now)
{
    private readonly List<ReadingRow> _readings = [];
    private readonly List<MeasurementRow> _measurements = [];

    public override async Task CompleteAsync(CancellationToken ct)
    {
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy readings (reading_id, indicator_id, source_id, as_of, read_at, query_hash, from_day, to_day, outcome, detail, first_rows, row_count, appended) from stdin (format binary)", ct))
        {
            foreach (var row in _readings)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(row.Id, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(row.Indicator, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.Source, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(ColumnTypes.Stored(row.AsOf), NpgsqlDbType.TimestampTz, ct);
                await copy.WriteAsync(ColumnTypes.Stored(row.ReadAt), NpgsqlDbType.TimestampTz, ct);
                await copy.WriteAsync(row.QueryHash, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.From, NpgsqlDbType.Date, ct);
                await copy.WriteAsync(row.To, NpgsqlDbType.Date, ct);
                await copy.WriteAsync(row.Outcome, NpgsqlDbType.Text, ct);
                await WriteAsync(copy, row.Detail, ct);
                await WriteAsync(copy, row.FirstRows, ct);
                await copy.WriteAsync(row.Rows, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(row.Appended, NpgsqlDbType.Integer, ct);
            }

            await copy.CompleteAsync(ct);
        }

        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy measurements (measurement_id, reading_id, indicator_id, unit_id, period, kind, first, second) from stdin (format binary)", ct))
        {
            foreach (var row in _measurements)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(row.Id, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(row.Reading, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(row.Indicator, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.Unit, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.Period, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.Kind, NpgsqlDbType.Text, ct);
                await WriteAsync(copy, row.First, ct);
                await WriteAsync(copy, row.Second, ct);
            }

            await copy.CompleteAsync(ct);
        }
    }

    protected override void Append(in ReadingRow row) => _readings.Add(row);

    protected override void Append(in MeasurementRow row) => _measurements.Add(row);

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken ct) =>
        text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, NpgsqlDbType.Text, ct);

    private static Task WriteAsync(NpgsqlBinaryImporter copy, decimal? number, CancellationToken ct) =>
        number is { } value ? copy.WriteAsync(value, NpgsqlDbType.Numeric, ct) : copy.WriteNullAsync(ct);
}
