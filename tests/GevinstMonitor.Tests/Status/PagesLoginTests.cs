using System.Net;
using GevinstMonitor.Configure;
using GevinstMonitor.Status;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Status;

/// <summary>The status pages behind a login, against a real provider on this machine.</summary>
public sealed class PagesLoginTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Installation(string authority) =>
        $"status: {{ pages: {{ oidc: {{ authority: \"{authority}\", clientId: {OidcProvider.Client}, clientSecret: {{ file: ../client.txt }}, allow: [gevinst-readers], users: [inge] }} }} }}";

#pragma warning disable RS0030 // Browsers drop cookies, and providers' tokens end, by the wall clock.
    private static Task<PagesSite> SiteAsync(string authority, string secret = OidcProvider.Secret) =>
        PagesSite.OfOneDeviationAsync(Installation(authority), also: town => town.Write("client.txt", secret), at: TimeProvider.System.GetUtcNow());
#pragma warning restore RS0030

    private static HttpClient Browser(bool follows = true) => new(new SocketsHttpHandler { AllowAutoRedirect = follows, CookieContainer = new CookieContainer() });

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(HttpClient browser, PagesSite site, string path)
    {
        using var answer = await browser.GetAsync(new Uri(site.Address, path), Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("ole", new[] { "alle", "gevinst-readers" }, true)]
    [InlineData("inge", new string[0], true)]
    [InlineData("ole", new[] { "alle" }, false)]
    [InlineData("ole", new string[0], false)]
    public async Task Page_AfterALogin_IsForThoseWhoMay(string user, string[] groups, bool may)
    {
        await using var provider = await OidcProvider.StartAsync();
        (provider.User, provider.Groups) = (user, groups);
        await using var site = await SiteAsync(provider.Authority);
        using var browser = Browser();

        var (status, page) = await GetAsync(browser, site, "/plans/post");

        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        Assert.Contains(may ? "<h1>Digital Post</h1>" : "<h1>Ingen adgang</h1>", page, StringComparison.Ordinal);
        // The code flow, with proof that who brings the code is who asked for it.
        var asked = Assert.Single(provider.Asked, a => a.StartsWith("/authorize?", StringComparison.Ordinal));
        Assert.Contains("response_type=code", asked, StringComparison.Ordinal);
        Assert.Contains("code_challenge_method=S256", asked, StringComparison.Ordinal);
        Assert.Equal(status, (await GetAsync(browser, site, "/rounds")).Status);
        Assert.Single(provider.Asked, a => a.StartsWith("/authorize?", StringComparison.Ordinal));
        // Whom others ask stays as it is.
        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync("/health/live")).Status);
    }

    [Fact]
    public async Task Page_WithoutALogin_IsShownToNobodyNotEvenAtTheMachine()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await SiteAsync(provider.Authority);

        foreach (var headers in new[] { [], new[] { ("X-Forwarded-User", "inge") }, [("Cookie", "gevinst-reader=forged")] })
        {
            var (status, page) = await site.AskAsync("/", "localhost", headers: headers);
            Assert.Equal((HttpStatusCode.Found, ""), (status, page));
        }

        using var browser = new HttpClient();
        using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(site.Address, "/")), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, head.StatusCode);
    }

    [Fact]
    public async Task Login_BehindAProxyThatSpeaksTls_LeadsBackToTheProxy()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await SiteAsync(provider.Authority);
        using var browser = Browser(follows: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, "/")) { Headers = { Host = "gevinst.proeveby.example" } };
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await browser.SendAsync(request, Stop);

        Assert.Contains($"redirect_uri={Uri.EscapeDataString("https://gevinst.proeveby.example/signin-oidc")}", answer.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Matches("(?i); secure.*; httponly", cookie));
    }

    [Fact]
    public async Task Login_WithItsOwnSecretWrongOrAForgedAnswer_IsNone()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await SiteAsync(provider.Authority, "another");
        using var browser = Browser();

        foreach (var path in new[] { "/", "/signin-oidc?code=forged&state=forged", "/signin-oidc?error=access_denied" })
        {
            var (status, page) = await GetAsync(browser, site, path);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("<h1>Du blev ikke logget ind</h1>", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("access_denied", HttpStatusCode.Forbidden, "Ingen adgang")]
    [InlineData("temporarily_unavailable", HttpStatusCode.ServiceUnavailable, "Du kan ikke logge ind lige nu")]
    [InlineData("server_error", HttpStatusCode.ServiceUnavailable, "Du kan ikke logge ind lige nu")]
    [InlineData("invalid_scope", HttpStatusCode.Forbidden, "Du blev ikke logget ind")]
    public async Task Login_ThatTheProviderRefuses_SaysWhetherItHelpsToTryAgain(string error, HttpStatusCode expected, string heading)
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await SiteAsync(provider.Authority);
        using var browser = Browser(follows: false);
        using var there = await browser.GetAsync(new Uri(site.Address, "/"), Stop);
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(there.Headers.Location!.Query)["state"];

        var (status, page) = await GetAsync(browser, site, $"/signin-oidc?error={error}&state={Uri.EscapeDataString(state!)}");

        Assert.Equal(expected, status);
        Assert.Contains($"<h1>{heading}</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WhoseProviderGoesAwayMeanwhile_SaysThatItIsAway()
    {
        var provider = await OidcProvider.StartAsync();
        await using var site = await SiteAsync(provider.Authority);
        using var browser = Browser(follows: false);
        using var there = await browser.GetAsync(new Uri(site.Address, "/"), Stop);
        using var back = await browser.GetAsync(there.Headers.Location, Stop);
        await provider.DisposeAsync();

        var (status, page) = await GetAsync(browser, site, back.Headers.Location!.PathAndQuery);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("<h1>Du kan ikke logge ind lige nu</h1>", page, StringComparison.Ordinal);
        // The address that a login leads back to is of use once: asked again it knows nobody.
        Assert.Contains("<h1>Du blev ikke logget ind</h1>", (await GetAsync(browser, site, back.Headers.Location!.PathAndQuery)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_ThatWasRefused_IsTriedAgainByTheLinkOnThePage()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await SiteAsync(provider.Authority);
        using var browser = Browser();
        var (_, page) = await GetAsync(browser, site, "/signin-oidc?code=forged&state=forged");

        var link = System.Text.RegularExpressions.Regex.Match(page, "<a href=\"([^\"]*)\">Prøv igen</a>").Groups[1].Value;

        Assert.Contains("<h1>Portefølje</h1>", (await GetAsync(browser, site, link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WhileTheStoreIsAway_SaysSoAndNotThatTheProviderIs()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await SiteAsync(provider.Authority);
        // The keys of the cookies are in the store.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        site.Town.Write("store.db", "damaged");

        var (status, page) = await site.AskAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("<h1>Tallene kan ikke læses lige nu</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WhileTheProviderIsAway_SaysSo()
    {
        await using var site = await SiteAsync(Gevinst.FreeAddress());

        var (status, page) = await site.AskAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("<h1>Du kan ikke logge ind lige nu</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Login_WithoutItsSecret_IsNotBegun()
    {
        using var town = new Town(Given.Installation + "\n" + Installation("http://127.0.0.1:1") + "\n");

        var refused = Assert.Throws<CatalogRefusedException>(() => new ServiceCollection().AddPages(town.Load()));

        Assert.Equal("gevinstmonitor.yml: status.pages.oidc.clientSecret: the secret file ../client.txt cannot be read", refused.Faults.Single().ToString());
    }
}
