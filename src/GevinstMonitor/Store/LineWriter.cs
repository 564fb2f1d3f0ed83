using System.Buffers;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GevinstMonitor.Store;

/// <summary>What rows come to.</summary>
/// <param name="Sha256">Of their lines, in lower-case hex: the same for the same rows, whichever kind of store they stand in.</param>
internal sealed record RowSum(long Rows, string Sha256)
{
    /// <summary>For people: as much of the checksum as tells two apart.</summary>
    public string Short => Sha256[..Math.Min(12, Sha256.Length)];

    public override string ToString() => $"{Rows} {(Rows == 1 ? "row" : "rows")} of SHA-256 {Short}";
}

/// <summary>Writes rows as lines, each a JSON array of a row's values, and counts and checks them as it goes. No more of them is held than a buffer.</summary>
internal sealed class LineWriter(Stream to) : IDisposable
{
    private const int Buffer = 1 << 16;

    private readonly ArrayBufferWriter<byte> _lines = new(2 * Buffer);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _rows;

    /// <summary>Writes what a query finds of a table.</summary>
    /// <param name="rows">It selects all columns (<see cref="StoredTable.Select"/>) of any of the rows, in an order that it states (<see cref="StoredTable.Order"/>).</param>
    public static async Task<RowSum> WriteAsync(DbCommand rows, StoredTable table, Stream to, CancellationToken ct)
    {
        using var writer = new LineWriter(to);
        await using var reader = await rows.ExecuteReaderAsync(ct);
        var row = new object?[table.Columns.Count];
        while (await reader.ReadAsync(ct))
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = Value(table, i, reader.GetValue(i));
            await writer.WriteAsync(row, ct);
        }

        return await writer.CompleteAsync(ct);
    }

    /// <param name="row">Values as <see cref="ColumnTypes.Value"/> gives them.</param>
    public ValueTask WriteAsync(ReadOnlySpan<object?> row, CancellationToken ct)
    {
        _json.Reset(_lines);
        _json.WriteStartArray();
        foreach (var value in row)
        {
            switch (ColumnTypes.Plain(value))
            {
                case null:
                    _json.WriteNullValue();
                    break;
                case long integer:
                    _json.WriteNumberValue(integer);
                    break;
                case var text:
                    _json.WriteStringValue((string)text);
                    break;
            }
        }

        _json.WriteEndArray();
        _json.Flush();
        _lines.Write("\n"u8);
        _rows++;
        return _lines.WrittenCount < Buffer ? ValueTask.CompletedTask : FlushAsync(ct);
    }

    /// <summary>Everything that was written is where it was to go afterwards.</summary>
    public async Task<RowSum> CompleteAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        return new RowSum(_rows, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    public void Dispose()
    {
        _json.Dispose();
        _hash.Dispose();
    }

    private async ValueTask FlushAsync(CancellationToken ct)
    {
        _hash.AppendData(_lines.WrittenSpan);
        await to.WriteAsync(_lines.WrittenMemory, ct);
        _lines.ResetWrittenCount();
    }

    // Our own hands write no other.
    private static object? Value(StoredTable table, int column, object stored)
    {
        try
        {
            return ColumnTypes.Value(table.Columns[column].Kind, stored);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw new StoreUnusableException($"{table.Name}.{table.Columns[column].Name} holds '{stored}', which is no {table.Columns[column].Kind.ToString().ToLowerInvariant()}: it was changed by other hands", e);
        }
    }
}
