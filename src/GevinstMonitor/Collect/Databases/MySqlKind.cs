using System.ComponentModel;
using System.Data.Common;
using System.Security.Authentication;
using GevinstMonitor.Configure;
using GevinstMonitor.Connect;
using MySqlConnector;

namespace GevinstMonitor.Collect.Databases;

[Description("MySQL or MariaDB.")]
public sealed record MySqlSettings : ServerSettings
{
    protected override QueryFault? FaultOf(string query) => OnlySelect.FaultOf(query, SqlDialect.MySql);
}

public sealed class MySqlKind : ServerKind<MySqlSettings>
{
    internal override MySqlConnectionStringBuilder Settle(MySqlSettings source, string connectionString)
    {
        var settled = new MySqlConnectionStringBuilder(connectionString) { ApplicationName = "GevinstMonitor" };
        if (!settled.Server.Split(',').All(host => host.StartsWith('/') || InstallationCheck.IsThisMachine(host)))
        {
            if (!settled.ContainsKey("SSL Mode"))
                settled.SslMode = MySqlSslMode.VerifyFull;
            else if (settled.SslMode != MySqlSslMode.VerifyFull)
                throw new WeakConnectionException($"SSL Mode={settled.SslMode}");
        }

        return settled;
    }

    protected override DbConnection Connect(string settled) => new MySqlConnection(settled);

    protected override async Task MakeReadOnlyAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "set session transaction read only";
        await command.ExecuteNonQueryAsync(ct);
    }

    // https://mariadb.com/kb/en/mariadb-error-code-reference/ and MySQL's own list; below 2000 the server's, above it the client's.
    protected override Meaning MeaningOf(DbException e) => (int)((MySqlException)e).ErrorCode switch
    {
        _ when e.InnerException is AuthenticationException => Meaning.TlsRefused,
        // MySqlConnector gives a server without TLS the number of one that is not there.
        1042 when e.Message == "Server does not support SSL" => Meaning.TlsRefused,
        1040 or 1203 or 1226 // too many connections: to the server, of this user, in this hour
            or 1042 or 1053 or 1927 // not there, stops, was told to hang up
            or 1158 or 1159 or 1160 or 1161 // the network between packets
            or 1205 or 1213 // a lock that was not to be had, a deadlock
            or 2002 or 2003 or 2006 or 2013 // not there, gone away, lost during the query
            => Meaning.Passing,
        0 when e.InnerException is IOException or System.Net.Sockets.SocketException => Meaning.Passing, // the connection broke while the driver read
        1044 or 1045 or 1049 or 1142 or 1143 or 1227 or 1698 => Meaning.LoginRefused, // a user, a database, a table, a column, a privilege
        1105 or 1264 or 1292 or 1366 => Meaning.QuotesValues, // MariaDB's XPath error, out of range, a wrong value
        <= 0 => Meaning.Unreachable, // the driver itself
        _ => e.SqlState is ['2', '2', ..] ? Meaning.QuotesValues : Meaning.QueryRefused,
    };
}
