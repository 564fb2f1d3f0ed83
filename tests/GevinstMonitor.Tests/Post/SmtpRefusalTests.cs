namespace GevinstMonitor.Tests.Post;

/// <summary>What becomes of letters that a mail server does not take.</summary>
public sealed class SmtpRefusalTests
{
    [Fact]
    public async Task Password_Wrong_PostponesAndTriesNoOtherLetterUntilItIsRight()
    {
        using var certificate = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = certificate, Login = (PostTown.User, PostTown.Password) };
        using var post = PostTown.Of(server, authority: certificate, password: "gammelt");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"), PostTown.Letter("cccc"));

        var refused = await post.DeliverAsync();
        Assert.Equal((0, 1, 0, 3), (refused.Sent, refused.Postponed, refused.GivenUp, refused.Waiting.Waiting));
        Assert.Equal($"letter aaaa: the mail server localhost:{server.Port} does not take the login", Assert.Single(refused.Faults));
        Assert.Single(server.Heard, "STARTTLS");

        post.Town.Write("password.txt", PostTown.Password);
        post.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        var sent = await post.DeliverAsync();
        Assert.Equal((3, 0), (sent.Sent, sent.Waiting.Waiting));
        Assert.Equal(3, server.Letters.Count);
    }

    [Fact]
    public async Task Server_ThatWantsALoginWhenNoneIsConfigured_SaysSo()
    {
        await using var server = new LoopbackSmtp { Login = (PostTown.User, PostTown.Password) };
        using var town = new Town(PostTown.Smtp("localhost", server.Port, "none", login: false, authority: false));
        using var post = PostTown.With(town);
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));

        var delivery = await post.DeliverAsync();
        Assert.Equal($"letter aaaa: the mail server localhost:{server.Port} wants a login; see mail.login", Assert.Single(delivery.Faults));
        Assert.Equal((1, 2), (delivery.Postponed, delivery.Waiting.Waiting));
    }

    [Theory]
    [InlineData("554 no mail from chef@proeveby.example with hemmeligt", "it answered 554")]
    [InlineData("421-chef@proeveby.example\r\n421 hemmeligt", "it answered 421")]
    [InlineData("chef@proeveby.example hemmeligt", "it hung up, or does not speak SMTP")]
    public async Task Server_ThatRefusesInManyWords_IsQuotedByItsCodeAlone(string greeting, string says)
    {
        await using var server = new LoopbackSmtp { Greeting = greeting };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"));

        var delivery = await post.DeliverAsync();
        Assert.Equal($"letter aaaa: the mail server localhost:{server.Port} cannot be reached: {says}", Assert.Single(delivery.Faults));
        Assert.Equal([delivery.Faults[0]["letter aaaa: ".Length..]], post.Town.Query<string>("select last_error from letters"));
    }

    [Fact]
    public async Task Server_ThatOffersNoLoginWeKnow_IsSaidToDoSo()
    {
        await using var server = new LoopbackSmtp { Login = (PostTown.User, PostTown.Password), Mechanisms = "KERBEROS_V4" };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"));
        Assert.Equal($"letter aaaa: the mail server localhost:{server.Port} offers no way to log in that this program knows; see mail.login",
            Assert.Single((await post.DeliverAsync()).Faults));
    }

    [Theory]
    [InlineData("450 4.2.1 mailbox is busy", "refused the recipient with 450")]
    [InlineData("452 4.3.1 no room", "refused the recipient with 452")]
    // What the server has against us says nothing of the address.
    [InlineData("554 5.7.1 relay access denied", "refused the recipient with 554")]
    [InlineData("550 5.7.1 not authorised", "refused the recipient with 550")]
    public async Task Recipient_RefusedForAWhile_IsTriedAgainAndTheOthersLeave(string answer, string says)
    {
        await using var server = new LoopbackSmtp { Refusal = to => to.StartsWith("optaget", StringComparison.Ordinal) ? answer : null };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa", "optaget@proeveby.example"), PostTown.Letter("bbbb"));

        var delivery = await post.DeliverAsync();
        Assert.Equal((1, 1, 0), (delivery.Sent, delivery.Postponed, delivery.GivenUp));
        Assert.Equal($"letter aaaa: the mail server {says}", Assert.Single(delivery.Faults));
        server.Refusal = _ => null;
        post.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await post.DeliverAsync()).Sent);
        Assert.Equal(["bbbb@proeveby.example", "aaaa@proeveby.example"], server.Letters.Select(l => l.Message.MessageId));
    }

    [Theory]
    [InlineData("550 5.7.60 not allowed to send as this sender", 550)]
    [InlineData("452 4.3.1 no room", 452)]
    public async Task Sender_Refused_PostponesAndTriesNoOtherLetter(string answer, int code)
    {
        await using var server = new LoopbackSmtp { SenderRefusal = answer };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));

        var delivery = await post.DeliverAsync();
        Assert.Equal((0, 1, 0, 2), (delivery.Sent, delivery.Postponed, delivery.GivenUp, delivery.Waiting.Waiting));
        Assert.Equal($"letter aaaa: the mail server refused the sender with {code}; see mail.from", Assert.Single(delivery.Faults));
    }

    [Theory]
    [InlineData("554 5.6.0 cannot be read", 1)]
    [InlineData("552 too large", 1)]
    [InlineData("451 4.3.0 try later", 0)]
    [InlineData("554 5.7.1 taken for spam", 0)]
    public async Task Letter_Refused_IsGivenUpWhenItIsForGoodAndTheOthersLeave(string answer, int givenUp)
    {
        await using var server = new LoopbackSmtp { LetterRefusal = got => got.Message.MessageId == "aaaa@proeveby.example" ? answer : null };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));

        var delivery = await post.DeliverAsync();
        Assert.Equal((1, 1 - givenUp, givenUp), (delivery.Sent, delivery.Postponed, delivery.GivenUp));
        Assert.Equal($"letter aaaa: the mail server refused the letter with {answer[..3]}", Assert.Single(delivery.Faults));
        // Operations hear of what is given up, and the person's deputy does not: it is the letter that is wrong.
        Assert.Equal(givenUp, (await post.WriteAndDeliverAsync()).Sent);
        Assert.Equal(2 + givenUp, post.States().Count);
    }

    [Fact]
    public async Task Server_ThatIsClosing_IsLeftAndTriedLater()
    {
        await using var server = new LoopbackSmtp { Refusal = _ => "421 4.3.2 closing" };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));

        var delivery = await post.DeliverAsync();
        Assert.Equal((0, 1, 2), (delivery.Sent, delivery.Postponed, delivery.Waiting.Waiting));
        Assert.Equal("letter aaaa: the mail server is closing (421)", Assert.Single(delivery.Faults));
    }

    [Fact]
    public async Task Recipient_Unknown_IsGivenUpAtOnceOperationsHearAndTheOthersLeave()
    {
        await using var server = new LoopbackSmtp { Refusal = to => to.StartsWith("fratraadt", StringComparison.Ordinal) ? "550 no mailbox here for fratraadt" : null };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb", "fratraadt@proeveby.example"), PostTown.Letter("cccc"));

        var delivery = await post.DeliverAsync();
        // The post has another holder by now, who gets it instead.
        Assert.Equal((3, 0, 1, 0), (delivery.Sent, delivery.Postponed, delivery.GivenUp, delivery.Waiting.Waiting));
        // The server's own words are not passed on.
        Assert.Equal("letter bbbb: the mail server refused the recipient with 550", Assert.Single(delivery.Faults));
        Assert.Equal(["aaaa Sent", "bbbb GivenUp", "cccc Sent"], post.States().Where(s => s.Length < 20));
        Assert.Equal(["bbbb Sent"], post.Town.Query<string>("select instead_of || ' ' || state from letters where instead_of is not null"));

        Assert.Equal(1, (await post.WriteAndDeliverAsync()).Sent);
        var toOperations = server.Letters[^1].Message;
        Assert.Equal("drift@proeveby.example", toOperations.To.Mailboxes.Single().Address);
        Assert.Equal("Teknisk fejl: bbbb", toOperations.Subject);
        Assert.Contains("OPGIVET: brevet kunne ikke leveres", toOperations.TextBody, StringComparison.Ordinal);
        Assert.Contains("chef: the mail server refused the recipient with 550", toOperations.TextBody, StringComparison.Ordinal);

        // Told once.
        Assert.Equal(0, (await post.WriteAndDeliverAsync()).Sent);
    }
}
