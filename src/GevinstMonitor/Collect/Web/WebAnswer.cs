using System.Text.RegularExpressions;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>How many bytes the answers of one reading may still have.</summary>
internal sealed class WebBudget(long most)
{
    private long _spent;

    public void Spend(int bytes, string host)
    {
        if ((_spent += bytes) > most)
            throw new SourceException(CollectFault.TooLarge, $"{host} answers with more than {new Size(most)}; ask for less, or see maxSize");
    }
}

/// <summary>An answer whose body is still to be read, once.</summary>
internal sealed partial class WebAnswer : IDisposable
{
    private readonly HttpResponseMessage _response;

    /// <param name="ct">Stops every reading of the body too.</param>
    public WebAnswer(HttpResponseMessage response, Uri url, WebBudget budget, CancellationToken ct)
    {
        (_response, Url) = (response, url);
        var packed = response.Content.ReadAsStream(ct);
        Body = new Bounded(string.Join(", ", response.Content.Headers.ContentEncoding).ToLowerInvariant() switch
        {
            "" or "identity" => packed,
            "gzip" or "x-gzip" => new WholeGzip(packed),
            _ => throw new SourceException(CollectFault.Malformed, $"{url.Authority} packs its answer in a way that was not asked for"),
        }, budget, url.Authority, ct);
    }

    public int Status => (int)_response.StatusCode;

    /// <summary>Where the answer came from, after redirects.</summary>
    public Uri Url { get; }

    /// <summary>The body, unpacked. An end that comes too soon is a fault, and so is too much.</summary>
    public Stream Body { get; }

    /// <summary>The body of separated values, of which half would look whole: half a line of text is a line still, and half a number a number.</summary>
    /// <exception cref="SourceException">Were it cut off, nobody would see it.</exception>
    public Stream TextBody(string name) => StatesItsEnd ? Body
        : throw new SourceException(CollectFault.Truncated, $"{name}: the server says neither how long it is nor where it ends, so that half of it would look whole");

    // Its length is stated, or its end is marked.
    private bool StatesItsEnd => _response.Version.Major >= 2 || _response.Headers.TransferEncodingChunked == true || _response.Content.Headers.ContentLength is not null;

    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>Where the header <c>Link</c> (RFC 8288) says that the answer goes on; null when it does not.</summary>
    public string? Next => _response.Headers.TryGetValues("Link", out var links)
        ? links.SelectMany(l => Link().Matches(l)).FirstOrDefault(l => l.Groups["rel"].Value.Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase))?.Groups["to"].Value
        : null;

    public void Dispose()
    {
        Body.Dispose();
        _response.Dispose();
    }

    [GeneratedRegex("""<(?<to>[^<>]*)>(?:\s*;\s*(?:rel\s*=\s*(?:"(?<rel>[^"]*)"|(?<rel>[^\s;,"]+))|[^\s;,="]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]*))?))*""", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    /// <summary>The bytes as they count: unpacked, no more than the budget, and a fault where they end too soon.</summary>
    private sealed class Bounded(Stream inner, WebBudget budget, string host, CancellationToken stop) : ReadingStream(inner)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            try
            {
                var read = await Inner.ReadAsync(buffer, ct.CanBeCanceled ? ct : stop);
                budget.Spend(read, host);
                return read;
            }
            catch (InvalidDataException e)
            {
                throw new SourceException(CollectFault.Truncated, $"what {host} packed cannot be unpacked: it is damaged, or ends before its end", transient: true, e);
            }
            catch (IOException e)
            {
                stop.ThrowIfCancellationRequested();
                throw new SourceException(CollectFault.Truncated, $"{host} broke off before the end of its answer", transient: true, e);
            }
        }
    }
}
