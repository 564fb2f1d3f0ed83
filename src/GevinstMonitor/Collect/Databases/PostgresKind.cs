using System.ComponentModel;
using System.Data.Common;
using System.Security.Authentication;
using GevinstMonitor.Connect;
using Npgsql;

namespace GevinstMonitor.Collect.Databases;

[Description("PostgreSQL.")]
public sealed record PostgresSettings : ServerSettings
{
    protected override QueryFault? FaultOf(string query) => OnlySelect.FaultOf(query, SqlDialect.Postgres);
}

public sealed class PostgresKind : ServerKind<PostgresSettings>
{
    internal override NpgsqlConnectionStringBuilder Settle(PostgresSettings source, string connectionString)
    {
        var settled = PostgresConnections.Settle(connectionString);
        // Said with the connection, and not in a round trip of its own; the last of two settings counts.
        settled.Options = $"{settled.Options} -c default_transaction_read_only=on".TrimStart();
        return settled;
    }

    protected override DbConnection Connect(string settled) => new NpgsqlConnection(settled);

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    protected override Meaning MeaningOf(DbException e) => e is PostgresException { SqlState: var state } ? state switch
    {
        ['0', '8', ..] // the connection broke
            or "40001" or "40P01" // a serialization failure, a deadlock
            or "53300" // too many connections
            or "55P03" // a lock that was not to be had
            or "57P01" or "57P02" or "57P03" or "57P05" // the server stops, crashed, starts, or hung up on an idle connection
            => Meaning.Passing,
        ['2', '8', ..] or "3D000" or "42501" => Meaning.LoginRefused, // who asks, an unknown database, a missing right
        ['2', '2', ..] => Meaning.QuotesValues, // data exceptions
        _ => Meaning.QueryRefused,
    }
    : e.InnerException switch
    {
        AuthenticationException => Meaning.TlsRefused,
        // Npgsql has no number and no type for a server without TLS.
        null when e.Message.StartsWith("SSL connection requested.", StringComparison.Ordinal) => Meaning.TlsRefused,
        // The network, or no place in the pool.
        System.Net.Sockets.SocketException or IOException or TimeoutException => Meaning.Passing,
        _ => Meaning.Unreachable,
    };
}
