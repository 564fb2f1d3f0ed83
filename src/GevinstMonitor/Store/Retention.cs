using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Store;

/// <summary>What may go.</summary>
/// <param name="ReadingsBefore">What was read before this moment; null for nothing.</param>
/// <param name="Over">The indicators of plans that are over and of no other: what was measured of any other stays, however old.</param>
/// <param name="LettersBefore">Letters of before this moment; null for none.</param>
public sealed record Retired(DateTimeOffset? ReadingsBefore, IReadOnlyList<string> Over, DateTimeOffset? LettersBefore);

/// <summary>Rows of a table that go.</summary>
/// <param name="Before">Rows of before this moment.</param>
internal sealed record Archived(string Table, DateTimeOffset Before, RowSum Sum);

/// <summary>
/// Takes out of the store what the installation's policy lets go, into a file. A judgement as of any moment that a plan in force makes is the same afterwards: of its indicators only those looks at a
/// source go that said what the one before them said, and whatever a change, a trouble or a decision refers to stays. Numbers are not given twice: the newest stay.
/// </summary>
internal sealed class Retention(Database database, Migrator migrator)
{
    private const string OldMeasurements = """
         where indicator_id in (select value from json_each(@over) i) and reading_id in (select reading_id from readings where as_of < @before)
           and measurement_id not in (select measurement_id from decisions)
           and not exists (select 1 from deviation_changes c where c.measurement_id = measurements.measurement_id)
           and not exists (select 1 from troubles t where t.measurement_id = measurements.measurement_id)
           and measurement_id < (select max(measurement_id) from measurements)
        """;

    private const string OldReadings = $"""
         where as_of < @before and reading_id < (select max(reading_id) from readings)
           and reading_id not in (select reading_id from measurements where measurement_id not in (select measurement_id from measurements {OldMeasurements}))
           and (indicator_id in (select value from json_each(@over) i) or appended = 0 and outcome like 'Backfill%' or reading_id in (
             select s.reading_id from (
               select reading_id, appended, outcome, row_count, from_day, to_day,
                 lag(outcome) over (partition by indicator_id order by as_of, reading_id) last_outcome,
                 lag(row_count) over (partition by indicator_id order by as_of, reading_id) last_count,
                 lag(from_day) over (partition by indicator_id order by as_of, reading_id) last_from,
                 lag(to_day) over (partition by indicator_id order by as_of, reading_id) last_to
               from readings where outcome not like 'Backfill%') s
             where s.appended = 0 and s.outcome = s.last_outcome
               and (s.row_count > 0 and s.last_count > 0 or s.row_count = 0 and s.last_count = 0 and s.from_day = s.last_from and s.to_day = s.last_to)))
        """;

    // Without its text a letter is an empty object.
    private const string OldLetters = " where as_of < @before and state <> 'Waiting' and body <> '{}'";

    /// <summary>What would go, without taking it.</summary>
    public Task<IReadOnlyList<Archived>> LookAsync(Retired policy, CancellationToken ct) => database.InSnapshotAsync(
        (connection, transaction) => EachAsync(policy, connection, transaction, (table, rows) => LineWriter.WriteAsync(rows, table, Stream.Null, ct)), ct);

    /// <summary>Writes it to a file and takes it out of the store: the file is there, whole, before anything is gone.</summary>
    /// <param name="installation">The municipality.</param>
    /// <returns>What went; no file is written when nothing is old enough.</returns>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public Task<IReadOnlyList<Archived>> ArchiveAsync(string file, Retired policy, string installation, DateTimeOffset now, CancellationToken ct)
    {
        // Where the commit fails it is not known whether the rows went; the file stays, so that they are in the one place or the other.
        return database.InTransactionAsync(async (connection, transaction) =>
        {
            await using var writer = new StoreFileWriter(file);
            var archived = await EachAsync(policy, connection, transaction, (table, rows) => writer.AddAsync(table, rows, ct));
            if (archived.All(a => a.Sum.Rows == 0))
                return archived;
            await database.LetGoAsync(connection, transaction, async () =>
            {
                foreach (var (part, wrote) in Parts(policy).Zip(archived))
                    await LetGoAsync(part, wrote, policy, connection, transaction, ct);
            });
            await WriteAsync(archived, file, now, connection, transaction);
            await writer.CompleteAsync(installation, database.Kind, migrator.Newest, ColumnTypes.Stored(now), ct);
            return archived;
        }, ct);
    }

    private static async Task<IReadOnlyList<Archived>> EachAsync(Retired policy, DbConnection connection, DbTransaction transaction, Func<StoredTable, DbCommand, Task<RowSum>> takeAsync)
    {
        var taken = new List<Archived>();
        foreach (var part in Parts(policy))
        {
            await using var rows = Command(connection, transaction, part.Table.Select + part.Which + part.Table.Order, part.Before, policy);
            taken.Add(new Archived(part.Table.Name, part.Before, await takeAsync(part.Table, rows)));
        }

        return taken;
    }

    private static async Task LetGoAsync(Part part, Archived wrote, Retired policy, DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        await using var command = Command(connection, transaction, part.Going + part.Which, part.Before, policy);
        var gone = await command.ExecuteNonQueryAsync(ct);
        if (gone != wrote.Sum.Rows)
            throw new StoreUnusableException($"{gone} rows of {part.Table.Name} would go, and {wrote.Sum.Rows} were written; nothing was changed");
    }

    private static async Task WriteAsync(IEnumerable<Archived> archived, string file, DateTimeOffset now, DbConnection connection, DbTransaction transaction)
    {
        var number = await connection.ExecuteScalarAsync<long>("select coalesce(max(archiving_id), 0) + 1 from archivings", transaction: transaction);
        foreach (var (table, before, sum) in archived)
        {
            await connection.ExecuteAsync(
                "insert into archivings (archiving_id, table_name, at, before_at, row_count, checksum, file_name) values (@number, @table, @now, @before, @Rows, @Sha256, @name)",
                new { number, table, now, before, sum.Rows, sum.Sha256, name = Path.GetFileName(file) }, transaction);
        }
    }

    // In the order that they can go in: a measurement before its reading.
    private static IEnumerable<Part> Parts(Retired policy)
    {
        var tables = StoredTable.All.ToDictionary(t => t.Name, StringComparer.Ordinal);
        if (policy.ReadingsBefore is { } readings)
        {
            yield return new Part(tables["measurements"], readings, OldMeasurements, "delete from measurements");
            yield return new Part(tables["readings"], readings, OldReadings, "delete from readings");
        }

        if (policy.LettersBefore is { } letters)
            yield return new Part(tables["letters"], letters, OldLetters, "update letters set address = '', subject = '', body = '{}', last_error = null");
    }

    private static DbCommand Command(DbConnection connection, DbTransaction transaction, string sql, DateTimeOffset before, Retired policy)
    {
        var command = connection.CreateCommand();
        // However long it takes.
        (command.CommandText, command.Transaction, command.CommandTimeout) = (connection.Sql(sql), transaction, 0);
        Add("before", connection is SqliteConnection ? ColumnTypes.Text(before) : ColumnTypes.Stored(before));
        if (sql.Contains("@over", StringComparison.Ordinal))
            Add("over", StoreJson.Text(policy.Over));
        return command;

        void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>Rows of a table that may go, and how.</summary>
    private sealed record Part(StoredTable Table, DateTimeOffset Before, string Which, string Going);
}
