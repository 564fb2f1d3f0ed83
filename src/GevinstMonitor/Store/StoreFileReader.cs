using System.IO.Compression;
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

    /// <summary>What a table's lines say.</summary>
    /// <exception cref="StoreUnusableException">Its entry is damaged.</exception>
    public LineReader Lines(StoredTable table) => new(Open(StoreFileWriter.EntryOf(table.Name)), table, $"{_file} cannot be used: {StoreFileWriter.EntryOf(table.Name)}");

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

    private Stream Open(string entry) => _zip.GetEntry(entry)?.Open() ?? throw Refused($"it has no {entry}");
}
