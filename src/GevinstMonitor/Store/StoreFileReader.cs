using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GevinstMonitor.Store;

/// <summary>Reads a file of a store, and believes nothing of it. It stays open, so that what was checked is what is read.</summary>
internal sealed class StoreFileReader : IDisposable
{
    // No manifest is a hundredth as long.
    private const long LongestManifest = 1 << 20;

    private readonly string _file;
    private readonly ZipArchive _zip;

    /// <exception cref="StoreUnusableException">It is no file of a store, or is damaged.</exception>
    public StoreFileReader(string file)
    {
        _file = file;
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            _zip = new ZipArchive(stream, ZipArchiveMode.Read);
            Manifest = ReadManifest();
        }
        catch (InvalidDataException e)
        {
            stream.Dispose();
            throw Refused($"it is no zip, or was cut off or damaged ({e.Message})", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public StoreManifest Manifest { get; }

    /// <summary>The rows of a table, each with a value for every column as <see cref="ColumnTypes.Value"/> gives it.</summary>
    /// <exception cref="StoreUnusableException">A line is no row, or, after the last, they are not what was exported.</exception>
    public async IAsyncEnumerable<object?[]> RowsAsync(StoredTable table, [EnumeratorCancellation] CancellationToken ct)
    {
        var entry = StoreFileWriter.EntryOf(table.Name);
        await using var stream = Open(entry);
        var lines = new LineReader(stream, table, $"{_file} cannot be used: {entry}");
        await foreach (var row in lines.RowsAsync(ct))
            yield return row;
        if (lines.Sum != SumOf(table))
            throw Refused($"{entry} is not what was exported: it has {lines.Sum}, and the manifest says {SumOf(table)}");
    }

    /// <summary>What the rows of a table come to, as the manifest has it.</summary>
    public RowSum SumOf(StoredTable table) => Manifest.Tables.Where(t => t.Name == table.Name).Select(t => new RowSum(t.Rows, t.Sha256)).Single();

    public void Dispose() => _zip.Dispose();

    /// <summary>That it is refused, and why.</summary>
    public StoreUnusableException Refused(string why, Exception? inner = null) => new($"{_file} cannot be used: {why}", inner);

    private StoreManifest ReadManifest()
    {
        if (_zip.GetEntry(StoreFileWriter.Manifest) is not { Length: <= LongestManifest })
            throw Refused($"it has no {StoreFileWriter.Manifest}; it is not what gevinst export writes");
        StoreManifest manifest;
        try
        {
            using var json = Open(StoreFileWriter.Manifest);
            manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.StoreManifest) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw Refused($"{StoreFileWriter.Manifest}, line {e.LineNumber + 1}: {e.Message}", e);
        }

        if (manifest.Format != StoreManifest.CurrentFormat)
            throw Refused($"it is written in format {manifest.Format}, and this program reads {StoreManifest.CurrentFormat}");
        var (named, found) = (manifest.Tables.Select(t => StoreFileWriter.EntryOf(t.Name)).Append(StoreFileWriter.Manifest).Order().ToList(), _zip.Entries.Select(e => e.FullName).Order().ToList());
        return named.SequenceEqual(found) ? manifest : throw Refused(named.Except(found).FirstOrDefault() is { } missing ? $"it has no {missing}, which its manifest names"
            : $"it has {found.Except(named).FirstOrDefault() ?? "an entry twice"}, which its manifest does not name");
    }

    private Stream Open(string entry)
    {
        try
        {
            return _zip.GetEntry(entry)!.Open();
        }
        catch (InvalidDataException e)
        {
            throw Refused($"{entry}: {e.Message}", e);
        }
    }
}
