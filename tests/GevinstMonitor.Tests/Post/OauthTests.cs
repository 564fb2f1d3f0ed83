using System.Text;
using GevinstMonitor.Tests.Collect.Web;

namespace GevinstMonitor.Tests.Post;

/// <summary>Microsoft 365: a token of a directory on this machine for a mail server on this machine; the program in a process of its own, which trusts both.</summary>
public sealed class OauthTests
{
    private const string Secret = "hemmeligt-42", Token = "eyJ.poletten.43", Mailbox = "gevinst@proeveby.example";

    [Fact]
    public async Task Letter_ByAToken_LeavesAndTheTokenIsFetchedWithTheApplicationsSecret()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what this machine trusts is not in a file that a variable names");
        using var own = Certificates.Own("localhost");
        await using var directory = await LoopbackDirectory.GivingAsync(Token, own);
        await using var server = new LoopbackSmtp { Certificate = own, Oauth = (Mailbox, Token) };
        using var town = Town(server, own);

        var said = await RunAsync(town, directory, own, 0);
        Assert.Contains("1 letter sent", said, StringComparison.Ordinal);
        Assert.Equal("chef@proeveby.example", Assert.Single(server.Letters).To);
        Assert.Single(server.Heard, "AUTH XOAUTH2");
        var asked = Assert.Single(directory.Asked);
        Assert.Equal("/kommune.example/oauth2/v2.0/token", asked.Target.Split('?')[0]);
        foreach (var part in new[] { "grant_type=client_credentials", "client_id=gevinst", $"client_secret={Secret}", "scope=https%3A%2F%2Foutlook.office365.com%2F.default" })
            Assert.Contains(part, asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatTheServerDoesNotTake_IsSaidAndStandsNowhere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what this machine trusts is not in a file that a variable names");
        using var own = Certificates.Own("localhost");
        await using var directory = await LoopbackDirectory.GivingAsync(Token, own);
        await using var server = new LoopbackSmtp { Certificate = own, Oauth = (Mailbox, "another") };
        using var town = Town(server, own);

        Assert.Contains($"the mail server localhost:{server.Port} does not take the token of mail.oauth; see its mailbox, and what the application may do there", await RunAsync(town, directory, own, 1), StringComparison.Ordinal);
        Assert.Empty(server.Letters);
    }

    [Fact]
    public async Task Directory_ThatGivesNoToken_IsSaidByMicrosoftsNumberAndTheServerIsNotAsked()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what this machine trusts is not in a file that a variable names");
        using var own = Certificates.Own("localhost");
        await using var directory = await LoopbackDirectory.RefusingAsync(Secret, own);
        await using var server = new LoopbackSmtp { Certificate = own, Oauth = (Mailbox, Token) };
        using var town = Town(server, own);

        Assert.Contains("Microsoft Entra ID gives no token for mail.oauth; see its tenant, client and secret (AADSTS7000215, answered 401)", await RunAsync(town, directory, own, 1), StringComparison.Ordinal);
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task Directory_ThatIsNotThere_KeepsLettersWaiting()
    {
        using var own = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = own, Oauth = (Mailbox, Token) };
        using var town = Town(server, own);
        using var gevinst = Gevinst.Start(["once", "--as-of", "2026-07-08T07:30", "--config", town.Config], ["AZURE_AUTHORITY_HOST=https://localhost:1/"]);

        var said = await gevinst.EndAsync();
        Assert.Contains("who gives tokens for mail.oauth is not reached, or is not ready", said.Out, StringComparison.Ordinal);
        Assert.Equal(["Waiting"], town.Query<string>("select state from letters"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MicrosoftsLibrary_ForThoseWhoDoNotUseIt_IsNotLoaded(bool uses)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process has loaded is not in a file");
        using var own = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = own, HangsUp = HangUp.SilentAfterTheLetter, Oauth = uses ? (Mailbox, Token) : null };
        using var town = Town(server, own);
        await using var directory = await LoopbackDirectory.GivingAsync(Token, own);
        if (!uses)
            town.Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", server.Port, "starttls", login: false, authority: true)).Write("config/certs/ca.pem", own.ExportCertificatePem());
        using var gevinst = Gevinst.Start(["once", "--as-of", "2026-07-08T07:30", "--config", town.Config], LoopbackDirectory.Variables(town, own, directory));

        // It stands still while the server says nothing.
        await server.Silent.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(uses, (await File.ReadAllTextAsync($"/proc/{gevinst.Process.Id}/maps", TestContext.Current.CancellationToken)).Contains("Microsoft.Identity.Client.dll", StringComparison.Ordinal));
    }

    private static Town Town(LoopbackSmtp server, System.Security.Cryptography.X509Certificates.X509Certificate2 own)
    {
        var town = Given.OneBenefit();
        return town
            .Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", server.Port, "starttls", login: false, authority: true)
                + $"\n  oauth: {{ tenant: kommune.example, client: gevinst, secret: {{ file: ../secret.txt }}, mailbox: {Mailbox} }}\n")
            .Write("config/certs/ca.pem", own.ExportCertificatePem()).Write("secret.txt", Secret + "\n")
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
    }

    private static async Task<string> RunAsync(Town town, LoopbackWeb directory, System.Security.Cryptography.X509Certificates.X509Certificate2 own, int exit)
    {
        using var gevinst = Gevinst.Start(["once", "--as-of", "2026-07-08T07:30", "--config", town.Config], LoopbackDirectory.Variables(town, own, directory));
        var said = await gevinst.EndAsync();
        Assert.True(said.Exit == exit, said.Out + said.Error);
        foreach (var place in new[] { said.Out, said.Error, await File.ReadAllTextAsync(town.StoreFile, Encoding.Latin1, TestContext.Current.CancellationToken) })
        {
            Assert.DoesNotContain(Secret, place, StringComparison.Ordinal);
            Assert.DoesNotContain(Token, place, StringComparison.Ordinal);
        }

        return said.Out;
    }
}
