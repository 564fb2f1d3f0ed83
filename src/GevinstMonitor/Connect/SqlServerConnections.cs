using GevinstMonitor.Configure;
using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Connect;

/// <summary>Connections to SQL Server, as sources and the store have them.</summary>
public static class SqlServerConnections
{
    /// <summary>A connection string as it is used: encrypted and the server verified, unless it is this machine.</summary>
    /// <exception cref="WeakConnectionException">It states less than a server elsewhere needs.</exception>
    /// <exception cref="ArgumentException">It is none; the text may quote it, password and all.</exception>
    public static SqlConnectionStringBuilder Settle(string connectionString)
    {
        var settled = new SqlConnectionStringBuilder(connectionString) { ApplicationName = "GevinstMonitor" };
        if (!IsThisMachine(settled.DataSource))
        {
            if (!settled.ShouldSerialize("Encrypt"))
                settled.Encrypt = SqlConnectionEncryptOption.Mandatory;
            if (settled.Encrypt.Equals(SqlConnectionEncryptOption.Optional))
                throw new WeakConnectionException("Encrypt=Optional");
            // A strict connection takes no certificate on trust, whatever is stated.
            if (settled.TrustServerCertificate && settled.Encrypt.Equals(SqlConnectionEncryptOption.Mandatory))
                throw new WeakConnectionException("TrustServerCertificate=True");
        }

        return settled;
    }

    // tcp:host,port or host\instance; a dot or (local) is this machine.
    private static bool IsThisMachine(string server) =>
        (server.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? server[4..] : server).Split(',', '\\')[0].Trim() is var host
        && (host is "." or "(local)" or "(localdb)" || InstallationCheck.IsThisMachine(host));
}
