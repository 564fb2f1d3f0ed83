using System.Globalization;
using GevinstMonitor.Core.Deviate;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Flow;

public sealed class SweepTests
{
    [Fact]
    public async Task Sweep_OfMoreIndicatorsThanItLooksAtAtATime_SeesEachOnceButThoseThatAreBeingRead()
    {
        using var town = new Town();
        town.Write("config/sources/maalinger.yml", Given.Source);
        string[] ids = [.. Enumerable.Range(0, 1002).Select(i => string.Create(CultureInfo.InvariantCulture, $"andel-{i:0000}"))];
        foreach (var id in ids)
            town.Write($"config/indicators/{id}.yml", Given.Indicator.Replace("id: andel", $"id: {id}", StringComparison.Ordinal));
        // The first and the last should be known by now, the others begin later.
        town.Write("config/plans/post.yml", "id: post\nname: Post\ncontroller: controller\nversion: 1\napproved: { on: 2026-01-10, by: Direktionen }\nbenefits:\n" + string.Concat(ids.Select(id =>
            $"  - {{ id: gevinst-{id}, name: Gevinst, type: quality, indicator: {id}, owner: chef, actionOnDeviation: Chefen handler, baseline: {{ on: {(id == ids[0] || id == ids[^1] ? "2026-04-30" : "2026-07-31")}, value: 45 }}, targets: [ {{ by: 2026-12-31, value: 50 }} ], tolerance: {{ amber: 2, red: 5 }} }}\n")));
        var round = (await town.StartAsync()).GetRequiredService<Round>();

        var found = new List<RoundResult>();
        await foreach (var result in round.SweepAsync(new DateTimeOffset(2026, 7, 13, 6, 0, 0, TimeSpan.Zero), new HashSet<string> { ids[0] }, TestContext.Current.CancellationToken))
            found.Add(result);

        Assert.Equal([1000, 1], found.Select(f => f.Seen.Count));
        Assert.Equal(ids[1..], found.SelectMany(f => f.Seen).Select(e => e.Indicator.Id).Order(StringComparer.Ordinal));
        var late = Assert.Single(found.SelectMany(f => f.Concluded.Troubles)).Trouble;
        Assert.Equal((TroubleKind.Late, $"indicator {ids[^1]}"), (late.Kind, late.Subject));
    }
}
