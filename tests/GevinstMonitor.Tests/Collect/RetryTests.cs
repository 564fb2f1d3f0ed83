using System.Net;
using System.Net.Sockets;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

/// <summary>What may have been a hiccup is tried again at once; what fails all the time is left alone for a while.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Fault_ThatMayPass_IsTriedThreeTimes()
    {
        using var town = Looping();
        var clock = new HastyClock(TimeSpan.FromSeconds(30));
        Assert.Equal(CollectFault.FileMissing, (await town.ReadAsync(clock)).Failed().Fault);
        Assert.Equal(2, clock.Waits);
    }

    [Fact]
    public async Task Fault_ThatStays_IsNotTriedAgain()
    {
        using var town = Collecting.Csv();
        var clock = new HastyClock(TimeSpan.FromSeconds(30));
        Assert.Equal(CollectFault.FileMissing, (await town.ReadAsync(clock)).Failed().Fault);
        Assert.Equal(0, clock.Waits);
    }

    [Fact]
    public async Task Server_ThatHangsUp_HearsThreeCallsAReadingAndNoneWhileItIsLeftAlone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var calls = 0;
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                using var call = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref calls);
            }
        }, TestContext.Current.CancellationToken);
        using var town = new Town().Write("secret.txt", $"Server=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};User ID=x;Password=y;Pooling=false")
            .Write("config/sources/maalinger.yml", "id: maalinger\nkind: mysql\nconnectionString: { file: ../secret.txt }\n")
            .Write("config/indicators/andel.yml", Collecting.Query("select 1"));
        var collector = town.Collector();

        Assert.Equal(CollectFault.Unreachable, (await collector.ReadAsync(town)).Failed().Fault);
        Assert.Equal(3, Volatile.Read(ref calls));
        Assert.Equal(CollectFault.Unreachable, (await collector.ReadAsync(town)).Failed().Fault);
        Assert.Equal(6, Volatile.Read(ref calls));
        Assert.Equal(CollectFault.CircuitOpen, (await collector.ReadAsync(town)).Failed().Fault);
        Assert.Equal(6, Volatile.Read(ref calls));
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => answering);
    }

    [Fact]
    public async Task Source_LeftAlone_IsAskedAgainAfterFiveMinutes()
    {
        using var town = Looping();
        var clock = new HastyClock(TimeSpan.FromSeconds(30));
        var collector = town.Collector(clock);
        await collector.ReadAsync(town);
        await collector.ReadAsync(town);
        Mend(town);

        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        var failed = (await collector.ReadAsync(town)).Failed();
        Assert.Equal((CollectFault.CircuitOpen, "it failed again and again; it is tried again after 5 minutes"), (failed.Fault, failed.Detail));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["* 2026-05 505/1000"], (await collector.ReadAsync(town)).Said());
    }

    [Fact]
    public async Task Source_LeftAlone_LeavesOthersToBeRead()
    {
        using var town = Looping()
            .Write("config/sources/andre.yml", "id: andre\nkind: csv\nfile: andre.csv\n")
            .Write("config/indicators/andre.yml", Given.Indicator.Replace("id: andel", "id: andre", StringComparison.Ordinal).Replace("source: maalinger", "source: andre", StringComparison.Ordinal))
            .Write("config/andre.csv", Given.Figures(("2026-05", 7)));
        var collector = town.Collector();
        await collector.ReadAsync(town);
        await collector.ReadAsync(town);
        Assert.Equal(CollectFault.CircuitOpen, (await collector.ReadAsync(town)).Failed().Fault);
        Assert.Equal(["* 2026-05 7/1000"], (await collector.ReadAsync(town, "andre")).Said());
    }

    // Links that lead in a circle: the disk's own fault, and one that may pass.
    private static Town Looping()
    {
        var town = Collecting.Csv();
        File.CreateSymbolicLink(town.PathOf("config/maalinger.csv"), town.PathOf("config/b.csv"));
        File.CreateSymbolicLink(town.PathOf("config/b.csv"), town.PathOf("config/maalinger.csv"));
        return town;
    }

    private static void Mend(Town town)
    {
        File.Delete(town.PathOf("config/maalinger.csv"));
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505)));
    }
}
