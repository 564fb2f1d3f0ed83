using System.Security.Cryptography.X509Certificates;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>Microsoft Entra ID as a process on this machine meets it: a directory on loopback, by TLS, that gives a token or refuses the secret it is told.</summary>
internal static class LoopbackDirectory
{
    public static Task<LoopbackWeb> GivingAsync(string token, X509Certificate2 own) =>
        LoopbackWeb.StartAsync(context => context.SayAsync($$"""{ "token_type": "Bearer", "expires_in": 3600, "access_token": "{{token}}" }"""), own);

    // And says what it was told.
    public static Task<LoopbackWeb> RefusingAsync(string secret, X509Certificate2 own) => LoopbackWeb.StartAsync(context =>
    {
        context.Response.StatusCode = 401;
        return context.SayAsync($$"""{ "error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided: {{secret}}", "error_codes": [7000215] }""");
    }, own);

    /// <summary>The variables by which a process trusts the directory and finds it.</summary>
    public static string[] Variables(Town town, X509Certificate2 own, LoopbackWeb directory) =>
        [$"SSL_CERT_FILE={town.Write("own.pem", own.ExportCertificatePem()).PathOf("own.pem")}", $"AZURE_AUTHORITY_HOST={directory.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/"];
}
