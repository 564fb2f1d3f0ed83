using System.Text.Json;

namespace GevinstMonitor.Tests.Commands;

/// <summary>What the example shows at its moment, through each command.</summary>
public sealed class ExampleTests(Example example)
{
    private static readonly string[] StatusKeys =
        ["plan", "planVersion", "benefit", "unit", "period", "standing", "actual", "expected", "gap", "indicatorUnit", "readAt", "deviation"];

    [Fact]
    public async Task Once_OnTheExample_ShowsEveryState()
    {
        var table = (await example.OnceAsync()).Split('\n');
        Assert.DoesNotContain(table, line => line.Contains('\u001b'));
        string Row(string benefit, string unit) => Assert.Single(table, line => line.Contains($" {benefit} ", StringComparison.Ordinal) && line.Contains($" {unit} ", StringComparison.Ordinal));

        Assert.Contains(" on-track ", Row("porto", "borgerservice"), StringComparison.Ordinal);
        Assert.EndsWith(" amber ", Row("porto", "sundhed-omsorg").TrimEnd() + " ", StringComparison.Ordinal);
        Assert.Contains("red since 2026-04", Row("porto", "teknik-miljoe"), StringComparison.Ordinal);
        Assert.Contains(" late ", Row("svartid", "*"), StringComparison.Ordinal);
        Assert.Contains(" held ", Row("aarsvaerk", "*"), StringComparison.Ordinal);

        // The vacant post's deputy has the letter, and it says that the target moved.
        var letter = Load(Assert.Single(Directory.GetFiles(example.Mail, "*souschef-teknik*")));
        Assert.Contains("Du får det som stedfortræder, fordi posten »Centerchef, Teknik og Miljø« er ubesat.", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("Målet er ændret:        oprindeligt 55,0\u00a0% senest 30.\u00a0juni 2026, nu 52,0\u00a0% (version 2, godkendt 12.\u00a0marts 2026 af Direktionen)", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(example.Mail).Length);

        // The controller is asked about the held figure, and told what version 2 promises less.
        var controller = Load(Assert.Single(Directory.GetFiles(example.Mail, "*gevinstcontroller*"))).TextBody!;
        Assert.Contains("LOVER MINDRE end version 1; én gevinst er grøn alene af den grund", controller, StringComparison.Ordinal);
        Assert.Contains("alle enheder: sænket fra 56,0\u00a0% til 54,0\u00a0% pr. 30.\u00a0juni 2026; sænket fra 70,0\u00a0% til 65,0\u00a0% pr. 31.\u00a0december 2026; grøn alene fordi målet er sænket med 14\u00a0% af den lovede forbedring", controller, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_OfTheExample_AreMailThatEveryReaderShows()
    {
        await example.OnceAsync();
        foreach (var file in Directory.GetFiles(example.Mail))
        {
            var letter = Load(file);
            var parts = Assert.IsType<MimeKit.MultipartAlternative>(letter.Body);
            // HTML stands alone, or with its pictures.
            Assert.Equal(2, parts.Count);
            Assert.Equal("text/plain", parts[0].ContentType.MimeType);
            var shown = parts[1] is MimeKit.MultipartRelated related ? related.Root! : parts[1];
            Assert.Equal("text/html", shown.ContentType.MimeType);
            Assert.All(new[] { parts[0], shown }, p => Assert.Equal("utf-8", p.ContentType.Charset));
            Assert.All(File.ReadLines(file), line => Assert.True(line.Length <= 998));
            Assert.DoesNotContain("<script", letter.HtmlBody, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("http", letter.HtmlBody, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("src=", letter.HtmlBody!.Replace("src=\"cid:", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            // The HTML says what the text says.
            var html = System.Net.WebUtility.HtmlDecode(letter.HtmlBody);
            foreach (var line in letter.TextBody!.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("--", StringComparison.Ordinal)))
            {
                var said = line.Split(':', 2)[^1].Trim();
                Assert.Contains(said, html, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Status_AsJson_HasTheKeysOfTheManual()
    {
        await example.OnceAsync();
        var said = await Gevinst.RunAsync("status", "--json", "--as-of", Example.AsOf, "--config", example.Config);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        using var json = JsonDocument.Parse(said.Out);
        var all = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(8, all.Count);
        Assert.All(all, one => Assert.Equal(StatusKeys, one.EnumerateObject().Select(p => p.Name)));

        var red = all.Single(o => o.GetProperty("unit").GetString() == "teknik-miljoe");
        Assert.Equal(52m, red.GetProperty("expected").GetDecimal());
        Assert.Equal(["id", "openedPeriod", "level", "told", "kroner"], red.GetProperty("deviation").EnumerateObject().Select(p => p.Name));
        Assert.Equal(("2026-04", "red"), (red.GetProperty("deviation").GetProperty("openedPeriod").GetString(), red.GetProperty("deviation").GetProperty("level").GetString()));
        var late = all.Single(o => o.GetProperty("standing").GetString() == "late");
        Assert.Equal(JsonValueKind.Null, late.GetProperty("actual").ValueKind);
        Assert.Equal(JsonValueKind.Null, late.GetProperty("deviation").ValueKind);
    }

    [Fact]
    public async Task Explain_AsJsonAndText_SaysQueryExpectedVerdictAndWhoIsTold()
    {
        await example.OnceAsync();
        var said = await Gevinst.RunAsync("explain", "digital-post/porto", "--unit", "teknik-miljoe", "--json", "--as-of", Example.AsOf, "--config", example.Config);
        using var json = JsonDocument.Parse(said.Out);
        Assert.Equal(["indicator", "query", "series", "process", "forecast", "verdict", "answers", "told", "targets", "exposed", "balance", "money", "attention"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["period", "actual", "expected", "gap", "standing", "readAt", "queryHash"], json.RootElement.GetProperty("series")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["original", "approved", "current", "onTrackOnlyByMove"], json.RootElement.GetProperty("targets").EnumerateObject().Select(p => p.Name));
        Assert.Equal((55, 52, 52), (Expected("original"), Expected("approved"), Expected("current")));
        Assert.Equal("souschef-teknik", json.RootElement.GetProperty("told")[0].GetProperty("post").GetString());

        var money = json.RootElement.GetProperty("money");
        Assert.Equal(["marginPercent", "sinceOpened", "year", "thisYear", "byYearEnd", "milestone", "atMilestone", "overrun", "realised", "plan"], money.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["value", "low", "high"], money.GetProperty("sinceOpened").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["2026", "2027", "2028"], money.GetProperty("plan").GetProperty("years").EnumerateArray().Select(y => y.GetProperty("year").ToString()));
        decimal Expected(string promise) => json.RootElement.GetProperty("targets").GetProperty(promise).GetProperty("expected").GetDecimal();

        var moved = (await Gevinst.RunAsync("explain", "digital-post/porto", "--as-of", Example.AsOf, "--config", example.Config)).Out;
        Assert.Contains("Promised for 2026-06: original 56 (version 1), latest approved 54 (version 2), judged by 54 (version 2)", moved, StringComparison.Ordinal);
        Assert.Contains("Investment pool (DKK): 1000000 borrowed, 0 to be repaid by now, 0 by the end of this year; realised to date 79573, which covers what is due", moved, StringComparison.Ordinal);
        Assert.Contains("On track only because the target was lowered by 14 % of the improvement promised since version 1", moved, StringComparison.Ordinal);

        var text = (await Gevinst.RunAsync("explain", "loen/faerre-fejl", "--as-of", Example.AsOf, "--config", example.Config)).Out;
        Assert.Contains("Expected for 2026-06: 6 + (3 - 6) x 181/365 days from 2025-12-31 to 2026-12-31 = 4.51", text, StringComparison.Ordinal);
        Assert.Contains("Process (actual - expected, 7 points since 2025-12): mean 0, limits -0.33 to 0.32 (provisional: fewer than 12 points); newest point as the process varies: common; assurance inconsistent", text, StringComparison.Ordinal);
        Assert.Contains("Forecast: none, as fewer than 12 figures are known", text, StringComparison.Ordinal);
        Assert.Contains("Nobody would be told.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_BeforeThePass_WritesTheLettersThatThePassThenSendsAndChangesNothing()
    {
        await example.OnceAsync();
        var folder = Directory.CreateTempSubdirectory("gevinst-preview-");
        try
        {
            var config = Example.CopyTo(folder.FullName);
            var to = Path.Combine(folder.FullName, "preview");
            Assert.Equal(0, (await Gevinst.RunAsync("preview", "--to", to, "--as-of", Example.AsOf, "--config", config)).Exit);
            Assert.False(Directory.Exists(Path.Combine(folder.FullName, "var")));
            Assert.Equal(Texts(example.Mail), Texts(to));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static List<string> Texts(string mail) => [.. Directory.GetFiles(mail, "*.eml").Select(Load).Select(m => $"{m.To}\n{m.Subject}\n{m.TextBody}").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Release_OfTheHeldFigure_LetsTheNextPassJudgeIt()
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-release-");
        try
        {
            var config = Example.CopyTo(folder.FullName);
            Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", Example.AsOf, "--config", config)).Exit);
            var held = Load(Assert.Single(Directory.GetFiles(Path.Combine(folder.FullName, "var", "mail"), "*gevinstcontroller*")));
            var number = held.TextBody!.Split("gevinst release ")[1].Split(' ')[0];
            var released = await Gevinst.RunAsync("release", number, "--by", "gevinstcontroller", "--note", "Kontrolleret hos lønkontoret", "--as-of", "2026-07-14", "--config", config);
            Assert.Equal((0, "released: loen-aarsvaerk, *, 2026-06; judged so from the next pass on\n"), (released.Exit, released.Out));

            // It counts from its own date on, and not before.
            Assert.Contains(" held ", (await Gevinst.RunAsync("status", "--as-of", Example.AsOf, "--config", config)).Out, StringComparison.Ordinal);
            var next = await Gevinst.RunAsync("once", "--as-of", "2026-07-15", "--config", config);
            Assert.DoesNotContain(" held ", next.Out, StringComparison.Ordinal);
            Assert.Contains("6.1         61   -54.9   on-track", next.Out, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MimeKit.MimeMessage Load(string file) => MimeKit.MimeMessage.Load(file, TestContext.Current.CancellationToken);
}
