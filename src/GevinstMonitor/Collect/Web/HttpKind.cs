using System.Globalization;
using System.Security.Cryptography;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>Asks a web service, page by page, and reads the answers as tables.</summary>
public sealed class HttpKind : SourceKind<HttpSettings>
{
    protected override string Asked(HttpSettings source, IndicatorFile indicator)
    {
        var parts = WebRules.HeadersAsked(source)
            .Concat(source.Body is null ? [] : [$"body '{source.Body}'"])
            .Concat(source.Rows is null ? [] : [$"rows '{source.Rows}'"])
            .Concat(source.Paging is not { } p ? [] : [p.Next is not null ? $"next '{p.Next}'" : p.Page is not null ? $"page '{p.Page}' from {p.From}" : "link"])
            .Append(Columns.Asked(indicator));
        var marks = source.Format == AnswerFormat.Csv ? source.TextMarks : $"encoding {source.Encoding}, {source.Marks}";
        return $"{source.Method.ToString().ToUpperInvariant()} {source.Url}: {string.Join(", ", parts)} ({source.Format.ToString().ToLowerInvariant()}, {marks}, {Columns.Periods(indicator)})";
    }

    protected override async Task ReadAsync(HttpSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        var (asker, seen) = (new WebAsker(source, ask.Clock), new HashSet<string>());
        var (method, accept) = (source.Method == HttpVerb.Post ? HttpMethod.Post : HttpMethod.Get, source.Format == AnswerFormat.Csv ? "text/csv, */*;q=0.5" : "application/json");
        var body = source.Body is null ? null : HttpSettings.Filled(source.Body, ask.Window);
        var url = PageOf(source, ask, 1);
        for (var page = 1; url is not null; page++)
        {
            if (page > (source.Paging?.MostPages ?? 1))
                throw new SourceException(CollectFault.TooLarge, $"more than {source.Paging!.MostPages} pages; ask for less, or see mostPages");
            var name = source.Paging is null ? "answer" : $"page {page}";
            if (!seen.Add(url.AbsoluteUri))
                throw new SourceException(CollectFault.Malformed, $"{name} is one that was read already: the pages go round in a circle");
            using var answer = await asker.AskAsync(new WebQuestion(method, url, body) { Accept = accept }, ct);
            if (answer.MediaType == "text/html")
                throw new SourceException(CollectFault.Malformed, $"{name}: a web page for people, perhaps to log in; see url and auth");
            var next = source.Format == AnswerFormat.Csv
                ? await ReadCsvAsync(answer, name, source, ask, rows, ct)
                : await ReadJsonAsync(answer, name, source, ask, rows, page, seen, ct);
            if (next is not null && source.Paging is null)
                throw new SourceException(CollectFault.Truncated, $"{name}: not all of it, for it goes on at another address; state 'paging'");
            url = next is null ? null : Uri.TryCreate(answer.Url, next, out var to) ? to
                : throw new SourceException(CollectFault.Malformed, $"{name}: what should be the address of the next page is none");
        }
    }

    /// <returns>Where the answer goes on; null when it ends here.</returns>
    private static async Task<string?> ReadCsvAsync(WebAnswer answer, string name, HttpSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        await SeparatedValues.ReadAsync(answer.TextBody(name), name, source, ask, rows, ct);
        return answer.Next;
    }

    /// <param name="seen">What was read already.</param>
    /// <returns>Where the answer goes on; null when it ends here.</returns>
    private static async Task<string?> ReadJsonAsync(WebAnswer answer, string name, HttpSettings source, Ask ask, Tally rows, int page, HashSet<string> seen, CancellationToken ct)
    {
        using var json = await JsonAnswer.ReadAsync(answer.Body, name, source.Encoding, ct);
        var list = json.List(source.Rows);
        var counted = source.Paging?.Page;
        if (counted is not null && !seen.Add(Convert.ToHexString(SHA256.HashData(json.Bytes.Span))))
            throw new SourceException(CollectFault.Malformed, $"{name}: the same as a page before; does the service count pages by '{counted}'?");
        JsonTable.Read(list, name, source, ask, rows, ct);
        return counted is not null ? (list.GetArrayLength() > 0 ? PageOf(source, ask, page + 1).AbsoluteUri : null)
            : source.Paging?.Next is { } path ? json.Address(path)
            : answer.Next ?? (source.Paging is null ? json.Address("@odata.nextLink") : null);
    }

    private static Uri PageOf(HttpSettings source, Ask ask, int page)
    {
        var url = new Uri(HttpSettings.Filled(source.Url, ask.Window));
        if (source.Paging?.Page is not { } name)
            return url;
        var parameter = string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(name)}={source.Paging.From + page - 1}");
        return new UriBuilder(url) { Query = url.Query.Length > 1 ? $"{url.Query}&{parameter}" : parameter }.Uri;
    }
}
