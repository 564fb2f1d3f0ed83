using System.Net;
using System.Text.RegularExpressions;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>What it means when no answer comes, or another than the one hoped for.</summary>
internal static partial class WebFaults
{
    /// <summary>Whether a text is one word of a standard, like <c>invalid_client</c> or <c>bad_data</c>; anything else that a server says may quote what it was sent or holds.</summary>
    public static bool IsErrorWord(string text) => ErrorWord().IsMatch(text);

    public static SourceException Of(HttpRequestException e, string host) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(CollectFault.Unreachable, $"the name of {host} is not known", transient: true, e),
        HttpRequestError.ConnectionError => new(CollectFault.Unreachable, $"no connection to {host}", transient: true, e),
        HttpRequestError.SecureConnectionError => new(CollectFault.TlsRefused,
            $"no protected connection to {host}: its certificate is not trusted by this machine, is for another name or out of date, or it does not speak TLS", inner: e),
        HttpRequestError.InvalidResponse => new(CollectFault.Malformed, $"{host} does not answer as a web server does", inner: e),
        HttpRequestError.ConfigurationLimitExceeded => new(CollectFault.TooLarge, $"{host} answers with more headers than any answer needs", inner: e),
        HttpRequestError.ProxyTunnelError => new(CollectFault.Unreachable, $"the proxy does not lead to {host}", transient: true, e),
        _ => new(CollectFault.Unreachable, $"the connection to {host} broke before an answer came", transient: true, e),
    };

    public static SourceException Of(HttpStatusCode status, string host) => (int)status switch
    {
        401 or 403 => new(CollectFault.LoginRefused, $"{host} refuses the login (answered {(int)status}); see auth and secretHeaders, and what that user may read"),
        407 => new(CollectFault.Unreachable, $"the proxy on the way to {host} wants a login (answered 407)"),
        408 or 425 or 429 => new(CollectFault.Unreachable, $"{host} asks to be left alone for a while (answered {(int)status})", transient: true),
        404 or 410 => new(CollectFault.QueryRefused, $"{host} has nothing there (answered {(int)status}); see url"),
        206 => new(CollectFault.Truncated, $"{host} gave a part of its answer (206), though all was asked for"),
        >= 500 => new(CollectFault.Unreachable, $"{host} has a fault of its own (answered {(int)status})", transient: true),
        >= 400 => new(CollectFault.QueryRefused, $"{host} refuses what it is asked (answered {(int)status})"),
        _ => new(CollectFault.Malformed, $"{host} answered {(int)status}, which holds no figures"),
    };

    [GeneratedRegex("^[a-z_]{1,40}$")]
    private static partial Regex ErrorWord();
}
