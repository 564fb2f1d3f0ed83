using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GevinstMonitor.Tests.Store;

/// <summary>Where a town keeps what it knows: a store of its own, of any kind.</summary>
public abstract class TestStore : IDisposable
{
    /// <summary>What <c>store</c> is in the configuration.</summary>
    public abstract string Settings { get; }

    /// <summary>The names of the tables, in order.</summary>
    protected abstract string Tables { get; }

    /// <summary>Puts into a town's folder what the settings refer to.</summary>
    public abstract void SettleIn(string folder);

    /// <summary>Puts what is the store's own in the place of what the program would have there.</summary>
    public virtual void SettleIn(IServiceCollection services)
    {
    }

    public IReadOnlyList<T> Query<T>(string sql)
    {
        using var connection = Connect();
        return [.. SqlMapper.Query<T>(connection, sql)];
    }

    public IReadOnlyList<DateTimeOffset> Moments(string sql)
    {
        using var connection = Connect();
        using var rows = connection.ExecuteReader(sql);
        var moments = new List<DateTimeOffset>();
        while (rows.Read())
        {
            moments.Add(rows.GetValue(0) switch
            {
                string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
                DateTime utc => new DateTimeOffset(utc),
                var moment => (DateTimeOffset)moment,
            });
        }

        return moments;
    }

    /// <summary>Every row of every table.</summary>
    public IReadOnlyList<string> Facts() =>
        [.. Query<string>(Tables).SelectMany(table => Query<dynamic>($"select * from {table}").Select(row => $"{table}: {string.Join('|', (IDictionary<string, object?>)row)}"))];

    public abstract void Dispose();

    protected abstract DbConnection Connect();
}

/// <summary>A file in the town's folder.</summary>
public class SqliteTestStore : TestStore
{
    public override string Settings => Given.Store;

    protected string File { get; set; } = "";

    protected override string Tables => "select name from sqlite_schema where type = 'table' order by name";

    public override void SettleIn(string folder) => File = Path.Combine(folder, "store.db");

    public override void Dispose()
    {
        SqliteConnection.ClearAllPools();
        GC.SuppressFinalize(this);
    }

    protected override DbConnection Connect() => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
}

/// <summary>A schema of its own on the server that <c>GEVINST_TEST_POSTGRES</c> names; skips the test aloud where it names none.</summary>
public sealed class PostgresTestStore : TestStore
{
    private const string Server = "GEVINST_TEST_POSTGRES";
    private readonly string _schema = $"town_{Guid.NewGuid():N}";
    private readonly NpgsqlConnectionStringBuilder _connection;

    public PostgresTestStore()
    {
        var server = Environment.GetEnvironmentVariable(Server);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"no server: {Server} holds no connection string");
        // Towns are many and short: what they leave open would fill the server.
        _connection = new NpgsqlConnectionStringBuilder(server) { SearchPath = _schema, MaxPoolSize = 10 };
        Query<int>($"create schema {_schema}");
    }

    public override string Settings => "{ kind: postgres, connectionString: { file: ../store.txt } }";

    /// <summary>As the program is told it.</summary>
    public string ConnectionString => _connection.ConnectionString;

    protected override string Tables => $"select table_name from information_schema.tables where table_schema = '{_schema}' and table_type = 'BASE TABLE' order by 1";

    public override void SettleIn(string folder) => File.WriteAllText(Path.Combine(folder, "store.txt"), ConnectionString);

    public override void Dispose()
    {
        Query<int>($"drop schema if exists {_schema} cascade");
        using var connection = Connect();
        NpgsqlConnection.ClearPool((NpgsqlConnection)connection);
    }

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);
}

/// <summary>A database of its own on the server that <c>GEVINST_TEST_SQLSERVER</c> names, whose login may make one; skips the test aloud where it names none.</summary>
public sealed class SqlServerTestStore : TestStore
{
    private const string Server = "GEVINST_TEST_SQLSERVER";
    private readonly string _server;
    private readonly SqlConnectionStringBuilder _connection;

    public SqlServerTestStore()
    {
        _server = Environment.GetEnvironmentVariable(Server) ?? "";
        Assert.SkipWhen(_server.Length == 0, $"no server: {Server} holds no connection string");
        _connection = new SqlConnectionStringBuilder(_server) { InitialCatalog = $"town_{Guid.NewGuid():N}" };
        OnServer($"create database {_connection.InitialCatalog}");
    }

    public override string Settings => "{ kind: sqlserver, connectionString: { file: ../store.txt } }";

    protected override string Tables => "select name from sys.tables order by name";

    public override void SettleIn(string folder) => File.WriteAllText(Path.Combine(folder, "store.txt"), _connection.ConnectionString);

    public override void Dispose()
    {
        SqlConnection.ClearAllPools();
        OnServer($"alter database {_connection.InitialCatalog} set single_user with rollback immediate; drop database {_connection.InitialCatalog}");
    }

    protected override DbConnection Connect() => new SqlConnection(_connection.ConnectionString);

    private void OnServer(string sql)
    {
        using var connection = new SqlConnection(_server);
        connection.Execute(sql);
    }
}
