using System.Net;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Tests.Status;

/// <summary>The pages that letters' links lead to, by HTTP: opening changes nothing, a button does, and nobody else's link does.</summary>
public sealed partial class AnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(HttpClient browser, Uri page)
    {
        using var answer = await browser.GetAsync(page, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    // As a browser does: opens the page, fills the form, sends it with what is hidden in it.
    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient browser, Uri page, params (string Field, string Value)[] fields)
    {
        var (_, form) = await GetAsync(browser, page);
        return await PostAsync(browser, page, [("guard", Guard().Match(form).Groups[1].Value), .. fields]);
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient browser, Uri page, params (string Field, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Field, f.Value)));
        using var answer = await browser.PostAsync(page, content, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Page_OpenedAgainAndAgain_ShowsTheCaseAndChangesNothing()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        var links = site.Links();
        var before = site.Town.Facts();

        foreach (var link in new[] { links.Acknowledge, links.Accept, links.Dispute, links.Acknowledge, links.Accept, links.Dispute })
        {
            var (status, page) = await GetAsync(browser, site.Here(link));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("<h1>Sparet porto</h1>", page, StringComparison.Ordinal);
            Assert.Contains("<dt>Målt</dt><dd>48,0 %</dd>", page, StringComparison.Ordinal);
            Assert.Contains("Ingen har svaret endnu.", page, StringComparison.Ordinal);
        }

        using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, site.Here(links.Accept)), Stop);
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync(Stop)).Length));
        Assert.Equal(before, site.Town.Facts());
    }

    [Fact]
    public async Task Page_OfAnyKind_IsKeptByNobodyFramedByNobodyAndRunsNothing()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();

        foreach (var page in new[] { site.Here(site.Links().Accept), new Uri(site.Address, "answer/forged") })
        {
            using var answer = await browser.GetAsync(page, Stop);
            string Header(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : answer.Content.Headers.TryGetValues(name, out values) ? values : []);
            Assert.Equal(("no-store", "no-referrer", "DENY", "nosniff", "text/html; charset=utf-8"),
                (Header("Cache-Control").Replace("no-cache, ", "", StringComparison.Ordinal), Header("Referrer-Policy"), Header("X-Frame-Options"), Header("X-Content-Type-Options"), Header("Content-Type")));
            Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$", Header("Content-Security-Policy"));
        }
    }

    [Fact]
    public async Task Form_Sent_IsOnFileOnceAndShown()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        var page = site.Here(site.Links().Accept);

        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, page, ("note", " Printeren er i brug\r\ntil oktober "), ("day", "2026-12-31"), ("interim", "44,5"))).Status);

        Assert.Equal(["chef: Accepted: Printeren er i brug\ntil oktober: 2026-12-31: 44.5"], site.Answers());
        var (_, kept) = await GetAsync(browser, new Uri(page, "?kept"));
        Assert.Contains("role=\"status\">Tak. Dit svar er på sagen.", kept, StringComparison.Ordinal);
        Assert.Contains("Centerchef har accepteret afvigelsen, 9. juli 2026. Gælder til og med 7. oktober 2026; til og med 31. december 2026, hvis gevinstcontrolleren bekræfter det inden da. Midlertidigt mål: 44,5 %.", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAFigureWithASmallCountBehindIt_WithholdsIt()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        site.Town.Write("config/maalinger.csv", "måned;digitale;alle\n2026-05;505;1000\n2026-06;4;1000\n");
        await site.Town.OnceAsync("2026-07-09T12:00");

        var (_, page) = await GetAsync(browser, site.Here(site.Links().Accept));

        Assert.Contains("<dt>Målt</dt><dd>tilbageholdt, fordi et antal bag tallet er under 5</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>Afvigelse</dt>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0,4", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_InEnglish_SpeaksAndReadsEnglish()
    {
        await using var site = await AnswerSite.StartAsync("en-GB");
        using var browser = Browser();
        var page = site.Here(site.Links().Accept);

        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, page, ("note", "The printer is in use"), ("day", "2026-09-01"), ("interim", "44.5"))).Status);

        var shown = (await GetAsync(browser, page)).Text;
        Assert.Contains("<html lang=\"en-GB\">", shown, StringComparison.Ordinal);
        Assert.Contains("Centerchef has accepted the deviation, 9 July 2026. Through 1 September 2026. Interim target: 44.5%.", shown, StringComparison.Ordinal);
        Assert.Equal(["chef: Accepted: The printer is in use: 2026-09-01: 44.5"], site.Answers());
    }

    [Fact]
    public async Task Form_OfTheController_ConfirmsWhatAwaitsHim()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        await SendAsync(browser, site.Here(site.Links().Accept), ("note", "Printeren er i brug"), ("day", "2026-12-31"));

        Assert.DoesNotContain("Bekræft accepten", (await GetAsync(browser, site.Here(site.Links().Accept))).Text, StringComparison.Ordinal);
        Assert.Contains("Kun gevinstcontrolleren kan bekræfte", (await SendAsync(browser, site.Here(site.Links().Confirm), ("note", "Jeg bekræfter selv"))).Text, StringComparison.Ordinal);
        Assert.Contains("Bekræft accepten", (await GetAsync(browser, site.Here(site.Links("controller").Accept))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, site.Here(site.Links("controller").Confirm), ("note", "Aftalt i direktionen"))).Status);
        Assert.Equal("controller: Confirmed: Aftalt i direktionen: -: -", site.Answers()[^1]);
    }

    [Fact]
    public async Task Form_WithMistakes_ComesBackAsItWasFilledInAndIsNotOnFile()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();

        var (status, page) = await SendAsync(browser, site.Here(site.Links().Accept), ("note", ""), ("day", "i morgen"), ("interim", "1.000"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        foreach (var said in new[] { "<a href=\"#note\">Skriv en begrundelse.</a>", "<a href=\"#day\">Skriv datoen som 2026-12-31.</a>", "<a href=\"#interim\">Skriv det midlertidige mål som et tal", "value=\"i morgen\"", "value=\"1.000\"" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Contains("Datoen er passeret", (await SendAsync(browser, site.Here(site.Links().Accept), ("note", "x"), ("day", "2026-07-08"))).Text, StringComparison.Ordinal);
        Assert.Contains("Skriv den dato", (await SendAsync(browser, site.Here(site.Links().Accept), ("note", "x"))).Text, StringComparison.Ordinal);
        Assert.Empty(site.Answers());
    }

    [Fact]
    public async Task Form_SentFromElsewhere_IsRefused()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        using var other = Browser();
        var page = site.Here(site.Links().Acknowledge);
        var hidden = Guard().Match((await GetAsync(other, page)).Text).Groups[1].Value;

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, page, ("note", "Set på"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, page, ("note", "Set på"), ("guard", hidden))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(browser, page, ("note", new string('x', 100_000)))).Status);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(page, json, Stop)).StatusCode);
        Assert.Empty(site.Answers());
    }

    [Fact]
    public async Task Link_ForgedCutOrOfAnotherPost_IsRefusedAndSaysNothingOfTheCase()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        var link = site.Here(site.Links().Accept).AbsoluteUri;
        var turned = link.Replace("/answer/C", "/answer/D", StringComparison.Ordinal);

        foreach (var (page, expected) in new[] { (turned, HttpStatusCode.NotFound), (link.Replace("?kind", "x?kind", StringComparison.Ordinal), HttpStatusCode.NotFound),
            (new Uri(site.Address, "answer/" + new string('a', 3000)).AbsoluteUri, HttpStatusCode.NotFound), (site.Here(site.Links("chef-syd").Accept).AbsoluteUri, HttpStatusCode.Forbidden) })
        {
            var (status, text) = await GetAsync(browser, new Uri(page));
            Assert.Equal(expected, status);
            Assert.DoesNotContain("porto", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(site.Deviation, text, StringComparison.Ordinal);
            // With a form of one's own page, too.
            var hidden = Guard().Match((await GetAsync(browser, new Uri(link))).Text).Groups[1].Value;
            Assert.Equal(expected, (await PostAsync(browser, new Uri(page), ("guard", hidden), ("note", "Set på"), ("day", "2026-08-01"))).Status);
        }

        Assert.Empty(site.Answers());
    }

    [Fact]
    public async Task Link_AfterItsTime_IsGone()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        var page = site.Here(site.Links().Acknowledge);
        var hidden = Guard().Match((await GetAsync(browser, page)).Text).Groups[1].Value;

        site.Town.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, page)).Status);
        site.Town.Clock.Advance(TimeSpan.FromSeconds(1));

        var (status, text) = await GetAsync(browser, page);
        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("Linket er udløbet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("porto", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(browser, page, ("guard", hidden), ("note", "Set på"))).Status);
        Assert.Empty(site.Answers());
    }

    [Fact]
    public async Task Text_ThatIsHostile_IsTextOnThePage()
    {
        const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ x }} \u202Eoivrag\u2066";
        await using var site = await AnswerSite.StartAsync(plan: Given.Plan.Replace("name: Sparet porto", $"name: '{Evil.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal));
        using var browser = Browser();
        var page = site.Here(site.Links().Acknowledge);

        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(browser, page, ("note", Evil))).Status);
        var shown = (await GetAsync(browser, page)).Text;
        var back = (await SendAsync(browser, page, ("note", Evil + new string('æ', 10_000)), ("day", "\"><script>"))).Text;

        foreach (var text in new[] { shown, back })
        {
            Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("[\u202A-\u202E\u2066-\u2069]|&#x20[26]", text);
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", text, StringComparison.Ordinal);
        }

        Assert.Contains("Skriv højst 2.000 tegn.", back, StringComparison.Ordinal);
        Assert.Single(site.Answers());
    }

    [Fact]
    public async Task Keys_OfLinksAndForms_AreInTheStoreAlone()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        await GetAsync(browser, site.Here(site.Links().Acknowledge));

        Assert.NotEmpty(site.Town.Query<string>("select xml from data_protection_keys"));
        Assert.False(Directory.Exists(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspnet", "DataProtection-Keys")));
    }

    [Fact]
    public async Task Deviation_ClosedMeanwhile_IsNotAnswered()
    {
        await using var site = await AnswerSite.StartAsync();
        using var browser = Browser();
        var page = site.Here(site.Links().Acknowledge);
        var hidden = Guard().Match((await GetAsync(browser, page)).Text).Groups[1].Value;
        site.Town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 560)));
        await site.Town.OnceAsync("2026-07-10T06:00");

        Assert.Contains("tilbage på sin målkurve", (await GetAsync(browser, page)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(browser, page, ("guard", hidden), ("note", "Set på"))).Status);
        Assert.Empty(site.Answers());
    }

    [GeneratedRegex("name=\"guard\" value=\"([^\"]+)\"")]
    private static partial Regex Guard();
}
