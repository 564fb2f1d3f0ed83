using System.Data.Common;
using System.IO.Compression;
using System.Text;

namespace GevinstMonitor.Store;

/// <summary>Writes a file of a store, or of a part of one: a zip with an entry of lines for each table, and a manifest. The file is there when it is whole, and only its owner reads it.</summary>
internal sealed class StoreFileWriter : IAsyncDisposable
{
    public const string Manifest = "manifest.json";

    private readonly string _file;
    private readonly FileStream _part;
    private readonly ZipArchive _zip;
    private readonly List<TableManifest> _tables = [];
    private bool _isWhole;

    /// <exception cref="IOException">It is there already, or is written by another.</exception>
    public StoreFileWriter(string file)
    {
        _file = file;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _part = new FileStream(PartOf(file), options);
        _zip = new ZipArchive(_part, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <summary>What it is called while it is written.</summary>
    public static string PartOf(string file) => file + ".part";

    public static string EntryOf(string table) => $"{table}.ndjson";

    /// <summary>Writes what a query finds of a table; see <see cref="LineWriter.WriteAsync(DbCommand, StoredTable, Stream, CancellationToken)"/>.</summary>
    public async Task<RowSum> AddAsync(StoredTable table, DbCommand rows, CancellationToken ct)
    {
        await using var entry = Add(EntryOf(table.Name));
        var sum = await LineWriter.WriteAsync(rows, table, entry, ct);
        _tables.Add(TableManifest.Of(table, sum));
        return sum;
    }

    /// <summary>The file is there, whole, when this has returned.</summary>
    public async Task<StoreManifest> CompleteAsync(string installation, string kind, int schema, DateTimeOffset at, CancellationToken ct)
    {
        var manifest = new StoreManifest(StoreManifest.CurrentFormat, installation, kind, schema, at, _tables);
        await using (var entry = Add(Manifest))
            await entry.WriteAsync(Encoding.UTF8.GetBytes(manifest.ToJson()), ct);
        await _zip.DisposeAsync();
        _part.Flush(flushToDisk: true);
        await _part.DisposeAsync();
        File.Move(PartOf(_file), _file, overwrite: false);
        _isWhole = true;
        return manifest;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isWhole)
            return;
        await _part.DisposeAsync();
        File.Delete(PartOf(_file));
    }

    // Whoever unpacks it has files that only he reads, too.
    private Stream Add(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.ExternalAttributes = unchecked((int)0x8180_0000);
        return entry.Open();
    }
}
