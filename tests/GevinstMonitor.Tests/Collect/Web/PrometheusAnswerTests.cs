using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>What Prometheus is asked, and answers that a healthy one does not give.</summary>
public sealed class PrometheusAnswerTests
{
    private const string Seven = """{ "status": "success", "data": { "resultType": "vector", "result": [ { "metric": {}, "value": [ 1, "7" ] } ] } }""";

    [Fact]
    public async Task Query_IsPostedWithTheLastMillisecondOfThePeriodAndItsLength()
    {
        await using var web = await LoopbackWeb.SayingAsync(Seven);
        using var town = PrometheusTown.At(web.Url + "/prom/", PrometheusTown.Value("increase(x{a=\"æ,b\"}[{period}])", history: 5), "auth: { bearer: { file: secret.txt } }\nheaders: { X-Scope-OrgID: kommune }");
        Assert.Equal(["* 2026-03 7", "* 2026-04 7", "* 2026-05 7", "* 2026-06 7", "* 2026-07 7"], (await town.ReadAsync()).Said());
        Assert.Equal("/prom/api/v1/status/runtimeinfo", web.Asked[0].Target);
        var march = web.Asked[1];
        // From 1 March in winter, UTC+1, to 1 April in summer, UTC+2.
        Assert.Equal(("POST", "/prom/api/v1/query"), (march.Method, march.Target));
        Assert.Equal("query=increase%28x%7Ba%3D%22%C3%A6%2Cb%22%7D%5B2674800s%5D%29&time=1774994399.999", march.Body);
        Assert.All(web.Asked, a => Assert.Equal(("Bearer hemmeligt-42", "kommune"), (a.Headers.Authorization.ToString(), a.Headers["X-Scope-OrgID"].ToString())));
    }

    // As of 8 August: July began 38 days ago, June 68.
    [Theory]
    [InlineData("""{ "data": { "storageRetention": "15d" } }""", 200, 0)]
    [InlineData("""{ "data": { "storageRetention": "5w3d or 10GiB" } }""", 200, 0)]
    [InlineData("""{ "data": { "storageRetention": "5w5d" } }""", 200, 1)]
    [InlineData("""{ "data": { "storageRetention": "1y" } }""", 200, 3)]
    [InlineData("""{ "data": { "storageRetention": "512MB" } }""", 200, 3)]
    [InlineData("""{ "data": { "storageRetention": "9999y9999y" } }""", 200, 3)]
    [InlineData("""{ "data": {} }""", 200, 3)]
    [InlineData("", 404, 3)]
    [InlineData("", 403, 3)]
    public async Task Period_ThatIsNotKeptWhole_IsNotMeasured(string info, int status, int measured)
    {
        await using var web = await LoopbackWeb.StartAsync(context =>
        {
            var query = context.Request.Path == "/api/v1/query";
            context.Response.StatusCode = query ? 200 : status;
            return context.SayAsync(query ? Seven : info);
        });
        using var town = PrometheusTown.At(web.Url, PrometheusTown.Value("increase(x[{period}])"));
        var taken = (await town.ReadAsync()).Taken();
        Assert.Equal((measured, 3 - measured), (taken.Figures.Count, taken.Rejected.Count));
        Assert.All(taken.Rejected, r => Assert.Contains("Prometheus does not keep all of the period any longer", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Query_OfAMomentAlone_NeedsNoMoreThanTheMomentKept()
    {
        await using var web = await LoopbackWeb.SayingAsync(Seven);
        using var town = PrometheusTown.At(web.Url, PrometheusTown.Value("sum(x)"));
        await town.ReadAsync();
        Assert.Equal(["/api/v1/query"], web.Asked.Select(a => a.Target).Distinct());
    }

    [Theory]
    [InlineData("""{ "status": "error", "errorType": "bad_data", "error": "010170-1234" }""", CollectFault.QueryRefused, "Prometheus refuses the query (bad_data); try it on its own page")]
    [InlineData("""{ "status": "error", "errorType": "010170-1234" }""", CollectFault.Malformed, "the answer is not one of Prometheus; see url")]
    [InlineData("""{ "status": "success" }""", CollectFault.Malformed, "the answer is not one of Prometheus; see url")]
    [InlineData("""{ "title": "Grafana" }""", CollectFault.Malformed, "the answer is not one of Prometheus; see url")]
    [InlineData("7", CollectFault.Malformed, "the answer is not one of Prometheus; see url")]
    [InlineData("<html>", CollectFault.Malformed, "Prometheus' answer: not JSON, at line 1")]
    [InlineData("""{ "status": "succ""", CollectFault.Truncated, "Prometheus' answer: the JSON ends before its end")]
    [InlineData("""{ "status": "success", "warnings": [ "010170-1234" ], "data": { "resultType": "vector", "result": [] } }""", CollectFault.QueryRefused, "Prometheus warns that its answer may be wrong; see why by trying the query on its own page")]
    [InlineData("""{ "status": "success", "data": { "resultType": "vector", "result": [ { "metric": {}, "histogram": [ 1, { "count": "7" } ] } ] } }""", CollectFault.Malformed, "a series without one value; histograms are taken apart in the query, as by histogram_quantile")]
    [InlineData("""{ "status": "success", "data": { "resultType": "vector", "result": [ 7 ] } }""", CollectFault.Malformed, "a series without one value; histograms are taken apart in the query, as by histogram_quantile")]
    public async Task Answer_ThatCannotBeUsed_HasItsName(string text, CollectFault fault, string says)
    {
        await using var web = await LoopbackWeb.SayingAsync(text);
        using var town = PrometheusTown.At(web.Url, PrometheusTown.Value("sum(x)"));
        Assert.Equal((fault, says), await town.FaultAsync());
    }

    [Theory]
    [InlineData("1e+06", "1000000")]
    [InlineData("0.1", "0.1")]
    [InlineData("mange", "NotANumber")]
    [InlineData("1e-300", "NotANumber")]
    [InlineData("1e+300", "NotANumber")]
    public async Task Value_AsPrometheusWritesIt_IsReadOrNotKnown(string written, string read)
    {
        await using var web = await LoopbackWeb.SayingAsync(Seven.Replace("7", written, StringComparison.Ordinal));
        using var town = PrometheusTown.At(web.Url, PrometheusTown.Value("sum(x)", history: 1));
        Assert.Equal([$"* 2026-07 {read}"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData(401, CollectFault.LoginRefused)]
    [InlineData(404, CollectFault.QueryRefused)]
    [InlineData(503, CollectFault.Unreachable)]
    public async Task Status_ThatIsNoAnswer_HasItsName(int status, CollectFault fault)
    {
        await using var web = await LoopbackWeb.StatusAsync(status);
        using var town = PrometheusTown.At(web.Url, PrometheusTown.Value("increase(x[{period}])"));
        Assert.Equal(fault, (await town.FaultAsync()).Fault);
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsUnreachable()
    {
        using var town = PrometheusTown.At("http://127.0.0.1:1", PrometheusTown.Value("sum(x)"));
        Assert.Equal(CollectFault.Unreachable, (await town.FaultAsync()).Fault);
    }
}
