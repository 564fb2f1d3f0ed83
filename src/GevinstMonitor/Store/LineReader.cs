using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace GevinstMonitor.Store;

/// <summary>Reads rows from lines, as <see cref="LineWriter"/> writes them, and believes nothing of what it reads.</summary>
/// <param name="entry">What it is called to people.</param>
internal sealed class LineReader(Stream from, StoredTable table, string entry)
{
    private const int LongestLine = 1 << 28;

    /// <summary>What the rows came to; when all were read.</summary>
    public RowSum? Sum { get; private set; }

    /// <summary>The rows, each with a value for every column as <see cref="ColumnTypes.Value"/> gives it.</summary>
    /// <exception cref="StoreUnusableException">A line is no row of the table.</exception>
    public async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var pipe = PipeReader.Create(from, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        var rows = 0L;
        while (true)
        {
            var (left, isLast) = await ReadAsync(pipe, rows + 1, ct);
            while (left.PositionOf((byte)'\n') is { } end)
            {
                var after = left.GetPosition(1, end);
                foreach (var part in left.Slice(0, after))
                    hash.AppendData(part.Span);
                yield return Row(left.Slice(0, end), ++rows);
                left = left.Slice(after);
            }

            if (isLast && !left.IsEmpty || left.Length > LongestLine)
                throw Damaged(rows + 1, "it does not end");
            if (isLast)
                break;
            pipe.AdvanceTo(left.Start, left.End);
        }

        Sum = new RowSum(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task<(ReadOnlySequence<byte> Bytes, bool IsLast)> ReadAsync(PipeReader pipe, long line, CancellationToken ct)
    {
        try
        {
            var read = await pipe.ReadAsync(ct);
            return (read.Buffer, read.IsCompleted);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(line, e.Message, e);
        }
    }

    private object?[] Row(in ReadOnlySequence<byte> line, long number)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
                throw new FormatException("it is no JSON array");
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                json.Read();
                row[i] = Value(ref json, table.Columns[i]);
            }

            json.Read();
            return json.TokenType == JsonTokenType.EndArray && !json.Read() ? row : throw new FormatException($"it has more than {row.Length} values");
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidOperationException)
        {
            throw Damaged(number, e.Message, e);
        }
    }

    private static object? Value(ref Utf8JsonReader json, StoredColumn column)
    {
        var found = json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when column.Kind == ColumnKind.Integer => json.GetInt64(),
            JsonTokenType.String when column.Kind != ColumnKind.Integer => (object?)json.GetString(),
            JsonTokenType.EndArray => throw new FormatException($"it has no {column.Name}"),
            _ => throw new FormatException($"its {column.Name} is no {column.Kind.ToString().ToLowerInvariant()}"),
        };
        var value = found is null ? null : ColumnTypes.Value(column.Kind, found);
        return Equals(ColumnTypes.Plain(value), found) ? value : throw new FormatException($"its {column.Name} '{found}' is written otherwise than '{ColumnTypes.Plain(value)}'");
    }

    private StoreUnusableException Damaged(long line, string what, Exception? inner = null) => new($"{entry}, line {line}: {what}", inner);
}
