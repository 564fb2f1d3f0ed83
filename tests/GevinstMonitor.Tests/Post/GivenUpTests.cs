using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Post;

/// <summary>Letters that were tried long enough.</summary>
public sealed class GivenUpTests
{
    [Fact]
    public async Task Server_AwayUntilLettersAreGivenUp_IsCountedAndOperationsHear()
    {
        var port = Gevinst.FreePort();
        using var town = new Town(PostTown.Smtp("127.0.0.1", port, "none", login: false, authority: false));
        using var post = PostTown.With(town);
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.ToOperations("bbbb"));

        var first = await post.DeliverAsync();
        Assert.Equal((0, 1, 2), (first.Sent, first.Postponed, first.Waiting.Waiting));
        Assert.StartsWith($"letter aaaa: the mail server 127.0.0.1:{port} cannot be reached", Assert.Single(first.Faults), StringComparison.Ordinal);

        // Tried in vain for two days; one letter a pass, because nothing leaves anyway.
        for (var hours = 6; hours < 48; hours += 6)
        {
            town.Clock.Advance(TimeSpan.FromHours(6));
            Assert.Equal((1, 0), await TriedAsync(post));
            Assert.Equal((1, 0), await TriedAsync(post));
        }

        town.Clock.Advance(TimeSpan.FromHours(6));
        var metrics = new Metered(await town.StartAsync());
        await metrics.RecordAsync(post);
        await metrics.RecordAsync(post);
        Assert.Equal(["aaaa GivenUp", "bbbb GivenUp"], post.States());
        foreach (var kind in new[] { "person", "operations" })
            Assert.Contains($"gevinst_post_letters_total{{kind=\"{kind}\",result=\"given_up\"}} 1\n", await metrics.TextAsync(), StringComparison.Ordinal);

        // That operations could not be reached is not told to operations.
        await using var server = new LoopbackSmtp(port);
        Assert.Equal(1, (await post.WriteAndDeliverAsync()).Sent);
        var told = Assert.Single(server.Letters).Message;
        Assert.Equal(("drift@proeveby.example", "Teknisk fejl: aaaa"), (told.To.Mailboxes.Single().Address, told.Subject));
        Assert.DoesNotContain("bbbb", told.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_ThatWaitedThroughAHoliday_IsTriedOnBeforeItIsGivenUp()
    {
        await using var server = new LoopbackSmtp { Refusal = _ => "451 try later" };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"));
        Assert.Equal((1, 0), await TriedAsync(post));

        // Letters are tried for two days, but on none of these five.
        post.Town.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal((1, 0), await TriedAsync(post));
        server.Refusal = _ => null;
        post.Town.Clock.Advance(post.Pause("aaaa"));
        Assert.Equal(1, (await post.DeliverAsync()).Sent);
    }

    private static async Task<(int Postponed, int GivenUp)> TriedAsync(PostTown post)
    {
        var delivery = await post.DeliverAsync();
        return (delivery.Postponed, delivery.GivenUp);
    }

    private sealed class Metered(ServiceProvider services)
    {
        private readonly MonitorMetrics _metrics = services.GetRequiredService<MonitorMetrics>();

        public async Task RecordAsync(PostTown post)
        {
            foreach (var letter in (await post.DeliverAsync()).Tried)
                _metrics.Record(letter, default);
        }

        public async Task<string> TextAsync()
        {
            using var text = new MemoryStream();
            await _metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
            return System.Text.Encoding.UTF8.GetString(text.ToArray());
        }
    }
}
