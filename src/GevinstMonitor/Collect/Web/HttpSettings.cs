using System.ComponentModel;
using System.Globalization;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

[Description("A web service that answers with JSON or separated values.")]
public sealed record HttpSettings : TextSettings, IWebSettings
{
    [Description("The address, https except on this machine. {from} is the first day asked for, {to} the first day not, both as 2026-06-01.")]
    public required string Url { get; init; }

    [Description("get or post.")]
    public HttpVerb Method { get; init; } = HttpVerb.Get;

    [Description("Headers that anybody may see.")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [Description("Headers whose values are secrets, by reference: { env: NAME } or { file: path }.")]
    public IReadOnlyDictionary<string, Secret> SecretHeaders { get; init; } = new Dictionary<string, Secret>();

    [Description("How to log in; left out when the service asks for nothing, or for a header.")]
    public WebAuth? Auth { get; init; }

    [Description("What is posted; {from} and {to} as in url. JSON unless the header Content-Type says otherwise.")]
    public string? Body { get; init; }

    [Description("json or csv.")]
    public AnswerFormat Format { get; init; } = AnswerFormat.Json;

    [Description("JSON: where the list of rows stands, as keys with dots between, like data.items; left out when the answer is the list.")]
    public string? Rows { get; init; }

    [Description("How an answer of several pages goes on; left out when there is one.")]
    public WebPaging? Paging { get; init; }

    [Description("Hosts beside its own that it may redirect to or go on at; the login is not sent there.")]
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    [Description("How large the answers to one reading may be together, unpacked.")]
    public Size MaxSize { get; init; } = new(50 << 20);

    protected override string What => "a web service";

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        var url = Filled(Url, new Window(new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1)));
        if (url.AsSpan().ContainsAny("{}"))
            fault("url", "'url' knows the placeholders {from} and {to} alone");
        else
            WebRules.Check(this, url, fault);
        if (Body is not null && Method == HttpVerb.Get)
            fault("body", "'body' is sent with 'method: post' alone");
        if (Rows is not null && Format == AnswerFormat.Csv)
            fault("rows", "'rows' is for JSON; in separated values every line is a row");
        Paging?.Check(this, fault);
    }

    /// <summary>Days in the place of placeholders: they need no escaping, wherever they stand.</summary>
    internal static string Filled(string text, Window window) =>
        text.Replace("{from}", Day(window.From), StringComparison.Ordinal).Replace("{to}", Day(window.To), StringComparison.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

public enum HttpVerb { Get, Post }

public enum AnswerFormat { Json, Csv }

[Description("How an answer of several pages goes on: by next, link or page, one of the three.")]
public sealed record WebPaging
{
    [Description("JSON: where the address of the next page stands, as keys with dots between; the page without one is the last.")]
    public string? Next { get; init; }

    [Description("true: the header Link says so, with rel=next.")]
    public bool Link { get; init; }

    [Description("JSON: the name of the parameter that counts pages; the first page without rows ends them.")]
    public string? Page { get; init; }

    [Description("The number of the first page.")]
    public int From { get; init; } = 1;

    [Description("More pages than this are a fault, not an answer.")]
    public int MostPages { get; init; } = 100;

    internal void Check(HttpSettings source, Action<string, string> fault)
    {
        if ((Next is null ? 0 : 1) + (Page is null ? 0 : 1) + (Link ? 1 : 0) != 1)
            fault("paging", "'paging' goes by 'next', 'link: true' or 'page', one of the three");
        else if (Page is null && source.Method == HttpVerb.Post)
            fault("paging", "an address to go on at is not posted to; with 'method: post' only 'page' counts pages");
        else if (!Link && source.Format == AnswerFormat.Csv)
            fault("paging", "separated values go on by 'link: true' alone");
        if (Page?.Length == 0 || Next?.Length == 0)
            fault("paging", "'next' and 'page' are names");
        if (MostPages < 1)
            fault("paging", "'mostPages' must be at least 1");
    }
}
