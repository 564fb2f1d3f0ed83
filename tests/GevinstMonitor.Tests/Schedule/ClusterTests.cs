using System.Globalization;
using GevinstMonitor.Tests.Collect.Web;
using GevinstMonitor.Tests.Post;
using GevinstMonitor.Tests.Store;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>Several workers, each a process of its own, that share a store.</summary>
public sealed class ClusterTests
{
    // Rounds fall due so often; each source is a round of its own.
    private const int SecondsBetween = 6;
    private const int Sources = 10;
    private const int CheckIn = 4;

#pragma warning disable RS0030 // Processes die by the wall clock.
    private static readonly TimeProvider Clock = TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>For so long workers are killed; the README's figures are of two minutes.</summary>
    private static int Seconds { get; } = int.Parse(Environment.GetEnvironmentVariable("GEVINST_CLUSTER_SECONDS") ?? "18", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Workers_TwoOfWhichOneIsKilledAgainAndAgain_ConcludeEachRoundOnceAndSendEachLetterOnce()
    {
        await using var mail = new LoopbackSmtp();
        // It takes a while, so that workers die over rounds too.
        await using var web = await LoopbackWeb.StartAsync(async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
            await context.SayAsync("""[{"måned":"2026-09","digitale":480,"alle":1000},{"måned":"2026-10","digitale":480,"alle":1000}]""");
        });
        using var town = Cluster(mail.Port, web.Url, new PostgresTestStore());
        var random = new Random(1);
        var workers = new[] { Worker(town), Worker(town) };
        try
        {
            foreach (var worker in workers)
                await worker.LineAsync("At work by configuration");
            // The next round that is due when both are there.
            var from = Whole(Clock.GetUtcNow()).AddSeconds(SecondsBetween);
            var until = from.AddSeconds(Math.Max(Seconds / SecondsBetween, 1) * SecondsBetween);
            var (kills, killed) = (0, new List<Gevinst>());
            while (Clock.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromSeconds(3 + random.NextDouble() * 3), TestContext.Current.CancellationToken);
                // One of them lives.
                await workers[(kills + 1) % 2].LineAsync("At work by configuration");
                workers[kills % 2].Dispose();
                killed.Add(workers[kills % 2]);
                workers[kills++ % 2] = Worker(town);
            }

            // Both live on; what died over its round is taken over and told.
            foreach (var worker in workers)
                await worker.LineAsync("At work by configuration");
            var last = until.AddSeconds(-SecondsBetween);
            // What is taken over again and again comes after what is due meanwhile: it is waited for until nothing of the dead is left.
            await Until.NothingLacksAsync(() => town.Query<string>("""
                select concat_ws(', ', (select count(*) from qrtz_scheduler_state) || ' workers', (select count(*) from qrtz_triggers where trigger_group = 'RECOVERING_JOBS') || ' to be taken over',
                  (select count(*) from qrtz_fired_triggers f where not exists (select 1 from qrtz_scheduler_state s where s.instance_name = f.instance_name)) || ' of workers that are gone')
                """).Single() is var left && left == "2 workers, 0 to be taken over, 0 of workers that are gone" ? null : left, minutes: 3);
            await Until.NothingLacksAsync(() => (town.Query<long>($"select count(distinct indicator_id) from readings where as_of = '{last:O}'").Single(),
                town.Query<string>("select state from letters").Distinct().Order().ToList() is ["Sent"]) is var stands && stands == (Sources, true) ? null : $"{stands}, letters {string.Join(' ', town.Query<string>("select state from letters"))}, {string.Join(' ', town.Query<string>("select trigger_state from qrtz_triggers"))}", minutes: 3);

            var due = Enumerable.Range(0, (int)(until - from).TotalSeconds / SecondsBetween).Select(i => from.AddSeconds(i * SecondsBetween)).ToList();
            // What was missed before the first of them started ran then, at a moment that is no round's.
            var rounds = town.Query<string>($"select concat(source_id, ' ', to_char(as_of at time zone 'utc', 'HH24:MI:SS'), ' ', count(*)) from readings where as_of >= '{from:O}' and as_of < '{until:O}' and as_of = date_trunc('second', as_of) group by source_id, as_of order by 1");
            var awaited = (from moment in due from source in Enumerable.Range(0, Sources) select $"kilde-{source} {moment:HH:mm:ss} 1").ToHashSet(StringComparer.Ordinal);
            // What went wrong is seen by what was read, when, by whom it was said.
            Assert.True(awaited.SetEquals(rounds), string.Join('\n', awaited.Except(rounds).Select(r => $"lacks {r}").Concat(rounds.Except(awaited).Select(r => $"has {r}"))
                .Concat(town.Query<string>("select concat(source_id, ' as of ', as_of, ' read at ', read_at, ' ', outcome) from readings order by source_id, reading_id"))
                .Concat(killed.Concat(workers).Select(worker => worker.Told))));
            // One figure each, however often it was read.
            Assert.Equal(Sources * 2, town.Query<int>("select count(*) from measurements").Single());
            Assert.Equal(town.Query<long>("select count(*) from letters").Single(), mail.Letters.Select(l => l.Message.MessageId).Distinct().Count());
            var latest = town.Query<double>($"select extract(epoch from max(read_at - as_of)) from readings where as_of >= '{from:O}' and as_of < '{until:O}'").Single();
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rounds.Count} rounds due in {(until - from).TotalSeconds:0} s, each concluded once; {kills} workers killed; the round that was taken over last ended {latest:0.0} s after it was due (a round takes 1 s, a worker is taken for dead after {CheckIn} s); {mail.Letters.Count} letters arrived, {mail.Letters.Count - mail.Letters.Select(l => l.Message.MessageId).Distinct().Count()} of them twice"));
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }
    }

    [Fact]
    public async Task Worker_WithAnotherConfigurationThanOneThatRuns_IsRefusedAloud()
    {
        await using var mail = new LoopbackSmtp();
        using var town = Cluster(mail.Port, "http://127.0.0.1:1", new PostgresTestStore());
        using var first = Worker(town);
        await first.LineAsync("At work by configuration");
        town.Write("config/sources/kilde-0.yml", Source(0, "http://127.0.0.1:2"));

        var refused = await Gevinst.RunAsync("run", "--config", town.Config, "--listen", Gevinst.FreeAddress());

        // It may be tried again, as service managers do: the other will have the same configuration then.
        Assert.Equal(1, refused.Exit);
        Assert.Matches("this configuration is version [0-9a-f]{16}, and the worker .+ runs by another; stop that, or give both the same", refused.Error);
        first.Terminate();
        Assert.Equal((0, ""), await first.EndAsync() is var said ? (said.Exit, said.Error) : default);
    }

    [Fact]
    public async Task Workers_WhoseConfigurationChanges_WorkByTheNewOneTogetherAndNeverByTwo()
    {
        await using var mail = new LoopbackSmtp();
        using var town = Cluster(mail.Port, "http://127.0.0.1:1", new PostgresTestStore());
        foreach (var file in Directory.EnumerateFiles(town.Config, "*", SearchOption.AllDirectories))
            town.Write(Path.Combine("other", Path.GetRelativePath(town.Config, file)), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        using var first = Gevinst.Start(["run", "--config", town.Config, "--listen", Gevinst.FreeAddress()]);
        using var second = Gevinst.Start(["run", "--config", town.PathOf("other"), "--listen", Gevinst.FreeAddress()]);
        var before = VersionIn(await first.LineAsync("At work by configuration"));
        Assert.Equal(before, VersionIn(await second.LineAsync("At work by configuration")));

        // One is changed, and steps aside; the other goes on.
        town.Write("config/sources/kilde-0.yml", Source(0, "http://127.0.0.1:2"));
        var after = VersionIn(await first.LineAsync("waits to be worked by: the worker "));
        Assert.Equal([before], Versions());
        town.Write("other/sources/kilde-0.yml", Source(0, "http://127.0.0.1:2"));

        await first.LineAsync($"At work by configuration {after}");
        await second.LineAsync($"At work by configuration {after}");
        Assert.Equal([after], Versions());
        Assert.NotEqual(before, after);
        foreach (var worker in new[] { first, second })
        {
            worker.Terminate();
            Assert.Equal((0, ""), await worker.EndAsync() is var said ? (said.Exit, said.Error) : default);
        }

        IReadOnlyList<string> Versions() => [.. town.Query<string>("select instance_name from qrtz_scheduler_state").Select(name => name[^16..]).Distinct()];
    }

    [Fact]
    public async Task Schedule_ThatChangesBetweenTwoStarts_LosesTheRoundThatIsGoneAndKeepsTheOthersMoments()
    {
        await using var mail = new LoopbackSmtp();
        using var town = Cluster(mail.Port, "http://127.0.0.1:1", new PostgresTestStore());
        foreach (var source in Enumerable.Range(0, Sources))
            town.Write($"config/indicators/kilde-{source}.yml", Indicator(source, "0 0 6 * * ?"));
        await StartAndStopAsync(town);
        var before = Triggers();
        town.Write("config/indicators/kilde-9.yml", Indicator(9, "0 5 6 * * ?"));
        await StartAndStopAsync(town);

        var after = Triggers();
        Assert.Equal(Sources, after.Count);
        Assert.Equal(before.Where(t => !t.StartsWith("kilde-9 ", StringComparison.Ordinal)), after.Where(t => !t.StartsWith("kilde-9 ", StringComparison.Ordinal)));
        Assert.StartsWith("kilde-9 at 0 5 6 * * ? ", after[^1], StringComparison.Ordinal);

        IReadOnlyList<string> Triggers() => town.Query<string>("select concat(trigger_name, ' ', next_fire_time) from qrtz_triggers where trigger_group = 'rounds' order by 1");
    }

    private static async Task StartAndStopAsync(Town town)
    {
        using var worker = Worker(town);
        await worker.LineAsync("At work by configuration");
        worker.Terminate();
        Assert.Equal((0, ""), await worker.EndAsync() is var said ? (said.Exit, said.Error) : default);
    }

    private static string VersionIn(string line) => System.Text.RegularExpressions.Regex.Match(line, "onfiguration ([0-9a-f]{16})").Groups[1].Value;

    private static Gevinst Worker(Town town) => Gevinst.Start(["run", "--config", town.Config, "--listen", Gevinst.FreeAddress()]);

    private static DateTimeOffset Whole(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds() / SecondsBetween * SecondsBetween);

    private static Town Cluster(int mail, string url, PostgresTestStore store)
    {
        var town = new Town(PostTown.Smtp("127.0.0.1", mail, "none", login: false, authority: false).Replace("timeout: 10s", "timeout: 2s", StringComparison.Ordinal)
            + $"\nschedule: {{ mode: clustered, checkIn: {CheckIn}s }}\nletters: {{ on: every-day, between: \"00:00-23:59\" }}\n", store: store);
        var plan = Given.PlanOf("2026-04-30, value: 45", "{ by: 2026-10-31, value: 60 }, { by: 2027-10-31, value: 60 }");
        var benefit = plan[plan.IndexOf("  - id:", StringComparison.Ordinal)..];
        town.Write("config/plans/post.yml", plan[..^benefit.Length] + string.Concat(Enumerable.Range(0, Sources).Select(i =>
            benefit.Replace("id: porto", $"id: porto-{i}", StringComparison.Ordinal).Replace("indicator: andel", $"indicator: kilde-{i}", StringComparison.Ordinal) + "\n")));
        foreach (var source in Enumerable.Range(0, Sources))
            town.Write($"config/sources/kilde-{source}.yml", Source(source, url)).Write($"config/indicators/kilde-{source}.yml", Indicator(source, $"0/{SecondsBetween} * * * * ?"));
        // A configuration that is refused would be waited for in vain.
        town.Load();
        return town;
    }

    private static string Source(int source, string url) => $"id: kilde-{source}\nkind: http\nurl: {url}\ntimeout: 10s\n";

    private static string Indicator(int source, string cron) => Given.Indicator.Replace("id: andel", $"id: kilde-{source}", StringComparison.Ordinal).Replace("source: maalinger", $"source: kilde-{source}", StringComparison.Ordinal)
        .Replace("0 0 6 * * ?", cron, StringComparison.Ordinal);
}
