using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Text.RegularExpressions;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Collect.Web;

/// <summary>What a source that is asked over HTTP states; what a kind has no key for is left as it is here.</summary>
internal interface IWebSettings
{
    AllowedFolders Folders { get; }

    string Url { get; }

    Size MaxSize { get; }

    TimeSpan Timeout { get; }

    WebAuth? Auth => null;

    IReadOnlyDictionary<string, string> Headers => ReadOnlyDictionary<string, string>.Empty;

    IReadOnlyDictionary<string, Secret> SecretHeaders => ReadOnlyDictionary<string, Secret>.Empty;

    IReadOnlyList<string> AllowedHosts => [];
}

[Description("How to log in: bearer alone, or tokenUrl, client and secret (OAuth2 client credentials).")]
public sealed record WebAuth
{
    [Description("A token that the server gave once and for all.")]
    public Secret? Bearer { get; init; }

    [Description("Where a token is fetched with client and secret (OAuth2 client credentials); https.")]
    public string? TokenUrl { get; init; }

    public string? Client { get; init; }

    public Secret? Secret { get; init; }

    [Description("What the token is for, where the server wants to know.")]
    public string? Scope { get; init; }
}

/// <summary>What may be asked, and where: nothing goes unprotected but to this machine, and secrets stand in no address.</summary>
internal static partial class WebRules
{
    /// <summary>Reports what is wrong with the settings.</summary>
    /// <param name="url">The address, with days in the place of its placeholders.</param>
    public static void Check(IWebSettings source, string url, Action<string, string> fault)
    {
        if (FaultOf(url) is { } wrong)
            fault("url", $"'url' {wrong}");
        if (source.MaxSize.Bytes is < 1 or > 1L << 30)
            fault("maxSize", "'maxSize' must be more than nothing and at most 1GB");
        foreach (var host in source.AllowedHosts.Where(h => Uri.CheckHostName(h) == UriHostNameType.Unknown))
            fault("allowedHosts", $"'{host}' is not a host; write it like data.leverandoer.example");
        foreach (var (key, name) in source.Headers.Keys.Select(h => ("headers", h)).Concat(source.SecretHeaders.Keys.Select(h => ("secretHeaders", h))).Where(h => !HeaderName().IsMatch(h.Item2)))
            fault(key, $"'{name}' is not the name of a header that a source can state");
        foreach (var name in source.Headers.Where(h => h.Value.Any(char.IsControl)).Select(h => h.Key))
            fault("headers", $"the header '{name}' must be one line of text");
        foreach (var name in source.Headers.Keys.Where(IsForSecrets))
            fault("headers", $"the header '{name}' looks like a secret, which is never written here; state it in 'secretHeaders' as {{ env: NAME }} or {{ file: path }}, or see 'auth'");
        foreach (var name in source.SecretHeaders.Where(h => !h.Value.NamesOne).Select(h => h.Key))
            fault("secretHeaders", $"'{name}' {Secret.MustNameOne}");
        if (source.Auth is { } auth)
            Check(auth, fault);
        if (source.Auth is not null && source.SecretHeaders.Keys.Contains("Authorization", StringComparer.OrdinalIgnoreCase))
            fault("secretHeaders", "'Authorization' is what 'auth' is for; state one of the two");
    }

    /// <summary>The headers that anybody may see, for the query hash.</summary>
    public static IEnumerable<string> HeadersAsked(IWebSettings source) => source.Headers.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"header {h.Key} '{h.Value}'");

    /// <summary>Whether nobody on the way can read what is sent there.</summary>
    public static bool IsProtected(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsThisMachine(url));

    public static bool IsThisMachine(Uri url) => InstallationCheck.IsThisMachine(url.IdnHost);

    private static void Check(WebAuth auth, Action<string, string> fault)
    {
        if (auth.Bearer is { } bearer)
        {
            if (!bearer.NamesOne)
                fault("auth", $"'bearer' {Secret.MustNameOne}");
            if ((auth.TokenUrl ?? auth.Client ?? auth.Scope) is not null || auth.Secret is not null)
                fault("auth", "'auth' is 'bearer' alone, or 'tokenUrl', 'client' and 'secret'");
        }
        else if (auth.TokenUrl is null || auth.Client is null || auth.Secret is null)
            fault("auth", "'auth' needs 'bearer', or 'tokenUrl', 'client' and 'secret'");
        else
        {
            if (FaultOf(auth.TokenUrl) is { } wrong)
                fault("auth", $"'tokenUrl' {wrong}");
            if (!auth.Secret.NamesOne)
                fault("auth", $"'secret' {Secret.MustNameOne}");
        }
    }

    private static string? FaultOf(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0 ? "must be an address like https://api.leverandoer.example/tal"
        : url.UserInfo.Length > 0 ? "must not hold a user or a password; see 'auth'"
        : !IsProtected(url) ? $"must begin with https: what is sent to {url.Host} without it can be read and changed on the way"
        : url.Query.TrimStart('?').Split('&').Select(p => Uri.UnescapeDataString(p.Split('=')[0])).FirstOrDefault(IsForSecrets) is { } name
            ? $"holds '{name}', which looks like a secret; addresses end in logs, so state it in 'secretHeaders' or 'auth'"
        : null;

    private static bool IsForSecrets(string name) => SecretName().IsMatch(name);

    // How long a message is, and where it goes, is for the one who sends it to say.
    [GeneratedRegex("^(?!(Host|Connection|Content-Length|Transfer-Encoding|Accept-Encoding|Expect|Upgrade|TE|Trailer)$)[A-Za-z0-9!#$%&'*+.^_`|~-]+$", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderName();

    [GeneratedRegex("^(.*(api|access|subscription|functions|client|private|auth|app)[-_.]?key|(x-)?key|sig|signature|.*(token|secret|passw|credential).*|(proxy-)?authorization|cookie|pwd|adgangskode)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
