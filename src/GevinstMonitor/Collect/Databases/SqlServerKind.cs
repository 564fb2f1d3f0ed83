using System.ComponentModel;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using GevinstMonitor.Configure;
using GevinstMonitor.Connect;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Collect.Databases;

/// <summary>Who the worker is to SQL Server.</summary>
public enum SqlServerAuthentication
{
    /// <summary>What the connection string states.</summary>
    ConnectionString,

    /// <summary>The Windows or Kerberos account that the worker runs as.</summary>
    Integrated,
    EntraDefault,
    EntraManagedIdentity,
    EntraServicePrincipal,
    EntraWorkloadIdentity,
}

[Description("Microsoft SQL Server, and Azure SQL.")]
public sealed partial record SqlServerSettings : ServerSettings
{
    [Description("Who the worker is: connection-string (the user and password there), integrated (the account it runs as), or one of Microsoft Entra ID's ways. A service principal's id and secret, or a managed identity's client id, are the connection string's User ID and Password.")]
    public SqlServerAuthentication Authentication { get; init; }

    [Description("For entra-service-principal: the directory that the application is in, by its id or a domain of it.")]
    public string? Tenant { get; init; }

    /// <summary>Whether it logs in with tokens of Microsoft Entra ID.</summary>
    internal bool IsEntra => Authentication is not (SqlServerAuthentication.ConnectionString or SqlServerAuthentication.Integrated);

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (Authentication != SqlServerAuthentication.EntraServicePrincipal)
        {
            if (Tenant is not null)
                fault("tenant", "'tenant' is for 'authentication: entra-service-principal'; leave it out");
        }
        else if (Tenant is null)
            fault("authentication", "'authentication: entra-service-principal' needs 'tenant', the directory that the application is in");
        else if (!DirectoryName().IsMatch(Tenant))
            fault("tenant", $"'tenant' must be the id of a directory or a domain of it, like kommune.onmicrosoft.com, not '{Tenant}'");
    }

    protected override QueryFault? FaultOf(string query) => TransactSql.FaultOf(query);

    /// <summary>States in a connection string who the worker is.</summary>
    /// <exception cref="SourceException">The string states it already, and otherwise; or not what is needed.</exception>
    internal void Authenticate(SqlConnectionStringBuilder settled)
    {
        if (Authentication == SqlServerAuthentication.ConnectionString)
        {
            if (settled.Authentication is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword))
                throw Refused("states an Authentication of Microsoft Entra ID; leave it out there, and state 'authentication' in the source instead");
            return;
        }

        if (settled.IntegratedSecurity || settled.Authentication != SqlAuthenticationMethod.NotSpecified)
            throw Refused("states who the worker is, and so does 'authentication'; leave one of them out");
        if (Authentication == SqlServerAuthentication.EntraServicePrincipal && (settled.UserID.Length == 0 || settled.Password.Length == 0))
            throw Refused("must state the service principal's id as User ID and its secret as Password");
        if (Authentication != SqlServerAuthentication.EntraServicePrincipal && settled.Password.Length > 0)
            throw Refused("states a password, which 'authentication' has no use for; leave it out there");
        if (Authentication == SqlServerAuthentication.Integrated && settled.UserID.Length > 0)
            throw Refused("states a user, and 'authentication' is the account that the worker runs as; leave one of them out");
        settled.IntegratedSecurity = Authentication == SqlServerAuthentication.Integrated;
    }

    private static SourceException Refused(string why) => new(CollectFault.LoginRefused, $"the connection string {why}");

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    private static partial Regex DirectoryName();
}

public sealed class SqlServerKind : ServerKind<SqlServerSettings>
{
    // What gives the tokens of the connection strings that were settled last. Not by its type, which would load Azure's libraries for all.
    private readonly ConditionalWeakTable<SqlServerSettings, Func<CancellationToken, Task<string>>> _tokens = [];

    internal override SqlConnectionStringBuilder Settle(SqlServerSettings source, string connectionString)
    {
        // SQL Server has no read-only session; the intent is all it takes.
        var settled = SqlServerConnections.Settle(connectionString);
        settled.ApplicationIntent = ApplicationIntent.ReadOnly;
        source.Authenticate(settled);
        if (source.IsEntra)
        {
            _tokens.AddOrUpdate(source, TokensOf(source, settled.UserID, settled.Password));
            // With a token nothing else is said of who asks.
            settled.Remove("User ID");
            settled.Remove("Password");
        }

        return settled;
    }

    protected override async Task LogInAsync(SqlServerSettings source, DbConnection connection, CancellationToken ct)
    {
        if (source.IsEntra && _tokens.TryGetValue(source, out var tokenAsync))
            ((SqlConnection)connection).AccessToken = await tokenAsync(ct);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Func<CancellationToken, Task<string>> TokensOf(SqlServerSettings source, string user, string secret) =>
        new EntraIdentity(source.Authentication, source.Tenant, user, secret).TokenAsync;

    protected override DbConnection Connect(string settled) => new SqlConnection(settled);

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors and
    // https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
    protected override Meaning MeaningOf(DbException e) => ((SqlException)e).Number switch
    {
        _ when e.InnerException is AuthenticationException => Meaning.TlsRefused,
        20 // the server has no encryption
            or -2146893019 or -2146893022 or -2146893048 // Windows: an unknown authority, another name, no common ground
            => Meaning.TlsRefused,
        1205 or 1222 // a deadlock, a lock that was not to be had
            or 40197 or 40501 or 40613 or 49918 or 49919 or 49920 // Azure: moves, busy, not there just now, too much asked of it
            or 10928 or 10929 // Azure: the limit of sessions or workers
            or 6005 or 17142 or 18401 // stops, paused, upgrades itself
            or -2 or 2 or 53 or 64 or 121 or 233 or 258 or 10053 or 10054 or 10060 or 10061 or 11001 // Windows: not there, timed out, broken off
            or 0 // elsewhere the driver has no number for these
            => Meaning.Passing,
        18456 or 18452 or 4060 or 229 or 230 or 916 => Meaning.LoginRefused, // who asks, an unknown database, a missing right
        241 or 242 or 245 or 248 or 2601 or 2627 or 2628 or 8114 or 8115 or 8152 => Meaning.QuotesValues, // conversions, duplicate keys, truncation
        // Severity 20 and up ends the connection.
        _ => ((SqlException)e).Class >= 20 ? Meaning.Unreachable : Meaning.QueryRefused,
    };
}
