using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>A service that says when it may be asked again is not asked sooner, and not waited for longer than a reading may take.</summary>
public sealed class RetryAfterTests
{
    private const string May = """[ { "måned": "2026-05", "digitale": 505, "alle": 1000 } ]""";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "7", 7)]
    [InlineData(429, "29", 29)]
    // As of 8 August 2026, 06:00 UTC.
    [InlineData(503, "Sat, 08 Aug 2026 06:00:12 GMT", 12)]
    public async Task Pause_ThatTheServiceAsksFor_IsKeptAndTheAnswerRead(int status, string after, int seconds)
    {
        await using var web = await OnceAsync(status, after);
        using var town = web.Town();
        var clock = new HastyClock(Timeout);
        var before = clock.GetUtcNow();

        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync(clock)).Said());

        Assert.Equal(TimeSpan.FromSeconds(seconds), clock.GetUtcNow() - before);
        Assert.Equal(2, web.Asked.Count);
    }

    [Theory]
    [InlineData(429, "31", "31")]
    [InlineData(503, "3600", "3600")]
    [InlineData(429, "Sun, 09 Aug 2026 06:00:00 GMT", "86400")]
    [InlineData(429, "99999999999999999999", "3153600000")]
    public async Task Pause_LongerThanAReadingMayTake_FailsAtOnce(int status, string after, string seconds)
    {
        await using var web = await OnceAsync(status, after);
        using var town = web.Town();
        var clock = new HastyClock(Timeout);

        var (fault, detail) = await town.FaultAsync(clock);

        Assert.Equal((CollectFault.Unreachable, $"{new Uri(web.Url).Authority} asks to be left alone for {seconds} s (answered {status}), longer than a reading may take (30 s); it is asked again with the next reading, see schedule and timeout"), (fault, detail));
        Assert.Single(web.Asked);
        Assert.Equal(0, clock.Waits);
    }

    // No pause that can be kept, or with an answer that does not pass: tried again as any other, or not at all.
    [Theory]
    [InlineData(429, "0", 2)]
    [InlineData(429, "-5", 2)]
    [InlineData(429, "snart", 2)]
    [InlineData(503, "Thu, 01 Jan 2015 00:00:00 GMT", 2)]
    [InlineData(500, "3600", 2)]
    [InlineData(404, "7", 1)]
    public async Task Pause_ThatIsNone_ChangesNothing(int status, string after, int calls)
    {
        await using var web = await OnceAsync(status, after);
        using var town = web.Town();
        var clock = new HastyClock(Timeout);
        var before = clock.GetUtcNow();

        await town.ReadAsync(clock);

        Assert.Equal(calls, web.Asked.Count);
        Assert.InRange(clock.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Pause_OfTheServerThatGivesTokens_IsKeptToo()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        await using var tokens = await OnceAsync(429, "7", """{ "access_token": "t" }""");
        using var town = web.Town($"auth: {{ tokenUrl: \"{tokens.Url}/token\", client: gevinst, secret: {{ file: secret.txt }} }}");
        var clock = new HastyClock(Timeout);
        var before = clock.GetUtcNow();

        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync(clock)).Said());
        Assert.Equal(TimeSpan.FromSeconds(7), clock.GetUtcNow() - before);
    }

    [Fact]
    public async Task Pause_OfTheServerThatGivesTokensTooLong_IsUnreachableAndNotARefusedLogin()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        await using var tokens = await OnceAsync(429, "3600", "{}");
        using var town = web.Town($"auth: {{ tokenUrl: \"{tokens.Url}/token\", client: gevinst, secret: {{ file: secret.txt }} }}");

        var (fault, detail) = await town.FaultAsync();

        Assert.Equal(CollectFault.Unreachable, fault);
        Assert.Contains("asks to be left alone for 3600 s", detail, StringComparison.Ordinal);
    }

    // The first answer is the status, all others are what is wanted.
    private static Task<LoopbackWeb> OnceAsync(int status, string after, string then = May)
    {
        var calls = 0;
        return LoopbackWeb.StartAsync(context =>
        {
            if (Interlocked.Increment(ref calls) > 1)
                return context.SayAsync(then);
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = after;
            return Task.CompletedTask;
        });
    }
}
