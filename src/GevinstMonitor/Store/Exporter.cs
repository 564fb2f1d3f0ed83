namespace GevinstMonitor.Store;

/// <summary>Writes all that a store holds into a file, as of one moment, while others may work with it.</summary>
internal sealed class Exporter(Database database, Migrator migrator)
{
    /// <param name="installation">The municipality.</param>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public Task<StoreManifest> ExportAsync(string file, string installation, DateTimeOffset now, CancellationToken ct) => database.InSnapshotAsync(async (connection, transaction) =>
    {
        await using var writer = new StoreFileWriter(file);
        foreach (var table in StoredTable.All)
        {
            await using var rows = table.Rows(connection, transaction);
            await writer.AddAsync(table, rows, ct);
        }

        return await writer.CompleteAsync(installation, database.Kind, migrator.Newest, ColumnTypes.Stored(now), ct);
    }, ct);
}
