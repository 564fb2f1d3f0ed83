using System.Data.Common;
using System.Globalization;
using GevinstMonitor.Connect;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Store;

/// <summary>A database on SQL Server 2019 or later, or on Azure SQL, in the schema that is its user's own.</summary>
public sealed class SqlServerDatabase : ServerDatabase
{
    // Which columns are texts here, and how many decimals the others hold, its own scripts say.
    private static readonly Lazy<Dictionary<string, StoredTable>> Own = new(() => StoredTable.Of("sqlserver").ToDictionary(t => t.Name, StringComparer.Ordinal));

    private readonly Func<CancellationToken, Task<string>>? _tokenAsync;

    /// <param name="login">The connection string as it is used.</param>
    internal SqlServerDatabase(SqlServerLogin login)
    {
        var settled = login.Settled;
        (ConnectionString, _tokenAsync) = (settled.ConnectionString, login.TokenAsync);
        Description = $"sqlserver {settled.DataSource}/{settled.InitialCatalog}";
        Connections = new LoggedIn(this);
    }

    internal override string ConnectionString { get; }

    internal override DbProviderFactory Connections { get; }

    public override string Description { get; }

    public override string Kind => "sqlserver";

    internal override string MakeMigrations => """
        if object_id('schema_migrations') is null
        create table schema_migrations (
          number     int not null primary key,
          name       nvarchar(200) not null,
          checksum   nvarchar(64) not null,
          applied_at datetimeoffset(3) not null
        );
        """;

    internal override string Tables => "select name from sys.tables where schema_id = schema_id()";

    internal override string Now => "sysdatetimeoffset()";

    internal override MeasurementWriter Writer(DbConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now) =>
        new SqlServerWriter((SqlConnection)connection, (SqlTransaction)transaction, asOf, now);

    internal override TableFiller Filler(DbConnection connection, DbTransaction transaction, StoredTable table) =>
        new SqlServerFiller((SqlConnection)connection, (SqlTransaction)transaction, table.Name, [.. table.Columns.Select(c => OwnOf(table, c))]);

    internal override int? DecimalsOf(StoredTable table, StoredColumn column) =>
        OwnOf(table, column) is { Kind: ColumnKind.Number, Type: var type } ? int.Parse(type.AsSpan(type.IndexOf(',', StringComparison.Ordinal) + 1).TrimEnd(')'), CultureInfo.InvariantCulture) : null;

    private static StoredColumn OwnOf(StoredTable table, StoredColumn column) => Own.Value[table.Name].Columns.Single(c => c.Name == column.Name);

    protected override async Task<DbConnection> ConnectAsync(CancellationToken ct)
    {
        var connection = await ConnectionAsync(ct);
        connection.ConnectionString = ConnectionString;
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override string Guard(string table, bool stands) => $"{(stands ? "enable" : "disable")} trigger {table}_stay on {table}";

    // With or without READ_COMMITTED_SNAPSHOT. Anything below zero is no lock.
    protected override string Lock(OneAtATime what, int? seconds) =>
        $"""
        declare @got int, @what nvarchar(255) = concat('gevinst {what} of ', schema_name());
        exec @got = sp_getapplock @Resource = @what, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = {seconds * 1000 ?? -1};
        if @got < 0 throw 51222, 'another process does not let go of the store', 1;
        """;

    // What the program did wrong is not among them: a constraint that was broken, a value that does not fit, a query that is none.
    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    protected internal override bool IsUnusable(Exception e) =>
        e is LoginException || e is SqlException { Number: not (102 or 156 or 207 or 208 or 220 or 241 or 242 or 245 or 515 or 547 or 2601 or 2627 or 2628 or 8114 or 8115 or 8152 or FactsStay) };

    /// <summary>The number of the error by which the store's triggers refuse that a fact is changed or deleted.</summary>
    private const int FactsStay = 51000;

    private async Task<SqlConnection> ConnectionAsync(CancellationToken ct)
    {
        var connection = new SqlConnection();
        if (_tokenAsync is not null)
            connection.AccessToken = await _tokenAsync(ct);
        return connection;
    }

    // For what else works in the same database, by the same login. It does not wait for what it is given: the token, which is fetched once an hour, is waited for here.
    private sealed class LoggedIn(SqlServerDatabase database) : DbProviderFactory
    {
        public override DbConnection CreateConnection() => database.ConnectionAsync(CancellationToken.None).GetAwaiter().GetResult();

        public override DbCommand CreateCommand() => SqlClientFactory.Instance.CreateCommand();

        public override DbParameter CreateParameter() => SqlClientFactory.Instance.CreateParameter();
    }
}
