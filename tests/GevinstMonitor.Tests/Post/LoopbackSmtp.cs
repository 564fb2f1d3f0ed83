using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace GevinstMonitor.Tests.Post;

/// <summary>When the server hangs up in the middle of things, or says nothing any more.</summary>
internal enum HangUp { Never, InTheLetter, AfterTheLetter, SilentAfterTheLetter }

/// <summary>A letter that a mail server got.</summary>
internal sealed record Got(string From, string To, byte[] Bytes)
{
    public MimeMessage Message => MimeMessage.Load(new MemoryStream(Bytes));
}

/// <summary>A mail server on this machine that behaves as told.</summary>
internal sealed class LoopbackSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly ConcurrentQueue<Got> _got = [];
    private readonly ConcurrentQueue<string> _heard = [];
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="port">A certain port; any that is free when it is 0.</param>
    public LoopbackSmtp(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>What it shows when TLS begins; without one it offers no TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The authority between its certificate and the one that clients trust, which it shows too.</summary>
    public X509Certificate2? Between { get; init; }

    public bool TlsFromTheStart { get; init; }

    /// <summary>User and password that it wants; null when it wants none.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>The mailbox and the token that it wants instead, by XOAUTH2.</summary>
    public (string Mailbox, string Token)? Oauth { get; init; }

    public string Greeting { get; init; } = "220 loopback";

    public string Mechanisms { get; init; } = "PLAIN LOGIN";

    /// <summary>What it says to a recipient; null to take it.</summary>
    public Func<string, string?> Refusal { get; set; } = _ => null;

    /// <summary>What it says to the sender; null to take it.</summary>
    public string? SenderRefusal { get; set; }

    /// <summary>What it says to a letter that it has read; null to take it.</summary>
    public Func<Got, string?> LetterRefusal { get; set; } = _ => null;

    public HangUp HangsUp { get; set; }

    /// <summary>Ends when the server has fallen silent.</summary>
    public Task Silent => _silent.Task;

    /// <summary>Every letter that arrived whole, whether it was answered or not.</summary>
    public IReadOnlyList<Got> Letters => [.. _got];

    /// <summary>What clients said, letters and passwords left out.</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_talks);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Told to stop.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var owned = client;
        // Or each short answer waits for the acknowledgement of the one before it.
        client.NoDelay = true;
        try
        {
            Stream stream = client.GetStream();
            await using var talk = new Talk(stream, _stop.Token);
            if (TlsFromTheStart)
                await talk.SecureAsync(Certificate!, Between);
            await talk.SayAsync(Greeting);
            await AnswerAsync(talk);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The client went away, or did not trust us.
        }
    }

    private async Task AnswerAsync(Talk talk)
    {
        var (from, to, known) = ("", "", Login is null && Oauth is null);
        while (await talk.LineAsync() is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            _heard.Enqueue(verb == "AUTH" ? string.Join(' ', line.Split(' ').Take(2)) : line);
            switch (verb)
            {
                case "EHLO":
                    await talk.SayAsync("250-loopback");
                    if (Certificate is not null && !talk.IsSecure)
                        await talk.SayAsync("250-STARTTLS");
                    if (Login is not null || Oauth is not null)
                        await talk.SayAsync($"250-AUTH {(Oauth is null ? Mechanisms : "XOAUTH2")}");
                    await talk.SayAsync("250 8BITMIME");
                    break;
                case "STARTTLS" when Certificate is not null:
                    await talk.SayAsync("220 go ahead");
                    await talk.SecureAsync(Certificate, Between);
                    break;
                case "AUTH" when Oauth is { } oauth:
                    known = Text(line.Split(' ')[2]) == $"user={oauth.Mailbox}\u0001auth=Bearer {oauth.Token}\u0001\u0001";
                    if (!known)
                    {
                        // As Exchange: why first, which the client confirms with an empty line.
                        await talk.SayAsync($"334 {Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"status":"401","schemes":"bearer"}"""))}");
                        await talk.LineAsync();
                    }

                    await talk.SayAsync(known ? "235 2.7.0 welcome" : $"535 5.7.3 no such token: {line}");
                    break;
                case "AUTH":
                    var password = await PasswordAsync(talk, line);
                    known = password == Login?.Password;
                    // Some servers say more than they should.
                    await talk.SayAsync(known ? "235 welcome" : $"535 no such login: {password}");
                    break;
                case "MAIL" when !known:
                    await talk.SayAsync("530 log in first");
                    break;
                case "MAIL":
                    from = Address(line);
                    await talk.SayAsync(SenderRefusal ?? "250 ok");
                    break;
                case "RCPT":
                    to = Address(line);
                    await talk.SayAsync(Refusal(to) ?? "250 ok");
                    break;
                case "DATA":
                    await talk.SayAsync("354 go ahead");
                    if (HangsUp == HangUp.InTheLetter)
                    {
                        await talk.LineAsync();
                        return;
                    }

                    var got = new Got(from, to, await talk.LetterAsync());
                    if (LetterRefusal(got) is { } refusal)
                    {
                        await talk.SayAsync(refusal);
                        break;
                    }

                    _got.Enqueue(got);
                    if (HangsUp == HangUp.AfterTheLetter)
                        return;
                    if (HangsUp == HangUp.SilentAfterTheLetter)
                    {
                        _silent.TrySetResult();
                        await talk.LineAsync();
                        return;
                    }

                    await talk.SayAsync("250 taken");
                    break;
                case "RSET" or "NOOP":
                    await talk.SayAsync("250 ok");
                    break;
                case "QUIT":
                    await talk.SayAsync("221 goodbye");
                    return;
                default:
                    await talk.SayAsync("502 what?");
                    break;
            }
        }
    }

    private static async Task<string> PasswordAsync(Talk talk, string line)
    {
        var words = line.Split(' ');
        if (words[1] == "PLAIN")
        {
            if (words.Length < 3)
                await talk.SayAsync("334 ");
            return Text(words.Length > 2 ? words[2] : (await talk.LineAsync())!).Split('\0')[^1];
        }

        if (words.Length < 3)
        {
            await talk.SayAsync("334 VXNlcm5hbWU6");
            await talk.LineAsync();
        }

        await talk.SayAsync("334 UGFzc3dvcmQ6");
        return Text((await talk.LineAsync())!);
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    /// <summary>One connection, line by line.</summary>
    private sealed class Talk(Stream stream, CancellationToken ct) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[16 * 1024];
        private Stream _stream = stream;
        private int _at;
        private int _end;

        public bool IsSecure => _stream is SslStream;

        public async Task SecureAsync(X509Certificate2 certificate, X509Certificate2? between)
        {
            var secure = new SslStream(_stream);
            _stream = secure;
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, between is null ? null : [between], offline: true),
            }, ct);
        }

        public async Task SayAsync(string line) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), ct);

        public async Task<string?> LineAsync()
        {
            var line = new List<byte>();
            while (await ByteAsync() is { } b)
            {
                if (b == '\n')
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                line.Add(b);
            }

            return null;
        }

        public async Task<byte[]> LetterAsync()
        {
            var letter = new List<byte>();
            var start = 0;
            while (await ByteAsync() is { } b)
            {
                letter.Add(b);
                if (b != '\n')
                    continue;
                if (letter.Count - start == 3 && letter[start] == '.' && letter[start + 1] == '\r')
                    return [.. letter[..start]];
                if (letter[start] == '.')
                    letter.RemoveAt(start);
                start = letter.Count;
            }

            throw new IOException("The client went away inside the letter.");
        }

        private async Task<byte?> ByteAsync()
        {
            if (_at == _end)
            {
                (_at, _end) = (0, await _stream.ReadAsync(_buffer, ct));
                if (_end == 0)
                    return null;
            }

            return _buffer[_at++];
        }

        public ValueTask DisposeAsync() => _stream.DisposeAsync();
    }
}
