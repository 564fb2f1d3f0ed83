using System.Net;
using GevinstMonitor.Status;
using GevinstMonitor.Tests.Configure;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Status;

/// <summary>Who may look at the status pages.</summary>
public sealed class PagesAccessTests
{
    private const string Forwarded = "status: { pages: { forwarded: { from: [127.0.0.2], allow: [gevinst-readers], users: [inge@proeveby.example] } } }";

    // None of it is in the text that nobody is told.
    private static readonly string[] Told = ["Prøveby", "Digital Post", "Portefølje", "post", "Gevinst"];

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8085", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:8085", HttpStatusCode.OK)]
    [InlineData("gevinst.proeveby.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    public async Task Page_ByANameThatOthersCouldPointHere_IsRefused(string host, HttpStatusCode expected)
    {
        await using var site = await PagesSite.OfOneDeviationAsync();

        foreach (var path in new[] { "/", "/plans/post", "/plans/nothing", "/plans/post/porto/*", "/rounds", "/letters" })
        {
            var (status, page) = await site.AskAsync(path, host);
            if (expected == HttpStatusCode.OK)
                Assert.Equal(path == "/plans/nothing" ? HttpStatusCode.NotFound : expected, status);
            else
                Refused(expected, status, page);
        }

        // What others are asked for stays as it is.
        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync("/health/live", host)).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync("/metrics", host)).Status);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "gevinst.proeveby.example")]
    [InlineData("X-Forwarded-User", "inge@proeveby.example")]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "192.0.2.1")]
    public async Task Page_ThroughAProxyThatIsNotConfigured_IsRefused(string header, string value)
    {
        // With the answer pages ASP.NET has used the header by then.
        await using var site = await PagesSite.OfOneDeviationAsync("letters: { answers: { url: \"https://gevinst.proeveby.example/\" } }");

        var (status, page) = await site.AskAsync("/", headers: (header, value));

        Refused(HttpStatusCode.Forbidden, status, page);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    [InlineData("::ffff:192.0.2.1", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public void Page_FromAnotherMachine_IsRefusedWhateverItIsAskedBy(string? from, HttpStatusCode expected)
    {
        using var config = ConfigFolder.Base();
        var context = new DefaultHttpContext { Request = { Host = new HostString("localhost") } };
        context.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);

        Assert.Equal(expected == HttpStatusCode.OK ? Admission.Welcome : Admission.Refused, new Doorkeeper(config.Load()).Ask(context));
    }

    public static TheoryData<string, string[], HttpStatusCode> Readers => new()
    {
        // The proxy, and whom it names.
        { "127.0.0.2", ["X-Forwarded-User: inge@proeveby.example"], HttpStatusCode.OK },
        { "127.0.0.2", ["X-Forwarded-User: ole@proeveby.example", "X-Forwarded-Groups: alle, gevinst-readers"], HttpStatusCode.OK },
        { "127.0.0.2", ["X-Forwarded-User: ole@proeveby.example", "X-Forwarded-Groups: alle"], HttpStatusCode.Forbidden },
        { "127.0.0.2", ["X-Forwarded-User: ole@proeveby.example", "X-Forwarded-Groups: Gevinst-Readers,gevinst-readers-2"], HttpStatusCode.Forbidden },
        { "127.0.0.2", ["X-Forwarded-User: ole@proeveby.example"], HttpStatusCode.Forbidden },
        // Nobody.
        { "127.0.0.2", [], HttpStatusCode.Unauthorized },
        { "127.0.0.2", ["X-Forwarded-User: "], HttpStatusCode.Unauthorized },
        { "127.0.0.2", ["X-Forwarded-Groups: gevinst-readers"], HttpStatusCode.Unauthorized },
        // Two of whom one did not come from the proxy.
        { "127.0.0.2", ["X-Forwarded-User: inge@proeveby.example", "X-Forwarded-User: ole@proeveby.example"], HttpStatusCode.Forbidden },
        { "127.0.0.2", ["X-Forwarded-User: ole@proeveby.example", "X-Forwarded-Groups: gevinst-readers", "X-Forwarded-Groups: alle"], HttpStatusCode.Forbidden },
        // From elsewhere, whoever one says one is, and at the machine itself.
        { "127.0.0.1", ["X-Forwarded-User: inge@proeveby.example"], HttpStatusCode.Forbidden },
        { "127.0.0.1", ["X-Forwarded-User: inge@proeveby.example", "X-Forwarded-For: 127.0.0.2"], HttpStatusCode.Forbidden },
        { "127.0.0.3", ["X-Forwarded-User: inge@proeveby.example"], HttpStatusCode.Forbidden },
        { "127.0.0.1", [], HttpStatusCode.Forbidden },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Page_BehindAProxyThatAsksWhoReads_IsForThoseWhoMay(string from, string[] headers, HttpStatusCode expected)
    {
        await using var site = await PagesSite.OfOneDeviationAsync(Forwarded);

        var (status, page) = await site.AskAsync("/", "gevinst.proeveby.example", from, [.. headers.Select(h => h.Split(": ", 2)).Select(h => (h[0], h[1]))]);

        if (expected == HttpStatusCode.OK)
            Assert.Equal((expected, true), (status, page.Contains("<h1>Portefølje</h1>", StringComparison.Ordinal)));
        else
            Refused(expected, status, page);
    }

    [Fact]
    public async Task Page_OfAUserNamedLikeAGroup_IsNotForHim()
    {
        await using var site = await PagesSite.OfOneDeviationAsync(Forwarded);

        Assert.Equal(HttpStatusCode.Forbidden, (await site.AskAsync("/", null, "127.0.0.2", ("X-Forwarded-User", "gevinst-readers"), ("X-Forwarded-Groups", "inge@proeveby.example"))).Status);
    }

    [Theory]
    [InlineData("/answer/a%2Fb/../../plans/post")]
    [InlineData("/answer/..%2fplans/post")]
    [InlineData("/answer/%2e%2e/metrics")]
    [InlineData("/answer/..\\metrics")]
    public async Task Path_ThatAProxyMayReadOtherwise_IsRefused(string path)
    {
        await using var site = await PagesSite.OfOneDeviationAsync(Forwarded);

        Assert.Equal(HttpStatusCode.BadRequest, (await site.AskAsync(path, "localhost")).Status);
    }

    [Fact]
    public async Task Metrics_WhereReadersMustSayWhoTheyAre_AreNotForAProxy()
    {
        await using var site = await PagesSite.OfOneDeviationAsync(Forwarded);

        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync("/metrics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.AskAsync("/Metrics", null, "127.0.0.2", ("X-Forwarded-For", "10.0.0.7"))).Status);
    }

    [Fact]
    public async Task Page_BehindAProxyWithHeadersOfItsOwn_IsForThoseWhoMay()
    {
        await using var site = await PagesSite.OfOneDeviationAsync("status: { pages: { forwarded: { from: [127.0.0.0/30], user: Remote-User, groups: Remote-Groups, allow: [chefer] } } }");

        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync("/", null, "127.0.0.3", ("Remote-User", "inge"), ("Remote-Groups", "chefer"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.AskAsync("/", null, "127.0.0.3", ("X-Forwarded-User", "inge"), ("X-Forwarded-Groups", "chefer"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.AskAsync("/", null, "127.0.0.4", ("Remote-User", "inge"), ("Remote-Groups", "chefer"))).Status);
    }

    [Fact]
    public async Task Pages_ThatAreNotShown_AreNotThere()
    {
        await using var site = await PagesSite.OfOneDeviationAsync("status: { pages: { show: false } }");

        foreach (var path in new[] { "/", "/plans/post", "/rounds", "/letters" })
            Assert.Equal((HttpStatusCode.NotFound, ""), await site.AskAsync(path));
        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync("/health/live")).Status);
    }

    private static void Refused(HttpStatusCode expected, HttpStatusCode status, string page)
    {
        Assert.Equal(expected, status);
        Assert.Contains("<h1>Ingen adgang</h1>", page, StringComparison.Ordinal);
        var told = page[(page.IndexOf("</style>", StringComparison.Ordinal) + 8)..];
        Assert.All(Told, word => Assert.DoesNotContain(word, told, StringComparison.Ordinal));
    }
}
