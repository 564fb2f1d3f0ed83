using System.Globalization;
using GevinstMonitor.Tests.Post;
using GevinstMonitor.Tests.Store;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>A machine's clock that is set while the worker runs.</summary>
public abstract class ClockTests
{
    private const int SecondsBetween = 2;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>What <c>schedule</c> is in the configuration.</summary>
    protected abstract string Mode { get; }

    protected abstract TestStore NewStore();

    [Fact]
    public async Task Worker_WhoseClockIsSetAnHourOnAndBack_RunsWhatIsDueAndNothingTwice()
    {
        await using var mail = new LoopbackSmtp();
        using var town = Town(mail.Port);
        // The minute of the post soon comes.
        var clock = new ShiftedClock(new DateTimeOffset(2026, 7, 13, 8, 0, 56, TimeSpan.Zero));
        await using (var worker = await OwnWorker.StartAsync(town, clock))
        {
            await RoundsFromAsync(worker, clock.GetUtcNow());
            await worker.UntilAsync(() => town.Query<string>("select state from letters") is ["Sent"]);

            clock.Jump(Hour);
            var forth = clock.GetUtcNow();
            // What was due in the hour that there was not runs once.
            await RoundsFromAsync(worker, forth);

            clock.Jump(-Hour);
            var back = clock.GetUtcNow();
            // In the hour that comes again nothing is due that was not done; a worker that starts then is told.
            var again = await Gevinst.RunAsync("once", "--config", town.Config, "--as-of", back.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            Assert.Contains("would turn time back", again.Error, StringComparison.Ordinal);
            clock.Jump(Hour);
            await RoundsFromAsync(worker, clock.GetUtcNow().AddSeconds(SecondsBetween));
            Assert.Equal(0, await worker.StopAsync());
            // The next ones when the clock was set are done as of when they were due, and not the hour's 1,800.
            Assert.InRange(town.Query<long>($"select count(*) from readings where as_of > '{Text(forth - Hour)}' and as_of < '{Text(forth - (Hour / 2))}'").Single(), 0, 5);
        }

        Assert.All(town.Query<long>("select count(*) from readings group by as_of"), count => Assert.Equal(1, count));
        // One figure of each month, one deviation, one letter, whatever the clock said.
        Assert.Equal((2, 1, 1), (town.Query<long>("select count(*) from measurements").Single(), town.Query<long>("select count(*) from deviation_changes").Single(), town.Query<long>("select count(*) from letters").Single()));
        Assert.Single(mail.Letters);

        // Of rounds every other second, the latest of which is at most an hour away.
        Task RoundsFromAsync(OwnWorker worker, DateTimeOffset moment) => worker.UntilAsync(() => town.Query<long>($"select count(*) from readings where as_of >= '{Text(moment)}'").Single() >= 2);
    }

    [Fact]
    public async Task Worker_StartedByAClockThatIsBehindTheStore_IsRefusedUntilThen()
    {
        await using var mail = new LoopbackSmtp();
        using var town = Town(mail.Port);
        var clock = new ShiftedClock(new DateTimeOffset(2026, 7, 13, 8, 0, 0, TimeSpan.Zero));
        await using (var worker = await OwnWorker.StartAsync(town, clock))
        {
            await worker.LineAsync("Round maalinger");
            Assert.Equal(0, await worker.StopAsync());
        }

        var facts = town.Facts();
        clock.Jump(-Hour);
        var refused = await OwnWorker.RefusedAsync(town, clock);

        Assert.Equal(1, refused.Exit);
        Assert.Matches("^gevinst: the store was read as of 2026-07-13T08:0.:..\\+00:00 already, and this machine's clock says 2026-07-13T07:0.:..\\+00:00; set the clock, or wait until then\n$", refused.Error);
        Assert.Equal(facts, town.Facts());
    }

    private static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private Town Town(int mail) => new Town(PostTown.Smtp("127.0.0.1", mail, "none", login: false, authority: false) + Mode + "\nletters: { on: every-day, between: \"00:00-23:59\" }\n", store: NewStore())
        .Write("config/sources/maalinger.yml", Given.Source)
        .Write("config/indicators/andel.yml", Given.Indicator.Replace("0 0 6 * * ?", $"0/{SecondsBetween} * * * * ?", StringComparison.Ordinal))
        .Write("config/plans/post.yml", Given.PlanOf("2026-04-30, value: 45", "{ by: 2026-06-30, value: 60 }, { by: 2027-10-31, value: 60 }"))
        .Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 480)));
}

public sealed class AloneClockTests : ClockTests
{
    protected override string Mode => "";

    protected override TestStore NewStore() => new SqliteTestStore();
}

public sealed class ClusteredClockTests : ClockTests
{
    protected override string Mode => "\nschedule: { mode: clustered, checkIn: 4s }\n";

    protected override TestStore NewStore() => new PostgresTestStore();
}
