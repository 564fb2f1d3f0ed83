using System.Globalization;
using GevinstMonitor.Core.Readings;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>Answers of several pages are read to their last, or not at all.</summary>
public sealed class HttpPagingTests
{
    private static readonly string[] Months = ["* 2026-04 4/10", "* 2026-05 5/10", "* 2026-06 6/10"];

    [Theory]
    [InlineData("/tal?side={0}")]
    [InlineData("?side={0}")]
    [InlineData("{1}/tal?side={0}")]
    public async Task Next_InTheJson_IsFollowedToTheLast(string next)
    {
        await using var web = await LoopbackWeb.StartAsync(context =>
        {
            var page = Page(context);
            var to = page == 3 ? "null" : $"\"{string.Format(CultureInfo.InvariantCulture, next, page + 1, $"{context.Request.Scheme}://{context.Request.Host}")}\"";
            return context.SayAsync($$"""{ "data": [ {{Row(page)}} ], "links": { "next": {{to}} } }""");
        });
        using var town = web.Town("rows: data\npaging: { next: links.next }");
        Assert.Equal(Months, (await town.ReadAsync()).Said());
        Assert.Equal(3, web.Asked.Count);
    }

    [Fact]
    public async Task Next_OfOData_IsFoundByItsNameWithADot()
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync(Page(context) == 3
            ? $$"""{ "value": [ {{Row(3)}} ] }"""
            : $$"""{ "value": [ {{Row(Page(context))}} ], "@odata.nextLink": "/tal?side={{Page(context) + 1}}" }"""));
        using var town = web.Town("rows: value\npaging: { next: '@odata.nextLink' }");
        Assert.Equal(Months, (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("</tal?side={0}>; rel=\"next\"")]
    [InlineData("</tal?side=1>; rel=prev, </tal?side={0}>;rel=next;title=\"x, y; z\"")]
    [InlineData("</a>; rel=\"prev last\", </tal?side={0}>; title=x; rel=\"start next\"")]
    public async Task Link_InTheHeader_IsFollowedForJsonAndForCsv(string link)
    {
        foreach (var csv in new[] { false, true })
        {
            await using var web = await LoopbackWeb.StartAsync(context =>
            {
                var page = Page(context);
                if (page < 3)
                    context.Response.Headers.Link = string.Format(CultureInfo.InvariantCulture, link, page + 1);
                return context.SayAsync(csv ? $"måned;digitale;alle\n2026-{page + 3:00};{page + 3};10\n" : $"[ {Row(page)} ]");
            });
            using var town = web.Town($"format: {(csv ? "csv" : "json")}\npaging: {{ link: true }}");
            Assert.Equal(Months, (await town.ReadAsync()).Said());
        }
    }

    [Theory]
    [InlineData("paging: { page: side }", "/tal", "/tal?side={0}", 1)]
    [InlineData("paging: { page: side, from: 0 }", "/tal?x=1", "/tal?x=1&side={0}", 0)]
    [InlineData("method: post\nbody: x\npaging: { page: side nr }", "/tal", "/tal?side%20nr={0}", 1)]
    public async Task Page_ByItsNumber_IsAskedForUntilOneIsEmpty(string source, string path, string asked, int first)
    {
        var calls = 0;
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync(Interlocked.Increment(ref calls) is var page and <= 3 ? $"[ {Row(page)} ]" : "[]"));
        using var town = web.Town(source, path: path);
        Assert.Equal(Months, (await town.ReadAsync()).Said());
        Assert.Equal(Enumerable.Range(first, 4).Select(n => string.Format(CultureInfo.InvariantCulture, asked, n)), web.Asked.Select(a => a.Target));
    }

    // A page that was filtered away is not an empty one.
    [Fact]
    public async Task Page_OfOtherRows_DoesNotEndThem()
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync(Page(context) switch
        {
            1 => $"[ {Row(1, "a")} ]",
            2 => $"[ {Row(2, "b")} ]",
            3 => $"[ {Row(3, "a")} ]",
            _ => "[]",
        }));
        using var town = web.Town("paging: { page: side }", Given.Indicator.Replace("alle }", "alle, where: { type: a } }", StringComparison.Ordinal));
        Assert.Equal([Months[0], Months[2]], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("paging: { page: side, mostPages: 2 }", CollectFault.TooLarge, "more than 2 pages; ask for less, or see mostPages")]
    [InlineData("paging: { next: next, mostPages: 2 }", CollectFault.TooLarge, "more than 2 pages; ask for less, or see mostPages")]
    public async Task Pages_WithoutEnd_AreTooMany(string source, CollectFault fault, string says)
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync($$"""{ "rows": [ {{Row(Page(context))}} ], "next": "?side={{Page(context) + 1}}" }"""));
        using var town = web.Town("rows: rows\n" + source);
        Assert.Equal((fault, says), await town.FaultAsync());
        Assert.Equal(2, web.Asked.Count);
    }

    [Fact]
    public async Task Pages_ThatGoRoundInACircle_AreMalformed()
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync($$"""{ "rows": [ {{Row(1)}} ], "next": "?side={{3 - Page(context)}}" }"""));
        using var town = web.Town("rows: rows\npaging: { next: next }", path: "/tal?side=1");
        Assert.Equal((CollectFault.Malformed, "page 3 is one that was read already: the pages go round in a circle"), await town.FaultAsync());
    }

    [Fact]
    public async Task Page_OfAServiceThatDoesNotCountPages_IsNotAddedUpTwice()
    {
        await using var web = await LoopbackWeb.SayingAsync($"[ {Row(1)} ]");
        using var town = web.Town("paging: { page: side }");
        Assert.Equal((CollectFault.Malformed, "page 2: the same as a page before; does the service count pages by 'side'?"), await town.FaultAsync());
    }

    [Theory]
    [InlineData("""{ "rows": [], "@odata.nextLink": "?side=2" }""", "")]
    [InlineData("""{ "rows": [] }""", "<?side=2>; rel=next")]
    public async Task Answer_ThatGoesOnWhereNoPagingIsStated_IsTruncated(string text, string link)
    {
        await using var web = await LoopbackWeb.StartAsync(context =>
        {
            context.Response.Headers.Link = link;
            return context.SayAsync(text);
        });
        using var town = web.Town("rows: rows");
        Assert.Equal((CollectFault.Truncated, "answer: not all of it, for it goes on at another address; state 'paging'"), await town.FaultAsync());
    }

    [Theory]
    [InlineData("7", "page 1: what stands at 'next' is no address")]
    [InlineData("\"http://[\"", "page 1: what should be the address of the next page is none")]
    public async Task Next_ThatIsNoAddress_IsMalformed(string next, string says)
    {
        await using var web = await LoopbackWeb.SayingAsync($$"""{ "rows": [], "next": {{next}} }""");
        using var town = web.Town("rows: rows\npaging: { next: next }");
        Assert.Equal((CollectFault.Malformed, says), await town.FaultAsync());
    }

    [Fact]
    public async Task Page_ThatFails_FailsThemAll()
    {
        await using var web = await LoopbackWeb.StartAsync(context =>
        {
            context.Response.StatusCode = Page(context) == 2 ? 404 : 200;
            return context.SayAsync($"[ {Row(Page(context))} ]");
        });
        using var town = web.Town("paging: { page: side }");
        Assert.Equal(CollectFault.QueryRefused, (await town.FaultAsync()).Fault);
    }

    private static int Page(HttpContext context) => context.Request.Query.TryGetValue("side", out var page) ? int.Parse(page!, CultureInfo.InvariantCulture) : 1;

    private static string Row(int page, string type = "") => $$"""{ "måned": "2026-{{page + 3:00}}", "digitale": {{page + 3}}, "alle": 10, "type": "{{type}}" }""";
}
