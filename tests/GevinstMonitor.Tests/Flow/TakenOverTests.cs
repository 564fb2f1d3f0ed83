using GevinstMonitor.Configure;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Flow;

/// <summary>A round that is taken over from a worker that died, after the round that followed it.</summary>
public sealed class TakenOverTests
{
    [Fact]
    public async Task Round_TakenOverAfterTheNextOne_TakesBackNothingThatWasConcludedSince()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505)));
        await town.OnceAsync("2026-07-06T06:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        Assert.Single((await town.OnceAsync("2026-07-08T06:00")).Letters);
        string[] conclusions = ["select change_id || kind || at from deviation_changes order by 1", "select change_id || began || at from trouble_changes order by 1"];
        var before = conclusions.SelectMany(town.Query<string>).ToList();

        // As of the day before; and the source says what it said then.
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 560)));
        var services = await town.StartAsync();
        var catalog = services.GetRequiredService<Catalog>();
        var round = await services.GetRequiredService<Round>().RunAsync([.. catalog.Indicators.Values], new DateTimeOffset(2026, 7, 7, 4, 0, 0, TimeSpan.Zero), TestContext.Current.CancellationToken);

        Assert.Single(round.Readings);
        Assert.Equal(before, conclusions.SelectMany(town.Query<string>));
        Assert.Equal(3, town.Query<long>("select count(*) from readings").Single());
    }
}
