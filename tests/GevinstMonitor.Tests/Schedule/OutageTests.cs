using System.Data.Common;
using System.Globalization;
using System.Net;
using GevinstMonitor.Tests.Collect.Databases;
using GevinstMonitor.Tests.Collect.Web;
using GevinstMonitor.Tests.Post;
using GevinstMonitor.Tests.Store;
using Npgsql;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>A worker whose store's server is stopped and started again under it.</summary>
public abstract class OutageTests
{
    private const int SecondsBetween = 2;
    private const int Sources = 4;

    /// <summary>So long the server is away; longer than Quartz's patience of a minute and what was due meanwhile runs once.</summary>
    private static int Away { get; } = int.Parse(Environment.GetEnvironmentVariable("GEVINST_OUTAGE_SECONDS") ?? "3", CultureInfo.InvariantCulture);

    /// <summary>What <c>schedule</c> is in the configuration.</summary>
    protected abstract string Mode { get; }

    [Fact]
    public async Task Worker_WhoseServerIsStoppedAndStarted_SaysSoGoesOnByItselfAndLosesAndDoublesNothing()
    {
        await using var server = OwnServer.Of("postgres");
        await server.StartAsync();
        await using var mail = new LoopbackSmtp();
        await using var web = await LoopbackWeb.StartAsync(async context =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), context.RequestAborted);
            await context.SayAsync("""[{"måned":"2026-05","digitale":480,"alle":1000},{"måned":"2026-06","digitale":480,"alle":1000}]""");
        });
        using var town = Town(mail.Port, web.Url, new OwnTestStore(server.ConnectionString), Mode);
        // The minute of the post comes while the server is away.
        var clock = new ShiftedClock(new DateTimeOffset(2026, 7, 13, 8, 0, 54, TimeSpan.Zero));
        await using var worker = await OwnWorker.StartAsync(town, clock);
        await worker.UntilAsync(() => worker.Lines.Count(line => line.Contains("Round kilde-", StringComparison.Ordinal)) > Sources * 2);
        Assert.Equal(HttpStatusCode.OK, await worker.ReadyAsync());

        await server.StopAsync();
        var stopped = clock.GetUtcNow();
        await worker.UntilAsync(async () => await worker.ReadyAsync() == HttpStatusCode.ServiceUnavailable && clock.GetUtcNow() - stopped > TimeSpan.FromSeconds(Away));
        await server.StartAsync();
        var started = clock.GetUtcNow();
        await worker.UntilAsync(async () => await worker.ReadyAsync() == HttpStatusCode.OK);
        // It goes on, and the letters have left.
        await worker.UntilAsync(() => town.Query<long>($"select count(distinct indicator_id) from readings where as_of > '{started.AddSeconds(SecondsBetween):O}'").Single() == Sources
            && town.Query<string>("select state from letters") is { Count: > 0 } states && states.All(state => state == "Sent"));
        Assert.Equal(0, await worker.StopAsync());

        // What was due is concluded once: as of when it was due, or, where it was so late that Quartz takes it for missed, all of that at once.
        var rounds = town.Moments("select as_of from readings where as_of = date_trunc('second', as_of) group by source_id, as_of");
        Assert.All(town.Query<long>("select count(*) from readings group by source_id, as_of"), count => Assert.Equal(1, count));
        foreach (var source in town.Query<string>("select distinct source_id from readings"))
        {
            var moments = town.Moments($"select as_of from readings where source_id = '{source}' order by as_of").SkipWhile(at => at.Ticks % TimeSpan.TicksPerSecond != 0).ToList();
            var late = 0;
            foreach (var (one, next) in moments.Zip(moments.Skip(1)).Where(pair => pair.Second - pair.First > TimeSpan.FromSeconds(SecondsBetween)))
            {
                late++;
                Assert.InRange(one, stopped.AddSeconds(-SecondsBetween), started);
                Assert.True(next >= started, $"{source} of {one:HH:mm:ss} was followed by {next:HH:mm:ss.f}, and the server was away from {stopped:HH:mm:ss.f} to {started:HH:mm:ss.f}");
            }

            Assert.InRange(late, 0, 1);
        }

        Assert.Equal(mail.Letters.Count, mail.Letters.Select(l => l.Message.MessageId).Distinct().Count());
        Assert.Equal(town.Query<long>("select count(*) from letters").Single(), mail.Letters.Count);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rounds.Count} rounds due, the store's server away for {(started - stopped).TotalSeconds:0.0} s of that time; each concluded once, as of when it was due; {mail.Letters.Count} letters, none twice"));
        Assert.Contains(worker.Lines, line => line.Contains("the store postgres localhost", StringComparison.Ordinal) && line.Contains("cannot be used: ", StringComparison.Ordinal));
    }

    private static Town Town(int mail, string url, TestStore store, string schedule)
    {
        var town = new Town(PostTown.Smtp("127.0.0.1", mail, "none", login: false, authority: false) + schedule + "\nletters: { on: every-day, between: \"00:00-23:59\" }\n", store: store);
        var plan = Given.PlanOf("2026-04-30, value: 45", "{ by: 2026-06-30, value: 60 }, { by: 2027-10-31, value: 60 }");
        var benefit = plan[plan.IndexOf("  - id:", StringComparison.Ordinal)..];
        town.Write("config/plans/post.yml", plan[..^benefit.Length] + string.Concat(Enumerable.Range(0, Sources).Select(i =>
            benefit.Replace("id: porto", $"id: porto-{i}", StringComparison.Ordinal).Replace("indicator: andel", $"indicator: kilde-{i}", StringComparison.Ordinal) + "\n")));
        foreach (var source in Enumerable.Range(0, Sources))
        {
            town.Write($"config/sources/kilde-{source}.yml", $"id: kilde-{source}\nkind: http\nurl: {url}\ntimeout: 10s\n").Write($"config/indicators/kilde-{source}.yml", Given.Indicator
                .Replace("id: andel", $"id: kilde-{source}", StringComparison.Ordinal).Replace("source: maalinger", $"source: kilde-{source}", StringComparison.Ordinal).Replace("0 0 6 * * ?", $"0/{SecondsBetween} * * * * ?", StringComparison.Ordinal));
        }

        town.Load();
        return town;
    }
}

public sealed class AloneOutageTests : OutageTests
{
    protected override string Mode => "";
}

public sealed class ClusteredOutageTests : OutageTests
{
    protected override string Mode => "\nschedule: { mode: clustered, checkIn: 4s }\n";
}

public sealed class LetterOutageTests
{
    [Fact]
    public async Task Letter_WhoseStoreIsAwayWhenItHasLeft_IsMarkedWhenItIsBackAndNotSentAgain()
    {
        await using var server = OwnServer.Of("postgres");
        await server.StartAsync();
        var back = Task.CompletedTask;
        await using var mail = new LoopbackSmtp();
        mail.LetterRefusal = _ =>
        {
            // As soon as it has the letter, and before it says so.
            if (back == Task.CompletedTask)
            {
                server.StopAsync().GetAwaiter().GetResult();
                back = Task.Run(() => server.StartAsync());
            }

            return null;
        };
        using var post = PostTown.Of(mail, "none", host: "127.0.0.1", store: new OwnTestStore(server.ConnectionString));
        await post.PutAsync(PostTown.Letters(3));
        var delivery = post.DeliverAsync();
        // Its pauses are by the town's clock.
        while (!delivery.IsCompleted)
        {
            await Task.WhenAny(delivery, Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
            post.Town.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(3, (await delivery).Sent);
        await back;
        Assert.Equal(["letter00 Sent", "letter01 Sent", "letter02 Sent"], post.States());
        Assert.Equal(3, mail.Letters.Count);
    }
}

/// <summary>A store on a server of the test's own, which ends with it.</summary>
internal sealed class OwnTestStore(string connectionString) : TestStore
{
    public override string Settings => "{ kind: postgres, connectionString: { file: ../store.txt } }";

    protected override string Tables => "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1";

    public override void SettleIn(string folder) => File.WriteAllText(Path.Combine(folder, "store.txt"), connectionString);

    public override void Dispose()
    {
    }

    // A connection that stays open would be a dead one when the server is back.
    protected override DbConnection Connect() => new NpgsqlConnection($"{connectionString};Pooling=false");
}
