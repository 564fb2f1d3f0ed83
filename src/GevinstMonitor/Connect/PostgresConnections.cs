using GevinstMonitor.Configure;
using Npgsql;

namespace GevinstMonitor.Connect;

/// <summary>Connections to PostgreSQL, as sources and the store have them.</summary>
public static class PostgresConnections
{
    /// <summary>A connection string as it is used: encrypted and the server verified, unless it is this machine.</summary>
    /// <exception cref="WeakConnectionException">It states less than a server elsewhere needs.</exception>
    /// <exception cref="ArgumentException">It is none; the text may quote it, password and all.</exception>
    public static NpgsqlConnectionStringBuilder Settle(string connectionString)
    {
        var settled = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "GevinstMonitor" };
        if (!(settled.Host ?? "").Split(',').All(IsThisMachine))
        {
            if (!settled.ShouldSerialize("SSL Mode"))
                settled.SslMode = SslMode.VerifyFull;
            else if (settled.SslMode != SslMode.VerifyFull)
                throw new WeakConnectionException($"SSL Mode={settled.SslMode}");
        }

        return settled;
    }

    // A host may be a folder of sockets, and have its port behind a colon.
    private static bool IsThisMachine(string host) => host.StartsWith('/') || InstallationCheck.IsThisMachine(host.Split(':') is [var name, _] ? name : host);
}
