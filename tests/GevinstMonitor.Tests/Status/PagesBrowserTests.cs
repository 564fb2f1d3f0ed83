using Deque.AxeCore.Playwright;
using GevinstMonitor.Configure;
using Microsoft.Playwright;

namespace GevinstMonitor.Tests.Status;

/// <summary>The status pages in a real browser: without findings against WCAG 2.1 AA in light and dark, by the keyboard alone, as narrow as a phone.</summary>
public sealed class PagesBrowserTests
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("portfolio", "/"), ("plan", "/plans/digital-post"), ("plan-loen", "/plans/loen"), ("benefit", "/plans/digital-post/porto/teknik-miljoe"), ("held", "/plans/loen/aarsvaerk/*"),
        ("late", "/plans/loen/svartid/*"), ("rounds", "/rounds"), ("letters", "/letters"), ("not-found", "/plans/nothing"),
    ];

    [Fact]
    public async Task Pages_OfTheExample_HaveNoFindingsAndFitAPhone()
    {
        var (playwright, browser) = await AnswerBrowserTests.OpenAsync();
        using var _ = playwright;
        await using var site = await ExampleSite.StartAsync();
        await using var __ = browser;
        foreach (var (wide, dark) in AnswerBrowserTests.All ? new[] { (1280, false), (1280, true), (320, false), (320, true) } : [(1280, false), (320, true)])
        {
            // Axe itself is a script, which the page's own policy keeps out.
            await using var context = await browser.NewContextAsync(new() { BypassCSP = true, ViewportSize = new() { Width = wide, Height = 800 }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            var page = await context.NewPageAsync();
            foreach (var (name, path) in Pages.Where(p => AnswerBrowserTests.All || p.Name is not ("plan-loen" or "late")))
            {
                await page.GotoAsync(new Uri(site.Url, path).AbsoluteUri);
                var result = await page.RunAxe(AnswerBrowserTests.Rules);
                Assert.Equal("", string.Join('\n', result.Violations.Select(v => $"{name} {wide} {dark}: {v.Id}: {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= wide, $"{name} is wider than {wide}");
                Assert.Equal((1, 1, 1, "da-DK"), (await page.Locator("h1").CountAsync(), await page.GetByRole(AriaRole.Main).CountAsync(), await page.GetByRole(AriaRole.Navigation).CountAsync(),
                    await page.EvaluateAsync<string>("document.documentElement.lang")));
                if (AnswerBrowserTests.Pictures is not null)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(AnswerBrowserTests.Pictures, $"pages-{name}-{wide}{(dark ? "-dark" : "")}.png"), FullPage = true });
            }
        }
    }

    [Fact]
    public async Task Pages_ByTheKeyboardAlone_LeadFromThePortfolioToAFigureUnderTheirOwnPolicy()
    {
        var (playwright, browser) = await AnswerBrowserTests.OpenAsync();
        using var _ = playwright;
        await using var site = await ExampleSite.StartAsync();
        await using var __ = browser;
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 320, Height = 800 } });
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(site.Url.AbsoluteUri);

        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0"));
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync("a[href='/plans/digital-post']");
        Assert.Equal("solid 3px", await page.EvaluateAsync<string>("(s => s.outlineStyle + ' ' + s.outlineWidth)(getComputedStyle(document.activeElement))"));
        await page.Keyboard.PressAsync("Enter");
        await AtAsync("/plans/digital-post");
        await TabToAsync("a[href='/plans/digital-post/porto/teknik-miljoe']");
        await page.Keyboard.PressAsync("Enter");
        await AtAsync("/plans/digital-post/porto/teknik-miljoe");

        // What is wider than the window is scrolled by itself, by the keyboard too.
        await TabToAsync("div.scroll:has(table)");
        var before = await page.EvaluateAsync<int>("document.activeElement.scrollLeft");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync($"document.activeElement.scrollLeft > {before}");
        var chart = page.GetByRole(AriaRole.Img, new() { Name = $"Kurve over {site.Get<Catalog>().Words.Heading("Sparet porto og pakning", "Center for Teknik og Miljø")}" });
        Assert.Equal(1, await chart.CountAsync());
        Assert.Empty(complaints);

        // Asked again and again: one who waits for the navigation itself may come too late for it.
        async Task AtAsync(string path)
        {
            await Until.NothingLacksAsync(() => page.Url.EndsWith(path, StringComparison.Ordinal) ? null : page.Url, minutes: 2);
            await page.WaitForLoadStateAsync();
        }

        async Task TabToAsync(string selector)
        {
            for (var i = 0; i < 40 && !await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector); i++)
                await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector), $"{selector} is not reached by the keyboard");
        }
    }
}
