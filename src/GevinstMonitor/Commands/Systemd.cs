using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace GevinstMonitor.Commands;

/// <summary>
/// Tells systemd, where it started the worker with <c>Type=notify</c>, when the worker is at work, that it lives, and that it stops (sd_notify(3)). Not by
/// Microsoft.Extensions.Hosting.Systemd: that speaks for a host, and the worker's is replaced with the configuration.
/// </summary>
internal sealed class Systemd : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Socket? _socket;
    private ITimer? _pulse;

    public Systemd(TimeProvider clock)
    {
        _clock = clock;
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } address)
            return;
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        // An @ stands for the zero that an address begins with that is no file.
        _socket.Connect(new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address));
    }

    /// <summary>From here on the service has started, and the watchdog is told that it lives for as long as it does.</summary>
    /// <param name="lives">Whether it does. Not whether the store can be asked: a worker that waits for its store is well, and would not be better for being started anew.</param>
    public void AtWork(Func<bool> lives)
    {
        Tell("READY=1");
        if (Watchdog() is not { } within)
            return;
        var pulse = within / 2;
        _pulse = _clock.CreateTimer(_ =>
        {
            if (lives())
                Tell("WATCHDOG=1");
        }, null, TimeSpan.Zero, pulse);
    }

    public void Stops() => Tell("STOPPING=1");

    public void Dispose()
    {
        _pulse?.Dispose();
        _socket?.Dispose();
    }

    private static TimeSpan? Watchdog() =>
        Environment.GetEnvironmentVariable("WATCHDOG_PID") is not { Length: > 0 } process || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            ? long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds) : null
            : null;

    private void Tell(string state)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more; the work goes on, and systemd decides what it thinks of silence.
        }
    }
}
