using System.Text.Json;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Tests.Collect;

namespace GevinstMonitor.Tests.Flow;

/// <summary>Two editions of a real register: history is revised in the second, and the newest month of each is partial.</summary>
public sealed class DigitalMailTests
{
    private static readonly string Indicator = Given.Indicator.Replace("due: 10d", "due: 20d", StringComparison.Ordinal)
        .Replace("{ period: måned, numerator: digitale, denominator: alle }", "{ period: anno_mese, numerator: notifiche_digitali, denominator: notifiche_totali }", StringComparison.Ordinal)
        + "\nperiodFormat: yyyy-MM\n";

    // 20 % at the end of June, evenly to 30 % at the end of the year: 25 % at the end of September.
    private static readonly string Plan = Given.PlanOf("2025-06-30, value: 20", "{ by: 2025-12-31, value: 30 }", red: 3);

    [Fact]
    public async Task Register_ReadInTwoEditions_JudgesNoPartialMonthKeepsBothEditionsAndWritesWhatThePlanCallsFor()
    {
        var first = await File.ReadAllTextAsync(SharedData.File("digital-mail/2025-10.csv"), TestContext.Current.CancellationToken);
        using var second = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.File("digital-mail/2025-12.json"), TestContext.Current.CancellationToken));
        using var town = Collecting.Csv("delimiter: ','\ndecimal: '.'", Indicator, file: "register-*.csv").Write("config/plans/post.yml", Plan);

        // The first edition, while October runs: September is judged, at 21.6 % against 25 %.
        town.Write("config/register-2025-10.csv", first);
        var october = await town.OnceAsync("2025-10-28T06:00");
        Assert.Equal(28, october.Result.Measurements);
        var september = october.Of("porto");
        Assert.Equal(("2025-09", Standing.Red, 25m), (september.Period.ToString(), september.Standing, september.Expected));
        Assert.Equal(393294m / 1820583 * 100, september.Actual);
        var letter = Assert.Single(october.Letters);
        Assert.Equal("Rød afvigelse: Sparet porto: 21,6 % mod forventet 25,0 %", letter.Subject);

        // October has ended, but nothing was read since: it is not judged on what was partial.
        Assert.Equal("2025-09", (await town.LookAsync("2025-11-02T06:00")).Single().Current.Period.ToString());

        // The second edition, while December runs: October was restated, November is back on the path, December is partial.
        var rows = second.RootElement.EnumerateArray().Select(r => $"{r.GetProperty("anno_mese").GetString()},{r.GetProperty("notifiche_analogiche").GetInt64()},{r.GetProperty("notifiche_digitali").GetInt64()},{r.GetProperty("notifiche_totali").GetInt64()}\n");
        town.Write("config/register-2025-12.csv", "anno_mese,notifiche_analogiche,notifiche_digitali,notifiche_totali\n" + string.Concat(rows));
        File.SetLastWriteTimeUtc(town.PathOf("config/register-2025-10.csv"), new DateTime(2025, 10, 27, 0, 0, 0, DateTimeKind.Utc));
        var december = await town.OnceAsync("2025-12-22T06:00");
        var seen = december.Result.Seen.Single();
        Assert.Equal(("2025-11", Standing.OnTrack), (seen.Current.Period.ToString(), seen.Current.Standing));
        Assert.Equal(695909m / 2268180 * 100, seen.Judgements.Single(j => j.Period.ToString() == "2025-10").Actual);
        Assert.Equal("Tilbage på målkurven: Sparet porto: 41,8 % mod forventet 28,3 %", Assert.Single(december.Letters).Subject);

        // Nothing of the first edition is lost, and the view shows the newest.
        Assert.Equal(["513587/1884558", "695909/2268180"], town.Query<string>("select first || '/' || second from measurements where period = '2025-10' order by measurement_id"));
        Assert.Equal("695909/2268180", town.Query<string>("select first || '/' || second from newest_measurements where period = '2025-10'").Single());
        Assert.Equal(2, town.Letters().Count);
    }
}
