using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>What a source logs in with: a token from a secret, or one that is fetched, kept until shortly before it ends, and shared by all readings of the source.</summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for holds nothing that must be given back.
internal sealed class WebLogin
#pragma warning restore CA1001
{
    private const long LongestToken = 1 << 20;
    private static readonly TimeSpan Shortly = TimeSpan.FromMinutes(1);
    private static readonly ConditionalWeakTable<WebAuth, WebLogin> Logins = [];
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private (string Token, DateTimeOffset Ends)? _kept;

    public static WebLogin Of(WebAuth auth) => Logins.GetValue(auth, _ => new WebLogin());

    /// <summary>The token to send.</summary>
    /// <param name="refused">A token that the server did not take: another is fetched.</param>
    /// <exception cref="SourceException">There is none.</exception>
    public async Task<string> TokenAsync(WebAuth auth, IWebSettings source, TimeProvider clock, string? refused, CancellationToken ct)
    {
        if (auth.Bearer is { } bearer)
            return WebAsker.Reveal(bearer, source);
        await _fetching.WaitAsync(ct);
        try
        {
            if (_kept is not { } kept || kept.Token == refused || kept.Ends <= clock.GetUtcNow())
                _kept = kept = await FetchAsync(auth, source, clock, ct);
            return kept.Token;
        }
        finally
        {
            _fetching.Release();
        }
    }

    // RFC 6749, section 4.4, with the client's secret in the form as section 2.3.1 allows: there its signs have one way to be written.
    private static async Task<(string, DateTimeOffset)> FetchAsync(WebAuth auth, IWebSettings source, TimeProvider clock, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = auth.Client!, ["client_secret"] = WebAsker.Reveal(auth.Secret!, source) };
        if (auth.Scope is { } scope)
            form["scope"] = scope;
        using var message = new HttpRequestMessage(HttpMethod.Post, auth.TokenUrl) { Content = new FormUrlEncodedContent(form) };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await WebAsker.SendAsync(message, ct);
        var host = message.RequestUri!.Authority;
        using var answer = new WebAnswer(response, message.RequestUri, new WebBudget(LongestToken), ct);
        using var json = response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? await ReadAsync(answer, ct) : null;
        if (response.StatusCode != HttpStatusCode.OK)
        {
            // The words of the standard say what is wrong; what else the server says may quote what it was sent.
            var error = json is not null && Text(json.RootElement, "error") is { } word && WebFaults.IsErrorWord(word) ? $" ({word})" : "";
            var fault = WebFaults.Of(response, host, source.Timeout, clock);
            throw response.StatusCode < HttpStatusCode.InternalServerError && fault.Fault != CollectFault.Unreachable
                ? new SourceException(CollectFault.LoginRefused, $"{host} gives no token: it answered {(int)response.StatusCode}{error}; see tokenUrl, client, secret and scope")
                : fault;
        }

        if (json is null || Text(json.RootElement, "access_token") is not { Length: > 0 } token)
            throw new SourceException(CollectFault.LoginRefused, $"{host} answered without an access_token; see tokenUrl");
        // Some write the seconds as text; without them it lasts until it is refused.
        var lasts = json.RootElement.TryGetProperty("expires_in", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetRawText() : Text(json.RootElement, "expires_in");
        var ends = decimal.TryParse(lasts, CultureInfo.InvariantCulture, out var seconds)
            ? clock.GetUtcNow() + TimeSpan.FromSeconds((double)Math.Clamp(seconds, 0, 86400)) - Shortly
            : DateTimeOffset.MaxValue;
        return (WebAsker.OneLine(token, "the token"), ends);
    }

    private static async Task<JsonDocument?> ReadAsync(WebAnswer answer, CancellationToken ct)
    {
        try
        {
            return await JsonDocument.ParseAsync(answer.Body, cancellationToken: ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string key)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a sign, which is no text.
            return null;
        }
    }
}
