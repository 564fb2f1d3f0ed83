using System.Data.Common;
using GevinstMonitor.Core.Readings;
using Npgsql;
using NpgsqlTypes;

namespace GevinstMonitor.Store;

/// <summary>Appends to PostgreSQL by binary COPY.</summary>
internal sealed class PostgresWriter(NpgsqlConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now) : ServerWriter(connection, transaction, asOf, now)
{
    public override async Task CompleteAsync(CancellationToken ct)
    {
        await CopyAsync("readings (reading_id, indicator_id, source_id, as_of, read_at, query_hash, from_day, to_day, outcome, detail, first_rows, row_count, appended)", Readings, async (copy, row) =>
        {
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
        }, ct);
        await CopyAsync("measurements (measurement_id, reading_id, indicator_id, unit_id, period, kind, first, second)", Measurements, async (copy, row) =>
        {
            await copy.WriteAsync(row.Id, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(row.Reading, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(row.Indicator, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(row.Unit, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(row.Period, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(row.Kind, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, row.First, ct);
            await WriteAsync(copy, row.Second, ct);
        }, ct);
    }

    private async Task CopyAsync<T>(string into, List<T> rows, Func<NpgsqlBinaryImporter, T, Task> writeAsync, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await using var copy = await connection.BeginBinaryImportAsync($"copy {into} from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            await writeAsync(copy, row);
        }

        await copy.CompleteAsync(ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken ct) =>
        text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, NpgsqlDbType.Text, ct);

    private static Task WriteAsync(NpgsqlBinaryImporter copy, decimal? number, CancellationToken ct) =>
        number is { } value ? copy.WriteAsync(value, NpgsqlDbType.Numeric, ct) : copy.WriteNullAsync(ct);
}
