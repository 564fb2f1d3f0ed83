using GevinstMonitor.Core.Readings;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>Where a web service may lead, and what goes along.</summary>
public sealed class HttpRedirectTests
{
    private const string May = """[ { "måned": "2026-05", "digitale": 505, "alle": 1000 } ]""";
    private static readonly string[] Read = ["* 2026-05 505/1000"];

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_ToItsOwnHost_IsFollowedWithTheLogin(int status)
    {
        await using var web = await LeadingAsync(status, _ => "../nyt/tal?x=1");
        using var town = web.Town("auth: { bearer: { file: secret.txt } }\nsecretHeaders: { X-Api-Key: { file: secret.txt } }");
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        Assert.Equal(["/tal", "/nyt/tal?x=1"], web.Asked.Select(a => a.Target));
        Assert.All(web.Asked, a => Assert.Equal(("Bearer hemmeligt-42", "hemmeligt-42"), (a.Headers.Authorization.ToString(), a.Headers["X-Api-Key"].ToString())));
    }

    [Theory]
    [InlineData(302, "GET", "")]
    [InlineData(303, "GET", "")]
    [InlineData(307, "POST", "x")]
    [InlineData(308, "POST", "x")]
    public async Task Redirect_OfAPost_IsFollowedAsTheStatusSays(int status, string method, string body)
    {
        await using var web = await LeadingAsync(status, _ => "/andet");
        using var town = web.Town("method: post\nbody: x");
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        Assert.Equal((method, body), (web.Asked[1].Method, web.Asked[1].Body));
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_IsNotFollowed()
    {
        await using var other = await LoopbackWeb.SayingAsync(May, address: "127.0.0.2");
        await using var web = await LeadingAsync(302, _ => other.Url + "/tal?hemmeligt-42");
        using var town = web.Town("auth: { bearer: { file: secret.txt } }");
        Assert.Equal((CollectFault.QueryRefused, $"{new Uri(web.Url).Authority} leads to 127.0.0.2, which is neither its own host nor in allowedHosts; that is not followed"), await town.FaultAsync());
        Assert.Empty(other.Asked);
    }

    [Theory]
    [InlineData(302, "127.0.0.2")]
    [InlineData(307, "127.0.0.2")]
    [InlineData(307, "127.0.0.1")]
    public async Task Redirect_ToAnAllowedHostOrAnotherPort_IsFollowedWithoutAnythingThatOpensTheFirst(int status, string address)
    {
        await using var other = await LoopbackWeb.SayingAsync(May, address: address);
        await using var web = await LeadingAsync(status, _ => other.Url + "/tal");
        using var town = web.Town("auth: { bearer: { file: secret.txt } }\nsecretHeaders: { X-Api-Key: { file: secret.txt } }\nheaders: { X-Kommune: '101' }\nallowedHosts: [127.0.0.2]");
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        var asked = Assert.Single(other.Asked);
        Assert.DoesNotContain(asked.Headers, h => h.Key is "Authorization" or "X-Api-Key" or "X-Kommune");
        Assert.Equal("application/json", asked.Headers.Accept.ToString());
    }

    [Fact]
    public async Task Redirect_BackFromAnotherHost_HasTheLoginAgainOnlyAtHome()
    {
        LoopbackWeb? home = null;
        await using var other = await LeadingAsync(302, _ => home!.Url + "/hjem", address: "127.0.0.2");
        await using var web = await LoopbackWeb.StartAsync(context => context.Request.Path == "/hjem" ? context.SayAsync(May) : context.LeadAsync(302, other.Url + "/ude"));
        home = web;
        using var town = web.Town("auth: { bearer: { file: secret.txt } }\nallowedHosts: [127.0.0.2]");
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        Assert.Equal("", Assert.Single(other.Asked).Headers.Authorization.ToString());
        Assert.Equal("Bearer hemmeligt-42", web.Asked[1].Headers.Authorization.ToString());
    }

    [Theory]
    [InlineData("http://198.51.100.7/tal", "to 198.51.100.7 without https")]
    [InlineData("http://127.0.0.1:1@198.51.100.7/tal", "to an address that is none of the web's, or holds a user")]
    [InlineData("https://bruger:kode@127.0.0.1/tal", "to an address that is none of the web's, or holds a user")]
    [InlineData("file:///etc/passwd", "to an address that is none of the web's, or holds a user")]
    [InlineData("//198.51.100.8/tal", "to 198.51.100.8, which is neither its own host nor in allowedHosts")]
    [InlineData("https://198.51.100.8/tal", "to 198.51.100.8, which is neither its own host nor in allowedHosts")]
    [InlineData("https://sub.198.51.100.7/tal", "to sub.198.51.100.7, which is neither its own host nor in allowedHosts")]
    public async Task Redirect_ToWhereNothingMayGo_IsNotFollowed(string to, string says)
    {
        await using var web = await LeadingAsync(302, _ => to);
        using var town = web.Town("allowedHosts: [198.51.100.7]");
        Assert.Equal((CollectFault.QueryRefused, $"{new Uri(web.Url).Authority} leads {says}; that is not followed"), await town.FaultAsync());
        Assert.Single(web.Asked);
    }

    [Fact]
    public async Task Redirect_WithoutAnAddress_IsNamed()
    {
        await using var web = await LoopbackWeb.StatusAsync(302);
        using var town = web.Town();
        Assert.Equal((CollectFault.QueryRefused, $"{new Uri(web.Url).Authority} redirects (answered 302) without saying where"), await town.FaultAsync());
    }

    [Fact]
    public async Task Redirects_InACircle_End()
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.LeadAsync(302, "/tal"));
        using var town = web.Town();
        Assert.Equal((CollectFault.QueryRefused, $"{new Uri(web.Url).Authority} redirects more than 5 times"), await town.FaultAsync());
        Assert.Equal(6, web.Asked.Count);
    }

    [Fact]
    public async Task Next_OnAnotherHost_IsNotFollowed()
    {
        await using var other = await LoopbackWeb.SayingAsync("""{ "rows": [] }""", address: "127.0.0.2");
        await using var web = await LoopbackWeb.SayingAsync($$"""{ "rows": [], "next": "{{other.Url}}/tal" }""");
        using var town = web.Town("rows: rows\npaging: { next: next }\nauth: { bearer: { file: secret.txt } }");
        Assert.Equal((CollectFault.QueryRefused, $"{new Uri(web.Url).Authority} leads to 127.0.0.2, which is neither its own host nor in allowedHosts; that is not followed"), await town.FaultAsync());
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task Next_OnAnAllowedHost_IsFollowedWithoutTheLogin()
    {
        await using var other = await LoopbackWeb.SayingAsync($$"""{ "rows": {{May}} }""", address: "127.0.0.2");
        await using var web = await LoopbackWeb.SayingAsync($$"""{ "rows": [], "next": "{{other.Url}}/tal" }""");
        using var town = web.Town("rows: rows\npaging: { next: next }\nauth: { bearer: { file: secret.txt } }\nallowedHosts: [127.0.0.2]");
        Assert.Equal(Read, (await town.ReadAsync()).Said());
        Assert.Equal("", Assert.Single(other.Asked).Headers.Authorization.ToString());
    }

    // The first question is led elsewhere, the next is answered.
    private static Task<LoopbackWeb> LeadingAsync(int status, Func<HttpContext, string> to, string address = "127.0.0.1")
    {
        var calls = 0;
        return LoopbackWeb.StartAsync(context => Interlocked.Increment(ref calls) == 1 ? context.LeadAsync(status, to(context)) : context.SayAsync(May), address: address);
    }
}
