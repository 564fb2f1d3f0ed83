using GevinstMonitor.Collect.Databases;
using GevinstMonitor.Configure;
using GevinstMonitor.Connect;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.SqlClient;
using MySqlConnector;
using Npgsql;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>What becomes of a connection string: encrypted and verified unless the server is this machine, read-only, and with the right user.</summary>
public sealed class ConnectionStringTests
{
    private const string Password = "hemmeligt-42";

    [Theory]
    [InlineData("Host=db.kommune.example", SslMode.VerifyFull)]
    [InlineData("Host=127.0.0.1,db.kommune.example", SslMode.VerifyFull)]
    [InlineData("Host=10.0.0.1:5433", SslMode.VerifyFull)]
    [InlineData("Host=localhost.kommune.example", SslMode.VerifyFull)]
    [InlineData("Host=db.kommune.example;sslmode=VerifyFull", SslMode.VerifyFull)]
    [InlineData("Host=localhost", SslMode.Prefer)]
    [InlineData("Host=127.0.0.1:5433,::1", SslMode.Prefer)]
    [InlineData("Host=/var/run/postgresql", SslMode.Prefer)]
    [InlineData("Host=Localhost;SSL Mode=Disable", SslMode.Disable)]
    [InlineData("Host=localhost;SSL Mode=VerifyFull", SslMode.VerifyFull)]
    public void Postgres_Elsewhere_IsVerified(string stated, SslMode mode) => Assert.Equal(mode, Postgres(stated).SslMode);

    [Theory]
    [InlineData("Server=db.kommune.example", MySqlSslMode.VerifyFull)]
    [InlineData("Host=localhost,db.kommune.example", MySqlSslMode.VerifyFull)]
    [InlineData("Server=db.kommune.example;SslMode=VerifyFull", MySqlSslMode.VerifyFull)]
    [InlineData("Server=127.0.0.1", MySqlSslMode.Preferred)]
    [InlineData("Server=/run/mysqld/mysqld.sock;Protocol=unix", MySqlSslMode.Preferred)]
    [InlineData("Server=::1;SslMode=Disabled", MySqlSslMode.Disabled)]
    public void MySql_Elsewhere_IsVerified(string stated, MySqlSslMode mode) => Assert.Equal(mode, MySql(stated).SslMode);

    [Theory]
    [InlineData("Server=db.kommune.example", "True", false)]
    [InlineData("Server=tcp:db.kommune.example,1433", "True", false)]
    [InlineData("Server=db.kommune.example;Encrypt=true", "True", false)]
    [InlineData("Server=db.kommune.example;Encrypt=Strict;TrustServerCertificate=true", "Strict", true)]
    [InlineData("Server=.\\SQLEXPRESS", "True", false)]
    [InlineData("Server=tcp:127.0.0.1,1433;Encrypt=false", "False", false)]
    [InlineData("Server=(local);TrustServerCertificate=true", "True", true)]
    public void SqlServer_Elsewhere_IsVerified(string stated, string encrypt, bool trusting)
    {
        var settled = SqlServer(stated);

        Assert.Equal((encrypt, trusting), (settled.Encrypt.ToString(), settled.TrustServerCertificate));
    }

    [Theory]
    [InlineData("postgres", "Host=db.kommune.example;SSL Mode=Disable", "SSL Mode=Disable")]
    [InlineData("postgres", "Host=localhost,10.0.0.1;SslMode=Prefer", "SSL Mode=Prefer")]
    [InlineData("postgres", "Host=db.kommune.example;SSL Mode=Require", "SSL Mode=Require")]
    [InlineData("postgres", "Host=db.kommune.example;SSL Mode=VerifyCA", "SSL Mode=VerifyCA")]
    [InlineData("mysql", "Server=db.kommune.example;SSL Mode=None", "SSL Mode=None")]
    [InlineData("mysql", "Server=db.kommune.example;Ssl Mode=Preferred", "SSL Mode=Preferred")]
    [InlineData("mysql", "Server=db.kommune.example;SslMode=Required", "SSL Mode=Required")]
    [InlineData("sqlserver", "Server=db.kommune.example;Encrypt=no", "Encrypt=Optional")]
    [InlineData("sqlserver", "Server=db.kommune.example;Encrypt=Optional", "Encrypt=Optional")]
    [InlineData("sqlserver", "Server=db.kommune.example;Trust Server Certificate=yes", "TrustServerCertificate=True")]
    public async Task ConnectionString_ThatIsWeakElsewhere_IsRefusedByTheSettingsName(string kind, string stated, string named)
    {
        using var town = ServerTests.Town(kind, $"{stated};User ID=x;Password={Password}".Replace("User ID", kind == "postgres" ? "Username" : "User ID", StringComparison.Ordinal), "select 1");

        var failed = (await town.ReadAsync()).Failed();

        Assert.Equal((CollectFault.TlsRefused, $"the connection string states {named}, which is accepted to this machine only; leave it out, and the connection is encrypted and the server's certificate verified"),
            (failed.Fault, failed.Detail));
    }

    [Theory]
    [InlineData("Host=localhost", "-c default_transaction_read_only=on")]
    [InlineData("Host=localhost;Options=-c search_path=løn -c default_transaction_read_only=off", "-c search_path=løn -c default_transaction_read_only=off -c default_transaction_read_only=on")]
    public void Postgres_Options_KeepWhatIsStatedAndEndReadOnly(string stated, string options) => Assert.Equal(options, Postgres(stated).Options);

    [Fact]
    public void SqlServer_Intent_IsReadOnly() => Assert.Equal(ApplicationIntent.ReadOnly, SqlServer("Server=db.kommune.example;Application Intent=ReadWrite").ApplicationIntent);

    [Fact]
    public void SqlServer_Integrated_IsStated()
    {
        var settled = SqlServer("Server=db.kommune.example", SqlServerAuthentication.Integrated);

        Assert.True(settled.IntegratedSecurity);
        Assert.Equal(SqlAuthenticationMethod.NotSpecified, settled.Authentication);
    }

    [Theory]
    [InlineData(SqlServerAuthentication.Integrated, "Integrated Security=true", "the connection string states who the worker is, and so does 'authentication'; leave one of them out")]
    [InlineData(SqlServerAuthentication.EntraDefault, "Authentication=Active Directory Managed Identity", "the connection string states who the worker is, and so does 'authentication'; leave one of them out")]
    [InlineData(SqlServerAuthentication.Integrated, "User ID=x", "the connection string states a user, and 'authentication' is the account that the worker runs as; leave one of them out")]
    [InlineData(SqlServerAuthentication.Integrated, $"User ID=x;Password={Password}", "the connection string states a password, which 'authentication' has no use for; leave it out there")]
    [InlineData(SqlServerAuthentication.EntraManagedIdentity, $"User ID=x;Password={Password}", "the connection string states a password, which 'authentication' has no use for; leave it out there")]
    [InlineData(SqlServerAuthentication.EntraServicePrincipal, "User ID=x", "the connection string must state the service principal's id as User ID and its secret as Password")]
    [InlineData(SqlServerAuthentication.ConnectionString, "Authentication=Active Directory Default", "the connection string states an Authentication of Microsoft Entra ID; leave it out there, and state 'authentication' beside 'connectionString' instead")]
    public void SqlServer_WithUserAndAuthenticationThatDoNotGoTogether_IsRefused(SqlServerAuthentication authentication, string stated, string detail)
    {
        var refused = Assert.Throws<LoginException>(() => SqlServer($"Server=db.kommune.example;{stated}", authentication));

        Assert.Equal((detail, false), (refused.Message, refused.MayPass));
    }

    [Theory]
    [InlineData(SqlServerAuthentication.EntraManagedIdentity, "User ID=a-client-id")]
    [InlineData(SqlServerAuthentication.EntraWorkloadIdentity, "User ID=a-client-id")]
    [InlineData(SqlServerAuthentication.EntraServicePrincipal, $"User ID=a-client-id;Password={Password}")]
    [InlineData(SqlServerAuthentication.EntraDefault, "Database=x")]
    public void SqlServer_WithAnEntraIdentity_IsConnectedToByTokenAlone(SqlServerAuthentication authentication, string stated)
    {
        var settled = SqlServer($"Server=db.kommune.example;{stated}", authentication);

        Assert.Equal(("", "", false, SqlAuthenticationMethod.NotSpecified), (settled.UserID, settled.Password, settled.IntegratedSecurity, settled.Authentication));
        // Which the driver does not take beside anything else.
        using var connection = new SqlConnection(settled.ConnectionString) { AccessToken = "t" };
    }

    private static readonly Secret Secret = new();

    private static NpgsqlConnectionStringBuilder Postgres(string stated) => new PostgresKind().Settle(new PostgresSettings { Id = "x", ConnectionString = Secret }, stated);

    private static MySqlConnectionStringBuilder MySql(string stated) => new MySqlKind().Settle(new MySqlSettings { Id = "x", ConnectionString = Secret }, stated);

    private static SqlConnectionStringBuilder SqlServer(string stated, SqlServerAuthentication authentication = default)
    {
        var settled = new SqlServerKind().Settle(new SqlServerSettings { Id = "x", ConnectionString = Secret, Authentication = authentication, Tenant = "kommune.example" }, stated);
        // The driver checks combinations when it is given the string.
        using var connection = new SqlConnection(settled.ConnectionString);
        return settled;
    }
}
