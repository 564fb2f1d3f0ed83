using System.Text.RegularExpressions;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using MimeKit;

namespace GevinstMonitor.Tests.Flow;

/// <summary>The plan says 55 in June, and few people are counted: what the owner, the chief group and the log of letters are told.</summary>
public sealed partial class SmallNumbersTests
{
    private const string Organisation = Given.Organisation + """

        groups:
          - { id: chefgruppen, name: Chefgruppen, members: [chef-syd], meetings: [2026-07-09], digest: { before: 3 workdays } }
        """;

    public static TheoryData<string, string, string, string[]> Small
    {
        get
        {
            var data = new TheoryData<string, string, string, string[]>();
            foreach (var culture in new[] { "da-DK", "en-GB" })
            {
                data.Add(culture, "3;4", "lower", ["3", "4", "75", "75,0", "20,0"]);
                data.Add(culture, "3;400", "higher", ["3", "400", "0,8", "0,75", "54,2", "54,3"]);
                data.Add(culture, "398;400", "lower", ["398", "400", "99,5", "44,5"]);
                data.Add(culture, "0;4", "higher", ["4", "0,0"]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Small))]
    public async Task Figure_WithASmallCountBehindIt_IsNowhereInALetter(string culture, string figure, string better, string[] counts)
    {
        using var town = TownOf(figure, better, culture);

        var june = await town.OnceAsync("2026-07-06T08:00");

        // Judged by what it is.
        Assert.Equal(Standing.Red, june.Of("porto").Standing);
        Assert.Equal(["chef.syd@proeveby.example", "chef@proeveby.example"], june.Letters.Select(l => l.To.Mailboxes.Single().Address).Order());
        foreach (var letter in june.Letters)
        {
            Assert.Contains(culture == "da-DK" ? "tilbageholdt" : "withheld", letter.TextBody, StringComparison.Ordinal);
            Assert.Contains(culture == "da-DK" ? "tilbageholdt" : "withheld", letter.HtmlBody, StringComparison.Ordinal);
            var told = NumbersOf(letter);
            Assert.All(counts, count => Assert.DoesNotContain(count, told));
            // What the gap costs gives it away; May, on its path, was worth nothing.
            Assert.DoesNotMatch(@"(kr\.|DKK)\s-?[1-9]", letter.TextBody);
        }

        var chart = Assert.Single(ChartsOf(town));
        Assert.Equal((PointMark.Withheld, null), (chart.Points[^1].Mark, chart.Points[^1].Actual));
        Assert.Equal((PointMark.Known, 55), (chart.Points[^2].Mark, chart.Points[^2].Actual));
        var report = await ReportAsync(town);
        Assert.Contains(culture == "da-DK" ? "tilbageholdt" : "withheld", report, StringComparison.OrdinalIgnoreCase);
        // Of counts of rows, numbers and days there are many; of a share with its decimals there is none.
        Assert.All(counts.Where(count => count.Contains(',', StringComparison.Ordinal) && count != "0,0"), count => Assert.DoesNotContain(count, NumbersIn(report)));
        Assert.DoesNotMatch(@"(kr\.|DKK)\s-?[1-9]", Markup().Replace(report, " "));
        var log = (await Gevinst.RunAsync("letters", "--json", "--config", town.Config)).Out;
        Assert.Contains("\"withheld\": true", log, StringComparison.Ordinal);
        Assert.DoesNotContain("\"gap\": 5", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0;400", "0,0 %", "55,0\u00a0procentpoint under målkurven")]
    [InlineData("5;400", "1,3 %", "53,8\u00a0procentpoint under målkurven")]
    public async Task Figure_ThatTellsOfNobodyOrOfEnough_IsTold(string figure, string told, string gap)
    {
        using var town = TownOf(figure);

        var letter = (await town.OnceAsync("2026-07-06T08:00")).Letters.Single(l => l.TextBody!.Contains(gap, StringComparison.Ordinal));

        Assert.Equal($"Rød afvigelse: Sparet porto: {told} mod forventet 55,0 %", letter.Subject);
        Assert.Equal(PointMark.Known, Assert.Single(ChartsOf(town)).Points[^1].Mark);
    }

    [Fact]
    public async Task Installation_ThatWithholdsNothing_TellsAll()
    {
        using var town = TownOf("3;4", "lower", more: "smallNumbers: 0");

        Assert.Contains((await town.OnceAsync("2026-07-06T08:00")).Letters, letter => letter.Subject == "Rød afvigelse: Sparet porto: 75,0 % mod forventet 55,0 %");
    }

    [Theory]
    [InlineData("count", true)]
    [InlineData("dage", false)]
    public async Task Value_BelowTheLimit_IsWithheldWhereItIsACount(string unit, bool withheld)
    {
        using var town = TownOf("", more: "");
        town.Write("config/indicators/andel.yml", Given.Indicator.Replace("kind: ratio", "kind: value", StringComparison.Ordinal).Replace("unit: percent", $"unit: {unit}", StringComparison.Ordinal)
                .Replace("numerator: digitale, denominator: alle", "value: antal", StringComparison.Ordinal))
            .Write("config/maalinger.csv", "måned;antal\n2026-05;55\n2026-06;3\n");

        var owner = (await town.OnceAsync("2026-07-06T08:00")).Letters.Single(l => l.To.Mailboxes.Single().Address == "chef@proeveby.example");

        Assert.Equal(withheld, !NumbersOf(owner).Contains("3"));
        Assert.Equal(withheld, owner.TextBody!.Contains("tilbageholdt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HeldFigure_WithASmallCountBehindIt_IsNotToldToTheController()
    {
        using var town = TownOf("3;4", "lower");
        town.Write("config/indicators/andel.yml", Given.Indicator.Replace("better: higher", "better: lower\nplausible: { max: 70 }", StringComparison.Ordinal));

        var letter = (await town.OnceAsync("2026-07-06T08:00")).Letters.Single(l => l.To.Mailboxes.Single().Address == "controller@proeveby.example");

        Assert.Contains("tilbageholdt tal, uden for det sandsynlige", letter.TextBody);
        Assert.DoesNotContain("75,0", NumbersOf(letter));
    }

    private static Town TownOf(string figure, string better = "higher", string culture = "da-DK", string more = "") =>
        new Town(Given.Installation + $"\nculture: {culture}\n{more}\n", Organisation)
            .Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("better: higher", $"better: {better}", StringComparison.Ordinal))
            .Write("config/plans/post.yml", Given.PlanOf("2026-04-30, value: 55", "{ by: 2026-12-31, value: 55 }") + "\nreportTo: chefgruppen\n")
            .Write("config/maalinger.csv", $"måned;digitale;alle\n2026-05;550;1000\n2026-06;{figure}\n");

    private static async Task<string> ReportAsync(Town town)
    {
        var said = await Gevinst.RunAsync("report", "post", "--to", town.PathOf("r.html"), "--as-of", "2026-07-06T12:00", "--config", town.Config);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(town.PathOf("r.html"), TestContext.Current.CancellationToken));
    }

    private static IEnumerable<PathChart> ChartsOf(Town town) =>
        town.Query<string>("select body from letters").SelectMany(body => StoreJson.LetterOf(body).Sections).Select(s => s.Chart).OfType<PathChart>();

    // Every number that a reader sees, with a decimal comma; names of cases are none.
    private static HashSet<string> NumbersOf(MimeMessage letter) => NumbersIn(string.Join('\n', letter.Subject, letter.TextBody, letter.HtmlBody));

    private static HashSet<string> NumbersIn(string html) => [.. Number().Matches(Case().Replace(string.Join('\n', [Markup().Replace(html, " "), .. Alt().Matches(html).Select(m => m.Value)]), ""))
        .Select(m => m.Value.Replace('.', ','))];

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex("D-[0-9a-f]{10}")]
    private static partial Regex Case();

    [GeneratedRegex("<style.*?</style>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Markup();

    [GeneratedRegex("alt=\"[^\"]*\"")]
    private static partial Regex Alt();
}
