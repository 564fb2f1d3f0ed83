using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CsvHelper;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Files;

/// <summary>Reads separated values from a stream as its settings state them: the first line names the columns.</summary>
internal static class SeparatedValues
{
    private const int LongestRecord = 1 << 20;

    /// <returns>Null when the name is not one of the language's.</returns>
    public static Encoding? EncodingOf(string name) => name switch
    {
        "utf-8" => new UTF8Encoding(false, throwOnInvalidBytes: true),
        "latin1" => Encoding.Latin1,
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        "utf-16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };

    /// <summary>Gives every row to the tally.</summary>
    /// <param name="name">What the text is called in addresses: a file's name.</param>
    /// <param name="star">What stands at the * of the file's name; null when it has none.</param>
    /// <exception cref="SourceException">The text cannot be read as stated.</exception>
    public static async Task ReadAsync(Stream stream, string name, TextSettings source, Ask ask, Tally rows, CancellationToken ct, string? star = null)
    {
        try
        {
            var isWhole = !stream.CanSeek || await EndsWithALineBreakAsync(stream, ct);
            var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65536, leaveOpen: true));
            var encoding = await MarkedAsync(pipe, ct) ?? EncodingOf(source.Encoding)!;
            using var text = new StreamReader(pipe.AsStream(), encoding, detectEncodingFromByteOrderMarks: false, 65536);
            using var csv = CsvReader.Create(text, new CsvReaderOptions
            {
                Separator = source.Delimiter == "\\t" ? '\t' : source.Delimiter[0],
                TrackLineNumbers = true,
                MaxRecordSize = LongestRecord,
                MalformedData = CsvMalformedDataHandling.Skip,
                OnMalformedRecord = record =>
                {
                    // What follows it is one piece with it: nothing of the file can be trusted to be whole.
                    if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                        throw new SourceException(CollectFault.Malformed, $"{name}:{record.LineNumber}: a quotation mark that is never closed");
                    rows.Reject(() => $"{name}:{record.LineNumber}", "quotation marks that do not match");
                },
            });
            await csv.ReadHeaderAsync(ct);
            if (csv.Headers.Count == 0)
                throw new SourceException(CollectFault.Malformed, $"{name}: the file is empty");
            var number = new NumberFormat(source);
            var columns = new Columns(ask.Indicator, [.. csv.Headers], $"{name}:1", csv.GetString, cell => number.Read((string)cell!), rows, star);
            string Address() => $"{name}:{csv.LineNumber}";
            var isShort = false;
            while (await csv.ReadAsync(ct))
            {
                ct.ThrowIfCancellationRequested();
                isShort = csv.FieldCount < columns.Count;
                if (isShort || IsLonger(csv, columns.Count))
                    rows.Reject(Address, $"{csv.FieldCount} columns where the header has {columns.Count}");
                else
                    columns.Add(Address);
            }

            if (isShort && !isWhole)
                throw new SourceException(CollectFault.Truncated, $"{name}: the last line breaks off in the middle; the file is not whole", transient: true);
        }
        catch (DecoderFallbackException e)
        {
            throw new SourceException(CollectFault.Malformed, $"{name}: not {source.Encoding}; state the file's encoding", inner: e);
        }
        catch (CsvFormatException e)
        {
            throw new SourceException(CollectFault.Malformed, $"{name}: not separated values as stated", inner: e);
        }
    }

    /// <summary>A byte order mark wins over what is stated, and is not part of the text: it is read past.</summary>
    public static async Task<Encoding?> MarkedAsync(PipeReader pipe, CancellationToken ct)
    {
        var start = (await pipe.ReadAtLeastAsync(3, ct)).Buffer;
        var (encoding, length) = start.Slice(0, Math.Min(3, start.Length)).ToArray() switch
        {
            [0xEF, 0xBB, 0xBF] => (EncodingOf("utf-8"), 3),
            [0xFF, 0xFE, ..] => (EncodingOf("utf-16"), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            _ => (null, 0),
        };
        pipe.AdvanceTo(start.GetPosition(length));
        return encoding;
    }

    // A file that was cut off, or is still being written, seldom ends with a whole line; one that an export finished may lack the break after it.
    private static async Task<bool> EndsWithALineBreakAsync(Stream stream, CancellationToken ct)
    {
        var end = new byte[2];
        stream.Position = Math.Max(0, stream.Length - end.Length);
        var length = await stream.ReadAtLeastAsync(end, end.Length, throwOnEndOfStream: false, ct);
        stream.Position = 0;
        return end.AsSpan(0, length).ContainsAny((byte)'\n', (byte)'\r');
    }

    // Separators at the end of a line add nothing; anything else has moved the columns.
    private static bool IsLonger(CsvReader csv, int columns)
    {
        for (var i = columns; i < csv.FieldCount; i++)
        {
            if (!string.IsNullOrWhiteSpace(csv.GetString(i)))
                return true;
        }

        return false;
    }
}
