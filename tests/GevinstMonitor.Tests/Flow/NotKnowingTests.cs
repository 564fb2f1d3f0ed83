using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Flow;

/// <summary>
/// The ways of not knowing, and of doubting, each provoked for real: it is a standing of its own, a metric, a line in <c>explain</c>, and one letter to the one
/// who can do something about it.
/// </summary>
public sealed class NotKnowingTests
{
    private const string Operations = "drift@proeveby.example";
    private const string Controller = "controller@proeveby.example";
    private const string Owner = "chef@proeveby.example";

    // Half is promised from May on, in both centres; 2 points below is amber, 5 red.
    private static readonly string Plan = Given.PlanOf("2026-01-31, value: 50", "{ by: 2026-12-31, value: 50 }") + "\n    units: [ { id: nord }, { id: syd, owner: chef-syd } ]\n";

    private const string Plausible = "plausible: { min: 20, max: 90, maxStep: 30 }";

    /// <summary>What happens before June is read, and what then is seen of center nord.</summary>
    private sealed record Provoked(Action<Town> Do, Standing Standing, Doubt Doubt, string Metric, string Explained, string Reader, bool InRegister = false);

    private static readonly Dictionary<string, Provoked> Ways = new()
    {
        ["a file that is gone"] = new(town => File.Delete(town.PathOf("config/maalinger.csv")),
            Standing.SourceFailed, Doubt.None, "standings{plan=\"post\",standing=\"source_failed\"} 3", "Ikke kendt: tallet skulle være kommet, men kilden kan ikke læses", Operations),
        ["a query that is refused"] = new(town => FromRegister(town, "drop table breve"),
            Standing.SourceFailed, Doubt.None, "standings{plan=\"post\",standing=\"source_failed\"} 3", "Ikke kendt: tallet skulle være kommet, men kilden kan ikke læses", Operations, InRegister: true),
        ["a table that was emptied"] = new(town => FromRegister(town, "delete from breve"),
            Standing.NothingReturned, Doubt.None, "standings{plan=\"post\",standing=\"nothing_returned\"} 3", "Ikke kendt: tallet skulle være kommet, men kilden svarede uden en eneste række", Operations, InRegister: true),
        ["a file with a header alone"] = new(town => town.Write("config/maalinger.csv", "måned;center;digitale;alle\n"),
            Standing.NothingReturned, Doubt.None, "standings{plan=\"post\",standing=\"nothing_returned\"} 3", "Ikke kendt: tallet skulle være kommet, men kilden svarede uden en eneste række", Operations),
        ["a file that ends in May"] = new(_ => { },
            Standing.Late, Doubt.None, "standings{plan=\"post\",standing=\"late\"} 3", "Ikke kendt: tallet skulle være kommet, men ingen enhed har det", Operations),
        ["a center that vanished"] = new(town => June(town, "2026-06;syd;500;1000"),
            Standing.MissingUnit, Doubt.None, "standings{plan=\"post\",standing=\"missing_unit\"} 2", "Ikke kendt: tallet skulle være kommet, og andre enheder har deres", Controller),
        ["a NULL"] = new(town => FromRegister(town, "insert into breve values ('2026-06', 'nord', null, 1000), ('2026-06', 'syd', 500, 1000)"),
            Standing.NotANumber, Doubt.None, "standings{plan=\"post\",standing=\"not_a_number\"} 2", "Ikke kendt: kilden gav noget, der ikke er et tal", Controller, InRegister: true),
        ["a ratio of nothing"] = new(town => June(town, "2026-06;nord;0;0", "2026-06;syd;500;1000"),
            Standing.NotANumber, Doubt.None, "standings{plan=\"post\",standing=\"not_a_number\"} 2", "Ikke kendt: kilden gav noget, der ikke er et tal", Controller),
        ["a figure that the publisher withholds"] = new(town => June(town, "2026-06;nord;< 20;1000", "2026-06;syd;500;1000"),
            Standing.Suppressed, Doubt.None, "standings{plan=\"post\",standing=\"suppressed\"} 2", "Ikke kendt: kilden offentliggør ikke tallet", Controller),
        ["a slip of the comma"] = new(town => June(town, "2026-06;nord;50;1000", "2026-06;syd;500;1000"),
            Standing.Held, Doubt.OutOfBounds, "held{plan=\"post\",reason=\"out_of_bounds\"} 2", "Ikke kendt: tallet ligger uden for det sandsynlige", Controller),
        ["a leap"] = new(town => June(town, "2026-06;nord;810;1000", "2026-06;syd;500;1000"),
            Standing.Held, Doubt.StepTooLarge, "held{plan=\"post\",reason=\"step_too_large\"} 2", "Ikke kendt: tallet springer for meget fra det forrige", Controller),
        ["a month of which a day was delivered"] = new(town => June(town, "2026-06;nord;17;33", "2026-06;syd;500;1000"),
            Standing.Held, Doubt.DenominatorCollapsed, "held{plan=\"post\",reason=\"denominator_collapsed\"} 2", "Ikke kendt: tallets nævner er faldet så meget, at noget sandsynligvis mangler", Controller),
        ["a query that changed"] = new(town =>
            {
                FromRegister(town, "insert into breve values ('2026-06', 'nord', 500, 1000), ('2026-06', 'syd', 500, 1000)");
                Query(town, "where alle > 0");
            },
            Standing.Held, Doubt.QueryChanged, "held{plan=\"post\",reason=\"query_changed\"} 3", "Ikke kendt: tallet er hentet på en anden måde end før", Controller, InRegister: true),
        ["a figure that is known, and off the path"] = new(town => June(town, "2026-06;nord;400;1000", "2026-06;syd;500;1000"),
            Standing.Red, Doubt.None, "standings{plan=\"post\",standing=\"red\"} 1", "Verdict: Under målkurven i ", Owner),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task NotKnowing_InEachWay_IsSeenCountedExplainedAndToldOnceToItsReader(string name)
    {
        var way = Ways[name];
        using var town = await KnownThroughMayAsync(way.InRegister);

        way.Do(town);
        var pass = await town.OnceAsync("2026-07-12T06:00");

        Assert.Equal((way.Standing, way.Doubt), (pass.Of("porto", "nord").Standing, pass.Of("porto", "nord").Doubt));
        var metrics = (await town.StartAsync()).GetRequiredService<MonitorMetrics>();
        metrics.Record(pass.Result, town.Clock.GetUtcNow());
        Assert.Contains($"\ngevinst_evaluate_{way.Metric}\n", await metrics.TextAsync(), StringComparison.Ordinal);
        Assert.Equal([way.Reader], pass.Letters.Select(l => l.To.Mailboxes.Single().Address).Distinct());
        Assert.Single(pass.Letters);
        Assert.Empty((await town.OnceAsync("2026-07-13T06:00")).Letters);

        var explained = await Gevinst.RunAsync("explain", "post/porto", "--unit", "nord", "--as-of", "2026-07-14", "--config", town.Config);
        Assert.Contains(way.Explained, explained.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Ways_OfNotKnowing_AreAllProvoked()
    {
        var provoked = Ways.Values.Select(w => w.Standing).Distinct();
        // That a figure is not due yet is no news to anybody.
        Assert.Equal(Enum.GetValues<Standing>().Where(s => !s.IsKnown() && s != Standing.NotYetDue).Order(), provoked.Where(s => !s.IsKnown()).Order());
        // What people say of a figure is in other stories: DecisionTests, AnswerFlowTests.
        Assert.Equal(Enum.GetValues<Doubt>().Where(d => d is not (Doubt.Rejected or Doubt.Questioned)), Ways.Values.Select(w => w.Doubt).Distinct().Order());
    }

    // Both centres had a thousand letters a month from February to May, half of them digital.
    private static readonly string[] ThroughMay =
        [.. from month in new[] { "2026-02", "2026-03", "2026-04", "2026-05" } from center in new[] { "nord", "syd" } select $"{month};{center};500;1000"];

    private static async Task<Town> KnownThroughMayAsync(bool inRegister)
    {
        var town = new Town().Write("config/plans/post.yml", Plan);
        if (inRegister)
        {
            town.Write("config/sources/maalinger.yml", "id: maalinger\nkind: sqlite\nfile: register.db\n");
            Query(town, "");
            FromRegister(town, "create table breve (måned, center, digitale, alle)");
            foreach (var row in ThroughMay.Select(r => r.Split(';')))
                FromRegister(town, $"insert into breve values ('{row[0]}', '{row[1]}', {row[2]}, {row[3]})");
        }
        else
        {
            town.Write("config/sources/maalinger.yml", Given.Source + "\nsuppressed: [\"< 20\"]\n")
                .Write("config/indicators/andel.yml", Given.Indicator.Replace("{ period: måned,", "{ period: måned, unit: center,", StringComparison.Ordinal) + "\n" + Plausible + "\n");
            June(town);
        }

        var may = await town.OnceAsync("2026-06-12T06:00");
        Assert.All(may.Result.Seen, seen => Assert.Equal(Standing.OnTrack, seen.Current.Standing));
        Assert.Empty(may.Letters);
        return town;
    }

    /// <summary>The file with these rows for June.</summary>
    private static void June(Town town, params string[] rows) =>
        town.Write("config/maalinger.csv", string.Concat(ThroughMay.Concat(rows).Prepend("måned;center;digitale;alle").Select(row => row + "\n")));

    private static void FromRegister(Town town, string sql)
    {
        using var register = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={town.PathOf("config/register.db")};Pooling=False");
        Dapper.SqlMapper.Execute(register, sql);
    }

    private static void Query(Town town, string where) => town.Write("config/indicators/andel.yml", Given.Indicator.Replace("columns: { period: måned, numerator: digitale, denominator: alle }",
        $"query: select måned as period, center as unit, digitale as numerator, alle as denominator from breve {where}", StringComparison.Ordinal) + "\n" + Plausible + "\n");
}
