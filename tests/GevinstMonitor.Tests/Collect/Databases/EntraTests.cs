using System.Text;
using GevinstMonitor.Tests.Collect.Web;
using GevinstMonitor.Tests.Post;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>Tokens of Microsoft Entra ID for SQL Server, from servers on this machine that give or refuse them; each in a process of its own, which has the variables of such a machine.</summary>
public sealed class EntraTests
{
    private const string Secret = "hemmeligt-42", Token = "eyJ.poletten.43";

    [Theory]
    [InlineData("entra-managed-identity", "")]
    [InlineData("entra-managed-identity", "User ID=11111111-2222-3333-4444-555555555555")]
    [InlineData("entra-default", "")]
    public async Task Token_OfAManagedIdentity_IsWhatTheServerIsToldAndIsReadNowhere(string authentication, string user)
    {
        await using var identities = await GivingAsync();
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var town = Town(server, authentication, user);

        var said = await OnceAsync(town, $"IDENTITY_ENDPOINT={identities.Url}/msi/token", $"IDENTITY_HEADER={Secret}");

        // The server has no database; that it refuses who has a token is as far as it goes.
        Assert.Equal("LoginRefused: Nope.", said);
        Assert.True(server.Login.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Token)) >= 0, Encoding.Latin1.GetString(server.Login));
        var asked = Assert.Single(identities.Asked);
        Assert.Equal(Secret, asked.Headers["X-IDENTITY-HEADER"]);
        Assert.Contains("resource=https://database.windows.net", asked.Target, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(user.Length > 0, asked.Target.Contains("client_id=11111111", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, "LoginRefused: Microsoft Entra ID gives no token for authentication 'entra-managed-identity' (answered 400)")]
    [InlineData(401, "LoginRefused: Microsoft Entra ID gives no token for authentication 'entra-managed-identity' (answered 401)")]
    [InlineData(500, "Unreachable: who gives tokens for authentication 'entra-managed-identity' is not reached, or is not ready (answered 500)")]
    public async Task Token_ThatIsNotGiven_HasItsNameWithoutTheSecretAndTheServerIsNotAsked(int status, string says)
    {
        await using var identities = await RefusingAsync(status);
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var town = Town(server, "entra-managed-identity");

        var said = await OnceAsync(town, $"IDENTITY_ENDPOINT={identities.Url}/msi/token", $"IDENTITY_HEADER={Secret}");

        Assert.StartsWith(says, said, StringComparison.Ordinal);
        Assert.Equal(0, server.Calls);
    }

    [Fact]
    public async Task Identity_OfAServerThatIsNotThere_IsUnreachable()
    {
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var town = Town(server, "entra-managed-identity");

        var said = await OnceAsync(town, "IDENTITY_ENDPOINT=http://127.0.0.1:1/msi/token", $"IDENTITY_HEADER={Secret}");

        Assert.Contains("Unreachable: who gives tokens for authentication 'entra-managed-identity' is not reached", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkloadIdentity_WhereThereIsNone_IsALoginRefused()
    {
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var town = Town(server, "entra-workload-identity");

        var said = await OnceAsync(town);

        Assert.Contains("LoginRefused: this machine offers the worker no identity for authentication 'entra-workload-identity'", said, StringComparison.Ordinal);
        Assert.Equal(0, server.Calls);
    }

    [Theory]
    [InlineData("entra-service-principal", $"User ID=gevinst;Password={Secret}", "client_secret=" + Secret)]
    [InlineData("entra-workload-identity", "", "client_assertion=" + Secret)]
    public async Task Token_OfAnApplication_IsFetchedFromItsDirectory(string authentication, string user, string told)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what this machine trusts is not in a file that a variable names");
        using var own = Certificates.Own("localhost");
        await using var directory = await LoopbackDirectory.GivingAsync(Token, own);
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var town = Town(server, authentication, user);

        var said = await OnceAsync(town, Directory(town, own, directory));

        Assert.Equal("LoginRefused: Nope.", said);
        Assert.True(server.Login.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Token)) >= 0, Encoding.Latin1.GetString(server.Login));
        var asked = Assert.Single(directory.Asked);
        Assert.Equal("/kommune.example/oauth2/v2.0/token", asked.Target.Split('?')[0]);
        Assert.Contains(told, asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServicePrincipal_WhoseSecretIsWrong_IsALoginRefusedByMicrosoftsNumber()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what this machine trusts is not in a file that a variable names");
        using var own = Certificates.Own("localhost");
        await using var directory = await LoopbackDirectory.RefusingAsync(Secret, own);
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var town = Town(server, "entra-service-principal", $"User ID=gevinst;Password={Secret}");

        var said = await OnceAsync(town, Directory(town, own, directory));

        Assert.Contains("LoginRefused: Microsoft Entra ID gives no token for authentication 'entra-service-principal' (AADSTS7000215, answered 401)", said, StringComparison.Ordinal);
        Assert.Equal(0, server.Calls);
    }

    [Fact]
    public async Task Store_ByAManagedIdentity_IsLoggedInToByItsToken()
    {
        await using var identities = await GivingAsync();
        await using var server = LoopbackTds.Refusing(18456, 14);

        var said = await MigrateAsync(server, $"IDENTITY_ENDPOINT={identities.Url}/msi/token");

        // The server has no database; that it refuses who has a token is as far as it goes.
        Assert.Contains("Nope.", said, StringComparison.Ordinal);
        Assert.True(server.Login.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Token)) >= 0, Encoding.Latin1.GetString(server.Login));
    }

    [Fact]
    public async Task Store_WhoseIdentityGetsNoToken_CannotBeUsedAndTheServerIsNotLoggedInTo()
    {
        await using var identities = await RefusingAsync(400);
        await using var server = LoopbackTds.Refusing(18456, 14);

        var said = await MigrateAsync(server, $"IDENTITY_ENDPOINT={identities.Url}/msi/token");

        Assert.Contains("Microsoft Entra ID gives no token for authentication 'entra-managed-identity' (answered 400)", said, StringComparison.Ordinal);
        Assert.Empty(server.Login);
    }

    [Fact]
    public async Task AzuresLibraries_ForThoseWhoDoNotUseThem_AreNotLoaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process has loaded is not in a file");
        await using var identities = await GivingAsync();
        await using var server = LoopbackTds.Refusing(18456, 14);
        using var without = Town(server, "connection-string", $"User ID=gevinst;Password={Secret}");
        using var with = Town(server, "entra-managed-identity");

        Assert.DoesNotContain("Azure.Core.dll", await LoadedAsync(without), StringComparison.Ordinal);
        Assert.Contains("Azure.Core.dll", await LoadedAsync(with, $"IDENTITY_ENDPOINT={identities.Url}/msi/token", $"IDENTITY_HEADER={Secret}"), StringComparison.Ordinal);
    }

    /// <returns>Why the store cannot be used.</returns>
    private static async Task<string> MigrateAsync(LoopbackTds server, string endpoint)
    {
        using var town = Town(server, "entra-managed-identity")
            .Write("config/gevinstmonitor.yml", Given.Installation.Replace(Given.Store, "{ kind: sqlserver, connectionString: { file: ../secret.txt }, authentication: entra-managed-identity }", StringComparison.Ordinal));
        using var gevinst = Gevinst.Start(["migrate", "--config", town.Config], [endpoint, $"IDENTITY_HEADER={Secret}"]);
        var said = await gevinst.EndAsync();
        Assert.Equal((3, ""), (said.Exit, said.Out));
        Assert.StartsWith("gevinst: the store sqlserver tcp:127.0.0.1,", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, said.Error, StringComparison.Ordinal);
        return said.Error;
    }

    private static async Task<string> LoadedAsync(Town town, params string[] environment)
    {
        using var worker = Gevinst.Start(["run", "--config", town.Config], environment);
        await worker.LineAsync("Round maalinger: ");
        var loaded = await File.ReadAllTextAsync($"/proc/{worker.Process.Id}/maps", TestContext.Current.CancellationToken);
        worker.Terminate();
        await worker.EndAsync();
        return loaded;
    }

    private static Task<LoopbackWeb> GivingAsync() => LoopbackWeb.SayingAsync($$"""{ "access_token": "{{Token}}", "expires_on": "4102444800", "resource": "https://database.windows.net", "token_type": "Bearer" }""");

    // And says what it was told.
    private static Task<LoopbackWeb> RefusingAsync(int status) => LoopbackWeb.StartAsync(context =>
    {
        context.Response.StatusCode = status;
        return context.SayAsync($$"""{ "statusCode": {{status}}, "message": "{{Secret}}", "error": "{{Secret}}", "error_description": "{{Secret}}" }""");
    });

    private static Town Town(LoopbackTds server, string authentication, string user = "") => new Town(Given.Installation + "\nstatus: { listen: \"http://127.0.0.1:0\" }\n")
        .Write("secret.txt", $"{server.Server};Encrypt=false;{user}")
        .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: sqlserver\nconnectionString: {{ file: ../secret.txt }}\nauthentication: {authentication}\n{(authentication == "entra-service-principal" ? "tenant: kommune.example" : "")}\n")
        .Write("config/indicators/andel.yml", Collecting.Query("select 1 as period, 2 as numerator, 3 as denominator"))
        .Write("config/plans/post.yml", Given.Plan);

    // The directory's address, and what a machine in Kubernetes has.
    private static string[] Directory(Town town, System.Security.Cryptography.X509Certificates.X509Certificate2 own, LoopbackWeb directory) =>
    [
        .. LoopbackDirectory.Variables(town, own, directory),
        $"AZURE_FEDERATED_TOKEN_FILE={town.Write("assertion.txt", Secret).PathOf("assertion.txt")}", "AZURE_CLIENT_ID=gevinst", "AZURE_TENANT_ID=kommune.example",
    ];

    /// <returns>What became of the reading in one pass.</returns>
    private static async Task<string> OnceAsync(Town town, params string[] environment)
    {
        using var gevinst = Gevinst.Start(["once", "--as-of", "2026-07-08", "--config", town.Config], environment);
        var said = await gevinst.EndAsync();
        Assert.True(said.Exit == 1, said.Out + said.Error);
        foreach (var place in new[] { said.Out, said.Error, await File.ReadAllTextAsync(town.StoreFile, Encoding.Latin1, TestContext.Current.CancellationToken) })
        {
            Assert.DoesNotContain(Secret, place, StringComparison.Ordinal);
            Assert.DoesNotContain(Token, place, StringComparison.Ordinal);
        }

        return town.Query<string>("select outcome || ': ' || detail from readings").Single();
    }
}
