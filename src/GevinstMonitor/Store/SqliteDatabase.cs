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

    /// <summary>A connection that is not open yet.</summary>
    internal virtual SqliteConnection Connection(string connectionString) => new(connectionString);

    protected override async Task<DbConnection> ConnectAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var connection = Connection(_connectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = $"pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = {SecondsToWait * 1000};";
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
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
}
