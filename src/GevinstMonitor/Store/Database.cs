using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GevinstMonitor.Store;

/// <summary>Opens the store's database: a SQLite file with a write-ahead log, synchronised in full, foreign keys held.</summary>
/// <param name="file">Whole path; it and its folder are made when missing.</param>
public sealed class Database(string file)
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    public string Description => $"sqlite {file}";

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
                command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 30000;";
                await command.ExecuteNonQueryAsync(ct);
                return connection;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_PERM or raw.SQLITE_FULL)
        {
            throw new StoreUnusableException($"the store {file} cannot be used: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException($"the store {file} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Does work in one transaction that no other writer comes between, and commits it; rolls it back when the work throws.</summary>
    public async Task<T> InTransactionAsync<T>(Func<SqliteConnection, DbTransaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = await work(connection, transaction);
        ct.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }
}
