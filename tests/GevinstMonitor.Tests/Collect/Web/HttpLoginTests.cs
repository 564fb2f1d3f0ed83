using System.Globalization;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>Logging in to a web service: with a token, or with one that is fetched.</summary>
public sealed class HttpLoginTests
{
    private const string May = """[ { "måned": "2026-05", "digitale": 505, "alle": 1000 } ]""";
    private static readonly string[] Read = ["* 2026-05 505/1000"];

    [Fact]
    public async Task Bearer_FromASecret_IsSent()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = web.Town("auth: { bearer: { file: secret.txt } }");
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        Assert.Equal("Bearer hemmeligt-42", Assert.Single(web.Asked).Headers.Authorization.ToString());
    }

    [Fact]
    public async Task Header_FromASecret_IsSent()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = web.Town("secretHeaders: { X-Api-Key: { file: secret.txt } }");
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        Assert.Equal("hemmeligt-42", Assert.Single(web.Asked).Headers["X-Api-Key"].ToString());
    }

    [Theory]
    [InlineData("auth: { bearer: { file: mangler.txt } }", "the secret file mangler.txt cannot be read")]
    [InlineData("secretHeaders: { X-Api-Key: { env: GEVINST_TEST_FINDES_IKKE } }", "the environment variable GEVINST_TEST_FINDES_IKKE is not set")]
    public async Task Secret_ThatIsMissing_IsNamedAndNothingIsAsked(string source, string says)
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = web.Town(source);
        Assert.Equal((CollectFault.LoginRefused, says), await town.FaultAsync());
        Assert.Empty(web.Asked);
    }

    [Theory]
    [InlineData("hemmeligt-42\r\nX-Andet: 1")]
    [InlineData("hemmeligt-42 æøå")]
    [InlineData("")]
    public async Task Secret_ThatNoHeaderCanHold_IsRefusedWithoutBeingQuoted(string secret)
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = web.Town("auth: { bearer: { file: secret.txt } }").Write("config/secret.txt", secret);
        var (fault, detail) = await town.FaultAsync();
        Assert.Equal(CollectFault.LoginRefused, fault);
        Assert.StartsWith("a secret is empty or holds signs that no header can", detail, StringComparison.Ordinal);
        Assert.Empty(web.Asked);
    }

    [Fact]
    public async Task Token_Fetched_IsAskedForAsTheStandardSaysAndSharedByReadings()
    {
        await using var tokens = await LoopbackWeb.SayingAsync("""{ "access_token": "t-1", "token_type": "Bearer", "expires_in": 3600 }""", address: "127.0.0.2");
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = Town(web, tokens, "scope: tal.read");
        var collector = town.Collector();
        Assert.Equal(Read, (await collector.ReadAsync(town)).Said());
        Assert.Equal(Read, (await collector.ReadAsync(town)).Said());
        Assert.Equal(["Bearer t-1", "Bearer t-1"], web.Asked.Select(a => a.Headers.Authorization.ToString()));
        var asked = Assert.Single(tokens.Asked);
        Assert.Equal(("POST", "/token", "application/x-www-form-urlencoded"), (asked.Method, asked.Target, asked.Headers.ContentType.ToString()));
        Assert.Equal("grant_type=client_credentials&client_id=gevinst&client_secret=hemmeligt-42&scope=tal.read", asked.Body);
    }

    [Theory]
    [InlineData("3600", 3539, 1)]
    [InlineData("3600", 3541, 2)]
    [InlineData("\"3600\"", 3541, 2)]
    [InlineData("null", 100_000, 1)]
    [InlineData("\"NaN\"", 100_000, 1)]
    [InlineData("\"\\ud800\"", 100_000, 1)]
    [InlineData("{}", 100_000, 1)]
    [InlineData("-7", 0, 2)]
    [InlineData("10", 0, 2)]
    public async Task Token_ShortlyBeforeItEnds_IsFetchedAgain(string lasts, int seconds, int fetched)
    {
        await using var tokens = await TokensAsync(lasts);
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = Town(web, tokens);
        var clock = new HastyClock(TimeSpan.FromSeconds(30));
        var collector = town.Collector(clock);
        await collector.ReadAsync(town);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await collector.ReadAsync(town);
        Assert.Equal(fetched, tokens.Asked.Count);
        Assert.Equal($"Bearer t-{fetched}", web.Asked[^1].Headers.Authorization.ToString());
    }

    [Fact]
    public async Task Token_ThatTheServiceNoLongerTakes_IsFetchedOnceMore()
    {
        await using var tokens = await TokensAsync("3600");
        await using var web = await LoopbackWeb.StartAsync(context =>
        {
            if (context.Request.Headers.Authorization == "Bearer t-2")
                return context.SayAsync(May);
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        using var town = Town(web, tokens);
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        Assert.Equal((2, 2), (tokens.Asked.Count, web.Asked.Count));
    }

    [Fact]
    public async Task Token_ThatTheServiceNeverTakes_IsLoginRefusedAfterTwo()
    {
        await using var tokens = await TokensAsync("3600");
        await using var web = await LoopbackWeb.StatusAsync(401);
        using var town = Town(web, tokens);
        Assert.Equal(CollectFault.LoginRefused, (await town.FaultAsync()).Fault);
        Assert.Equal((2, 2), (tokens.Asked.Count, web.Asked.Count));
    }

    [Fact]
    public async Task Readings_ManyAtOnce_FetchOneToken()
    {
        await using var tokens = await TokensAsync("3600");
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = Town(web, tokens);
        var collector = town.Collector();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => collector.ReadAsync(town)));
        Assert.Single(tokens.Asked);
        Assert.Equal(8, web.Asked.Count);
    }

    [Theory]
    [InlineData(400, """{ "error": "invalid_client", "error_description": "hemmeligt-42" }""", CollectFault.LoginRefused, "answered 400 (invalid_client)")]
    [InlineData(401, """{ "error": "invalid_client" }""", CollectFault.LoginRefused, "answered 401 (invalid_client)")]
    [InlineData(400, """{ "error": "hemmeligt-42" }""", CollectFault.LoginRefused, "answered 400;")]
    [InlineData(400, "<html>", CollectFault.LoginRefused, "answered 400;")]
    [InlineData(404, "", CollectFault.LoginRefused, "answered 404;")]
    [InlineData(302, "", CollectFault.LoginRefused, "answered 302;")]
    [InlineData(503, "", CollectFault.Unreachable, "answered 503")]
    [InlineData(200, "{}", CollectFault.LoginRefused, "answered without an access_token")]
    [InlineData(200, "[]", CollectFault.LoginRefused, "answered without an access_token")]
    [InlineData(200, """{ "access_token": 7 }""", CollectFault.LoginRefused, "answered without an access_token")]
    [InlineData(200, """{ "access_token": "\ud800" }""", CollectFault.LoginRefused, "answered without an access_token")]
    [InlineData(200, """{ "access_token": "a\r\nb" }""", CollectFault.LoginRefused, "the token is empty or holds signs")]
    [InlineData(200, "<html>", CollectFault.LoginRefused, "answered without an access_token")]
    public async Task Token_ThatIsNotGiven_IsLoginRefusedAndTheServiceIsNotAsked(int status, string text, CollectFault fault, string says)
    {
        await using var tokens = await LoopbackWeb.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/andet";
            return context.SayAsync(text);
        });
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = Town(web, tokens);
        var (what, detail) = await town.FaultAsync();
        Assert.Equal(fault, what);
        Assert.Contains(says, detail, StringComparison.Ordinal);
        Assert.Empty(web.Asked);
        Assert.DoesNotContain(tokens.Asked, a => a.Target == "/andet");
    }

    private static Task<LoopbackWeb> TokensAsync(string lasts)
    {
        var given = 0;
        return LoopbackWeb.StartAsync(context => context.SayAsync($$"""{ "access_token": "t-{{Interlocked.Increment(ref given).ToString(CultureInfo.InvariantCulture)}}", "expires_in": {{lasts}} }"""));
    }

    private static Town Town(LoopbackWeb web, LoopbackWeb tokens, string more = "") => web.Town($"""
        auth:
          tokenUrl: {tokens.Url}/token
          client: gevinst
          secret: {"{ file: secret.txt }"}
          {more}
        """);
}
