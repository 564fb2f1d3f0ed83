using GevinstMonitor.Post;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace GevinstMonitor.Tests.Post;

public sealed class SmtpDeliveryTests
{
    [Theory]
    [InlineData("starttls", "PLAIN LOGIN")]
    [InlineData("starttls", "LOGIN")]
    [InlineData("tls", "PLAIN")]
    public async Task Letter_OverTlsWithLogin_ArrivesAsWritten(string security, string mechanisms)
    {
        using var certificate = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = certificate, TlsFromTheStart = security == "tls", Login = (PostTown.User, PostTown.Password), Mechanisms = mechanisms };
        using var post = PostTown.Of(server, security, certificate);
        await post.PutAsync(PostTown.Letter("aaaa", name: "Søren Ærø Åkjær"));

        var delivery = await post.DeliverAsync();
        Assert.Equal((1, 0, 0), (delivery.Sent, delivery.Postponed, delivery.GivenUp));
        Assert.Empty(delivery.Faults);
        Assert.Equal(["aaaa Sent"], post.States());

        var got = Assert.Single(server.Letters);
        Assert.Equal(("gevinst@proeveby.example", "chef@proeveby.example"), (got.From, got.To));
        var message = got.Message;
        Assert.Equal("Rød afvigelse: Sparet porto", message.Subject);
        Assert.Equal("aaaa@proeveby.example", message.MessageId);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("da-DK", message.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.Equal(("Søren Ærø Åkjær", "chef@proeveby.example"), (message.To.Mailboxes.Single().Name, message.To.Mailboxes.Single().Address));
        Assert.Empty(message.Cc);
        Assert.Empty(message.Bcc);
        Assert.StartsWith("Du får dette brev, fordi gevinsten »Sparet porto« nu afviger fra sin målkurve.", message.TextBody, StringComparison.Ordinal);
        foreach (var part in new[] { message.TextBody, System.Net.WebUtility.HtmlDecode(message.HtmlBody) })
        {
            foreach (var fact in new[] { "Sparet porto", "RØD, ny afvigelse", "Målt", "48,0\u00a0%", "Forventet efter planen", "55,0\u00a0%", "Luk papirkanalen på Ærø." })
                Assert.Contains(fact, part, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Letters_OfOneDelivery_GoThroughOneConnection()
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"), PostTown.Letter("cccc"));

        Assert.Equal(3, (await post.DeliverAsync()).Sent);
        Assert.Equal(["aaaa@proeveby.example", "bbbb@proeveby.example", "cccc@proeveby.example"], server.Letters.Select(l => l.Message.MessageId));
        Assert.Single(server.Heard, line => line.StartsWith("EHLO", StringComparison.Ordinal));
        Assert.Equal("QUIT", server.Heard[^1]);
    }

    [Fact]
    public async Task Letter_ThatWasSent_IsNotSentAgain()
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"));

        await post.DeliverAsync();
        post.Town.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, (await post.DeliverAsync()).Sent);
        Assert.Single(server.Letters);
    }

    [Fact]
    public async Task Address_OutsideTheAllowedDomainsByNow_NeverLeavesAndOperationsHear()
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb", "chef@nyby.example"));

        // The municipality has moved since the letters were written.
        post.Town.Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", server.Port, "none", login: false, authority: false, "nyby.example"))
            .Write("config/organisation.yml", Given.Organisation.Replace("@proeveby.example", "@nyby.example", StringComparison.Ordinal));
        var delivery = await post.DeliverAsync();
        Assert.Equal((1, 1), (delivery.Sent, delivery.GivenUp));
        Assert.Equal("letter aaaa: its address is not in mail.allowedDomains", Assert.Single(delivery.Faults));
        Assert.Equal("chef@nyby.example", Assert.Single(server.Letters).To);

        Assert.Equal(1, (await post.WriteAndDeliverAsync()).Sent);
        Assert.Equal("drift@nyby.example", server.Letters[^1].To);
        Assert.DoesNotContain(server.Heard, line => line.Contains("chef@proeveby.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Letters_OutsideTheHours_WaitExceptThoseToOperations()
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.ToOperations("bbbb"));

        var services = await post.Town.StartAsync();
        var delivery = await services.GetRequiredService<Postman>().DeliverAsync(toPeople: false, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (delivery.Sent, delivery.Waiting.Waiting));
        Assert.Equal("drift@proeveby.example", Assert.Single(server.Letters).To);
    }
}
