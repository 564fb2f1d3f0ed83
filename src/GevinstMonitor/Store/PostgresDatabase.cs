using System.Data;
using System.Data.Common;
using GevinstMonitor.Core.Readings;
using Npgsql;

namespace GevinstMonitor.Store;

/// <summary>A database on a PostgreSQL server, in the first schema that its connection string's search path names.</summary>
/// <param name="settled">The connection string as it is used.</param>
/// <exception cref="ArgumentException">Its settings do not go together.</exception>
public sealed class PostgresDatabase(NpgsqlConnectionStringBuilder settled) : ServerDatabase
{
    // Any number that other programs in the same database are unlikely to have thought of: "gevi" in ASCII.
    private const int Locks = 0x67657669;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(settled);

    internal override string ConnectionString { get; } = settled.ConnectionString;

    internal override DbProviderFactory Connections => NpgsqlFactory.Instance;

    public override string Description { get; } = $"postgres {settled.Host}:{settled.Port}/{settled.Database}";

    public override string Kind => "postgres";

    internal override string MakeMigrations => """
        create table if not exists schema_migrations (
          number     integer not null primary key,
          name       text not null,
          checksum   text not null,
          applied_at timestamptz not null
        );
        """;

    internal override string Tables => "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind in ('r', 'p')";

    internal override string Now => "date_trunc('milliseconds', now())";

    internal override MeasurementWriter Writer(DbConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now) =>
        new PostgresWriter((NpgsqlConnection)connection, transaction, asOf, now);

    internal override TableFiller Filler(DbConnection connection, DbTransaction transaction, StoredTable table) => new PostgresFiller((NpgsqlConnection)connection, table);

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }

    protected override async Task<DbConnection> ConnectAsync(CancellationToken ct) => await _source.OpenConnectionAsync(ct);

    protected override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct) => await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    protected override string Guard(string table, bool stands) => $"alter table {table} {(stands ? "enable" : "disable")} trigger {table}_stay";

    // Two stores in schemas of one database do not wait for each other.
    protected override string Lock(OneAtATime what, int? seconds) =>
        $"set local lock_timeout = '{seconds ?? 0}s'; select pg_advisory_xact_lock({Locks + (int)what}, hashtext(current_schema()))";

    // What the program did wrong is not among them: a constraint that was broken, a query that is none.
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    protected internal override bool IsUnusable(Exception e) => e is NpgsqlException && e is not PostgresException { SqlState: ['2', '0' or '1' or '2' or '3' or '4' or '6' or '7', ..] or ['P', '0', ..] }
        && e is not PostgresException { SqlState: ['4', '2', ..] and not "42501" };
}
