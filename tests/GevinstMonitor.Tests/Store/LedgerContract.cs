using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Store;

/// <summary>What any store must do.</summary>
public abstract class LedgerContract : IDisposable
{
    protected static readonly Period June = Period.Containing(PeriodKind.Month, new DateOnly(2026, 6, 1));
    private ServiceProvider? _services;

    protected abstract Town Town { get; }

    [Fact]
    public async Task Reading_AppendedTwice_AddsNothing()
    {
        Assert.Equal(1, (await AppendAsync("2026-07-08", 480)).Measurements);
        Assert.Equal(0, (await AppendAsync("2026-07-08", 480)).Measurements);
        Assert.Equal((1, 1), (await CountAsync("measurements"), await CountAsync("readings")));
    }

    [Fact]
    public async Task Figure_Restated_IsANewRowAndTheEarlierMomentStillSeesTheOldOne()
    {
        await AppendAsync("2026-07-08", 480);
        await AppendAsync("2026-07-09", 490);
        Assert.Equal(2, await CountAsync("measurements"));
        Assert.Equal(490, Town.Query<decimal>("select first from newest_measurements").Single());
        Assert.Equal(480, (await PastAsync("2026-07-08")).Of("*").Single().Figure.First);
        Assert.Equal(490, (await PastAsync("2026-07-09")).Of("*").Single().Figure.First);
    }

    [Fact]
    public async Task Decision_OnAFigure_CountsFromItsMoment()
    {
        await AppendAsync("2026-07-08", 480);
        var ledger = (await ServicesAsync()).GetRequiredService<Ledger>();
        Assert.NotNull(await ledger.DecideAsync(1, Decision.Released, "controller", "Set efter", At("2026-07-09").Instant, Ct));
        Assert.Null(await ledger.DecideAsync(2, Decision.Released, "controller", "Set efter", At("2026-07-09").Instant, Ct));
        Assert.Null((await PastAsync("2026-07-08")).Of("*").Single().Decision);
        Assert.Equal(Decision.Released, (await PastAsync("2026-07-09")).Of("*").Single().Decision);
    }

    [Fact]
    public async Task Decisions_PutOnFileInAnyOrder_CountEachFromItsMoment()
    {
        await AppendAsync("2026-07-08", 480);
        var ledger = (await ServicesAsync()).GetRequiredService<Ledger>();
        await ledger.DecideAsync(1, Decision.Released, "controller", "Set efter", At("2026-07-11").Instant, Ct);
        await ledger.DecideAsync(1, Decision.Rejected, "controller", "Glemt i sidste uge", At("2026-07-09").Instant, Ct);
        Assert.Equal([null, Decision.Rejected, Decision.Rejected, Decision.Released],
            new[] { "2026-07-08", "2026-07-09", "2026-07-10", "2026-07-11" }.Select(day => PastAsync(day).Result.Of("*").Single().Decision));
    }

    [Fact]
    public async Task Append_OfFigures_CountsThoseThatMovedOneThatCouldBeJudged()
    {
        Assert.Empty((await AppendAsync("2026-06-20", 200)).Restated);
        Assert.Empty((await AppendAsync("2026-07-08", 480)).Restated);
        Assert.Empty((await AppendAsync("2026-07-09", 480)).Restated);
        Assert.Equal(("maalinger", 1), Assert.Single((await AppendAsync("2026-07-10", 490)).Restated.Select(r => (r.Key, r.Value))));
    }

    [Fact]
    public async Task Append_StoppedHalfWay_LeavesNothing()
    {
        using var stopped = new CancellationTokenSource();
        var ledger = (await ServicesAsync()).GetRequiredService<Ledger>();
        var figures = Enumerable.Range(0, 10_000).Select(i => new ReadFigure($"enhed-{i}", June, Figure.Value(i))).ToList();
        var reading = Taken("2026-07-08", figures);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.AppendAsync([reading, reading], _ =>
        {
            // Asked for while the histories are read, before anything is written.
            stopped.Cancel();
            return PeriodKind.Month;
        }, At("2026-07-08"), stopped.Token));
        Assert.Equal((0, 0), (await CountAsync("measurements"), await CountAsync("readings")));
    }

    [Fact]
    public async Task Conclusions_WhoseJudgeThrows_AreNotWritten()
    {
        var cases = (await ServicesAsync()).GetRequiredService<Cases>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => cases.ConcludeAsync(_ => throw new InvalidOperationException("no"), At("2026-07-08").Instant, Ct));
        await cases.ConcludeAsync(_ => new Conclusions([], [new TroubleChange(Trouble, true, At("2026-07-08").Instant)], []), At("2026-07-08").Instant, Ct);
        Assert.Equal(1, await CountAsync("troubles"));
    }

    [Fact]
    public async Task Trouble_OverBeforeAnyoneHeard_IsNotTold()
    {
        var services = await ServicesAsync();
        var cases = services.GetRequiredService<Cases>();
        await ConcludeAsync(began: true, "2026-07-08");
        Assert.Single((await services.GetRequiredService<Outbox>().PendingAsync(DateTimeOffset.UnixEpoch, Ct)).Troubles);
        await ConcludeAsync(began: false, "2026-07-09");
        Assert.Empty((await services.GetRequiredService<Outbox>().PendingAsync(DateTimeOffset.UnixEpoch, Ct)).Troubles);
        Assert.Equal(2, await CountAsync("trouble_changes"));
        Assert.Empty((await cases.OpenAsync(At("2026-07-10").Instant, Ct)).Troubles);

        Task<Conclusions> ConcludeAsync(bool began, string day) =>
            cases.ConcludeAsync(_ => new Conclusions([], [new TroubleChange(Trouble, began, At(day).Instant)], []), At(day).Instant, Ct);
    }

    [Theory]
    [InlineData("update measurements set kind = 'Value'")]
    [InlineData("delete from measurements")]
    [InlineData("update readings set outcome = 'Taken'")]
    [InlineData("delete from readings")]
    public async Task Facts_WhoeverTriesToChangeThem_StayAsTheyAre(string sql)
    {
        await Reading_AppendedTwice_AddsNothing();
        var refused = Assert.ThrowsAny<DbException>(() => Town.Query<int>(sql));
        Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        Assert.Equal(480, Town.Query<decimal>("select first from measurements").Single());
    }

    [Fact]
    public async Task Measurement_OfNoReading_IsRefused()
    {
        await Reading_AppendedTwice_AddsNothing();
        foreach (var (id, reading) in new[] { (2, 2), (3, 0) })
        {
            Assert.ThrowsAny<DbException>(() => Town.Query<int>(
                $"insert into measurements (measurement_id, reading_id, indicator_id, unit_id, period, kind) values ({id}, {reading}, 'andel', '*', '2026-07', 'NotANumber')"));
        }

        Town.Query<int>("insert into measurements (measurement_id, reading_id, indicator_id, unit_id, period, kind) values (4, 1, 'andel', '*', '2026-07', 'NotANumber')");
        Assert.Equal([1, 4], Town.Query<long>("select measurement_id from measurements order by measurement_id"));
    }

    public void Dispose()
    {
        _services?.Dispose();
        Town.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Trouble Trouble => new(TroubleKind.SourceFailed, "source maalinger", "source maalinger", null, "Unreachable", "no answer");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static Moment At(string day) => new(new DateTimeOffset(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero), TimeZoneInfo.Utc);

    protected async Task<ServiceProvider> ServicesAsync() => _services ??= await Town.StartAsync();

    protected async Task<Appended> AppendAsync(string day, decimal value) =>
        await (await ServicesAsync()).GetRequiredService<Ledger>().AppendAsync([Taken(day, [new ReadFigure("*", June, Figure.Value(value))])], _ => PeriodKind.Month, At(day), Ct);

    private async Task<Past> PastAsync(string day) =>
        (await (await ServicesAsync()).GetRequiredService<Ledger>().PastAsync(["andel"], _ => PeriodKind.Month, At(day), Ct))["andel"];

    protected async Task<long> CountAsync(string table)
    {
        await ServicesAsync();
        return Town.Query<long>($"select count(*) from {table}").Single();
    }

    protected static Reading.Taken Taken(string day, List<ReadFigure> figures) => new()
    {
        Indicator = "andel",
        Source = "maalinger",
        AsOf = At(day).Instant,
        QueryHash = "c0ffee",
        Window = new Window(June.Start, June.Next.Start),
        Figures = figures,
        Rows = figures.Count,
        Rejected = [],
    };
}

public sealed class SqliteLedgerTests : LedgerContract
{
    protected override Town Town { get; } = Given.OneBenefit(new SqliteTestStore());
}

public sealed class PostgresLedgerTests : LedgerContract
{
    protected override Town Town { get; } = Given.OneBenefit(new PostgresTestStore());

    [Fact]
    public async Task Reading_WithMeasurements_IsNotLetGo()
    {
        await AppendAsync("2026-07-08", 480);
        await AppendAsync("2026-07-09", 480);
        // As whoever owns the tables may.
        Assert.ThrowsAny<DbException>(() => Town.Query<int>("begin; alter table readings disable trigger readings_stay; delete from readings; commit"));
        Assert.Equal(1, await CountAsync("measurements"));
        Assert.Equal(2, await CountAsync("readings"));
        Town.Query<int>("begin; alter table readings disable trigger readings_stay; delete from readings where appended = 0; alter table readings enable trigger readings_stay; commit");
        Assert.Equal(1, await CountAsync("readings"));
    }

    [Fact]
    public async Task Writers_OfStoresInTwoSchemas_DoNotWaitForEachOther()
    {
        using var other = Given.OneBenefit(new PostgresTestStore());
        await ServicesAsync();
        var theirs = (await other.StartAsync()).GetRequiredService<Database>();

        var appended = await theirs.InTransactionAsync((_, _) => AppendAsync("2026-07-08", 480), Ct);

        Assert.Equal(1, appended.Measurements);
    }

    [Fact]
    public async Task Histories_OfAllIndicatorsOfARound_AreReadInOneQuery()
    {
        var ledger = (await ServicesAsync()).GetRequiredService<Ledger>();
        var readings = Enumerable.Range(0, 250).Select(i => Taken("2026-07-08", [new ReadFigure("*", June, Figure.Value(i))]) with { Indicator = $"andel-{i}" }).ToList();
        await ledger.AppendAsync(readings, _ => PeriodKind.Month, At("2026-07-08"), Ct);
        var asked = new ConcurrentQueue<string>();
        using var round = new Activity("round").SetIdFormat(ActivityIdFormat.W3C).Start();
        // What the driver says that it sends; other tests ask the server at the same time.
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = command =>
            {
                if (command.TraceId == round.TraceId)
                    asked.Enqueue($"{command.GetTagItem("db.query.text") ?? command.GetTagItem("db.statement")}");
            },
        };
        ActivitySource.AddActivityListener(listener);

        var again = await ledger.AppendAsync([.. readings.Select(r => r with { AsOf = At("2026-07-09").Instant })], _ => PeriodKind.Month, At("2026-07-09"), Ct);

        Assert.Equal(0, again.Measurements);
        Assert.Equal(Enumerable.Range(0, 250), again.Pasts.Values.Select(past => (int)past.Of("*").Single().Figure.First).Order());
        Assert.Single(asked, sql => sql.Contains("select indicator_id, unit_id, period, measurement_id", StringComparison.Ordinal));
    }
}

public sealed class SqlServerLedgerTests : LedgerContract
{
    protected override Town Town { get; } = Given.OneBenefit(new SqlServerTestStore());
}
