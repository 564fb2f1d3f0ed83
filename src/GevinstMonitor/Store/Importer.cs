using System.Data.Common;
using Dapper;

namespace GevinstMonitor.Store;

/// <summary>A table that was moved.</summary>
/// <param name="Sum">As the store has it.</param>
/// <param name="Rounded">Rows with a number of more decimals than this kind of store holds.</param>
internal sealed record MovedTable(string Name, RowSum Sum, long Rounded);

/// <summary>A store that was to be filled holds something.</summary>
internal sealed class StoreNotEmptyException(string message) : Exception(message);

/// <summary>
/// Fills a new store from a file, all of it or nothing. What the file says of itself is checked before anything is written, and what was written is read from the store again and compared before it is kept.
/// </summary>
internal sealed class Importer(Database database, Migrator migrator)
{
    /// <exception cref="StoreUnusableException">The file is no file of such a store, is damaged, or holds what this store cannot.</exception>
    /// <exception cref="StoreNotEmptyException">The store holds something.</exception>
    public async Task<IReadOnlyList<MovedTable>> ImportAsync(StoreFileReader file, DateTimeOffset now, CancellationToken ct)
    {
        RefuseForeign(file);
        // Sooner than the whole file is read.
        if (await migrator.LookAsync(ct) is { Missing: 0 })
            await database.InSnapshotAsync((connection, transaction) => RefuseFullAsync(connection, transaction, ct), ct);
        var awaited = new List<MovedTable>();
        foreach (var table in StoredTable.All)
            awaited.Add(await CheckAsync(file, table, ct));

        await migrator.MigrateAsync(now, ct);
        return await database.InTransactionAsync(async (connection, transaction) =>
        {
            await RefuseFullAsync(connection, transaction, ct);
            foreach (var table in StoredTable.All)
                await FillAsync(file, table, connection, transaction, ct);
            foreach (var (table, moved) in StoredTable.All.Zip(awaited))
            {
                await using var rows = table.Rows(connection, transaction);
                var found = await LineWriter.WriteAsync(rows, table, Stream.Null, ct);
                if (found != moved.Sum)
                    throw file.Refused($"{table.Name} came out otherwise than it went in: {found} in {database.Description}, {moved.Sum} awaited; nothing was kept");
            }

            return awaited;
        }, ct);
    }

    // A part of a store, or one of other tables, is not one.
    private void RefuseForeign(StoreFileReader file)
    {
        var (schema, own) = (file.Manifest.Schema, migrator.Newest);
        if (schema != own)
        {
            throw file.Refused(schema > own ? $"it is of schema {schema:0000}, which is newer than this program's {own:0000}; use the newer program"
                : $"it is of schema {schema:0000}, which is older than this program's {own:0000}; import it by the program that wrote it, run gevinst migrate of this one on that store, and export it again");
        }

        var (found, awaited) = (file.Manifest.Tables.ToDictionary(t => t.Name, StringComparer.Ordinal), StoredTable.All.Select(t => TableManifest.Of(t, new RowSum(0, ""))).ToList());
        if (awaited.FirstOrDefault(t => !found.TryGetValue(t.Name, out var other) || !other.Columns.SequenceEqual(t.Columns)) is { } missing)
            throw file.Refused($"its manifest has no table {missing.Name} as schema {own:0000} has it");
        if (found.Keys.Except(awaited.Select(t => t.Name)).FirstOrDefault() is { } unknown)
            throw file.Refused($"its manifest has a table {unknown}, which schema {own:0000} has not");
    }

    private async Task<bool> RefuseFullAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        var full = new List<string>();
        foreach (var table in StoredTable.All)
        {
            await using var count = connection.CreateCommand();
            (count.CommandText, count.Transaction, count.CommandTimeout) = ($"select count(*) from {table.Name}", transaction, 0);
            if (Convert.ToInt64(await count.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) is > 0 and var rows)
                full.Add($"{table.Name} has {rows}");
        }

        return full.Count == 0 ? true : throw new StoreNotEmptyException(
            $"{database.Description} is not empty (rows: {string.Join(", ", full)}), and import only fills a store that is; nothing was changed. Name a new one under 'store'");
    }

    /// <summary>Reads a table of the file, whole.</summary>
    /// <returns>As the store is to have it.</returns>
    private async Task<MovedTable> CheckAsync(StoreFileReader file, StoredTable table, CancellationToken ct)
    {
        var decimals = DecimalsOf(table);
        var (isRounded, rounded) = (decimals.Any(d => d is not null), 0L);
        using var held = new LineWriter(Stream.Null);
        await foreach (var row in file.RowsAsync(table, ct))
        {
            if (!isRounded)
                continue;
            rounded += Round(row, decimals) ? 1 : 0;
            await held.WriteAsync(row, ct);
        }

        return new MovedTable(table.Name, isRounded ? await held.CompleteAsync(ct) : file.SumOf(table), rounded);
    }

    private async Task FillAsync(StoreFileReader file, StoredTable table, DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        // What refers to another row of its own table, as a letter does, is told so when all of them are there: each kind of store looks that up at another time.
        var own = table.Columns.Index().Where(c => c.Item.RefersTo == table.Name).ToList();
        var key = table.Columns.Index().First(c => c.Item.Name == table.Key[0]).Index;
        var referring = new List<(string Column, string Value, string Key)>();
        var decimals = DecimalsOf(table);
        var row = 0L;
        try
        {
            await using (var filler = database.Filler(connection, transaction, table))
            {
                await foreach (var values in file.RowsAsync(table, ct))
                {
                    row++;
                    Round(values, decimals);
                    foreach (var (i, column) in own)
                    {
                        if (values[i] is not string value)
                            continue;
                        referring.Add((column.Name, value, (string)values[key]!));
                        values[i] = null;
                    }

                    await filler.AppendAsync(values, ct);
                }

                await filler.CompleteAsync(ct);
            }

            foreach (var (column, value, by) in referring)
                await connection.ExecuteAsync($"update {table.Name} set {column} = @value where {table.Key[0]} = @by", new { value, by }, transaction);
        }
        catch (Exception e) when ((e is DbException or InvalidOperationException or ArgumentException or OverflowException) && !database.IsUnusable(e))
        {
            throw file.Refused($"{database.Description} cannot hold {table.Name}, about row {row}: {e.Message}; nothing was kept", e);
        }
    }

    private static bool Round(object?[] row, int?[] decimals)
    {
        var isRounded = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (decimals[i] is not { } most || row[i] is not decimal number || decimal.Round(number, most, MidpointRounding.AwayFromZero) is var held && held == number)
                continue;
            row[i] = ColumnTypes.Number(held);
            isRounded = true;
        }

        return isRounded;
    }

    private int?[] DecimalsOf(StoredTable table) => [.. table.Columns.Select(c => database.DecimalsOf(table, c))];
}
