using System.ComponentModel;
using System.Text;
using CsvHelper;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

[Description("A file of separated values.")]
public sealed record CsvSettings : SourceSettings
{
    [Description("Relative to the configuration folder, inside allowedFolders. The file name may hold * and ?: the newest file that matches is read.")]
    public required string File { get; init; }

    [Description("utf-8, latin1, windows-1252 or utf-16; a byte order mark wins.")]
    public string Encoding { get; init; } = "utf-8";

    [Description("What separates columns; one character, or \\t for a tab.")]
    public string Delimiter { get; init; } = ";";

    [Description("The decimal mark.")]
    public string Decimal { get; init; } = ",";

    [Description("What groups thousands; left out when nothing does.")]
    public string? Thousands { get; init; }

    [Description("Texts that mean not known; not zero.")]
    public IReadOnlyList<string> Missing { get; init; } = [""];

    [Description("Texts that mean withheld by the publisher.")]
    public IReadOnlyList<string> Suppressed { get; init; } = [];

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (folders.Resolve(File) is null)
            fault("file", folders.Outside(File));
        else if (Path.GetDirectoryName(File) is { } folder && folder.AsSpan().ContainsAny("*?"))
            fault("file", $"'{File}': only the file name may hold * and ?, not the folder");
        if (CsvKind.EncodingOf(Encoding) is null)
            fault("encoding", $"unknown encoding '{Encoding}'; use utf-8, latin1, windows-1252 or utf-16");
        if (Delimiter != "\\t" && (Delimiter.Length != 1 || !char.IsAscii(Delimiter[0]) || char.IsLetterOrDigit(Delimiter[0]) || Delimiter[0] is '"' or '\r' or '\n'))
            fault("delimiter", "'delimiter' must be one sign like ; or , or \\t for a tab");
        if (Decimal is not ("," or "."))
            fault("decimal", "'decimal' must be \",\" or \".\"");
        if (Thousands is { } groups && (groups.Length != 1 || groups == Decimal || char.IsAsciiDigit(groups[0])))
            fault("thousands", "'thousands' must be one character other than the decimal mark");
    }

    public override void Check(IndicatorFile indicator, Action<string, string> fault)
    {
        if (indicator.Query is not null)
            fault("query", $"source '{Id}' is a file: state 'columns' instead of 'query'");
        else if (indicator.Columns is not { } columns)
            fault("columns", $"source '{Id}' is a file: missing key 'columns'");
        else if (indicator.Kind == IndicatorKind.Ratio && (columns.Numerator is null || columns.Denominator is null || columns.Value is not null))
            fault("columns", "a ratio needs the columns 'numerator' and 'denominator', and no 'value'");
        else if (indicator.Kind == IndicatorKind.Value && (columns.Value is null || columns.Numerator is not null || columns.Denominator is not null))
            fault("columns", "a value needs the column 'value', and no 'numerator' or 'denominator'");
    }
}

/// <summary>Reads the newest file of separated values that matches.</summary>
public sealed class CsvKind : SourceKind<CsvSettings>
{
    /// <returns>Null when the name is not one of the language's.</returns>
    internal static Encoding? EncodingOf(string name) => name switch
    {
        "utf-8" => new UTF8Encoding(false, throwOnInvalidBytes: true),
        "latin1" => Encoding.Latin1,
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        "utf-16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };

    // A byte order mark wins over what is stated, and is not part of the text.
    private static Encoding EncodingOf(string stated, FileStream stream)
    {
        Span<byte> start = stackalloc byte[3];
        var read = stream.ReadAtLeast(start, 3, throwOnEndOfStream: false);
        var (encoding, length) = start[..read] switch
        {
            [0xEF, 0xBB, 0xBF] => (EncodingOf("utf-8")!, 3),
            [0xFF, 0xFE, ..] => (EncodingOf("utf-16")!, 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            _ => (EncodingOf(stated)!, 0),
        };
        stream.Position = length;
        return encoding;
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

    protected override string Asked(CsvSettings source, IndicatorFile indicator)
    {
        var columns = indicator.Columns!;
        var named = new (string Role, string? Name)[] { ("period", columns.Period), ("unit", columns.Unit), ("numerator", columns.Numerator), ("denominator", columns.Denominator), ("value", columns.Value) };
        return $"{Quoted(source.File)}: {string.Join(", ", named.Where(c => c.Name is not null).Select(c => $"{c.Role} {Quoted(c.Name!)}"))}"
            + $"\nencoding {source.Encoding}, delimiter {Quoted(source.Delimiter)}, decimal {Quoted(source.Decimal)}, thousands {(source.Thousands is { } groups ? Quoted(groups) : "none")}"
            + $"\nmissing {AnyOf(source.Missing)}, suppressed {AnyOf(source.Suppressed)}, periods {(indicator.PeriodFormat is { } format ? $"as {Quoted(format)}" : "as ISO writes them")}";
    }

    private static string AnyOf(IReadOnlyList<string> texts) => texts.Count == 0 ? "none" : string.Join(" or ", texts.Select(Quoted));

    // In quotation marks the empty text is seen, and no two lists read the same.
    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    protected override async Task ReadAsync(CsvSettings source, IndicatorFile indicator, Window window, Tally rows, CancellationToken ct)
    {
        var path = SourceFiles.Newest(source.File, source.Folders);
        var name = Path.GetFileName(path);
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65536, useAsync: false);
            using var text = new StreamReader(stream, EncodingOf(source.Encoding, stream), detectEncodingFromByteOrderMarks: false);
            using var csv = CsvReader.Create(text, new CsvReaderOptions
            {
                Separator = source.Delimiter == "\\t" ? '\t' : source.Delimiter[0],
                TrackLineNumbers = true,
                MaxRecordSize = 1 << 20,
                MalformedData = CsvMalformedDataHandling.Skip,
                OnMalformedRecord = record =>
                {
                    // What follows it is one piece with it: nothing of the file can be trusted to be whole.
                    if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                        throw new SourceException(CollectFault.Malformed, $"{name}:{record.LineNumber}: a quotation mark that is never closed");
                    rows.Reject(() => $"{name}:{record.LineNumber}", "quotation marks that do not match");
                },
            });
            csv.ReadHeader();
            var header = csv.Headers.Select(h => h.Trim()).ToArray();
            if (header.Length == 0)
                throw new SourceException(CollectFault.Malformed, $"{name}: the file is empty");
            var columns = indicator.Columns!;
            var (period, unit) = (Find(columns.Period)!.Value, Find(columns.Unit));
            var (first, second) = (Find(columns.Numerator ?? columns.Value)!.Value, Find(columns.Denominator));
            var number = new NumberFormat(source);
            string Address() => $"{name}:{csv.LineNumber}";
            while (csv.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (csv.FieldCount < header.Length || IsLonger(csv, header.Length))
                    rows.Reject(Address, $"{csv.FieldCount} columns where the header has {header.Length}");
                else
                    rows.Add(Address, csv.GetString(period), unit is { } u ? csv.GetString(u) : null, number.Read(csv.GetString(first)), second is { } s ? number.Read(csv.GetString(s)) : default);
            }

            int? Find(string? column)
            {
                if (column is null)
                    return null;
                var at = Array.IndexOf(header, column);
                if (Array.LastIndexOf(header, column) != at)
                    throw new SourceException(CollectFault.Malformed, $"{name}:1: two columns are called '{column}'");
                return at >= 0 ? at : throw new SourceException(CollectFault.ColumnMissing, $"{name}:1: no column '{column}'; it has {string.Join(", ", header.Take(30))}");
            }
        }
        catch (DecoderFallbackException e)
        {
            throw new SourceException(CollectFault.Malformed, $"{name}: not {source.Encoding}; state the file's encoding", inner: e);
        }
        catch (CsvFormatException e)
        {
            throw new SourceException(CollectFault.Malformed, $"{name}: not separated values as stated", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(CollectFault.FileMissing, $"{name} cannot be read: {e.Message}", transient: e is IOException and not FileNotFoundException, e);
        }
    }
}
