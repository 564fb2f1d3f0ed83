using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>
/// As much of SQL Server's protocol (TDS) as the beginning of a connection takes, for what no SQL Server here can be made to do: it has no encryption, or it
/// refuses the login with an error of the test's choice.
/// </summary>
internal sealed class LoopbackTds : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _answering;
    private readonly CancellationTokenSource _stop = new();

    private LoopbackTds(Func<LoopbackTds, Stream, Task> answer)
    {
        _listener.Start();
        _answering = AnswerAsync(stream => answer(this, stream));
    }

    /// <summary>How often somebody called.</summary>
    public int Calls { get; private set; }

    /// <summary>What was said to log in with, byte for byte.</summary>
    public byte[] Login { get; private set; } = [];

    /// <summary>Without the driver's own second tries.</summary>
    public string ConnectionString => $"{Server};User ID=x;Password=y";

    /// <summary>The same without who asks.</summary>
    public string Server => $"Server=tcp:127.0.0.1,{((IPEndPoint)_listener.LocalEndpoint).Port};Connect Timeout=10;Connect Retry Count=0;Pooling=false";

    /// <summary>A server that has no encryption, and refuses every login.</summary>
    public static LoopbackTds Refusing(int number, byte severity) => new(async (server, stream) =>
    {
        await HearAsync(stream);
        // Version, encryption: 2 is that there is none.
        await SayAsync(stream, [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, 2]);
        server.Login = await HearAsync(stream);
        byte[] message = [.. Short(5), .. Encoding.Unicode.GetBytes("Nope.")];
        byte[] error = [.. BitConverter.GetBytes(number), 1, severity, .. message, 0, 0, .. BitConverter.GetBytes(1)];
        await SayAsync(stream, [0xAA, .. Short(error.Length), .. error, 0xFD, 2, 0, 0, 0, .. new byte[8]]);
    });

    /// <summary>A server that speaks TLS from the first byte (Encrypt=Strict).</summary>
    public static LoopbackTds WithTls(X509Certificate2 certificate) => new(async (_, stream) =>
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(certificate);
    });

    /// <summary>A server that hangs up on everybody.</summary>
    public static LoopbackTds HangingUp() => new((_, _) => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _answering;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AnswerAsync(Func<Stream, Task> answer)
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Calls++;
                await answer(client.GetStream());
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // The client did not like what it heard.
            }
        }
    }

    private static byte[] Short(int number) => [(byte)number, (byte)(number >> 8)];

    // A packet: kind, whether it is the last, its whole length with the more significant byte first, and four bytes that do not matter.
    private static async Task<byte[]> HearAsync(Stream stream)
    {
        var header = new byte[8];
        await stream.ReadExactlyAsync(header);
        var body = new byte[((header[2] << 8) | header[3]) - 8];
        await stream.ReadExactlyAsync(body);
        return body;
    }

    private static async Task SayAsync(Stream stream, byte[] body) => await stream.WriteAsync((byte[])[4, 1, 0, (byte)(8 + body.Length), 0, 0, 0, 0, .. body]);
}
