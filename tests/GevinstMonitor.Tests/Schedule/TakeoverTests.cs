using System.Diagnostics;
using System.Globalization;
using GevinstMonitor.Tests.Collect.Web;
using GevinstMonitor.Tests.Store;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>Two workers, of which the one that is reading a round is killed: how long until the other has concluded it.</summary>
public sealed class TakeoverTests
{
    private const int CheckIn = 4;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>So many are killed; the README's figure is of ten.</summary>
    private static int Kills { get; } = int.Parse(Environment.GetEnvironmentVariable("GEVINST_TAKEOVERS") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Round_WhoseWorkerIsKilledWhileItReads_IsConcludedByTheOtherAsOfTheSameMomentOnce()
    {
        var asked = new SemaphoreSlim(0);
        await using var web = await LoopbackWeb.StartAsync(async context =>
        {
            asked.Release();
            await Task.Delay(Round, context.RequestAborted);
            await context.SayAsync("""[{"måned":"2026-09","digitale":600,"alle":1000},{"måned":"2026-10","digitale":600,"alle":1000}]""");
        });
        using var town = Town(web.Url);
        var workers = new List<Gevinst> { Worker(town), Worker(town) };
        var took = new List<TimeSpan>();
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                foreach (var worker in workers)
                    await worker.LineAsync("At work by configuration");
                while (await asked.WaitAsync(TimeSpan.Zero, TestContext.Current.CancellationToken))
                {
                    // What was asked before both were there.
                }

                var reads = "";
                do
                    await asked.WaitAsync(TestContext.Current.CancellationToken);
                while ((reads = town.Query<string>("select concat(f.instance_name, '|', to_timestamp((f.sched_time - 621355968000000000) / 10000000.0)) from qrtz_fired_triggers f where f.state = 'EXECUTING' and f.trigger_group = 'rounds'") is [var one, ..] ? one : "").Length == 0);
                var reader = workers.Single(worker => reads.Split('|')[0].Split(' ')[1] == worker.Process.Id.ToString(CultureInfo.InvariantCulture));
                var due = reads.Split('|')[1];
                reader.Dispose();
                var killed = Stopwatch.GetTimestamp();
                await UntilAsync(() => town.Query<long>($"select count(*) from readings where as_of = '{due}'").Single() > 0);
                took.Add(Stopwatch.GetElapsedTime(killed));
                workers.Remove(reader);
                workers.Add(Worker(town));
            }
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }

        Assert.All(town.Query<long>("select count(*) from readings group by indicator_id, as_of"), count => Assert.Equal(1, count));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{took.Count} workers killed while they read a round; the other concluded it {took.Min().TotalSeconds:0.0} to {took.Max().TotalSeconds:0.0} s after the kill ({string.Join(", ", took.Select(t => t.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)))}), of which reading takes {Round.TotalSeconds:0} s (checkIn {CheckIn} s)"));
    }

    private static Gevinst Worker(Town town) => Gevinst.Start(["run", "--config", town.Config, "--listen", OwnWorker.Address()]);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isSo())
        {
            Assert.False(patience.IsCancellationRequested, "It is not so after two minutes.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private static Town Town(string url)
    {
        var town = new Town(Given.Installation + $"\nschedule: {{ mode: clustered, checkIn: {CheckIn}s }}\n", store: new PostgresTestStore())
            .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: http\nurl: {url}\ntimeout: 10s\n")
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("0 0 6 * * ?", "0/10 * * * * ?", StringComparison.Ordinal))
            .Write("config/plans/post.yml", Given.PlanOf("2026-04-30, value: 45", "{ by: 2026-10-31, value: 60 }, { by: 2027-10-31, value: 60 }"));
        town.Load();
        return town;
    }
}
