using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using GevinstMonitor.Collect;
using GevinstMonitor.Post;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GevinstMonitor.Tests.Status;

/// <summary>The status pages of a town on a port of this machine, by the town's clock, and the answer pages beside them where it has such.</summary>
internal sealed partial class PagesSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PagesSite(Town town, WebApplication app) => (Town, _app) = (town, app);

    public Town Town { get; }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>How often it was looked at where things stand.</summary>
    public int Looks { get; private set; }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="town">Goes with the site.</param>
    public static async Task<PagesSite> StartAsync(Town town)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        PagesSite site = null!;
        var catalog = town.Load();
        builder.Services.AddSingleton(catalog).AddSingleton<TimeProvider>(town.Clock).AddCollect().AddStore().AddRound().AddPost().AddStatus().AddAnswers().AddPages(catalog)
            .AddSingleton<NextRounds>(() => new Dictionary<string, DateTimeOffset> { ["maalinger"] = new(2026, 7, 10, 4, 0, 0, TimeSpan.Zero) })
            .AddSingleton<Look>(p => async (indicators, asOf, ct) =>
            {
                site.Looks++;
                return await p.GetRequiredService<Round>().LookAsync(indicators, asOf, ct);
            });
        var app = builder.Build();
        app.MapStatus();
        app.MapAnswers();
        app.MapPages();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return site = new PagesSite(town, app);
    }

    /// <summary>A town with one open deviation, in July 2026.</summary>
    /// <param name="more">What its installation says beside what all do.</param>
    /// <param name="also">What else there is in its folder.</param>
    /// <param name="at">The moment by its clock, after July.</param>
    public static async Task<PagesSite> OfOneDeviationAsync(string more = "", string? plan = null, string? figures = null, string? organisation = null, Action<Town>? also = null, DateTimeOffset? at = null)
    {
        var town = new Town(Given.Installation + $"\n{more}\n", organisation ?? Given.Organisation)
            .Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/indicators/andel.yml", Given.Indicator)
            .Write("config/plans/post.yml", plan ?? Given.Plan)
            .Write("config/maalinger.csv", figures ?? Given.Figures(("2026-05", 505), ("2026-06", 480)));
        also?.Invoke(town);
        await town.OnceAsync("2026-07-08T06:00");
        town.Clock.SetUtcNow(at ?? new DateTimeOffset(2026, 7, 9, 8, 0, 0, TimeSpan.Zero));
        return await StartAsync(town);
    }

    /// <summary>Asks for a page, each header in a line of its own, as clients that join them do not.</summary>
    /// <param name="host">The name that it is asked by; the address itself when left out.</param>
    /// <param name="from">The address it is asked from.</param>
    public async Task<(HttpStatusCode Status, string Text)> AskAsync(string path, string? host = null, string from = "127.0.0.1", params (string Header, string Value)[] headers)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, Address.Port, TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(socket);
        var lines = headers.Select(h => $"{h.Header}: {h.Value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: {host ?? Address.Authority}\r\n{string.Concat(lines)}\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n\r\n", 2);
        return ((HttpStatusCode)int.Parse(answer[0].Split(' ')[1], CultureInfo.InvariantCulture), answer[1]);
    }

    public async Task<string> TextAsync(string path)
    {
        var (status, text) = await AskAsync(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    /// <summary>What stands in a page's tables, row by row, as a reader sees it.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> RowsOf(string page) => [.. Row().Matches(page).Select(row => (IReadOnlyList<string>)[.. Cell().Matches(row.Value).Select(cell => Seen(cell.Groups[1].Value))])];

    /// <summary>The text of markup, without what only decorates it.</summary>
    public static string Seen(string markup) => White().Replace(WebUtility.HtmlDecode(Tag().Replace(Decoration().Replace(markup, ""), " ")), " ").Trim();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Town.Dispose();
    }

    [GeneratedRegex("<tr><th scope=\"row\".*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<span aria-hidden=\"true\">.*?</span>")]
    private static partial Regex Decoration();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
