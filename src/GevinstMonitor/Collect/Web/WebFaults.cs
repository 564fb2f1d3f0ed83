using System.Globalization;
using System.Net.Http.Headers;
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

    /// <param name="longest">The longest that is waited before another try.</param>
    public static SourceException Of(HttpResponseMessage response, string host, TimeSpan longest, TimeProvider clock)
    {
        var status = (int)response.StatusCode;
        if (status is not (429 or 503) || PauseIn(response.Headers, clock) is not { } pause)
            return Of(status, host);
        return pause <= longest
            ? new SourceException(CollectFault.Unreachable, Of(status, host).Message, transient: true) { Pause = pause }
            : new SourceException(CollectFault.Unreachable, string.Create(CultureInfo.InvariantCulture,
                $"{host} asks to be left alone for {Math.Ceiling(pause.TotalSeconds)} s (answered {status}), longer than a reading may take ({longest.TotalSeconds:0.###} s); it is asked again with the next reading, see schedule and timeout"));
    }

    private static SourceException Of(int status, string host) => status switch
    {
        401 or 403 => new(CollectFault.LoginRefused, $"{host} refuses the login (answered {status}); see auth and secretHeaders, and what that user may read"),
        407 => new(CollectFault.Unreachable, $"the proxy on the way to {host} wants a login (answered 407)"),
        408 or 425 or 429 => new(CollectFault.Unreachable, $"{host} asks to be left alone for a while (answered {status})", transient: true),
        404 or 410 => new(CollectFault.QueryRefused, $"{host} has nothing there (answered {status}); see url"),
        206 => new(CollectFault.Truncated, $"{host} gave a part of its answer (206), though all was asked for"),
        >= 500 => new(CollectFault.Unreachable, $"{host} has a fault of its own (answered {status})", transient: true),
        >= 400 => new(CollectFault.QueryRefused, $"{host} refuses what it is asked (answered {status})"),
        _ => new(CollectFault.Malformed, $"{host} answered {status}, which holds no figures"),
    };

    // RFC 9110, section 10.2.3: seconds, or a date. A date that has come says nothing; more seconds than .NET counts are too many.
    private static TimeSpan? PauseIn(HttpResponseHeaders headers, TimeProvider clock) =>
        headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ when headers.NonValidated.TryGetValues("Retry-After", out var stated) && stated.Count == 1 && stated.ToString() is { Length: > 9 } text && text.All(char.IsAsciiDigit) => TimeSpan.FromDays(36500),
            _ => (TimeSpan?)null,
        } is { } pause && pause > TimeSpan.Zero ? pause : null;

    [GeneratedRegex("^[a-z_]{1,40}$")]
    private static partial Regex ErrorWord();
}
