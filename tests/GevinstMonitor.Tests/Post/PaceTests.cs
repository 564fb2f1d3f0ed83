using GevinstMonitor.Configure;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GevinstMonitor.Tests.Post;

/// <summary>A mail server that takes only so many letters a minute.</summary>
public sealed class PaceTests
{
    [Fact]
    public async Task Letters_AtThirtyAMinute_LeaveEveryOtherSecondOverOneConnectionAndAcrossDeliveries()
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        post.Town.Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", server.Port, "none", login: false, authority: false) + "\n  perMinute: 30\n");
        await post.PutAsync(PostTown.Letters(4));
        var services = await post.Town.StartAsync();
        var clock = new Hurried(post.Town.Clock.GetUtcNow());
        var postman = new Postman(services.GetRequiredService<Catalog>(), services.GetRequiredService<Outbox>(), services.GetRequiredService<Mailers>(), services.GetRequiredService<Links>(), clock);

        Assert.Equal(4, (await postman.DeliverAsync(toPeople: true, TestContext.Current.CancellationToken)).Sent);
        Assert.Single(server.Heard, line => line.StartsWith("EHLO", StringComparison.Ordinal));
        var started = clock.Start;
        Assert.Equal([0, 2, 4, 6], SentAt().Select(at => (at - started).TotalSeconds));
        // Nobody waits for a turn that nobody needs.
        Assert.Equal(started.AddSeconds(6), clock.GetUtcNow());

        await post.PutAsync(PostTown.Letter("sidst"));
        Assert.Equal(1, (await postman.DeliverAsync(toPeople: true, TestContext.Current.CancellationToken)).Sent);
        Assert.Equal(started.AddSeconds(8), SentAt()[^1]);

        List<DateTimeOffset> SentAt() => [.. post.Town.Moments("select sent_at from letters order by sent_at")];
    }

    // Whoever waits on it for a short while has waited.
    private sealed class Hurried(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(10))
                Advance(dueTime);
            return timer;
        }
    }
}
