using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Post;

namespace GevinstMonitor.Tests.Status;

/// <summary>What the status pages show: what <c>status</c> says, nothing that letters withhold, and nobody's name.</summary>
public sealed partial class PagesTests
{
    private static readonly string[] OfThePost = ["/", "/plans/post", "/plans/post/porto/*", "/rounds", "/letters"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<JsonArray> StatusAsync(ExampleSite site)
    {
        var said = await Gevinst.RunAsync("status", "--json", "--config", Path.Combine(site.Folder, "config"), "--as-of", Example.AsOf);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return JsonNode.Parse(said.Out)!.AsArray();
    }

    private static string ChartIn(string page) => page[page.IndexOf("<svg class=\"chart\"", StringComparison.Ordinal)..page.IndexOf("<figcaption>", StringComparison.Ordinal)];

    private static Standing StandingOf(JsonNode line) => Enum.Parse<Standing>($"{line["standing"]}".Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    [Theory]
    [InlineData("da-DK")]
    [InlineData("en-GB")]
    public async Task Pages_OverTheExample_SayWhatStatusSays(string culture)
    {
        await using var site = await ExampleSite.StartAsync(culture);
        var (catalog, status) = (site.Get<Catalog>(), await StatusAsync(site));
        var words = catalog.Words;
        var portfolio = await site.Http.GetStringAsync(new Uri("/", UriKind.Relative), Stop);

        foreach (var plan in catalog.Plans.Values)
        {
            var lines = status.Where(line => $"{line!["plan"]}" == plan.Id).Select(line => line!).ToList();
            var card = Card().Matches(portfolio).Single(c => c.Value.Contains($"href=\"/plans/{plan.Id}\"", StringComparison.Ordinal)).Value;
            // Each kind of not knowing by itself, and none of them as on track.
            Assert.Equal(lines.CountBy(StandingOf).OrderBy(s => s.Key).Select(s => $"{words.Name(s.Key)}: {s.Value}"), Mark().Matches(card).Select(mark => PagesSite.Seen(mark.Value)));
            Assert.Contains(lines.Any(line => line["deviation"] is not null) ? $"<dd>{lines.Count(line => line["deviation"] is not null)};" : $"<dd>{words.Label(StatusLabel.None)}</dd>", card, StringComparison.Ordinal);

            var rows = PagesSite.RowsOf(await site.Http.GetStringAsync(new Uri($"/plans/{plan.Id}", UriKind.Relative), Stop));
            Assert.Equal(lines.Count, rows.Count);
            foreach (var (line, row) in lines.Zip(rows))
            {
                var (measure, actual, expected) = ($"{line["indicatorUnit"]}", (decimal?)line["actual"], (decimal)line["expected"]!);
                Assert.Equal([words.Name(StandingOf(line)), actual is { } value ? words.Value(value, measure) : "–", words.Value(expected, measure)], [row[1], row[3], row[4]]);
                Assert.Equal(line["deviation"] is null, row[8] == "–");

                var page = await site.Http.GetStringAsync(new Uri($"/plans/{plan.Id}/{line["benefit"]}/{line["unit"]}", UriKind.Relative), Stop);
                Assert.Contains($"<h1>{row[0]}</h1>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
                Assert.Contains("role=\"img\" aria-labelledby=\"chart-title chart-desc\"", page, StringComparison.Ordinal);
                Assert.StartsWith(words.Name(StandingOf(line)), PagesSite.RowsOf(page)[0][4], StringComparison.Ordinal);
                if (line["deviation"] is { } deviation)
                    Assert.Contains(PagesSite.RowsOf(page), r => r[^1] == $"{deviation["id"]}");
            }
        }
    }

    [Fact]
    public async Task Pages_OfTheExample_NameNoPersonAndNoAddress()
    {
        await using var site = await ExampleSite.StartAsync();
        var chart = site.Get<Catalog>().Chart;
        var people = chart.Posts.SelectMany(p => p.Holders).SelectMany(h => new[] { h.Name, h.Email }).Append(site.Get<Catalog>().Installation.Mail.Operations).ToList();
        var status = await StatusAsync(site);
        var pages = status.Select(line => $"/plans/{line!["plan"]}/{line["benefit"]}/{line["unit"]}").Concat(status.Select(line => $"/plans/{line!["plan"]}").Distinct()).Concat(["/", "/rounds", "/letters"]).ToList();
        Assert.True(people.Count > 15 && pages.Count > 10);

        foreach (var page in pages)
        {
            var text = WebUtility.HtmlDecode(await site.Http.GetStringAsync(new Uri(page, UriKind.Relative), Stop));
            Assert.DoesNotContain("@", text.Replace("@media", "", StringComparison.Ordinal), StringComparison.Ordinal);
            foreach (var person in people.Where(p => !chart.Posts.Any(post => post.Title.Contains(p, StringComparison.Ordinal))))
                Assert.False(Regex.IsMatch(text, $@"\b{Regex.Escape(person)}\b"), $"{page} names {person}");
        }
    }

    [Fact]
    public async Task Benefit_WithAnswers_ShowsWhoSaidWhatWhenButNoNote()
    {
        await using var site = await PagesSite.OfOneDeviationAsync();
        var (responses, id) = (site.Get<Responses>(), site.Town.Query<string>("select deviation_id from deviations").Single());
        var at = site.Town.Clock.GetUtcNow();
        var about = (await responses.FindAsync(id, at, Stop))!;
        Assert.Null(await responses.AnswerAsync(about, new Response(id, ResponseKind.Accepted, at) { Post = "chef", Note = "Jens er syg", Until = new DateOnly(2026, 9, 1), Interim = 44.5m }, Stop));

        var page = await site.TextAsync("/plans/post/porto/*");

        Assert.Contains("Centerchef har accepteret afvigelsen, 9. juli 2026. Til og med 1. september 2026. Midlertidigt mål: 44,5 %.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Jens", page, StringComparison.Ordinal);
        Assert.Contains($"rød, siden juni 2026 ({id})", page, StringComparison.Ordinal);
        Assert.Contains(["8. juli 2026 06:00", "RØD, ny afvigelse: mere end 5,0 procentpoint fra målkurven", "juni 2026", "1", id], PagesSite.RowsOf(page));
        Assert.Equal(page, (await site.AskAsync("/plans/post/porto/whole")).Text);
    }

    [Fact]
    public async Task Benefit_OfWhichMuchIsKnown_ShowsWhereItGoes()
    {
        var months = Enumerable.Range(0, 26).Select(i => new DateOnly(2024, 5, 1).AddMonths(i)).ToList();
        await using var site = await PagesSite.OfOneDeviationAsync(plan: Given.PlanOf("2024-05-31, value: 40", "{ by: 2027-12-31, value: 80 }"),
            figures: Given.Figures([.. months.Select((month, i) => (month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), 400 + (i * 9) + (i % 3)))]));

        var page = await site.TextAsync("/plans/post/porto/*");

        Assert.Contains("<polyline class=\"ahead\"", page, StringComparison.Ordinal);
        Assert.Contains("prognose (80 %)", page, StringComparison.Ordinal);
        Assert.Equal(26, Regex.Count(ChartIn(page), "<circle class=\"dot\""));
        Assert.Equal(26, PagesSite.RowsOf(page).Count(row => row.Count == 6));
    }

    [Theory]
    [InlineData("2026-06;4;1000", "0,4 %")]
    [InlineData("2026-06;996;1000", "99,6 %")]
    public async Task Figure_WithASmallCountBehindIt_IsWithheldOnEveryPage(string june, string figure)
    {
        await using var site = await PagesSite.OfOneDeviationAsync(figures: $"måned;digitale;alle\n2026-05;505;1000\n{june}\n",
            plan: june.Contains("996", StringComparison.Ordinal) ? Given.Plan.Replace("value: 55", "value: 100", StringComparison.Ordinal).Replace("amber: 2, red: 5", "amber: 0.1, red: 0.2", StringComparison.Ordinal) : null);

        foreach (var address in OfThePost)
        {
            var page = await site.TextAsync(address);
            Assert.DoesNotContain(figure, page, StringComparison.Ordinal);
            // What it costs gives it away.
            Assert.DoesNotMatch(@"kr\.\s-?[1-9]", page);
            if (address.StartsWith("/plans", StringComparison.Ordinal))
                Assert.Contains("tilbageholdt tal", page, StringComparison.Ordinal);
        }

        Assert.Contains("; uden 1 afvigelse, hvis beløb røber et tilbageholdt tal", await site.TextAsync("/"), StringComparison.Ordinal);
        var chart = ChartIn(await site.TextAsync("/plans/post/porto/*"));
        Assert.Equal((1, 1), (Regex.Count(chart, "<circle class=\"dot\""), Regex.Count(chart, "<rect class=\"gone\"")));
    }

    [Fact]
    public async Task Names_ThatAreMarkup_AreTextsOnEveryPage()
    {
        const string Evil = "<script>alert(1)</script>\"'&";
        await using var site = await PagesSite.OfOneDeviationAsync(
            plan: Given.Plan.Replace("name: Digital Post", $"name: '{Evil.Replace("'", "''", StringComparison.Ordinal)}'\ngoal: '<b>mål</b>'\ntechnology: '<i>x</i>'\nprogramme: '<u>p</u>'", StringComparison.Ordinal)
                .Replace("name: Sparet porto", $"name: '{Evil.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal).Replace("by: Direktionen", "by: '<img src=x>'", StringComparison.Ordinal),
            organisation: Given.Organisation.Replace("title: Centerchef,", "title: '<em>Chef</em>',", StringComparison.Ordinal));

        foreach (var address in OfThePost)
        {
            var page = await site.TextAsync(address);
            Assert.DoesNotMatch("<(script|b|i|u|em|img)[ >]", page);
            if (address != "/rounds")
                Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rounds_OfASourceThatFailsAndWorksAgain_ShowBothWhenItWorkedAndWhenItFailed()
    {
        await using var site = await PagesSite.OfOneDeviationAsync();
        Assert.Equal(["maalinger", "8. juli 2026 06:00", "2", "ingen fejl det seneste år", "–", "ingen af 1", "10. juli 2026 06:00"], PagesSite.RowsOf(await site.TextAsync("/rounds")).Single());

        var (file, text) = (site.Town.PathOf("config/maalinger.csv"), await File.ReadAllTextAsync(site.Town.PathOf("config/maalinger.csv"), Stop));
        File.Delete(file);
        await site.Town.OnceAsync("2026-07-09T12:00");
        site.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["maalinger", "8. juli 2026 06:00", "2", "9. juli 2026 12:00", "filen mangler", "1 af 1 : Andel digitale breve", "10. juli 2026 06:00"], PagesSite.RowsOf(await site.TextAsync("/rounds")).Single());

        await File.WriteAllTextAsync(file, text, Stop);
        await site.Town.OnceAsync("2026-07-09T13:00");
        site.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["maalinger", "9. juli 2026 13:00", "2", "9. juli 2026 12:00", "filen mangler", "ingen af 1", "10. juli 2026 06:00"], PagesSite.RowsOf(await site.TextAsync("/rounds")).Single());
    }

    [Fact]
    public async Task Letters_OfSeveralPages_AreEachShownOnceNewestFirst()
    {
        await using var site = await PagesSite.OfOneDeviationAsync();
        var (now, letters) = (site.Town.Clock.GetUtcNow(), PostTown.Letters(99));
        await site.Get<Outbox>().WriteAsync(_ => [.. letters.Select(letter => new Written(letter, [], []))], now, now, now, Stop);
        var seen = new List<IReadOnlyList<string>>();
        var pages = 0;

        for (var next = "/letters"; next is not null; pages++)
        {
            var page = await site.TextAsync(next);
            Assert.DoesNotContain("proeveby.example", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Chefen", page, StringComparison.Ordinal);
            seen.AddRange(PagesSite.RowsOf(page));
            next = Older().Match(page) is { Success: true } older ? WebUtility.HtmlDecode(older.Groups[1].Value) : null;
        }

        Assert.Equal((2, 100), (pages, seen.Count));
        Assert.All(seen.Take(99), row => Assert.Equal(["9. juli 2026 10:00", "Centerchef", "Til en post", "Venter", "–", "0", "–"], row));
        var id = site.Town.Query<string>("select deviation_id from deviations").Single();
        Assert.Equal(["8. juli 2026 06:00", "Centerchef", "Til en post", "Sendt", "8. juli 2026 06:00", "1", $"{id}: Sparet porto"], seen[^1]);
        Assert.Equal(PagesSite.RowsOf(await site.TextAsync("/letters")), PagesSite.RowsOf(await site.TextAsync("/letters?before=rubbish")));
    }

    [Fact]
    public async Task Portfolio_AskedForByManyAtOnce_IsLookedAtOnceAMinute()
    {
        await using var site = await PagesSite.OfOneDeviationAsync();

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.TextAsync("/")));

        Assert.Equal(1, site.Looks);
        Assert.Single(pages.Distinct());
        site.Town.Clock.Advance(TimeSpan.FromSeconds(61));
        await site.TextAsync("/");
        Assert.Equal(2, site.Looks);
    }

    [Theory]
    [InlineData("/plans/nothing")]
    [InlineData("/plans/post/nothing/*")]
    [InlineData("/plans/post/porto/nowhere")]
    [InlineData("/plans/post/porto")]
    [InlineData("/plans/")]
    public async Task Page_OfWhatIsNotFollowed_IsNotFoundAndSaysSo(string address)
    {
        await using var site = await PagesSite.OfOneDeviationAsync();

        var (status, page) = await site.AskAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("<h1>Siden findes ikke</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ThatIsOver_IsNotFound()
    {
        await using var site = await PagesSite.OfOneDeviationAsync(plan: Given.Plan.Replace("version: 1", "version: 1\nends: 2026-07-08", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, (await site.AskAsync("/plans/post")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.AskAsync("/plans/post/porto/*")).Status);
        Assert.Contains("Der er ingen planer at følge.", await site.TextAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_WhileTheStoreIsAway_SaySoAndShowNoFigures()
    {
        await using var site = await PagesSite.OfOneDeviationAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Move(site.Town.StoreFile, site.Town.StoreFile + ".away");
        Directory.CreateDirectory(site.Town.StoreFile);

        foreach (var address in OfThePost)
        {
            var (status, page) = await site.AskAsync(address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("<h1>Tallene kan ikke læses lige nu</h1>", page, StringComparison.Ordinal);
        }

        Directory.Delete(site.Town.StoreFile);
        File.Move(site.Town.StoreFile + ".away", site.Town.StoreFile);
        await site.TextAsync("/");
    }

    [Fact]
    public async Task Page_OfAnyKind_IsKeptByNobodyFramedByNobodyAndRunsNothing()
    {
        await using var site = await PagesSite.OfOneDeviationAsync();
        using var browser = new HttpClient();

        foreach (var address in OfThePost.Append("/plans/nothing"))
        {
            using var answer = await browser.GetAsync(new Uri(site.Address, address), Stop);
            string Header(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : answer.Content.Headers.TryGetValues(name, out values) ? values : []);
            Assert.Equal(("no-store", "no-referrer", "DENY", "nosniff", "text/html; charset=utf-8"),
                (Header("Cache-Control"), Header("Referrer-Policy"), Header("X-Frame-Options"), Header("X-Content-Type-Options"), Header("Content-Type")));
            Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'$", Header("Content-Security-Policy"));
            using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(site.Address, address)), Stop);
            Assert.Equal((answer.StatusCode, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync(Stop)).Length));
            using var post = await browser.PostAsync(new Uri(site.Address, address), null, Stop);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        }
    }

    [GeneratedRegex("<div class=\"card\">.*?</div>", RegexOptions.Singleline)]
    private static partial Regex Card();

    [GeneratedRegex("<span class=\"mark .*?</span></li>", RegexOptions.Singleline)]
    private static partial Regex Mark();

    [GeneratedRegex("href=\"([^\"]*)\">Ældre breve")]
    private static partial Regex Older();
}
