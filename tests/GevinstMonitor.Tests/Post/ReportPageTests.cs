using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Tests.Status;

namespace GevinstMonitor.Tests.Post;

/// <summary>A report as a page: whatever it says is text and nothing else, and everybody can read it.</summary>
public sealed class ReportPageTests(Example example)
{
    [Theory]
    [MemberData(nameof(HostileTextTests.Texts), MemberType = typeof(HostileTextTests))]
    public void Text_InEveryField_ComesOutHarmless(string hostile)
    {
        var (page, plain) = (ReportPage.Of(Everywhere(hostile)), ReportPage.Of(Everywhere("navn")));

        Assert.Equal(Tags(plain), Tags(page));
        Assert.DoesNotMatch("[\u0000-\u0008\u000b-\u001f\u0085\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", page);
        Assert.DoesNotMatch("&#x(20[0-9A-F]{2}|61C);", page);
        Assert.DoesNotContain("49", Regex.Replace(page, "(?s)<style>.*</style>|base64,[^\"]+", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_OfTenThousandLetters_IsCut()
    {
        var page = ReportPage.Of(Everywhere(new string('æ', 10_000)) with { Parts = [new ReportPart(new string('æ', 10_000), [new ReportFacts([new Fact("Navn", new string('æ', 10_000))])])] });

        Assert.DoesNotContain(new string('æ', 2_200), page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{new string('æ', LetterModel.MostOfALine)}…</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_OfSeveralLines_StandsAsItIs() =>
        Assert.Contains("<code>select 1\n  from &lt;t&gt;\n\n    where x</code>", ReportPage.Of(Everywhere("navn") with { Parts = [new ReportPart("Bilag", [new ReportCode("select 1\r\n  from <t>\n\n\twhere x")])] }), StringComparison.Ordinal);

    [Fact]
    public async Task Page_OfTheExample_HasNoFindingsAndFitsAPhone()
    {
        var (playwright, browser) = await AnswerBrowserTests.OpenAsync();
        using var _ = playwright;
        await using var __ = browser;
        await example.OnceAsync();
        var folder = Directory.CreateTempSubdirectory("gevinst-report-");
        try
        {
            var file = Path.Combine(folder.FullName, "r.html");
            Assert.Equal(0, (await Gevinst.RunAsync("report", "loen", "--to", file, "--as-of", "2026-07-13T12:00", "--config", example.Config)).Exit);
            foreach (var wide in AnswerBrowserTests.All ? new[] { 1280, 390, 320 } : [320])
            {
                await using var context = await browser.NewContextAsync(new() { BypassCSP = true, ViewportSize = new() { Width = wide, Height = 800 } });
                var page = await context.NewPageAsync();
                await page.GotoAsync(new Uri(file).AbsoluteUri);
                var result = await page.RunAxe(AnswerBrowserTests.Rules);
                Assert.Equal("", string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= wide, $"wider than {wide}");
                Assert.True(await page.EvaluateAsync<bool>("[...document.images].length > 0 && [...document.images].every(i => i.complete && i.naturalWidth > 0)"), "a chart is not drawn");
                if (AnswerBrowserTests.Pictures is { } pictures)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, $"report-{wide}.png"), FullPage = true });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Report Everywhere(string text)
    {
        var table = new ReportTable([new(text), new(text, ReportColumnKind.Number)], [new ReportRow([text, text], Tone.Red)]);
        return new Report(text, text, Tone.Red, [new ReportMoney(text, text, text)], [new Fact(text, text)],
        [
            new ReportPart(text, [table]),
            new ReportPart(text, [new ReportText(text), new ReportCode(text), new ReportFacts([new Fact(text, text)]), new ReportChart(PostTown.Chart with { Title = text, Measure = text, Alt = text }), new ReportPart(text, [table])]),
        ], text, "da-DK")
        { Contents = text };
    }

    private static List<string> Tags(string html) => [.. Regex.Matches(html, @"<!--|-->|</?[a-zA-Z][a-zA-Z0-9]*|\s[a-z-]+=""").Select(m => m.Value.Trim())];
}
