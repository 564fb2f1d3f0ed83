namespace GevinstMonitor.Tests.Post;

/// <summary>A person whose address the mail server does not know is no reason for silence.</summary>
public sealed class DeadAddressTests
{
    private const string Chef = "chef@proeveby.example", Deputy = "souschef@proeveby.example", Controller = "controller@proeveby.example", Operations = "drift@proeveby.example";

    private static readonly string Organisation = Given.Organisation
        .Replace("{ id: chef, title: Centerchef,", "{ id: chef, title: Centerchef, deputy: souschef,", StringComparison.Ordinal)
        + "\n  - { id: souschef, title: Souschef, holders: [ { name: Souschefen, email: souschef@proeveby.example, from: 2020-01-01 } ] }\n";

    [Theory]
    [InlineData("550 5.1.1 no such user")]
    [InlineData("550 nobody here")]
    [InlineData("554 5.4.1 access denied")]
    public async Task Address_TheServerDoesNotKnow_SendsTheLetterToTheDeputyWithAFirstLineThatSaysWhy(string answer)
    {
        await using var server = new LoopbackSmtp { Refusal = to => to == Chef ? answer : null };
        using var post = Of(server);
        var pass = await post.Town.OnceAsync("2026-07-13T08:30");

        Assert.Equal((1, 1, 0), (pass.Delivery.Sent, pass.Delivery.GivenUp, pass.Delivery.Waiting.Waiting));
        var got = Assert.Single(server.Letters);
        Assert.Equal((Deputy, "Souschefen"), (got.To, got.Message.To.Mailboxes.Single().Name));
        Assert.StartsWith("Brevet er skrevet til posten »Centerchef«, men mailserveren kender ikke adressen, så du får det i stedet. Du får dette brev, fordi gevinsten »Sparet porto«", got.Message.TextBody, StringComparison.Ordinal);
        // What the reader may answer is the reader's own post's.
        Assert.Equal(["chef GivenUp", "souschef Sent"], post.Town.Query<string>("select post_id || ' ' || state from letters order by post_id"));
        Assert.Equal(["souschef"], post.Town.Query<string>("select l.post_id from deviation_changes c join letters l on l.letter_id = c.letter_id where l.instead_of is not null"));

        // Operations hear once, and where it went.
        Assert.Equal(1, (await post.WriteAndDeliverAsync()).Sent);
        Assert.Equal(Operations, server.Letters[^1].To);
        Assert.Matches("chef: the mail server refused the recipient with 55[04]; souschef gets it instead, as letter [0-9a-f]{20}", server.Letters[^1].Message.TextBody!.ReplaceLineEndings(" "));
        Assert.Equal(0, (await post.WriteAndDeliverAsync()).Sent);
        // The next letter on it goes to the owner again, whose address may be mended by now; and stands with the one that left.
        server.Refusal = _ => null;
        post.Town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480), ("2026-07", 610)));
        await post.Town.OnceAsync("2026-08-10T08:30");
        Assert.Equal((Chef, got.Message.MessageId), (server.Letters[^1].To, server.Letters[^1].Message.InReplyTo));
    }

    [Fact]
    public async Task Addresses_OfThePostAndItsDeputy_SendTheLetterToTheController()
    {
        await using var server = new LoopbackSmtp { Refusal = to => to is Chef or Deputy ? "550 5.1.1 no such user" : null };
        using var post = Of(server);
        var pass = await post.Town.OnceAsync("2026-07-13T08:30");

        Assert.Equal((1, 2), (pass.Delivery.Sent, pass.Delivery.GivenUp));
        Assert.Equal(Controller, Assert.Single(server.Letters).To);
    }

    [Fact]
    public async Task Addresses_OfAllWhoCouldHear_LeaveOperationsToHear()
    {
        await using var server = new LoopbackSmtp { Refusal = to => to == Operations ? null : "550 5.1.1 no such user" };
        using var post = Of(server);
        var pass = await post.Town.OnceAsync("2026-07-13T08:30");
        Assert.Equal((0, 3), (pass.Delivery.Sent, pass.Delivery.GivenUp));

        Assert.Equal(1, (await post.WriteAndDeliverAsync()).Sent);
        Assert.Equal(Operations, Assert.Single(server.Letters).To);
        Assert.Contains("controller: the mail server refused the recipient with 550", server.Letters[0].Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithANewHolderByNow_GetsItsOwnLetter()
    {
        await using var server = new LoopbackSmtp { Refusal = to => to == Chef ? "450 4.2.1 try later" : null };
        using var post = Of(server);
        Assert.Equal(1, (await post.Town.OnceAsync("2026-07-13T08:30")).Delivery.Postponed);

        server.Refusal = to => to == Chef ? "550 5.1.1 no such user" : null;
        post.Town.Write("config/organisation.yml", Organisation.Replace("{ name: Chefen, email: chef@proeveby.example, from: 2020-01-01 }",
            "{ name: Chefen, email: chef@proeveby.example, from: 2020-01-01, to: 2026-07-13 }, { name: Den nye, email: ny@proeveby.example, from: 2026-07-14 }", StringComparison.Ordinal));
        post.Town.Clock.Advance(TimeSpan.FromDays(1));
        await post.DeliverAsync();
        Assert.Equal("ny@proeveby.example", Assert.Single(server.Letters).To);
    }

    private static PostTown Of(LoopbackSmtp server)
    {
        var post = PostTown.Of(server, "none");
        post.Town.Write("config/organisation.yml", Organisation)
            .Write("config/sources/maalinger.yml", Given.Source).Write("config/indicators/andel.yml", Given.Indicator).Write("config/plans/post.yml", Given.Plan)
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        return post;
    }
}
