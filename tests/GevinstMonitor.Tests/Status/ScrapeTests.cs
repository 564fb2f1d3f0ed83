using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Tests.Status;

/// <summary><c>/metrics</c> as Prometheus asks for it.</summary>
public sealed class ScrapeTests
{
    [Theory]
    [InlineData("application/openmetrics-text; version=1.0.0", "application/openmetrics-text", true)]
    [InlineData("text/plain; version=0.0.4", "text/plain", false)]
    public async Task Scrape_IsAnsweredInTheFormatThatIsAskedFor(string accept, string type, bool isOpenMetrics)
    {
        await using var site = await ExampleSite.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) } } };

        using var response = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(isOpenMetrics, text.EndsWith("# EOF\n", StringComparison.Ordinal));
        Assert.Contains(isOpenMetrics ? "# TYPE gevinst_collect_readings counter\n" : "# TYPE gevinst_collect_readings_total counter\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_WhileSomebodyElseHasTheStore_IsAnsweredAsEver()
    {
        await using var site = await ExampleSite.StartAsync();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(site.Folder, "var", "gevinst.db")}");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var alone = other.BeginTransaction(deferred: false);
        // Less than anybody waits for the store.
        site.Http.Timeout = TimeSpan.FromSeconds(6);

        Assert.Contains("gevinst_benefit_actual{", await site.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
