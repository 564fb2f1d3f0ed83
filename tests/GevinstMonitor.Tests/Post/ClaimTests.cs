using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Post;

/// <summary>A letter is claimed before it is sent; whoever claims it sends it.</summary>
public sealed class ClaimTests
{
    [Fact]
    public async Task Postmen_TwoAtOnceThroughAServer_SendEachLetterOnce()
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(Letters(20));

        var deliveries = await BothAsync(post);
        Assert.Equal(20, deliveries.Sum(d => d.Sent));
        Assert.All(deliveries, d => Assert.Empty(d.Faults));
        Assert.Equal(20, server.Letters.Select(l => l.Message.MessageId).Distinct().Count());
        Assert.Equal(20, server.Letters.Count);
    }

    [Fact]
    public async Task Postmen_TwoAtOnceIntoAFolder_WriteEachLetterOnceWithoutAFault()
    {
        using var post = PostTown.With(new Town());
        await post.PutAsync(Letters(20));

        var deliveries = await BothAsync(post);
        Assert.All(deliveries, d => Assert.Empty(d.Faults));
        Assert.Equal(20, deliveries.Sum(d => d.Sent));
        Assert.Equal(20, Directory.GetFiles(post.Town.Mail).Length);
        Assert.All(post.States(), state => Assert.EndsWith(" Sent", state, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claim_OfAProcessThatDied_RunsOutAndTheLetterIsSent()
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"));
        var services = await post.Town.StartAsync();
        var lease = await LeaseAsync(services);
        Assert.NotNull(await services.GetRequiredService<Outbox>().ClaimAsync("the dead", toPeople: true, post.Town.Clock.GetUtcNow(), lease, TestContext.Current.CancellationToken));

        post.Town.Clock.Advance(lease - TimeSpan.FromMilliseconds(1));
        var tooEarly = await post.DeliverAsync();
        Assert.Equal((0, 1, 1), (tooEarly.Sent, tooEarly.Waiting.Waiting, tooEarly.Waiting.Leased));
        post.Town.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await post.DeliverAsync()).Sent);
        Assert.Single(server.Letters);

        // Should the dead come back, its word on the letter counts no more.
        Assert.False(await (await post.Town.StartAsync()).GetRequiredService<Outbox>()
            .PostponeAsync("aaaa", "the dead", "?", post.Town.Clock.GetUtcNow(), TestContext.Current.CancellationToken));
        Assert.Equal(["aaaa Sent"], post.States());
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

    private static Letter[] Letters(int count) => [.. Enumerable.Range(0, count).Select(i => PostTown.Letter($"letter{i:00}"))];

    private static async Task<Delivery[]> BothAsync(PostTown post)
    {
        var services = await post.Town.StartAsync();
        return await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            new Postman(services.GetRequiredService<Catalog>(), services.GetRequiredService<Outbox>(), services.GetRequiredService<Mailers>(), post.Town.Clock)
                .DeliverAsync(toPeople: true, TestContext.Current.CancellationToken))));
    }

    private static async Task<TimeSpan> LeaseAsync(ServiceProvider services)
    {
        await using var mailer = services.GetRequiredService<Mailers>().Open();
        return mailer.Lease;
    }
}
