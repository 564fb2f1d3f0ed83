using Npgsql;
using NpgsqlTypes;

namespace GevinstMonitor.Store;

/// <summary>Fills a table of PostgreSQL by binary COPY.</summary>
internal sealed class PostgresFiller(NpgsqlConnection connection, StoredTable table) : TableFiller
{
    private readonly NpgsqlDbType[] _types = [.. table.Columns.Select(column => column.Type switch
    {
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "smallint" => NpgsqlDbType.Smallint,
        "timestamptz" => NpgsqlDbType.TimestampTz,
        "date" => NpgsqlDbType.Date,
        "numeric" => NpgsqlDbType.Numeric,
        _ => NpgsqlDbType.Text,
    })];

    private NpgsqlBinaryImporter? _copy;

    public override async ValueTask AppendAsync(object?[] row, CancellationToken ct)
    {
        if (_copy is null)
        {
            _copy = await connection.BeginBinaryImportAsync($"copy {table.Name} ({table.ColumnNames}) from stdin (format binary)", ct);
            // What the rows refer to is looked up when all are there, however long that takes.
            _copy.Timeout = TimeSpan.Zero;
        }

        await _copy.StartRowAsync(ct);
        for (var i = 0; i < row.Length; i++)
        {
            await (row[i] switch
            {
                null => _copy.WriteNullAsync(ct),
                long integer when _types[i] == NpgsqlDbType.Bigint => _copy.WriteAsync(integer, _types[i], ct),
                long integer when _types[i] == NpgsqlDbType.Integer => _copy.WriteAsync((int)integer, _types[i], ct),
                long integer => _copy.WriteAsync((short)integer, _types[i], ct),
                DateTimeOffset moment => _copy.WriteAsync(moment, _types[i], ct),
                DateOnly day => _copy.WriteAsync(day, _types[i], ct),
                decimal number => _copy.WriteAsync(number, _types[i], ct),
                var text => _copy.WriteAsync((string)text, _types[i], ct),
            });
        }
    }

    public override async Task CompleteAsync(CancellationToken ct)
    {
        if (_copy is not null)
            await _copy.CompleteAsync(ct);
    }

    public override ValueTask DisposeAsync() => _copy?.DisposeAsync() ?? ValueTask.CompletedTask;
}
