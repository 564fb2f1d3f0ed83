using System.ComponentModel;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using GevinstMonitor.Configure;
using GevinstMonitor.Connect;
using Microsoft.Data.SqlClient;

namespace GevinstMonitor.Collect.Databases;

[Description("Microsoft SQL Server, and Azure SQL.")]
public sealed record SqlServerSettings : ServerSettings
{
    [Description(SqlServerAuthentications.Description)]
    public SqlServerAuthentication Authentication { get; init; }

    [Description(SqlServerAuthentications.TenantDescription)]
    public string? Tenant { get; init; }

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        Authentication.Check(Tenant, fault);
    }

    protected override QueryFault? FaultOf(string query) => TransactSql.FaultOf(query);
}

public sealed class SqlServerKind : ServerKind<SqlServerSettings>
{
    // What gives the tokens of the connection strings that were settled last.
    private readonly ConditionalWeakTable<SqlServerSettings, Func<CancellationToken, Task<string>>> _tokens = [];

    internal override SqlConnectionStringBuilder Settle(SqlServerSettings source, string connectionString)
    {
        var (settled, tokenAsync) = SqlServerConnections.Settle(connectionString, source.Authentication, source.Tenant);
        // SQL Server has no read-only session; the intent is all it takes.
        settled.ApplicationIntent = ApplicationIntent.ReadOnly;
        if (tokenAsync is not null)
            _tokens.AddOrUpdate(source, tokenAsync);
        return settled;
    }

    protected override async Task LogInAsync(SqlServerSettings source, DbConnection connection, CancellationToken ct)
    {
        if (source.Authentication.IsEntra() && _tokens.TryGetValue(source, out var tokenAsync))
            ((SqlConnection)connection).AccessToken = await tokenAsync(ct);
    }

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
