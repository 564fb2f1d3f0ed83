using System.Globalization;
using Dapper;
using GevinstMonitor.Connect;
using GevinstMonitor.Store;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace GevinstMonitor.Benchmarks;

/// <summary>A row as a bare loop writes it.</summary>
internal readonly record struct BareRow(long Id, long Reading, string Indicator, string Unit, string Period, string Kind, decimal First, decimal Second);

/// <summary>Stores of one kind, made and dropped.</summary>
internal abstract class Stores : IDisposable
{
    protected const string Columns = "measurement_id, reading_id, indicator_id, unit_id, period, kind, first, second";

    public const string Server = "GEVINST_TEST_POSTGRES";

    /// <summary>Those there are here.</summary>
    public static IReadOnlyList<Stores> Here(string folder) => Environment.GetEnvironmentVariable(Server) is { Length: > 0 } server
        ? [new SqliteStores(folder), new PostgresStores(server)] : [new SqliteStores(folder)];

    private Database? _made;

    public abstract string Name { get; }

    /// <summary>A new store with its schema, in the place of the one before.</summary>
    public async Task<Database> OpenAsync()
    {
        Dispose();
        _made = Make();
        await new Migrator(_made, Migrator.Shipped(_made.Kind)).MigrateAsync(Country.AsOf(), CancellationToken.None);
        return _made;
    }

    /// <summary>Drops what was made.</summary>
    public void Dispose()
    {
        _made?.Dispose();
        _made = null;
        Drop();
    }

    /// <summary>Appends rows to a new bare table in one transaction: how many.</summary>
    public abstract int Bare(IReadOnlyList<BareRow> rows);

    public abstract double Megabytes();

    protected abstract void Drop();

    protected abstract Database Make();
}

internal sealed class SqliteStores(string folder) : Stores
{
    public override string Name => "SQLite";

    private string File => Path.Combine(folder, "bench-store.db");

    private string BareFile => Path.Combine(folder, "bench-bare.db");

    protected override void Drop()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(folder, "bench-*.db*"))
            System.IO.File.Delete(file);
    }

    public override int Bare(IReadOnlyList<BareRow> rows)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "bench-bare.db*"))
            System.IO.File.Delete(file);
        using var target = new SqliteConnection($"Data Source={BareFile};Pooling=False");
        target.Open();
        target.Execute("""
            pragma journal_mode = wal; pragma synchronous = full;
            create table bare (indicator_id text not null, unit_id text not null, period text not null, measurement_id integer not null, reading_id integer not null, kind text not null, first text null, second text null,
              primary key (indicator_id, unit_id, period, measurement_id)) strict, without rowid
            """);
        using var transaction = target.BeginTransaction();
        using var insert = target.CreateCommand();
        insert.CommandText = $"insert into bare ({Columns}) values (@0, @1, @2, @3, @4, @5, @6, @7)";
        var p = Enumerable.Range(0, 8).Select(i => insert.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" })).ToArray();
        insert.Prepare();
        var count = 0;
        foreach (var row in rows)
        {
            (p[0].Value, p[1].Value, p[2].Value, p[3].Value, p[4].Value, p[5].Value) = (row.Id, row.Reading, row.Indicator, row.Unit, row.Period, row.Kind);
            (p[6].Value, p[7].Value) = (row.First.ToString(CultureInfo.InvariantCulture), row.Second.ToString(CultureInfo.InvariantCulture));
            count += insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return count;
    }

    public override double Megabytes() => Directory.EnumerateFiles(folder, "bench-store.db*").Sum(f => new FileInfo(f).Length) / 1048576d;

    protected override Database Make() => new SqliteDatabase(File);
}

/// <summary>Each in a schema of its own.</summary>
internal sealed class PostgresStores(string server) : Stores
{
    private readonly string _schema = $"bench_{Guid.NewGuid():N}";
    public override string Name => "PostgreSQL";

    protected override void Drop()
    {
        using var connection = new NpgsqlConnection(server);
        connection.Execute($"drop schema if exists {_schema} cascade; drop table if exists {_schema}_bare", commandTimeout: 0);
    }

    public override int Bare(IReadOnlyList<BareRow> rows)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        connection.Execute($"""
            drop table if exists {_schema}_bare;
            create table {_schema}_bare (indicator_id text collate "C" not null, unit_id text collate "C" not null, period text collate "C" not null, measurement_id bigint not null, reading_id bigint not null,
              kind text collate "C" not null, first numeric null, second numeric null, primary key (indicator_id, unit_id, period, measurement_id))
            """);
        using var transaction = connection.BeginTransaction();
        using (var copy = connection.BeginBinaryImport($"copy {_schema}_bare ({Columns}) from stdin (format binary)"))
        {
            foreach (var row in rows)
            {
                copy.StartRow();
                copy.Write(row.Id, NpgsqlDbType.Bigint);
                copy.Write(row.Reading, NpgsqlDbType.Bigint);
                copy.Write(row.Indicator, NpgsqlDbType.Text);
                copy.Write(row.Unit, NpgsqlDbType.Text);
                copy.Write(row.Period, NpgsqlDbType.Text);
                copy.Write(row.Kind, NpgsqlDbType.Text);
                copy.Write(row.First, NpgsqlDbType.Numeric);
                copy.Write(row.Second, NpgsqlDbType.Numeric);
            }

            copy.Complete();
        }

        transaction.Commit();
        return rows.Count;
    }

    public override double Megabytes()
    {
        using var connection = new NpgsqlConnection(server);
        return connection.ExecuteScalar<long>($"select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '{_schema}' and c.relkind = 'r'") / 1048576d;
    }

    protected override Database Make()
    {
        using (var connection = new NpgsqlConnection(server))
            connection.Execute($"create schema {_schema}");
        return new PostgresDatabase(PostgresConnections.Settle(new NpgsqlConnectionStringBuilder(server) { SearchPath = _schema }.ConnectionString));
    }
}
