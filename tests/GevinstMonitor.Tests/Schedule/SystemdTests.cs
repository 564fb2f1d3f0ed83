using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>A worker that systemd started (<c>Type=notify</c>): what it tells it, and when.</summary>
public sealed class SystemdTests
{
    [Fact]
    public async Task Run_ForSystemd_IsReadyOnceLivesAndStopsThoughItsConfigurationChanges()
    {
        using var manager = new Manager();
        using var town = Worker();
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], [$"NOTIFY_SOCKET={manager.Address}", "WATCHDOG_USEC=200000"]);

        Assert.Equal("READY=1", await manager.NextAsync());
        // It says so after it is at work, and not before.
        await gevinst.LineAsync("At work by configuration");
        Assert.Equal("WATCHDOG=1", await manager.NextAsync());

        gevinst.Signal("HUP");
        await gevinst.LineAsync("At work by configuration", times: 2);
        Assert.Equal("WATCHDOG=1", await manager.NextAsync());

        gevinst.Terminate();
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
        var rest = await manager.RestAsync();
        Assert.Equal(["STOPPING=1", "WATCHDOG=1"], rest.Distinct().Order(StringComparer.Ordinal));
        Assert.Single(rest, told => told == "STOPPING=1");
    }

    [Fact]
    public async Task Run_AskedToStopAsSoonAsItIsReady_EndsWell()
    {
        using var manager = new Manager();
        using var town = Worker();
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], [$"NOTIFY_SOCKET={manager.Address}"]);

        Assert.Equal("READY=1", await manager.NextAsync());
        gevinst.Terminate();

        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
    }

    [Fact]
    public async Task Run_ForSystemdThatCannotStart_IsNeverReady()
    {
        using var manager = new Manager();
        using var town = Worker().Write("config/indicators/andel.yml", Given.Indicator.Replace("better: higher", "better: taller", StringComparison.Ordinal));
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], [$"NOTIFY_SOCKET={manager.Address}"]);

        Assert.Equal(2, (await gevinst.EndAsync()).Exit);
        Assert.Empty(await manager.RestAsync());
    }

    private static Town Worker() => new Town(Given.Installation + $"\nstatus: {{ listen: \"http://127.0.0.1:{Gevinst.FreePort()}\" }}\n")
        .Write("config/sources/maalinger.yml", Given.Source)
        .Write("config/indicators/andel.yml", Given.Indicator)
        .Write("config/plans/post.yml", Given.Plan)
        .Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));

    /// <summary>Systemd's end of the conversation.</summary>
    private sealed class Manager : IDisposable
    {
        private const string End = "that was all";

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-notify-");
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

        public Manager()
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's");
            _socket.Bind(new UnixDomainSocketEndPoint(Address));
            _ = Task.Run(ListenAsync);
        }

        public string Address => Path.Combine(_folder.FullName, "notify");

        public Task<string> NextAsync() => _told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        /// <summary>What was told, and not taken yet, by a worker that has ended.</summary>
        public async Task<List<string>> RestAsync()
        {
            using (var last = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified))
                await last.SendToAsync(Encoding.UTF8.GetBytes(End), new UnixDomainSocketEndPoint(Address), TestContext.Current.CancellationToken);
            var rest = new List<string>();
            while (await NextAsync() is var told && told != End)
                rest.Add(told);
            return rest;
        }

        public void Dispose()
        {
            _socket.Dispose();
            _folder.Delete(recursive: true);
        }

        // Always, as systemd does: who tells would wait else.
        private async Task ListenAsync()
        {
            var told = new byte[4096];
            try
            {
                while (true)
                    await _told.Writer.WriteAsync(Encoding.UTF8.GetString(told, 0, await _socket.ReceiveAsync(told)));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
