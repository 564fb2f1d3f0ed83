using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Tests.Collect;

namespace GevinstMonitor.Tests.Flow;

/// <summary>The first reading asks for the history, later ones for what may still be corrected; any stretch can be filled by hand, and filled again.</summary>
public sealed class BackfillTests
{
    // Letters by the month, read by a query that is told which days; half of them digital since 2019.
    private static readonly string Query = Collecting.Query(
        "select måned as period, digitale as numerator, alle as denominator from breve where måned >= substr(@from, 1, 7) and måned < substr(@to, 1, 7)", history: 6, revise: 2);

    private static Town Register()
    {
        var town = Given.OneBenefit().Write("config/sources/maalinger.yml", "id: maalinger\nkind: sqlite\nfile: register.db\n").Write("config/indicators/andel.yml", Query);
        Execute(town, "create table breve (måned, digitale, alle)");
        Execute(town, """
            with recursive m(day) as (select '2019-01-01' union all select date(day, '+1 month') from m where day < '2026-05-01')
            insert into breve select substr(day, 1, 7), 500, 1000 from m
            """);
        return town;
    }

    private static void Execute(Town town, string sql)
    {
        using var register = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={town.PathOf("config/register.db")};Pooling=False");
        Dapper.SqlMapper.Execute(register, sql);
    }

    private static List<string> Readings(Town town) =>
        [.. town.Query<string>("select outcome || ' ' || from_day || ' ' || to_day || ' ' || row_count || ' ' || appended from readings order by reading_id")];

    [Fact]
    public async Task Reading_TheFirstAndTheNext_AskForTheHistoryAndThenForWhatMayBeCorrected()
    {
        using var town = Register();
        await town.OnceAsync("2026-06-08T06:00");
        await town.OnceAsync("2026-06-09T06:00");

        Assert.Equal(["Taken 2025-12-01 2026-06-01 6 6", "Taken 2026-04-01 2026-06-01 2 0"], Readings(town));
    }

    [Fact]
    public async Task Stretch_OlderThanTheHistory_IsFilledOnceAndAgainAddsNothing()
    {
        using var town = Register();
        await town.OnceAsync("2026-06-08T06:00");

        var filled = await town.FillAsync("2026-06-08T07:00", "2019-11-15", "2020-02-29");
        Assert.Equal((4, Standing.OnTrack), (filled.Result.Measurements, filled.Of("porto").Standing));
        Assert.Empty(filled.Letters);
        Assert.Equal(["2019-11", "2019-12", "2020-01", "2020-02", "2025-12"], town.Query<string>("select period from measurements order by period limit 5"));

        Assert.Equal(0, (await town.FillAsync("2026-06-08T07:00", "2019-11-15", "2020-02-29")).Result.Measurements);
        Assert.Equal(0, (await town.FillAsync("2026-06-08T08:00", "2019-11-15", "2020-02-29")).Result.Measurements);
        Assert.Equal(
            ["Taken 2025-12-01 2026-06-01 6 6", "BackfillTaken 2019-11-01 2020-03-01 4 4", "BackfillTaken 2019-11-01 2020-03-01 4 0"], Readings(town));
    }

    [Fact]
    public async Task Stretch_OfAFile_TakesNothingAfterItsLastDay()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-01", 470), ("2026-02", 480), ("2026-03", 490), ("2026-04", 500)));
        await town.FillAsync("2026-06-08T06:00", "2026-02-01", "2026-03-01");

        Assert.Equal(["2026-02", "2026-03"], town.Query<string>("select period from measurements order by 1"));
    }

    [Fact]
    public async Task Stretch_FilledBeforeAnythingWasRead_DoesNotStandForTheHistory()
    {
        using var town = Register();
        await town.FillAsync("2026-06-07T06:00", "2026-05-01", "2026-05-31");
        await town.OnceAsync("2026-06-08T06:00");
        await town.OnceAsync("2026-06-09T06:00");

        Assert.Equal(["BackfillTaken 2026-05-01 2026-06-01 1 1", "Taken 2025-12-01 2026-06-01 6 5", "Taken 2026-04-01 2026-06-01 2 0"], Readings(town));
    }

    [Fact]
    public async Task Stretch_WithRedMonthsThatAreLongOver_IsJudgedAndToldToNobody()
    {
        using var town = Register();
        town.Write("config/plans/post.yml", Given.Plan.Replace("on: 2026-04-30, value: 45", "on: 2024-12-31, value: 45", StringComparison.Ordinal));
        Execute(town, "update breve set digitale = 300 where måned between '2025-01' and '2025-06'");
        Assert.Empty((await town.OnceAsync("2026-06-08T06:00")).Letters);

        var filled = await town.FillAsync("2026-06-08T07:00", "2025-01-01", "2025-11-30");

        var seen = filled.Result.Seen.Single();
        Assert.Equal(6, seen.Judgements.Count(j => j.Standing == Standing.Red));
        Assert.Equal(Standing.OnTrack, seen.Current.Standing);
        Assert.Empty(filled.Letters);
        Assert.Empty(town.Query<string>("select kind from deviation_changes"));
    }

    [Fact]
    public async Task Stretch_WithTheMonthThatIsAwaited_IsJudgedAndToldLikeAnyOther()
    {
        using var town = Register();
        await town.OnceAsync("2026-06-08T06:00");
        Execute(town, "update breve set digitale = 400 where måned = '2026-05'");

        var filled = await town.FillAsync("2026-06-08T07:00", "2026-05-01", "2026-05-31");

        Assert.Equal((1, 1), (filled.Result.Measurements, filled.Result.Restated["maalinger"]));
        Assert.StartsWith("Rød afvigelse: Sparet porto: 40,0 % mod forventet 50,0 %", Assert.Single(filled.Letters).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stretch_ThatFailsOrIsEmpty_SaysNothingOfWhatIsAwaited()
    {
        using var town = Register();
        await town.OnceAsync("2026-07-12T06:00");
        Assert.Equal(Standing.Late, (await town.LookAsync("2026-07-12T07:00")).Single().Current.Standing);

        var empty = await town.FillAsync("2026-07-12T08:00", "2010-01-01", "2010-12-31");
        File.Move(town.PathOf("config/register.db"), town.PathOf("config/register.gone"));
        var failed = await town.FillAsync("2026-07-12T09:00", "2010-01-01", "2010-12-31");

        Assert.Equal([Standing.Late, Standing.Late], new[] { empty, failed }.Select(p => p.Of("porto").Standing));
        Assert.Empty(empty.Letters.Concat(failed.Letters));
        Assert.Equal(["BackfillTaken 2010-01-01 2011-01-01 0 0", "BackfillFileMissing 2010-01-01 2011-01-01 0 0"], Readings(town).Skip(1));
        Assert.Equal(Standing.Late, (await town.LookAsync("2026-07-12T10:00")).Single().Current.Standing);
    }

    [Fact]
    public async Task Once_WithAStretch_ReadsItAndExplainShowsIt()
    {
        using var town = Register();
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", "2026-06-08", "--config", town.Config)).Exit);

        var said = await Gevinst.RunAsync("once", "--as-of", "2026-06-08", "--from", "2020-01-01", "--to", "2020-12-31", "--config", town.Config);

        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.Contains("1 reading, 12 new measurements.", said.Out, StringComparison.Ordinal);
        Assert.Contains("backfill-taken, 12 rows for 2020-01-01 up to 2021-01-01, 12 new",
            (await Gevinst.RunAsync("explain", "post/porto", "--as-of", "2026-06-08", "--config", town.Config)).Out, StringComparison.Ordinal);
    }
}
