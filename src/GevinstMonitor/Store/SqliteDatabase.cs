using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GevinstMonitor.Store;

/// <summary>A SQLite file with a write-ahead log, synchronised in full, foreign keys held.</summary>
/// <param name="file">Whole path; it and its folder are made when missing.</param>
public class SqliteDatabase(string file) : Database
{
    // Histories are read by several readers side by side; fewer indicators than this are not worth another.
    private const int FewestForOneReader = 100;

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = SecondsToWait }.ToString();

    public override string Description => $"sqlite {file}";

    public override bool Exists => File.Exists(file);

    public override string Kind => "sqlite";

    internal override string MakeMigrations => """
        create table if not exists schema_migrations (
          number     integer not null primary key,
          name       text not null,
          checksum   text not null,
          applied_at text not null
        ) strict;
        """;

    internal override string Tables => "select name from sqlite_master where type = 'table'";

    internal override string Now => "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

    /// <summary>Loads the driver and its native part, by asking a database in memory.</summary>
    internal static async Task LoadAsync()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        await connection.ExecuteScalarAsync<long>("select 1", transaction: transaction);
    }

    internal override Task ReadAsync(
        IReadOnlyList<(string Indicator, PeriodKind Kind)> indicators, IReadOnlyDictionary<long, ReadingStamp> stamps, IReadOnlyDictionary<long, Decision> decisions,
        Action<string, IReadOnlyList<Measurement>> take, CancellationToken ct) => Parallel.ForEachAsync(indicators.Chunk(FewestForOneReader), ct, async (some, token) =>
        {
            await using var connection = await OpenAsync(token);
            using var reader = new SqliteHistories((SqliteConnection)connection);
            foreach (var (indicator, kind) in some)
            {
                token.ThrowIfCancellationRequested();
                take(indicator, reader.Read(indicator, kind, stamps, decisions));
            }
        });

    internal override MeasurementWriter Writer(DbConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now) =>
        new SqliteWriter((SqliteConnection)connection, (SqliteTransaction)transaction, asOf, now);

    internal override TableFiller Filler(DbConnection connection, DbTransaction transaction, StoredTable table) =>
        new SqliteFiller((SqliteConnection)connection, (SqliteTransaction)transaction, table);

    internal override async Task LetGoAsync(DbConnection connection, DbTransaction transaction, Func<Task> work)
    {
        var guards = (await connection.QueryAsync<string>("select sql from sqlite_schema where type = 'trigger' and name in ('readings_stay', 'measurements_stay')", transaction: transaction)).ToList();
        // Without the index every reading that goes would be looked for among all measurements.
        await connection.ExecuteAsync("drop trigger readings_stay; drop trigger measurements_stay; create index measurements_by_reading on measurements (reading_id)", transaction: transaction);
        await work();
        await connection.ExecuteAsync("drop index measurements_by_reading", transaction: transaction);
        foreach (var guard in guards)
            await connection.ExecuteAsync(guard, transaction: transaction);
    }

    // Each connection that waits to be used again keeps megabytes of the file in memory.
    internal override void GiveBack()
    {
        using var one = Connection(_connectionString);
        SqliteConnection.ClearPool(one);
    }

    /// <summary>A connection that is not open yet.</summary>
    internal virtual SqliteConnection Connection(string connectionString) => new(connectionString);

    protected override async Task<DbConnection> ConnectAsync(CancellationToken ct)
    {
        if (!File.Exists(file))
            await MakeAsync(ct);
        // To SQLite it is a new database.
        if (new FileInfo(file).Length == 0)
            throw new StoreUnusableException($"the store {Description} cannot be used: the file is empty, and what it held is lost; restore it from a backup, or remove it to start a new store");
        var connection = Connection(_connectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = $"pragma synchronous = full; pragma busy_timeout = {SecondsToWait * 1000}; select max(name = 'schema_migrations') from sqlite_schema;";
            // The mode stands in the file; a copy may have lost it. Somebody else's is left as it is.
            if (await command.ExecuteScalarAsync(ct) is 1L)
            {
                command.CommandText = "pragma journal_mode = wal";
                await command.ExecuteNonQueryAsync(ct);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Under another name until it is a database: a process that dies leaves no empty file, which would be one whose content was lost.
    private async Task MakeAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = $"{file}.{Guid.NewGuid():N}";
        try
        {
            await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString()))
            {
                await connection.OpenAsync(ct);
                await using var command = connection.CreateCommand();
                command.CommandText = "pragma journal_mode = wal";
                await command.ExecuteNonQueryAsync(ct);
            }

            File.Move(unfinished, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was first.
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    protected override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    // What is written meanwhile goes to the log behind what is read.
    protected override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    protected internal override bool IsUnusable(Exception e) => e is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_IOERR
            or raw.SQLITE_PERM or raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
    };

    protected override string Remedy(Exception e) => (e as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => "; the file is damaged: restore it from a backup, or start a new store",
        raw.SQLITE_FULL => "; make room, and run it again: what was not finished left no trace",
        _ => "",
    };
}
