using System.ComponentModel;
using System.Data.Common;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.SqlClient;
using MySqlConnector;
using Npgsql;

namespace GevinstMonitor.Collect.Databases;

/// <summary>What every database server has in common.</summary>
public abstract record ServerSettings : SqlSettings
{
    [Description("The connection string, by reference: { env: NAME } or { file: path }. Give it a user that can only read.")]
    public required Secret ConnectionString { get; init; }

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (!ConnectionString.NamesOne)
            fault("connectionString", "'connectionString' must be { env: NAME } or { file: path }, one of the two");
    }
}

/// <summary>A database server: connects with a secret, tells drivers' faults apart by their codes.</summary>
public abstract class ServerKind<TSettings> : SqlKind<TSettings> where TSettings : ServerSettings
{
    protected sealed override async Task<DbConnection> OpenAsync(TSettings source, CancellationToken ct)
    {
        DbConnection connection;
        try
        {
            connection = Connect(source.ConnectionString.Reveal(source.Folders.Root));
        }
        catch (SecretMissingException e)
        {
            throw new SourceException(CollectFault.LoginRefused, e.Message, inner: e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException)
        {
            // The driver's own text may quote the string, password and all.
            throw new SourceException(CollectFault.LoginRefused, "the connection string is not one that this kind of database knows");
        }

        try
        {
            await connection.OpenAsync(ct);
            await MakeReadOnlyAsync(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected abstract DbConnection Connect(string connectionString);

    protected virtual async Task MakeReadOnlyAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = ReadOnly;
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The statement that makes a session read-only.</summary>
    protected abstract string ReadOnly { get; }

    /// <summary>Whether an error is the refusal of a user, a password or a right.</summary>
    protected abstract bool IsLogin(DbException e);

    /// <summary>Whether an error is the server's word on the query, and not that it cannot be reached.</summary>
    protected abstract bool IsAnswer(DbException e);

    /// <summary>Whether an error quotes values of rows, which may be personal data.</summary>
    protected abstract bool QuotesValues(DbException e);

    public sealed override SourceException? Understand(Exception exception) => exception is not DbException e ? null
        : QuotesValues(e) ? new(CollectFault.QueryRefused, $"the server could not convert or compute a value in the query (error {e.SqlState ?? $"{e.ErrorCode}"})", inner: e)
        : IsLogin(e) ? new(CollectFault.LoginRefused, e.Message, inner: e)
        : !IsAnswer(e) ? new(CollectFault.Unreachable, e.Message, transient: true, e)
        : new(CollectFault.QueryRefused, e.Message, transient: e.IsTransient, e);
}

[Description("Microsoft SQL Server.")]
public sealed record SqlServerSettings : ServerSettings;

public sealed class SqlServerKind : ServerKind<SqlServerSettings>
{
    protected override DbConnection Connect(string connectionString) =>
        new SqlConnection(new SqlConnectionStringBuilder(connectionString) { ApplicationIntent = ApplicationIntent.ReadOnly, ApplicationName = "GevinstMonitor" }.ConnectionString);

    // SQL Server has no read-only session; the intent is all it takes.
    protected override Task MakeReadOnlyAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    protected override string ReadOnly => "";

    protected override bool IsLogin(DbException e) => e is SqlException { Number: 18456 or 18452 or 4060 or 229 or 916 };

    protected override bool QuotesValues(DbException e) => e is SqlException { Number: 241 or 242 or 245 or 248 or 2601 or 2627 or 2628 or 8114 or 8115 or 8152 };

    // Severity 20 and up ends the connection; a client-side fault has no server state of its own.
    protected override bool IsAnswer(DbException e) => e is SqlException { Class: < 20, Number: > 0 and not (53 or 10054 or 10060 or 10061 or 258) };
}

[Description("PostgreSQL.")]
public sealed record PostgresSettings : ServerSettings;

public sealed class PostgresKind : ServerKind<PostgresSettings>
{
    protected override DbConnection Connect(string connectionString) =>
        new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "GevinstMonitor" }.ConnectionString);

    protected override string ReadOnly => "set session characteristics as transaction read only";

    // Class 28 is authorisation, 3D000 an unknown database, 42501 a missing right.
    protected override bool IsLogin(DbException e) => e.SqlState is { } state && (state.StartsWith("28", StringComparison.Ordinal) || state is "3D000" or "42501");

    // Class 22 is data exceptions.
    protected override bool QuotesValues(DbException e) => e.SqlState?.StartsWith("22", StringComparison.Ordinal) == true;

    // Class 57P is the server going away.
    protected override bool IsAnswer(DbException e) => e is PostgresException { SqlState: var state } && !state.StartsWith("57P", StringComparison.Ordinal);
}

[Description("MySQL or MariaDB.")]
public sealed record MySqlSettings : ServerSettings;

public sealed class MySqlKind : ServerKind<MySqlSettings>
{
    protected override DbConnection Connect(string connectionString) =>
        new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { ApplicationName = "GevinstMonitor" }.ConnectionString);

    protected override string ReadOnly => "set session transaction read only";

    protected override bool IsLogin(DbException e) =>
        e is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.UnknownDatabase or MySqlErrorCode.TableAccessDenied };

    protected override bool QuotesValues(DbException e) => e.SqlState?.StartsWith("22", StringComparison.Ordinal) == true
        || e is MySqlException { ErrorCode: MySqlErrorCode.WarningDataOutOfRange or MySqlErrorCode.TruncatedWrongValue or MySqlErrorCode.TruncatedWrongValueForField or MySqlErrorCode.UnknownError };

    protected override bool IsAnswer(DbException e) =>
        e is MySqlException { ErrorCode: not (MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown or MySqlErrorCode.None or MySqlErrorCode.CommandTimeoutExpired) };
}
