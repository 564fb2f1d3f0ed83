using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace GevinstMonitor.Store;

/// <summary>A numbered script of the schema.</summary>
/// <param name="Checksum">SHA-256 in lower-case hex of its text.</param>
public sealed record Migration(int Number, string Name, string Sql, string Checksum);

/// <summary>Brings the store's schema up to date by numbered scripts, each run once and never changed.</summary>
public sealed partial class Migrator(Database database, IReadOnlyList<Migration> migrations)
{
    /// <summary>By the scripts that ship.</summary>
    public static Migrator Of(Database database) => new(database, Shipped(database.Kind));

    /// <summary>The number of the newest script.</summary>
    public int Newest => migrations[^1].Number;

    /// <summary>The scripts that ship for a kind of store, in order.</summary>
    public static IReadOnlyList<Migration> Shipped(string kind)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"sql/{kind}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var stream = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Numbered(Path.GetFileNameWithoutExtension(name), stream.ReadToEnd());
            })];
    }

    public static Migration Numbered(string fileName, string sql)
    {
        // A checkout may turn line ends; the script is the same.
        sql = sql.ReplaceLineEndings("\n");
        return new Migration(int.Parse(fileName.AsSpan(0, 4), CultureInfo.InvariantCulture), fileName[5..], sql,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    /// <summary>Runs what is missing, all in one transaction.</summary>
    /// <returns>The scripts that were run.</returns>
    /// <exception cref="StoreUnusableException">The schema is newer than this program, or a script that was run is not the one that ships.</exception>
    public async Task<IReadOnlyList<Migration>> MigrateAsync(DateTimeOffset now, CancellationToken ct)
    {
        if ((await MissingAsync(ct)).Count == 0)
            return [];

        return await database.InTransactionAsync<IReadOnlyList<Migration>>(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(database.MakeMigrations, transaction: transaction);
            // Another process may have been first.
            var missing = await MissingAsync(connection, transaction);
            foreach (var migration in missing)
                await RunAsync(migration, now, connection, transaction);
            return missing;
        }, ct);
    }

    private async Task RunAsync(Migration migration, DateTimeOffset now, DbConnection connection, DbTransaction transaction)
    {
        try
        {
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
        }
        catch (DbException e) when (!database.IsUnusable(e))
        {
            throw new StoreUnusableException(
                $"{database.Description} does not take script {migration.Number:0000} {migration.Name}: {e.Message}; it is not as this program left it, and nothing was changed: restore it from a backup, or start a new store", e);
        }

        await connection.ExecuteAsync("insert into schema_migrations (number, name, checksum, applied_at) values (@Number, @Name, @Checksum, @At)",
            new { migration.Number, migration.Name, migration.Checksum, At = now }, transaction);
    }

    /// <summary>How many scripts were not run yet, and whether that is all of them: there is no store.</summary>
    public async Task<(int Missing, bool IsNew)> LookAsync(CancellationToken ct)
    {
        var missing = (await MissingAsync(ct)).Count;
        return (missing, missing == migrations.Count);
    }

    /// <summary>What <see cref="MigrateAsync"/> would run, for a DBA to read.</summary>
    public async Task<string> ScriptAsync(CancellationToken ct)
    {
        var missing = await MissingAsync(ct);
        var script = new StringBuilder();
        if (missing.Count > 0)
            script.Append(database.MakeMigrations).Append('\n');
        foreach (var m in missing)
        {
            script.Append('\n').Append(CultureInfo.InvariantCulture, $"-- {m.Number:0000} {m.Name}\n").Append(m.Sql)
                .Append(CultureInfo.InvariantCulture, $"insert into schema_migrations (number, name, checksum, applied_at) values ({m.Number}, '{m.Name}', '{m.Checksum}', {database.Now});\n");
        }

        return script.ToString();
    }

    // A look makes no file.
    private async Task<IReadOnlyList<Migration>> MissingAsync(CancellationToken ct) =>
        database.Exists ? await database.AskAsync(connection => MissingAsync(connection, null), ct) : migrations;

    private async Task<IReadOnlyList<Migration>> MissingAsync(DbConnection connection, DbTransaction? transaction)
    {
        var tables = (await connection.QueryAsync<string>(database.Tables, transaction: transaction)).ToHashSet(StringComparer.Ordinal);
        if (!tables.Contains("schema_migrations"))
            return tables.Count == 0 ? migrations : throw new StoreUnusableException($"{database.Description} holds tables that are not this program's; name another");

        var applied = await AppliedAsync(connection, transaction);
        // The table that was just made is there alone.
        if (applied.Count == 0 && tables.Count > 1)
            throw new StoreUnusableException($"{database.Description} holds tables, and no account of the scripts that made them; restore it from a backup, or name another");
        foreach (var (number, name, checksum) in applied)
        {
            if (migrations.FirstOrDefault(m => m.Number == number) is not { } shipped)
                throw new StoreUnusableException($"{database.Description} has schema {number:0000} {name}, which is newer than this program; use the newer program");
            if (shipped.Checksum != checksum)
                throw new StoreUnusableException($"{database.Description} was made by another script {number:0000} {name} than the one that ships; restore it, or start a new store");
        }

        var missing = migrations.Where(m => applied.All(a => a.Number != m.Number)).ToList();
        // Scripts rename and drop: what is left of all of them is known where all of them were run.
        if (missing.Count == 0 && Made().FirstOrDefault(table => !tables.Contains(table)) is { } gone)
            throw new StoreUnusableException($"{database.Description} lacks the table {gone}, which this program made; restore it from a backup, or start a new store");
        return missing;
    }

    private async Task<IReadOnlyList<AppliedRow>> AppliedAsync(DbConnection connection, DbTransaction? transaction)
    {
        try
        {
            return [.. await connection.QueryAsync<AppliedRow>("select number Number, name Name, checksum Checksum from schema_migrations order by number", transaction: transaction)];
        }
        catch (DbException e) when (!database.IsUnusable(e))
        {
            // Other programs call theirs so too, and keep other columns in it.
            throw new StoreUnusableException($"{database.Description} holds tables that are not this program's, schema_migrations among them; name another", e);
        }
    }

    private HashSet<string> Made()
    {
        var tables = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in MadeOrGone().Matches(string.Concat(migrations.Select(m => m.Sql))))
        {
            if (match.Groups["made"] is { Success: true } made)
                tables.Add(made.Value);
            tables.Remove(match.Groups["gone"].Value);
        }

        return tables;
    }

    [GeneratedRegex(@"^(create table (?<made>\w+)|drop table (?<gone>\w+)|alter table (?<gone>\w+) rename to (?<made>\w+))", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MadeOrGone();

    internal sealed record AppliedRow(int Number, string Name, string Checksum);
}
