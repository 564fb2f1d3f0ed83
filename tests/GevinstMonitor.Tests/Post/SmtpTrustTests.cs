using System.Security.Cryptography.X509Certificates;

namespace GevinstMonitor.Tests.Post;

/// <summary>Letters leave over a line that is known to end at the mail server, or not at all.</summary>
public sealed class SmtpTrustTests
{
    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task Certificate_ThatNobodyTrusts_IsRefused(string security)
    {
        using var certificate = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = certificate, TlsFromTheStart = security == "tls" };
        await RefusedAsync(server, "has a certificate that is not trusted", security);
    }

    [Fact]
    public async Task Certificate_ThatTheNamedAuthoritySigned_IsTrusted()
    {
        using var authority = Certificates.Authority("Prøveby CA");
        using var certificate = Certificates.Signed("localhost", authority);
        await using var server = new LoopbackSmtp { Certificate = certificate };
        await TrustedAsync(server, authority);
    }

    [Fact]
    public async Task Certificate_ThatTheNamedAuthoritySignedThroughAnother_IsTrusted()
    {
        using var authority = Certificates.Authority("Prøveby CA");
        using var between = Certificates.Authority("Prøveby Udsteder", authority);
        using var certificate = Certificates.Signed("localhost", between);
        await using var server = new LoopbackSmtp { Certificate = certificate, Between = between };
        await TrustedAsync(server, authority);
    }

    [Fact]
    public async Task Certificate_ThatAnotherAuthoritySigned_IsRefused()
    {
        using var authority = Certificates.Authority("Prøveby CA");
        using var other = Certificates.Authority("Prøveby CA");
        using var certificate = Certificates.Signed("localhost", other);
        await using var server = new LoopbackSmtp { Certificate = certificate };
        await RefusedAsync(server, "has a certificate that is not trusted", authority: authority);
    }

    [Fact]
    public async Task Certificate_OfAnotherHost_IsRefusedThoughItsAuthorityIsTrusted()
    {
        using var authority = Certificates.Authority("Prøveby CA");
        using var certificate = Certificates.Signed("mail.andenby.example", authority);
        await using var server = new LoopbackSmtp { Certificate = certificate };
        await RefusedAsync(server, "has a certificate that is not trusted", authority: authority);
    }

    [Fact]
    public async Task Authority_WhoseFileIsMissing_IsSaid()
    {
        using var certificate = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = certificate };
        using var post = PostTown.Of(server, authority: certificate);
        File.Delete(post.Town.PathOf("config/certs/ca.pem"));
        await post.PutAsync(PostTown.Letter("aaaa"));

        var delivery = await post.DeliverAsync();
        Assert.Contains("ca.pem", Assert.Single(delivery.Faults), StringComparison.Ordinal);
        Assert.Equal(1, delivery.Waiting.Waiting);
    }

    [Fact]
    public async Task Server_WithoutStarttls_GetsNothingInClearText()
    {
        await using var server = new LoopbackSmtp { Login = (PostTown.User, PostTown.Password) };
        await RefusedAsync(server, "does not offer STARTTLS");
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static async Task TrustedAsync(LoopbackSmtp server, X509Certificate2 authority)
    {
        using var post = PostTown.Of(server, authority: authority);
        await post.PutAsync(PostTown.Letter("aaaa"));
        var delivery = await post.DeliverAsync();
        Assert.Empty(delivery.Faults);
        Assert.Equal(1, delivery.Sent);
    }

    private static async Task RefusedAsync(LoopbackSmtp server, string why, string security = "starttls", X509Certificate2? authority = null)
    {
        using var post = PostTown.Of(server, security, authority);
        await post.PutAsync(PostTown.Letter("aaaa"));
        var delivery = await post.DeliverAsync();
        Assert.Equal((0, 1, 0), (delivery.Sent, delivery.Postponed, delivery.GivenUp));
        Assert.StartsWith($"letter aaaa: the mail server localhost:{server.Port} {why}", Assert.Single(delivery.Faults), StringComparison.Ordinal);
        Assert.Empty(server.Letters);
        Assert.Equal(["aaaa Waiting"], post.States());
    }
}
