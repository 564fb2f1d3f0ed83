
namespace GevinstMonitor.Tests.Post;

/// <summary>Lines that break while a letter is on its way.</summary>
public sealed class SmtpBrokenTests
{
    [Fact]
    public async Task Line_BrokenInsideALetter_SendsItWholeLater()
    {
        await using var server = new LoopbackSmtp { HangsUp = HangUp.InTheLetter };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));

        var broken = await post.DeliverAsync();
        Assert.Equal((0, 1, 2), (broken.Sent, broken.Postponed, broken.Waiting.Waiting));
        Assert.StartsWith($"letter aaaa: the connection to localhost:{server.Port} broke", Assert.Single(broken.Faults), StringComparison.Ordinal);
        Assert.Empty(server.Letters);

        server.HangsUp = HangUp.Never;
        post.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await post.DeliverAsync()).Sent);
        Assert.Equal(["aaaa@proeveby.example", "bbbb@proeveby.example"], server.Letters.Select(l => l.Message.MessageId).Order());
    }

    [Fact]
    public async Task Line_BrokenBeforeTheServersWord_SendsAgainWithTheSameMessageIdAndBytes()
    {
        await using var server = new LoopbackSmtp { HangsUp = HangUp.AfterTheLetter };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"));

        Assert.Equal(1, (await post.DeliverAsync()).Postponed);
        server.HangsUp = HangUp.Never;
        post.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await post.DeliverAsync()).Sent);

        Assert.Equal(2, server.Letters.Count);
        Assert.All(server.Letters, l => Assert.Equal("aaaa@proeveby.example", l.Message.MessageId));
        Assert.Equal(server.Letters[0].Bytes, server.Letters[1].Bytes);
    }

    [Fact]
    public async Task Letter_OnWhichALineBreaksEachTime_StandsBehindTheOthers()
    {
        await using var server = new LoopbackSmtp { HangsUp = HangUp.InTheLetter };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));
        Assert.StartsWith("letter aaaa:", Assert.Single((await post.DeliverAsync()).Faults), StringComparison.Ordinal);

        // A day later both are due, as with a pass a day.
        post.Town.Clock.Advance(TimeSpan.FromDays(1));
        Assert.StartsWith("letter bbbb:", Assert.Single((await post.DeliverAsync()).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatFallsSilent_IsLeftBeforeTheClaimRunsOut()
    {
        await using var server = new LoopbackSmtp { HangsUp = HangUp.SilentAfterTheLetter };
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa"), PostTown.Letter("bbbb"));

        var delivering = post.DeliverAsync();
        await server.Silent;
        var runsOut = post.Town.Moments("select leased_until from letters where letter_id = 'aaaa'").Single();
        post.Town.Clock.SetUtcNow(runsOut - TimeSpan.FromMilliseconds(1));
        var delivery = await delivering;
        Assert.Equal("letter aaaa: the mail server took too long over it", Assert.Single(delivery.Faults));
        Assert.Equal((1, 2, 0), (delivery.Postponed, delivery.Waiting.Waiting, delivery.Waiting.Leased));
    }
}
