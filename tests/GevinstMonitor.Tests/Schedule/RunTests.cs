using System.Net;
using System.Net.Sockets;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>The worker as a process of its own, on a port of this machine.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task Run_OnAFreshStore_ReadsWhatItMissedAnswersAndStopsCleanly()
    {
        var port = Gevinst.FreePort();
        using var town = Worker(port).Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));
        using var gevinst = Gevinst.Start(["run", "--config", town.Config]);
        await gevinst.LineAsync("Round maalinger: 1 readings, 0 failed");

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        foreach (var path in new[] { "/health", "/health/live", "/health/ready" })
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("gevinst_collect_readings_total{source=\"maalinger\",outcome=\"taken\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("gevinst_heartbeat_timestamp_seconds ", metrics, StringComparison.Ordinal);

        var asked = await Gevinst.RunAsync("health", "--config", town.Config);
        Assert.Equal((0, "Healthy"), (asked.Exit, asked.Out.TrimEnd()));

        gevinst.Terminate();
        Assert.True(gevinst.Process.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
        asked = await Gevinst.RunAsync("health", "--at", $"http://127.0.0.1:{port}");
        Assert.Equal((1, $"gevinst: no worker answers at http://127.0.0.1:{port}/"), (asked.Exit, asked.Error.TrimEnd()));

        // A second start on the same day has missed nothing.
        using var again = Gevinst.Start(["run", "--config", town.Config]);
        await again.LineAsync("Sweep: ");
        again.Terminate();
        Assert.Equal(0, (await again.EndAsync()).Exit);
        Assert.Equal(1, town.Query<long>("select count(*) from readings").Single());
        // No link is written, so that none is signed.
        Assert.Equal(0, town.Query<long>("select count(*) from data_protection_keys").Single());
    }

    [Fact]
    public async Task Run_StartedAnewWhileASourceFails_SaysSoBeforeItIsReadAgain()
    {
        var port = Gevinst.FreePort();
        using var town = Worker(port);
        using (var first = Gevinst.Start(["run", "--config", town.Config]))
        {
            await first.LineAsync("Round maalinger: 1 readings, 1 failed");
            first.Terminate();
            Assert.Equal(0, (await first.EndAsync()).Exit);
        }

        using var again = Gevinst.Start(["run", "--config", town.Config]);
        await again.LineAsync("Sweep: ");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var metrics = "";
        await Until.NothingLacksAsync(async () =>
        {
            metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
            return metrics.Contains("gevinst_collect_failing{source=\"maalinger\"} 1\n", StringComparison.Ordinal) ? null : metrics;
        }, minutes: 1);
        Assert.DoesNotContain("gevinst_collect_readings_total{", metrics, StringComparison.Ordinal);
        Assert.Contains("gevinst_round_last_timestamp_seconds{source=\"maalinger\"} ", metrics, StringComparison.Ordinal);
        again.Terminate();
        Assert.Equal(0, (await again.EndAsync()).Exit);
    }

    [Fact]
    public async Task Run_StoppedWhileAQueryRuns_EndsInTenSecondsAndTheRoundLeavesNoTrace()
    {
        using var town = Worker(Gevinst.FreePort())
            .Write("config/sources/maalinger.yml", "id: maalinger\nkind: sqlite\nfile: register.db\ntimeout: 1h\n")
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("columns: { period: måned, numerator: digitale, denominator: alle }",
                "query: with recursive n(i) as (select 1 union all select i + 1 from n) select '2026-06' as period, sum(i) as numerator, count(*) as denominator from n", StringComparison.Ordinal));
        using (var register = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={town.PathOf("config/register.db")};Pooling=False"))
        {
            register.Open();
            Dapper.SqlMapper.Execute(register, "create table t (n)");
        }

        using var gevinst = Gevinst.Start(["run", "--config", town.Config]);
        await gevinst.LineAsync("Sweep: ");
        gevinst.Terminate();
        Assert.True(gevinst.Process.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
        Assert.Equal(0, town.Query<long>("select count(*) from readings").Single());
    }

    [Fact]
    public async Task Run_OnAPortThatIsTaken_SaysSoInALine()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var town = Worker(((IPEndPoint)taken.LocalEndpoint).Port).Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));
        var said = await Gevinst.RunAsync("run", "--config", town.Config);
        Assert.Equal(1, said.Exit);
        Assert.Contains("gevinst: cannot listen on http://127.0.0.1:", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutAConfiguration_IsRefusedAsByEveryCommand()
    {
        using var town = new Town();
        File.Delete(town.PathOf("config/gevinstmonitor.yml"));
        var said = await Gevinst.RunAsync("run", "--config", town.Config);
        Assert.Equal(2, said.Exit);
        Assert.Contains("the file is missing", said.Error, StringComparison.Ordinal);
    }

    private static Town Worker(int port) => new Town(Given.Installation + $"\nstatus: {{ listen: \"http://127.0.0.1:{port}\" }}\n")
        .Write("config/sources/maalinger.yml", Given.Source)
        .Write("config/indicators/andel.yml", Given.Indicator)
        .Write("config/plans/post.yml", Given.Plan);
}
