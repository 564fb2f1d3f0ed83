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
public sealed class SmtpMailer(SmtpMail settings, string folder) : IMailer
{
    private readonly SmtpClient _client = new() { Timeout = (int)settings.Timeout.TotalMilliseconds };
    private readonly string _server = $"{settings.Host}:{settings.Port}";

    public TimeSpan Lease { get; } = settings.Timeout * 4;

    public async Task SendAsync(MimeMessage message, string fileName, CancellationToken ct)
    {
        await ConnectAsync(ct);
        try
        {
            await _client.SendAsync(message, ct);
        }
        catch (SmtpCommandException e)
        {
            // The server's own words may hold the address; its code says enough.
            throw new MailException($"the mail server refused the {(e.ErrorCode == SmtpErrorCode.RecipientNotAccepted ? "recipient" : e.ErrorCode == SmtpErrorCode.SenderNotAccepted ? "sender" : "letter")} with {(int)e.StatusCode}",
                everyLetter: e.ErrorCode == SmtpErrorCode.SenderNotAccepted, e, forGood: e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)e.StatusCode >= 500);
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
        var login = Login();
        if (settings.Authority is { } authority)
            Trust(Certificate(authority));
        var isConnected = false;
        try
        {
            await _client.ConnectAsync(settings.Host, settings.Port, settings.Security switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.Starttls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            }, ct);
            isConnected = true;
            if (login is not null)
                await _client.AuthenticateAsync(login, ct);
        }
        catch (Exception e) when (IsServerAway(e) || e is MailKit.Security.AuthenticationException or SmtpCommandException or NotSupportedException)
        {
            if (_client.IsConnected)
                await _client.DisconnectAsync(quit: false, CancellationToken.None);
            var what = e switch
            {
                MailKit.Security.AuthenticationException => "does not take the login",
                SslHandshakeException => "has a certificate that is not trusted, or does not speak TLS; see security and authority",
                NotSupportedException when isConnected => "offers no way to log in that this program knows; see mail.login",
                NotSupportedException => $"does not offer {settings.Security.ToString().ToUpperInvariant()}",
                _ => $"cannot be reached: {WordsFor(e)}",
            };
            throw new MailException($"the mail server {_server} {what}", everyLetter: true, e);
        }
    }

    private NetworkCredential? Login()
    {
        try
        {
            return settings.Login is { } login ? new NetworkCredential(login.User, login.Password.Reveal(folder)) : null;
        }
        catch (SecretMissingException e)
        {
            throw new MailException($"the secret that mail.login.password names is missing: {e.Message}", everyLetter: true, e);
        }
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
