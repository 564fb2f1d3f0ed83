using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GevinstMonitor.Core.Readings;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>Every way that a web service fails has its name, provoked for real.</summary>
public sealed class HttpFaultTests
{
    private const string May = """[ { "måned": "2026-05", "digitale": 505, "alle": 1000 } ]""";

    [Theory]
    [InlineData(400, CollectFault.QueryRefused, false)]
    [InlineData(401, CollectFault.LoginRefused, false)]
    [InlineData(403, CollectFault.LoginRefused, false)]
    [InlineData(404, CollectFault.QueryRefused, false)]
    [InlineData(429, CollectFault.Unreachable, true)]
    [InlineData(500, CollectFault.Unreachable, true)]
    [InlineData(503, CollectFault.Unreachable, true)]
    [InlineData(206, CollectFault.Truncated, false)]
    [InlineData(202, CollectFault.Malformed, false)]
    [InlineData(300, CollectFault.Malformed, false)]
    public async Task Status_ThatIsNoAnswer_HasItsNameAndItsBodyIsNotQuoted(int status, CollectFault fault, bool again)
    {
        await using var web = await LoopbackWeb.StatusAsync(status);
        using var town = web.Town();
        var (what, detail) = await town.FaultAsync();
        Assert.Equal(fault, what);
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), detail, StringComparison.Ordinal);
        Assert.Equal(again ? 3 : 1, web.Asked.Count);
    }

    [Fact]
    public async Task Status_ThatPasses_IsTriedAgainAndRead()
    {
        var calls = 0;
        await using var web = await LoopbackWeb.StartAsync(context =>
        {
            if (Interlocked.Increment(ref calls) > 2)
                return context.SayAsync(May);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        using var town = web.Town();
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsUnreachable()
    {
        using var town = WebAnswers.Town("http://127.0.0.1:1/tal");
        Assert.Equal((CollectFault.Unreachable, "no connection to 127.0.0.1:1"), await town.FaultAsync());
    }

    [Fact]
    public async Task Name_ThatNobodyHas_IsUnreachable()
    {
        using var town = WebAnswers.Town("https://findes-ikke.invalid/tal");
        Assert.Equal((CollectFault.Unreachable, "the name of findes-ikke.invalid is not known"), await town.FaultAsync());
    }

    [Fact]
    public async Task Certificate_ThatNobodyTrusts_IsTlsRefused()
    {
        using var certificate = Post.Certificates.Own("localhost");
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync(May), certificate);
        using var town = web.Town("auth: { bearer: { file: secret.txt } }");
        var (fault, detail) = await town.FaultAsync();
        Assert.Equal(CollectFault.TlsRefused, fault);
        Assert.Contains("not trusted by this machine", detail, StringComparison.Ordinal);
        Assert.Empty(web.Asked);
    }

    [Fact]
    public async Task Server_WithoutTls_IsTlsRefused()
    {
        await using var web = await LoopbackWeb.SayingAsync(May);
        using var town = WebAnswers.Town(web.Url.Replace("http:", "https:", StringComparison.Ordinal));
        Assert.Equal(CollectFault.TlsRefused, (await town.FaultAsync()).Fault);
    }

    [Theory]
    [InlineData("json", May, "Content-Length: 1000\r\n\r\n")]
    [InlineData("csv", "måned;digitale;alle\n2026-05;505;1000\n", "Content-Length: 1000\r\n\r\n")]
    [InlineData("json", May, "Transfer-Encoding: chunked\r\n\r\n100\r\n")]
    [InlineData("csv", "måned;digitale;alle\n2026-05;505;1000\n", "Transfer-Encoding: chunked\r\n\r\n100\r\n")]
    public async Task Server_StoppedInTheMiddleOfItsAnswer_IsTruncatedHoweverWholeItLooks(string format, string text, string headers)
    {
        await using var web = new RawWeb($"HTTP/1.1 200 OK\r\n{headers}{text}");
        using var town = WebAnswers.Town(web.Url, $"format: {format}");
        Assert.Equal((CollectFault.Truncated, $"{new Uri(web.Url).Authority} broke off before the end of its answer"), await town.FaultAsync());
    }

    [Theory]
    [InlineData("json", CollectFault.Truncated, "answer: the JSON ends before its end")]
    [InlineData("csv", CollectFault.Truncated, "answer: the server says neither how long it is nor where it ends, so that half of it would look whole")]
    public async Task Answer_WhoseEndIsTheConnections_IsTruncatedWhereHalfWouldLookWhole(string format, CollectFault fault, string says)
    {
        var half = format == "json" ? May[..^9] : "måned;digitale;alle\n2026-05;505;10";
        await using var web = new RawWeb($"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n{half}");
        using var town = WebAnswers.Town(web.Url, $"format: {format}");
        Assert.Equal((fault, says), await town.FaultAsync());
    }

    [Fact]
    public async Task Json_WhoseEndIsTheConnections_IsReadWhenItIsWhole()
    {
        await using var web = new RawWeb($"HTTP/1.0 200 OK\r\n\r\n{May}");
        using var town = WebAnswers.Town(web.Url);
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: mange\r\n\r\n")]
    public async Task Server_OfAnotherKind_IsNamed(string says)
    {
        await using var web = new RawWeb(says);
        using var town = WebAnswers.Town(web.Url);
        var (fault, detail) = await town.FaultAsync();
        Assert.True(fault is CollectFault.Malformed or CollectFault.Unreachable, $"{fault}: {detail}");
    }

    [Fact]
    public async Task Server_ThatHangsUpWithoutAWord_IsUnreachable()
    {
        await using var web = new RawWeb("");
        using var town = WebAnswers.Town(web.Url);
        Assert.Equal(CollectFault.Unreachable, (await town.FaultAsync()).Fault);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20)]
    public async Task Answer_PackedAndCutOff_IsTruncated(int less)
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayPackedAsync("måned;digitale;alle\n2026-05;505;1000\n", less));
        using var town = web.Town("format: csv");
        Assert.Equal(CollectFault.Truncated, (await town.FaultAsync()).Fault);
    }

    [Fact]
    public async Task Answer_PackedInAnUnknownWay_IsMalformed()
    {
        await using var web = await LoopbackWeb.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "zstd";
            return context.SayAsync(May);
        });
        using var town = web.Town();
        Assert.Equal(CollectFault.Malformed, (await town.FaultAsync()).Fault);
    }

    [Theory]
    [InlineData("format: csv")]
    [InlineData("format: json")]
    public async Task Answer_WithoutEnd_IsCutOffAtItsMostSize(string source)
    {
        var sent = 0L;
        await using var web = await LoopbackWeb.StartAsync(async context =>
        {
            var rows = Encoding.UTF8.GetBytes(source == "format: csv" ? string.Concat(Enumerable.Repeat("2026-05;505;1000\n", 4000)) : string.Concat(Enumerable.Repeat("[1,2,3],", 8000)));
            await context.Response.WriteAsync(source == "format: csv" ? "måned;digitale;alle\n" : "[");
            for (; !context.RequestAborted.IsCancellationRequested && sent < 5L << 30; sent += rows.Length)
                await context.Response.Body.WriteAsync(rows, context.RequestAborted);
        });
        using var town = web.Town($"{source}\nmaxSize: 1MB");
        Assert.Equal((CollectFault.TooLarge, $"{new Uri(web.Url).Authority} answers with more than 1MB; ask for less, or see maxSize"), await town.FaultAsync());
    }

    [Fact]
    public async Task Answer_SmallButPackedOfMuch_IsCutOffAtItsMostSizeUnpacked()
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayPackedAsync(new string(' ', 40 << 20)));
        using var town = web.Town("maxSize: 10MB");
        Assert.Equal(CollectFault.TooLarge, (await town.FaultAsync()).Fault);
    }

    [Fact]
    public async Task Answers_OfManyPages_AreNoLargerTogether()
    {
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync($$"""[ { "måned": "2026-05", "digitale": 1, "alle": 2, "x": "{{context.Request.Query["side"]}}{{new string('x', 400_000)}}" } ]"""));
        using var town = web.Town("paging: { page: side }\nmaxSize: 1MB");
        Assert.Equal(CollectFault.TooLarge, (await town.FaultAsync()).Fault);
        Assert.Equal(3, web.Asked.Count);
    }

    [Theory]
    [InlineData("", "answer: it is empty")]
    [InlineData("måned;digitale\n", "answer: not JSON, at line 1")]
    [InlineData("[ { \"måned\": \"2026-05\",\n \"alle\": 1, } ]", "answer: not JSON, at line 2")]
    [InlineData("[ {} ] []", "answer: not JSON, at line 1")]
    [InlineData("[ { \"alle\": 1, \"alle\": 2 } ]", "answer: a key stands twice in one object, so that one of the two is not true")]
    [InlineData("[ { \"alle\": NaN } ]", "answer: not JSON, at line 1")]
    [InlineData("[ { \"a\": { \"b\": 1 }, \"a.b\": 2 } ]", "answer: two values of one row are called 'a.b'")]
    [InlineData("[ { \"måned\": \"\\ud800\", \"digitale\": 1, \"alle\": 1 } ]", "answer: a text in the JSON holds half a sign (\\uD800 to \\uDFFF)")]
    public async Task Json_ThatIsNone_IsMalformed(string text, string says)
    {
        await using var web = await LoopbackWeb.SayingAsync(text);
        using var town = web.Town();
        Assert.Equal((CollectFault.Malformed, says), await town.FaultAsync());
    }

    [Fact]
    public async Task Json_InAnotherEncoding_IsMalformed()
    {
        await using var web = await LoopbackWeb.SayingAsync(May, encoding: Encoding.Latin1);
        using var town = web.Town();
        Assert.Equal((CollectFault.Malformed, "answer: not utf-8; state the answer's encoding"), await town.FaultAsync());
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task Page_ForPeople_IsMalformed(string format)
    {
        await using var web = await LoopbackWeb.SayingAsync("<html><body>Log ind</body></html>", "text/html; charset=utf-8");
        using var town = web.Town($"format: {format}");
        Assert.Equal((CollectFault.Malformed, "answer: a web page for people, perhaps to log in; see url and auth"), await town.FaultAsync());
    }

    [Theory]
    [InlineData("format: json", false)]
    [InlineData("format: csv", false)]
    [InlineData("format: csv", true)]
    public async Task Server_ThatHangs_IsGivenUpInTime(string source, bool inTheMiddle)
    {
        await using var web = await LoopbackWeb.StartAsync(async context =>
        {
            if (inTheMiddle)
            {
                await context.Response.WriteAsync("måned;digitale;alle\n2026-05;505;1000\n");
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var town = web.Town($"{source}\ntimeout: 300ms");
#pragma warning disable RS0030 // A server that hangs is given up by the clock on the wall.
        Assert.Equal((CollectFault.TimedOut, "no complete answer within 0.3 s"), await town.FaultAsync(TimeProvider.System));
#pragma warning restore RS0030
    }

    /// <summary>A server that says its bytes and hangs up, whatever it is asked.</summary>
    private sealed class RawWeb : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _answering;

        public RawWeb(string says)
        {
            _listener.Start();
            _answering = Task.Run(async () =>
            {
                var asked = new byte[65536];
                while (true)
                {
                    using var call = await _listener.AcceptTcpClientAsync();
                    _ = await call.GetStream().ReadAsync(asked);
                    await call.GetStream().WriteAsync(Encoding.UTF8.GetBytes(says));
                }
            });
        }

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/tal";

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await Assert.ThrowsAnyAsync<Exception>(() => _answering);
        }
    }
}
