using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

// How rows are read and parameters bound is generated when the program is built, and not compiled anew each time that it starts.
[module: Dapper.DapperAot]

namespace GevinstMonitor.Store;

/// <summary>Opens the store's database: a SQLite file with a write-ahead log, synchronised in full, foreign keys held.</summary>
/// <param name="file">Whole path; it and its folder are made when missing.</param>
public sealed class Database(string file)
{
    // Another process may be writing. Longer than this would keep the worker from stopping in time.
    private const int SecondsToWait = 8;

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = SecondsToWait }.ToString();

    public string Description => $"sqlite {file}";

    /// <summary>Whether there is a store yet.</summary>
    public bool Exists => File.Exists(file);

    /// <exception cref="StoreUnusableException">The file cannot be opened, or is no database.</exception>
    public async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var connection = new SqliteConnection(_connectionString);
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
        catch (Exception e) when (IsUnusable(e))
        {
            throw Unusable(e);
        }
    }

    /// <summary>Loads the driver and its native part, by asking a database in memory.</summary>
    internal static async Task LoadAsync()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        await connection.ExecuteScalarAsync<long>("select 1", transaction: transaction);
    }

    /// <summary>Does work in one transaction that no other writer comes between, and commits it; rolls it back when the work throws.</summary>
    public Task<T> InTransactionAsync<T>(Func<SqliteConnection, DbTransaction, Task<T>> work, CancellationToken ct) => AskAsync(async connection =>
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = await work(connection, transaction);
        ct.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }, ct);

    /// <summary>Asks, without changing anything.</summary>
    /// <exception cref="StoreUnusableException">The file cannot be read, now or at all.</exception>
    public async Task<T> AskAsync<T>(Func<SqliteConnection, Task<T>> ask, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        try
        {
            return await ask(connection);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw Unusable(e);
        }
    }

    // Not ours to mend: the file, the disk, its rights, or another program that does not let go of it.
    private static bool IsUnusable(Exception e) => e is IOException or UnauthorizedAccessException || e is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_IOERR
            or raw.SQLITE_PERM or raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
    };

    private StoreUnusableException Unusable(Exception e) => new($"the store {file} cannot be used: {e.Message}", e);
}
