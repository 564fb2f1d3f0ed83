using System.Runtime.CompilerServices;
using GevinstMonitor.Configure;
using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Connect;

/// <summary>A connection string as it is used.</summary>
/// <param name="TokenAsync">What gives the tokens that a connection logs in with; null where the string says all. Not by its type, which would load Azure's libraries for all.</param>
internal sealed record SqlServerLogin(SqlConnectionStringBuilder Settled, Func<CancellationToken, Task<string>>? TokenAsync = null);

/// <summary>Connections to SQL Server, as sources and the store have them.</summary>
internal static class SqlServerConnections
{
    /// <summary>A connection string as it is used: encrypted and the server verified, unless it is this machine; and it, or a token, says who the worker is.</summary>
    /// <exception cref="WeakConnectionException">It states less than a server elsewhere needs.</exception>
    /// <exception cref="LoginException">It states who the worker is, and otherwise; or not what is needed.</exception>
    /// <exception cref="ArgumentException">It is none; the text may quote it, password and all.</exception>
    public static SqlServerLogin Settle(string connectionString, SqlServerAuthentication authentication, string? tenant)
    {
        var settled = Encrypted(connectionString);
        Authenticate(settled, authentication);
        if (!authentication.IsEntra())
            return new SqlServerLogin(settled, null);
        var tokenAsync = TokensOf(authentication, tenant, settled.UserID, settled.Password);
        // With a token nothing else is said of who asks.
        settled.Remove("User ID");
        settled.Remove("Password");
        return new SqlServerLogin(settled, tokenAsync);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Func<CancellationToken, Task<string>> TokensOf(SqlServerAuthentication authentication, string? tenant, string user, string secret) =>
        new EntraIdentity(authentication, tenant, user, secret).TokenAsync;

    private static void Authenticate(SqlConnectionStringBuilder settled, SqlServerAuthentication authentication)
    {
        if (authentication == SqlServerAuthentication.ConnectionString)
        {
            if (settled.Authentication is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword))
                throw Refused("states an Authentication of Microsoft Entra ID; leave it out there, and state 'authentication' beside 'connectionString' instead");
            return;
        }

        if (settled.IntegratedSecurity || settled.Authentication != SqlAuthenticationMethod.NotSpecified)
            throw Refused("states who the worker is, and so does 'authentication'; leave one of them out");
        if (authentication == SqlServerAuthentication.EntraServicePrincipal && (settled.UserID.Length == 0 || settled.Password.Length == 0))
            throw Refused("must state the service principal's id as User ID and its secret as Password");
        if (authentication != SqlServerAuthentication.EntraServicePrincipal && settled.Password.Length > 0)
            throw Refused("states a password, which 'authentication' has no use for; leave it out there");
        if (authentication == SqlServerAuthentication.Integrated && settled.UserID.Length > 0)
            throw Refused("states a user, and 'authentication' is the account that the worker runs as; leave one of them out");
        settled.IntegratedSecurity = authentication == SqlServerAuthentication.Integrated;
    }

    private static LoginException Refused(string why) => new($"the connection string {why}");

    private static SqlConnectionStringBuilder Encrypted(string connectionString)
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
