using System.Net;
using System.Text;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>What is asked for.</summary>
/// <param name="Body">Null for none.</param>
/// <param name="BodyType">The body's media type.</param>
internal sealed record WebQuestion(HttpMethod Method, Uri Url, string? Body = null, string BodyType = "application/json")
{
    /// <summary>What the answer should be, as a media type; the source's own header <c>Accept</c> wins.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>A refusal whose body is read all the same: it says why.</summary>
    public Func<HttpStatusCode, bool> Reads { get; init; } = _ => false;
}

/// <summary>
/// Asks over HTTP for one reading. Nothing goes unprotected but to this machine; redirects and links are followed to the source's own host and to those that it
/// allows, never from https to http, and what it logs in with goes nowhere but to the scheme, host and port that it states. All answers together are no larger than
/// <c>maxSize</c>. What goes wrong is a <see cref="SourceException"/>, whose text names the host and no more of an address.
/// </summary>
internal sealed class WebAsker(IWebSettings source, TimeProvider clock)
{
    private const int MostRedirects = 5;

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new ProxyBeyondThisMachine(HttpClient.DefaultProxy),
    })
    {
        // The collector's time-out is the one.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Uri _home = new(source.Url);
    private readonly WebBudget _budget = new(source.MaxSize.Bytes);

    /// <summary>Asks, and follows where it is sent.</summary>
    /// <exception cref="SourceException">There is no answer that can be read.</exception>
    public async Task<WebAnswer> AskAsync(WebQuestion asked, CancellationToken ct)
    {
        Demand(asked.Url, _home);
        var (redirects, refused) = (0, (string?)null);
        while (true)
        {
            var token = IsHome(asked.Url) && source.Auth is { } auth ? await WebLogin.Of(auth).TokenAsync(auth, source, clock, refused, ct) : null;
            using var message = MessageOf(asked, token);
            var response = await SendAsync(message, ct);
            try
            {
                if (response.StatusCode == HttpStatusCode.Unauthorized && token is not null && refused is null && source.Auth!.Bearer is null)
                {
                    refused = token;
                    continue;
                }

                if (response.StatusCode is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                {
                    if (++redirects > MostRedirects)
                        throw new SourceException(CollectFault.QueryRefused, $"{asked.Url.Authority} redirects more than {MostRedirects} times");
                    asked = Redirected(asked, response);
                    continue;
                }

                if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NonAuthoritativeInformation) && !asked.Reads(response.StatusCode))
                    throw WebFaults.Of(response, asked.Url.Authority, source.Timeout, clock);
                var answer = new WebAnswer(response, asked.Url, _budget, ct);
                response = null;
                return answer;
            }
            finally
            {
                response?.Dispose();
            }
        }
    }

    /// <summary>Sends as it is, without following or logging in.</summary>
    /// <exception cref="SourceException">No answer came.</exception>
    public static async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken ct)
    {
        message.Headers.TryAddWithoutValidation("User-Agent", "GevinstMonitor");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        try
        {
            return await Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException e)
        {
            throw WebFaults.Of(e, message.RequestUri!.Authority);
        }
    }

    /// <summary>A secret that can stand in a message.</summary>
    /// <exception cref="SourceException">It is not there, or cannot.</exception>
    public static string Reveal(Secret secret, IWebSettings source)
    {
        try
        {
            return OneLine(secret.Reveal(source.Folders.Root).Trim(), "a secret");
        }
        catch (SecretMissingException e)
        {
            throw new SourceException(CollectFault.LoginRefused, e.Message, inner: e);
        }
    }

    /// <summary>Text that can stand in a header; anything else could begin another header.</summary>
    public static string OneLine(string text, string what) => text.All(c => c is >= ' ' and <= '~') && text.Length > 0 ? text
        : throw new SourceException(CollectFault.LoginRefused, $"{what} is empty or holds signs that no header can; it must be one line of plain letters, digits and signs");

    private HttpRequestMessage MessageOf(WebQuestion asked, string? token)
    {
        var message = new HttpRequestMessage(asked.Method, asked.Url);
        if (asked.Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(asked.Body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", asked.BodyType);
        }

        if (IsHome(asked.Url))
        {
            foreach (var (name, value) in source.Headers.Concat(source.SecretHeaders.Select(h => KeyValuePair.Create(h.Key, Reveal(h.Value, source)))))
            {
                // A header of the body, like Content-Type, goes with it or not at all.
                if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content?.Headers is { } headers && headers.Remove(name) | true)
                    headers.TryAddWithoutValidation(name, value);
            }

            if (token is not null)
                message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        if (!message.Headers.Contains("Accept"))
            message.Headers.TryAddWithoutValidation("Accept", asked.Accept);
        return message;
    }

    private WebQuestion Redirected(WebQuestion asked, HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location || !Uri.TryCreate(asked.Url, location, out var to))
            throw new SourceException(CollectFault.QueryRefused, $"{asked.Url.Authority} redirects (answered {(int)response.StatusCode}) without saying where");
        Demand(to, asked.Url);
        var again = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect || asked.Method == HttpMethod.Get;
        return asked with { Url = to, Method = again ? asked.Method : HttpMethod.Get, Body = again ? asked.Body : null };
    }

    private void Demand(Uri to, Uri from)
    {
        var wrong = to.Scheme is not ("http" or "https") || to.Host.Length == 0 || to.UserInfo.Length > 0 ? "to an address that is none of the web's, or holds a user"
            : !string.Equals(to.IdnHost, _home.IdnHost, StringComparison.OrdinalIgnoreCase) && !source.AllowedHosts.Contains(to.IdnHost, StringComparer.OrdinalIgnoreCase) ? $"to {to.IdnHost}, which is neither its own host nor in allowedHosts"
            : !WebRules.IsProtected(to) || (to.Scheme == "http" && from.Scheme == "https") ? $"to {to.Authority} without https"
            : null;
        if (wrong is not null)
            throw new SourceException(CollectFault.QueryRefused, $"{from.Authority} leads {wrong}; that is not followed");
    }

    private bool IsHome(Uri url) => url.Scheme == _home.Scheme && url.Port == _home.Port && string.Equals(url.IdnHost, _home.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the machine says of proxies, except that nothing for this machine leaves it.</summary>
    private sealed class ProxyBeyondThisMachine(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials { get => proxy.Credentials; set => proxy.Credentials = value; }

        public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => WebRules.IsThisMachine(host) || proxy.IsBypassed(host);
    }
}
