using System.Text.RegularExpressions;
using GevinstMonitor.Configure;
using Microsoft.Identity.Client;

namespace GevinstMonitor.Post;

/// <summary>
/// Who the worker is to Microsoft 365: an application with a secret (client credentials), and the tokens that it gets by them. Microsoft's library keeps a token until
/// shortly before it ends; it is loaded when the first token is asked for, and not before.
/// </summary>
public sealed partial class MailTokens(SmtpOauth settings, string folder)
{
    private const string Mail = "https://outlook.office365.com/.default";
    // Two fields, for a pair of them would load the library with this class.
    private string? _secret;
    private IConfidentialClientApplication? _application;
    private bool _isRefused;

    /// <summary>A token that the mail server takes.</summary>
    /// <exception cref="MailException">There is none.</exception>
    /// <exception cref="SecretMissingException">The secret is missing.</exception>
    public async Task<string> TokenAsync(CancellationToken ct)
    {
        var secret = settings.Secret.Reveal(folder);
        try
        {
            // A secret that was renewed is another application to the library.
            if (_application is null || _secret != secret)
                (_secret, _application) = (secret, Make(secret));
            var token = await _application.AcquireTokenForClient([Mail]).WithForceRefresh(_isRefused).ExecuteAsync(ct);
            _isRefused = false;
            return token.AccessToken;
        }
        catch (Exception e) when (e is MsalException or HttpRequestException or UriFormatException or ArgumentException)
        {
            throw Understand(e);
        }
    }

    /// <summary>The mail server did not take the newest token: the next is fetched anew, for rights may have been given meanwhile.</summary>
    public void Forget() => _isRefused = true;

    // Whose authority it is stands in the tenant; to ask somebody else about it first is a way more that can be closed.
    private IConfidentialClientApplication Make(string secret) => ConfidentialClientApplicationBuilder.Create(settings.Client)
        .WithClientSecret(secret)
        .WithAuthority(Environment.GetEnvironmentVariable("AZURE_AUTHORITY_HOST") is { Length: > 0 } host ? host : "https://login.microsoftonline.com/", settings.Tenant)
        .WithInstanceDiscovery(false)
        .WithLegacyCacheCompatibility(false)
        .Build();

    // The text of what went wrong quotes what was sent and answered: only numbers are taken from it.
    private static MailException Understand(Exception e)
    {
        var status = (e as MsalServiceException)?.StatusCode ?? 0;
        var words = string.Join(", ", new[] { ErrorCode().Match(e.Message).Value, status == 0 ? "" : $"answered {status}" }.Where(w => w.Length > 0));
        return new MailException((status is 0 or 408 or 429 or >= 500 ? "who gives tokens for mail.oauth is not reached, or is not ready" : "Microsoft Entra ID gives no token for mail.oauth; see its tenant, client and secret")
            + (words.Length > 0 ? $" ({words})" : ""), everyLetter: true, e);
    }

    [GeneratedRegex("AADSTS[0-9]{1,9}")]
    private static partial Regex ErrorCode();
}
