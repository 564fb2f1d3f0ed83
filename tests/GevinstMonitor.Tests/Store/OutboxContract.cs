using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Post;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Store;

/// <summary>What any store must do for letters on their way: each leaves, and leaves once, whoever else is at it and whatever dies.</summary>
public abstract class OutboxContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>A new store.</summary>
    protected abstract TestStore NewStore();

    [Fact]
    public async Task Letters_ClaimedByTwoAtOnce_GoToOneOfThem()
    {
        using var post = Post();
        await post.PutAsync(PostTown.Letters(20));
        var outbox = await OutboxAsync(post);
        var now = post.Town.Clock.GetUtcNow();

        var claimed = await Task.WhenAll(new[] { "one", "another" }.Select(owner => Task.Run(async () =>
        {
            var mine = new List<string>();
            while (await outbox.ClaimAsync(owner, toPeople: true, now, Lease, Ct) is { } claim)
                mine.Add(claim.Id);
            return mine;
        })));
        Assert.Equal(PostTown.Letters(20).Select(l => l.Id), claimed.SelectMany(c => c).Order());
        var depth = await outbox.DepthAsync(toPeople: true, now, Ct);
        Assert.Equal((20, 20), (depth.Waiting, depth.Leased));
    }

    [Fact]
    public async Task Postmen_TwoAtOnce_SendEachLetterOnce()
    {
        await using var server = new LoopbackSmtp();
        using var post = Post(server);
        await post.PutAsync(PostTown.Letters(20));

        var deliveries = await post.DeliverByTwoAsync();
        Assert.Equal(20, deliveries.Sum(d => d.Sent));
        Assert.All(deliveries, d => Assert.Empty(d.Faults));
        Assert.Equal(PostTown.Letters(20).Select(l => $"{l.Id}@proeveby.example"), server.Letters.Select(l => l.Message.MessageId).Order());
    }

    [Fact]
    public async Task Claim_OfAProcessThatDied_RunsOutAndTheLetterIsSentWithItsMessageId()
    {
        await using var server = new LoopbackSmtp();
        using var post = Post(server);
        await post.PutAsync(PostTown.Letter("aaaa"));
        var dead = await ClaimAsync(post, "the dead");

        post.Town.Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        var tooEarly = await post.DeliverAsync();
        Assert.Equal((0, 1, 1), (tooEarly.Sent, tooEarly.Waiting.Waiting, tooEarly.Waiting.Leased));
        post.Town.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await post.DeliverAsync()).Sent);
        Assert.Equal(new MailRenderer("gevinst@proeveby.example", "Prøveby Kommune", LetterTemplates.Shipped).MessageId(dead!.Letter), Assert.Single(server.Letters).Message.MessageId);
    }

    [Fact]
    public async Task Word_OfOneWhoseClaimRanOut_CountsNoMore()
    {
        using var post = Post();
        await post.PutAsync(PostTown.Letter("aaaa"));
        await ClaimAsync(post, "the dead");
        post.Town.Clock.Advance(Lease);
        var now = post.Town.Clock.GetUtcNow();
        Assert.Equal(1, (await ClaimAsync(post, "another"))!.Attempts);

        var outbox = await OutboxAsync(post);
        Assert.False(await outbox.SentAsync("aaaa", "the dead", now, Ct));
        Assert.False(await outbox.PostponeAsync("aaaa", "the dead", "?", now, Ct));
        Assert.False(await outbox.GiveUpAsync("aaaa", "the dead", "?", new TroubleChange(Trouble, Began: true, now), now, Ct));
        Assert.Equal(["aaaa Waiting"], post.States());
        Assert.Empty((await outbox.PendingAsync(DateTimeOffset.UnixEpoch, Ct)).Troubles);

        Assert.True(await outbox.SentAsync("aaaa", "another", now, Ct));
        Assert.False(await outbox.PostponeAsync("aaaa", "another", "?", now, Ct));
        Assert.Equal(["aaaa Sent"], post.States());
    }

    [Fact]
    public async Task Recipient_Busy_IsPostponedForTwiceAsLongEachTimeAndTheOthersLeave()
    {
        await using var server = new LoopbackSmtp { Refusal = to => to.StartsWith("fuld", StringComparison.Ordinal) ? "452 mailbox full" : null };
        using var post = Post(server);
        await post.PutAsync(PostTown.Letter("aaaa", "fuld@proeveby.example"), PostTown.Letter("bbbb"));

        var delivery = await post.DeliverAsync();
        Assert.Equal((1, 1, 0), (delivery.Sent, delivery.Postponed, delivery.GivenUp));
        Assert.Equal("letter aaaa: the mail server refused the recipient with 452", Assert.Single(delivery.Faults));
        var pauses = new List<TimeSpan> { post.Pause("aaaa") };
        while (pauses.Count < 8)
        {
            // A moment too early nothing is tried.
            post.Town.Clock.Advance(pauses[^1] - TimeSpan.FromMilliseconds(1));
            Assert.Equal(0, (await post.DeliverAsync()).Postponed);
            post.Town.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, (await post.DeliverAsync()).Postponed);
            pauses.Add(post.Pause("aaaa"));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses.Select(p => p.TotalMinutes));
        server.Refusal = _ => null;
        post.Town.Clock.Advance(pauses[^1]);
        Assert.Equal(1, (await post.DeliverAsync()).Sent);
    }

    [Fact]
    public async Task Recipient_BusyForAsLongAsLettersAreTried_IsGivenUpThenAndOperationsHear()
    {
        await using var server = new LoopbackSmtp { Refusal = to => to.StartsWith("fuld", StringComparison.Ordinal) ? "452 mailbox full" : null };
        using var post = Post(server);
        await post.PutAsync(PostTown.Letter("aaaa", "fuld@proeveby.example"));

        // Letters are tried for two days.
        for (var hours = 0; hours < 48; hours += 8)
        {
            Assert.Equal(1, (await post.DeliverAsync()).Postponed);
            post.Town.Clock.Advance(TimeSpan.FromHours(8));
        }

        var last = await post.DeliverAsync();
        Assert.Equal((0, 1), (last.Postponed, last.GivenUp));
        Assert.Equal(["aaaa GivenUp"], post.States());
        var told = Assert.Single((await (await OutboxAsync(post)).PendingAsync(DateTimeOffset.UnixEpoch, Ct)).Troubles).Change;
        Assert.Equal((TroubleKind.LetterGivenUp, "letter aaaa", true), (told.Trouble.Kind, told.Trouble.Subject, told.Began));
    }

    private static Trouble Trouble => new(TroubleKind.LetterGivenUp, "letter aaaa", "letter aaaa", null, "", "?");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PostTown Post() => PostTown.With(new Town(store: NewStore()));

    private PostTown Post(LoopbackSmtp server) => PostTown.Of(server, "none", store: NewStore());

    private static async Task<Outbox> OutboxAsync(PostTown post) => (await post.Town.StartAsync()).GetRequiredService<Outbox>();

    private static async Task<Claimed?> ClaimAsync(PostTown post, string owner) =>
        await (await OutboxAsync(post)).ClaimAsync(owner, toPeople: true, post.Town.Clock.GetUtcNow(), Lease, Ct);
}

public sealed class SqliteOutboxTests : OutboxContract
{
    protected override TestStore NewStore() => new SqliteTestStore();
}

public sealed class PostgresOutboxTests : OutboxContract
{
    protected override TestStore NewStore() => new PostgresTestStore();
}

public sealed class SqlServerOutboxTests : OutboxContract
{
    protected override TestStore NewStore() => new SqlServerTestStore();
}
