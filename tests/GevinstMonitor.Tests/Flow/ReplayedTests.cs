using System.Globalization;
using System.Text.Json;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Tests.Flow;

/// <summary>What a worker found month by month, and what <c>backtest</c> makes of what it left on file: the same deviations, by id, moment and letter.</summary>
public sealed class ReplayedTests
{
    private const int Months = 36;

    [Fact]
    public async Task Trusts_ReadMonthByMonthForThreeYears_AreReplayedAsTheyWereJudged()
    {
        var lines = await File.ReadAllLinesAsync(SharedData.File("nhs-ae/ae_attendances.csv"), TestContext.Current.CancellationToken);
        var trusts = lines.Skip(1).Select(line => line.Split(',')[1]).Distinct().Where(t => t.StartsWith('R')).Order(StringComparer.Ordinal).Take(12).ToList();
        using var town = new Town(organisation: Organisation(trusts)).Write("config/sources/nhs.yml", AttendanceRegister.Source).Write("config/indicators/wait.yml", AttendanceRegister.Indicator).Write("config/plans/wait.yml", Plan(trusts));
        var rows = lines.Skip(1).Where(line => trusts.Contains(line.Split(',')[1])).ToList();
        var first = new DateOnly(2016, 4, 1);
        for (var i = 0; i < Months; i++)
        {
            var next = first.AddMonths(i + 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            town.Write(AttendanceRegister.File, string.Join('\n', rows.Where(row => string.CompareOrdinal(row[..10], next) < 0).Prepend(lines[0])) + "\n");
            await town.OnceAsync($"{Workday(first.AddMonths(i + 1).AddDays(5)):yyyy-MM-dd}T06:00");
        }

        var backtest = await BacktestAsync(town);

        var lived = Changes(town);
        Assert.All(new[] { "Opened", "Worsened", "Resolved" }, kind => Assert.True(lived.Count(c => c.Contains($" {kind} ", StringComparison.Ordinal)) > 5));
        Assert.Equal(lived, Changes(backtest));
        Assert.Equal(Letters(town), Letters(backtest));
    }

    [Fact]
    public async Task Figures_HeldReleasedCorrectedAndLate_AreReplayedAsTheyWereJudged()
    {
        using var town = Given.OneBenefit().Write("config/indicators/andel.yml", Given.Indicator + "\nplausible: { min: 10 }\n");
        async Task<Pass> OnceAsync(string at, params (string, int)[] figures)
        {
            town.Write("config/maalinger.csv", Given.Figures(figures));
            return await town.OnceAsync(at);
        }

        await OnceAsync("2026-06-08T06:00", ("2026-05", 505));
        await OnceAsync("2026-07-08T06:00", ("2026-05", 505), ("2026-06", 50));
        await town.DecideAsync(2, Decision.Released, "2026-07-09T06:00");
        await OnceAsync("2026-07-09T06:00", ("2026-05", 505), ("2026-06", 50));
        await OnceAsync("2026-07-20T06:00", ("2026-05", 505), ("2026-06", 560));
        // July is late, and red.
        await OnceAsync("2026-08-20T06:00", ("2026-05", 505), ("2026-06", 560));
        await OnceAsync("2026-09-01T06:00", ("2026-05", 505), ("2026-06", 560), ("2026-07", 400));

        Assert.Equal(["2026-07-09 Opened Red", "2026-07-20 Resolved Red", "2026-09-01 Opened Red"], town.Query<string>("select substr(at, 1, 10) || ' ' || kind || ' ' || level from deviation_changes order by change_id"));
        var backtest = await BacktestAsync(town);
        Assert.Equal(Changes(town), Changes(backtest));
        Assert.Equal(Letters(town), Letters(backtest));
    }

    [Fact]
    public async Task OverdueChange_WhileItsBenefitFallsBehind_IsReplayedAsItWasTold()
    {
        var plan = Given.Plan.Replace("benefits:", "changes:\n  - { id: kursus, name: Kursus holdt, owner: chef-syd, due: 2026-05-15, done: 2026-07-20 }\nbenefits:", StringComparison.Ordinal)
            .Replace("    indicator: andel", "    indicator: andel\n    needs: [kursus]", StringComparison.Ordinal);
        using var town = Given.OneBenefit().Write("config/plans/post.yml", plan).Write("config/maalinger.csv", Given.Figures(("2026-05", 475)));
        Assert.Single((await town.OnceAsync("2026-06-08T06:00")).Letters);
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 475), ("2026-06", 520)));
        Assert.Empty((await town.OnceAsync("2026-07-08T06:00")).Letters);
        Assert.Single((await town.OnceAsync("2026-07-20T06:00")).Letters);

        var backtest = await BacktestAsync(town);

        Assert.Equal(["2026-06-08 chef: Udsat: Sparet porto: en forandring er forsinket", "2026-07-20 chef: Gul afvigelse: Sparet porto: 52,0 % mod forventet 55,0 %"], Letters(backtest));
        Assert.Equal(Letters(town), Letters(backtest));
        Assert.Equal(Changes(town), Changes(backtest));
        Assert.Equal("""[{"on":"2026-06-08","post":"chef","kind":"exposed","state":"kursus"}]""", JsonSerializer.Serialize(backtest.GetProperty("places")[0].GetProperty("noticed")));
        Assert.Contains("  2026-06-08 chef: exposed, change kursus is overdue\n  2026-07-20 chef: off its path, amber, 2026-06 52 where 55 was expected; off since 2026-05\n",
            (await Gevinst.RunAsync("backtest", "--config", town.Config)).Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfWhichFiguresWereReleased_IsReplayedAsIfTheyHadBeenReleasedAsSoonAsThey()
    {
        using var town = Given.OneBenefit().Write("config/indicators/andel.yml", Given.Indicator + "\nplausible: { min: 10 }\n")
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 50), ("2026-07", 600), ("2026-08", 600)));
        await town.OnceAsync("2026-12-04T06:00");
        await town.DecideAsync(2, Decision.Released, "2026-12-04T08:00");

        Assert.Equal(["2026-07-11 Opened Red 2026-06", "2026-08-10 Resolved Red 2026-07"], Changes(await BacktestAsync(town)).Select(c => c[..10] + c[c.IndexOf(' ', StringComparison.Ordinal)..c.LastIndexOf(' ')]));
    }

    [Fact]
    public async Task Explain_OfAnIndicator_CountsWhatOwnersWereTold()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 400)));
        await town.OnceAsync("2026-06-08T06:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 400), ("2026-06", 560)));
        await town.OnceAsync("2026-07-08T06:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 400), ("2026-06", 560), ("2026-07", 400)));
        await town.OnceAsync("2026-08-10T06:00");

        var text = (await Gevinst.RunAsync("explain", "post/porto", "--as-of", "2026-08-11", "--config", town.Config)).Out;
        Assert.Contains("Of indicator andel: 2 deviations told in the last 24 months or still open: 1 closed, 1 open, the oldest told 2026-08-10; 0 answered", text, StringComparison.Ordinal);
        Assert.Equal("""{"told":2,"open":1,"closed":1,"openSince":"2026-08-10T04:00:00Z","answered":0}""", await AttentionAsync(town, "2026-08-11"));
        Assert.Equal("""{"told":1,"open":1,"closed":0,"openSince":"2026-06-08T04:00:00Z","answered":0}""", await AttentionAsync(town, "2026-07-01"));
        Assert.Equal("""{"told":0,"open":0,"closed":0,"openSince":null,"answered":0}""", await AttentionAsync(town, "2026-06-01"));
    }

    private static async Task<string> AttentionAsync(Town town, string asOf)
    {
        using var json = JsonDocument.Parse((await Gevinst.RunAsync("explain", "post/porto", "--json", "--as-of", asOf, "--config", town.Config)).Out);
        return JsonSerializer.Serialize(json.RootElement.GetProperty("attention"));
    }

    private static async Task<JsonElement> BacktestAsync(Town town)
    {
        var said = await Gevinst.RunAsync("backtest", "--json", "--config", town.Config);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        using var json = JsonDocument.Parse(said.Out);
        return json.RootElement.Clone();
    }

    // Those that are told: what became less red is on file, and no letter.
    private static List<string> Changes(Town town) =>
        [.. town.Query<string>("select substr(at, 1, 19) || 'Z ' || kind || ' ' || level || ' ' || period || ' ' || deviation_id from deviation_changes where letter_id is not null").Order(StringComparer.Ordinal)];

    private static List<string> Changes(JsonElement backtest) =>
        [.. backtest.GetProperty("places").EnumerateArray().SelectMany(p => p.GetProperty("told").EnumerateArray()).Select(t =>
            $"{t.GetProperty("foundAt").GetString()} {Capital(t.GetProperty("change").GetString()!)} {Capital(t.GetProperty("level").GetString()!)} {t.GetProperty("period").GetString()} {t.GetProperty("deviation").GetString()}").Order(StringComparer.Ordinal)];

    // Letters to owners: what is doubtful is looked for between passes too, where a worker does.
    private static List<string> Letters(Town town) =>
        [.. town.Query<string>("select substr(as_of, 1, 10) || ' ' || post_id || ': ' || subject from letters where kind = 'Person' and post_id not like 'controller%'").Order(StringComparer.Ordinal)];

    private static List<string> Letters(JsonElement backtest) =>
        [.. backtest.GetProperty("letters").EnumerateArray().Where(l => l.GetProperty("deviations").GetArrayLength() + l.GetProperty("notices").GetInt32() > 0).Select(l => $"{l.GetProperty("on").GetString()} {l.GetProperty("post").GetString()}: {l.GetProperty("subject").GetString()}").Order(StringComparer.Ordinal)];

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static DateOnly Workday(DateOnly day) => DeliveryWindow.IsWorkday(day) ? day : Workday(day.AddDays(1));

    // A chief of each trust; the director of all.
    private static string Organisation(IEnumerable<string> trusts) =>
        "units:\n" + string.Concat(trusts.Select(t => $"  - {{ id: {t.ToLowerInvariant()}, name: Trust {t} }}\n")) +
        "posts:\n" + string.Concat(trusts.Append("alle").Append("controller").Select(t =>
            $"  - {{ id: {t.ToLowerInvariant()}-chef, title: Chef {t}, holders: [ {{ name: Chef {t}, email: {t.ToLowerInvariant()}@proeveby.example, from: 2010-01-01 }} ] }}\n"));

    private static string Plan(IEnumerable<string> trusts) =>
        """
        id: wait
        name: Fire timer
        controller: controller-chef
        version: 1
        approved: { on: 2016-03-01, by: Direktionen }
        benefits:
          - id: wait
            name: Kortere ventetid
            type: service
            indicator: wait
            owner: alle-chef
            actionOnDeviation: Chefen ser på vagtplanen.
            baseline: { on: 2016-04-30, value: 8 }
            path: step
            targets: [ { by: 2019-03-31, value: 8 } ]
            tolerance: { amber: 2, red: 6 }
            units:

        """ + string.Concat(trusts.Select(t => $"      - {{ id: {t.ToLowerInvariant()}, owner: {t.ToLowerInvariant()}-chef }}\n"));
}
