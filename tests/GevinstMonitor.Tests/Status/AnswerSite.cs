using GevinstMonitor.Collect;
using GevinstMonitor.Post;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GevinstMonitor.Tests.Status;

/// <summary>A town with one open deviation, and the worker's pages about it on a port of this machine, by the town's clock.</summary>
internal sealed class AnswerSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AnswerSite(Town town, WebApplication app, string deviation) => (Town, _app, Deviation) = (town, app, deviation);

    public Town Town { get; }

    public string Deviation { get; }

    public Uri Address => new(_app.Urls.Single());

    public static string Installation(string culture = "da-DK") => Given.Installation + $"\nculture: {culture}\nletters: {{ answers: {{ url: \"https://gevinst.proeveby.example/\" }} }}\n";

    public static async Task<AnswerSite> StartAsync(string culture = "da-DK", string? plan = null, string? organisation = null)
    {
        var town = new Town(Installation(culture), organisation ?? Given.Organisation)
            .Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/indicators/andel.yml", Given.Indicator)
            .Write("config/plans/post.yml", plan ?? Given.Plan)
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        await town.OnceAsync("2026-07-08T06:00");
        town.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 9, 8, 0, 0, TimeSpan.Zero));

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(town.Load()).AddSingleton<TimeProvider>(town.Clock).AddCollect().AddStore().AddRound().AddPost().AddStatus().AddAnswers();
        var app = builder.Build();
        app.MapStatus();
        app.MapAnswers();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AnswerSite(town, app, town.Query<string>("select deviation_id from deviations").Single());
    }

    /// <summary>The links that a letter to a post would have now.</summary>
    public AnswerLinks Links(string post = "chef") => _app.Services.GetRequiredService<Links>().For(Deviation, post, Town.Clock.GetUtcNow())!;

    /// <summary>Where a link leads on this machine.</summary>
    public Uri Here(string link) => new(Address, new Uri(link).PathAndQuery);

    /// <summary>The answers on file, as who: what: note: day: interim target.</summary>
    public IReadOnlyList<string> Answers() => Town.Query<string>("select post_id || ': ' || kind || ': ' || note || ': ' || ifnull(until, '-') || ': ' || ifnull(interim, '-') from responses order by response_id");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Town.Dispose();
    }
}
