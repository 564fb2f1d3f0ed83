using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace GevinstMonitor.Tests.Status;

/// <summary>The pages in a real browser: without findings against WCAG 2.1 AA, by the keyboard alone, as wide as a phone.</summary>
public sealed class AnswerBrowserTests
{
    private const string Chromium = "/usr/bin/chromium";
    internal static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] } };

    // Pictures to look at are left here when it is set.
    internal static readonly string? Pictures = Environment.GetEnvironmentVariable("GEVINST_TEST_PICTURES");

    // By default those that differ most, as in the narrowest window.
    internal static bool All => Fuzz.IsThorough || Pictures is not null;

    internal static async Task<(IPlaywright Playwright, IBrowser Browser)> OpenAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"no browser: {Chromium} is not there; Debian's package chromium brings it");
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Headless = true, Args = ["--headless", "--no-sandbox", "--disable-gpu"] }));
    }

    [Fact]
    public async Task Pages_InEveryState_HaveNoFindingsAndFitAPhone()
    {
        var (playwright, browser) = await OpenAsync();
        using var _ = playwright;
        await using var site = await AnswerSite.StartAsync();
        // Its connections are gone before the site waits for them.
        await using var __ = browser;
        var links = site.Links();
        foreach (var (wide, dark) in All ? new[] { (1280, false), (360, true), (320, false), (1280, true) } : [(320, true)])
        {
            // Axe itself is a script, which the page's own policy keeps out.
            await using var context = await browser.NewContextAsync(new() { BypassCSP = true, ViewportSize = new() { Width = wide, Height = 800 }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            var page = await context.NewPageAsync();
            async Task LookAsync(string name)
            {
                var result = await page.RunAxe(Rules);
                Assert.Equal("", string.Join('\n', result.Violations.Select(v => $"{name}: {v.Id}: {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= wide, $"{name} is wider than {wide}");
                if (Pictures is not null)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{wide}{(dark ? "-dark" : "")}.png"), FullPage = true });
            }

            foreach (var (name, link) in new[] { ("accept", links.Accept), ("dispute", links.Dispute), ("confirm", site.Links("controller").Confirm), ("acknowledge", links.Acknowledge) }.Take(All ? 4 : 1))
            {
                await page.GotoAsync(site.Here(link).AbsoluteUri);
                await LookAsync(name);
                await page.GetByRole(AriaRole.Button).ClickAsync();
                await LookAsync($"{name}-faults");
            }

            if (All)
            {
                await page.GotoAsync(site.Here(links.Acknowledge).AbsoluteUri.Split('?')[0]);
                await LookAsync("choose");
                await page.GotoAsync(site.Here(site.Links("chef-syd").Accept).AbsoluteUri);
                await LookAsync("not-yours");
                await page.GotoAsync(new Uri(site.Address, "answer/forged").AbsoluteUri);
                await LookAsync("forged");
            }

            await page.GotoAsync(site.Here(links.Accept).AbsoluteUri);
            await context.ClearCookiesAsync();
            await page.GetByRole(AriaRole.Button).ClickAsync();
            await LookAsync("stale");
            await page.GotoAsync(site.Here(links.Accept).AbsoluteUri);
            await page.FillAsync("#note", $"Printeren er i brug, og {new string('x', 200)}");
            await page.FillAsync("#day", "2026-12-31");
            await page.FillAsync("#interim", "45");
            await page.GetByRole(AriaRole.Button).ClickAsync();
            await LookAsync("kept");
        }

        site.Town.Clock.Advance(TimeSpan.FromDays(31));
        var expired = await browser.NewPageAsync(new() { BypassCSP = true });
        await expired.GotoAsync(site.Here(links.Accept).AbsoluteUri);
        Assert.Empty((await expired.RunAxe(Rules)).Violations);
    }

    [Fact]
    public async Task Answer_ByTheKeyboardAlone_IsGivenUnderThePagesOwnPolicy()
    {
        var (playwright, browser) = await OpenAsync();
        using var _ = playwright;
        await using var site = await AnswerSite.StartAsync();
        await using var __ = browser;
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(site.Here(site.Links().Acknowledge).AbsoluteUri);

        await TabToAsync("a[href='?kind=accepted']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#interim").WaitForAsync();
        Assert.EndsWith("?kind=accepted", page.Url, StringComparison.Ordinal);
        await TabToAsync("#note");
        await page.Keyboard.TypeAsync("Printeren er i brug");
        await TabToAsync("#day");
        // How a day is typed is the browser's own matter, and its language's.
        await page.FillAsync("#day", "2026-09-01");
        await TabToAsync("#interim");
        await page.Keyboard.TypeAsync("44,5");
        await TabToAsync("button");
        Assert.Equal("solid 3px", await page.EvaluateAsync<string>("(s => s.outlineStyle + ' ' + s.outlineWidth)(getComputedStyle(document.activeElement))"));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Status).WaitForAsync();

        Assert.Equal(["chef: Accepted: Printeren er i brug: 2026-09-01: 44.5"], site.Answers());
        Assert.Empty(complaints);

        async Task TabToAsync(string selector)
        {
            for (var i = 0; i < 20 && !await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector); i++)
                await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector), $"{selector} is not reached by the keyboard");
        }
    }
}
