using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using GevinstMonitor.Configure;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace GevinstMonitor.Post;

/// <summary>Sends letters through a mail server; one connection for all letters of a delivery.</summary>
/// <param name="tokens">Who the worker is to Microsoft 365; null where it logs in by password or not at all.</param>
public sealed class SmtpMailer(SmtpMail settings, string folder, MailTokens? tokens = null) : IMailer
{
    private readonly LetterSmtp _client = new() { Timeout = (int)settings.Timeout.TotalMilliseconds };
    private readonly string _server = $"{settings.Host}:{settings.Port}";

    public TimeSpan Lease { get; } = settings.Timeout * 4;

    public async Task SendAsync(MimeMessage message, string fileName, CancellationToken ct)
    {
        await ConnectAsync(ct);
        try
        {
            await _client.SendAnewAsync(message, ct);
        }
        catch (SmtpCommandException e)
        {
            throw SmtpRefusal.Of(e, _client.Refused);
        }
        catch (ServiceNotAuthenticatedException e)
        {
            throw new MailException($"the mail server {_server} wants a login; see mail.login", everyLetter: true, e);
        }
        catch (Exception e) when (IsServerAway(e))
        {
            throw new MailException($"the connection to {_server} broke: {WordsFor(e)}", everyLetter: true, e);
        }
    }

    public Task TryAsync(CancellationToken ct) => ConnectAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            try
            {
                await _client.DisconnectAsync(quit: true);
            }
            catch (Exception e) when (IsServerAway(e))
            {
                // The letters have left; that the server does not say goodbye changes nothing.
            }
        }

        _client.Dispose();
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        if (_client.IsConnected)
            return;
        var login = await LoginAsync(ct);
        if (settings.Authority is { } authority)
            Trust(Certificate(authority));
        var isConnected = false;
        try
        {
            await _client.ConnectAsync(await LineAsync(ct), settings.Host, settings.Port, settings.Security switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.Starttls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            }, ct);
            isConnected = true;
            if (login is not null)
                await login();
        }
        catch (Exception e) when (IsServerAway(e) || e is MailKit.Security.AuthenticationException or SmtpCommandException or NotSupportedException)
        {
            if (_client.IsConnected)
                await _client.DisconnectAsync(quit: false, CancellationToken.None);
            var what = e switch
            {
                MailKit.Security.AuthenticationException when tokens is not null => "does not take the token of mail.oauth; see its mailbox, and what the application may do there",
                MailKit.Security.AuthenticationException => "does not take the login",
                SslHandshakeException => "has a certificate that is not trusted, or does not speak TLS; see security and authority",
                NotSupportedException when isConnected => "offers no way to log in that this program knows; see mail.login",
                NotSupportedException => $"does not offer {settings.Security.ToString().ToUpperInvariant()}",
                _ => $"cannot be reached: {WordsFor(e)}",
            };
            if (e is MailKit.Security.AuthenticationException)
                tokens?.Forget();
            throw new MailException($"the mail server {_server} {what}", everyLetter: true, e);
        }
    }

    // A line that waits for no acknowledgement: MailKit's own would stand still for some 40 ms at the end of each letter.
    private async Task<Socket> LineAsync(CancellationToken ct)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(ct);
        within.CancelAfter(settings.Timeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, within.Token);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is OperationCanceledException && !ct.IsCancellationRequested)
                throw new TimeoutException(e.Message, e);
            throw;
        }
    }

    // How to log in once connected; null for not at all.
    private async Task<Func<Task>?> LoginAsync(CancellationToken ct)
    {
        try
        {
            if (tokens is not null)
                return OfToken(await tokens.TokenAsync(ct));
            return settings.Login is { } login && new NetworkCredential(login.User, login.Password.Reveal(folder)) is var password ? () => _client.AuthenticateAsync(password, ct) : null;
        }
        catch (SecretMissingException e)
        {
            throw new MailException($"the secret that {(tokens is null ? "mail.login.password" : "mail.oauth.secret")} names is missing: {e.Message}", everyLetter: true, e);
        }

        Func<Task> OfToken(string token) => () => _client.AuthenticateAsync(new SaslMechanismOAuth2(settings.Oauth!.Mailbox, token), ct);
    }

    private X509Certificate2 Certificate(string file)
    {
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new MailException($"the certificate {file} of mail.authority cannot be read", everyLetter: true, e);
        }
    }

    private void Trust(X509Certificate2 authority) => _client.ServerCertificateValidationCallback = (_, certificate, shown, errors) =>
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        // A server shows the authorities between its own certificate and the one that is trusted.
        if (shown is not null)
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(new X509Certificate2(certificate));
    };

    private static bool IsServerAway(Exception e) =>
        e is IOException or SocketException or SmtpProtocolException or ServiceNotConnectedException or SslHandshakeException or TimeoutException or ObjectDisposedException;

    // What a server says may hold anything, an address or the password with it: its code is passed on, and the words of this machine.
    private string WordsFor(Exception e) => e switch
    {
        SmtpCommandException refused => $"it answered {(int)refused.StatusCode}",
        SmtpProtocolException => "it hung up, or does not speak SMTP",
        TimeoutException => $"no answer within {settings.Timeout.TotalSeconds:0} seconds",
        SocketException or IOException { InnerException: SocketException } => (e as SocketException ?? e.InnerException)!.Message,
        _ => "the line went dead",
    };
}
