using System.ComponentModel;
using GevinstMonitor.Collect;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Microsoft.Extensions.Time.Testing;

namespace GevinstMonitor.Tests.Collect;

/// <summary>One source that hangs, floods or is busy delays and harms no other, and is cut off with a clear fault.</summary>
public sealed class ApartTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 8, 8, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Source_ThatHangsAndDoesNotListen_IsLeftBehindAndDelaysNoOther()
    {
        var kind = new SlowKind();
        using var town = TownOf("haenger");
        var clock = new FakeTimeProvider(AsOf);
        var (catalog, collector) = Of(town, kind, clock);

        var hanging = ReadAsync(collector, catalog, "haenger");
        await kind.Entered.WaitAsync(TestContext.Current.CancellationToken);
        var other = Assert.Single(await ReadAsync(collector, catalog, "andel"));

        Assert.Equal(["* 2026-07 1/2"], other.Said());
        Assert.False(hanging.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));
        var failed = Assert.Single(await hanging).Failed();
        Assert.Equal(CollectFault.TimedOut, failed.Fault);
        Assert.Equal("no complete answer within 30 s", failed.Detail);
        kind.Go.Release(1);
    }

    [Fact]
    public async Task Source_WithAPlaceForTwo_NeverHearsThreeQuestionsAtOnce()
    {
        var kind = new SlowKind();
        using var town = TownOf("en", "to", "tre", "fire", "fem");
        var (catalog, collector) = Of(town, kind, new FakeTimeProvider(AsOf));

        var reading = ReadAsync(collector, catalog, "en", "to", "tre", "fire", "fem");
        // Both places are taken before one is left.
        await kind.Entered.WaitAsync(TestContext.Current.CancellationToken);
        for (var i = 1; i < 5; i++)
        {
            await kind.Entered.WaitAsync(TestContext.Current.CancellationToken);
            kind.Go.Release(1);
        }

        kind.Go.Release(1);

        Assert.All(await reading, r => r.Taken());
        Assert.Equal(2, kind.MostAtOnce);
    }

    [Fact]
    public async Task Source_ThatFloods_IsCutOffAndSaysSo()
    {
        using var town = TownOf("flom");
        var (catalog, collector) = Of(town, new FloodKind(), new FakeTimeProvider(AsOf));

        var failed = Assert.Single(await ReadAsync(collector, catalog, "flom")).Failed();

        Assert.Equal(CollectFault.TooLarge, failed.Fault);
        Assert.Equal("more than 50000 units in one answer, at row 50001; see the query, or which column holds the unit", failed.Detail);
    }

    private static Town TownOf(params string[] indicators)
    {
        var town = Collecting.Csv().Figures("måned;digitale;alle\n2026-07;1;2\n").Write("config/sources/langsom.yml", "id: langsom\nkind: langsom\nmaxConcurrent: 2\n");
        foreach (var id in indicators)
            town.Write($"config/indicators/{id}.yml", Given.Indicator.Replace("id: andel", $"id: {id}", StringComparison.Ordinal).Replace("source: maalinger", "source: langsom", StringComparison.Ordinal));
        return town;
    }

    private static Task<IReadOnlyList<Reading>> ReadAsync(Collector collector, Catalog catalog, params string[] indicators) => collector.ReadAsync(
        [.. indicators.Select(id => new Question(catalog.Indicators[id], new Window(new DateOnly(2026, 7, 1), new DateOnly(2026, 8, 1))))], catalog.At(AsOf), TestContext.Current.CancellationToken);

    private static (Catalog Catalog, Collector Collector) Of(Town town, SourceKind kind, TimeProvider clock)
    {
        var kinds = new SourceKinds(new Dictionary<string, SourceKind> { ["csv"] = new CsvKind(), ["langsom"] = kind });
        var catalog = town.Load(kinds);
        return (catalog, new Collector(catalog, kinds, clock));
    }

    [Description("A source of the tests.")]
    public sealed record SlowSettings : SourceSettings
    {
        public override void Check(IndicatorFile indicator, KeyFault fault) { }
    }

    private sealed class SlowKind : SourceKind<SlowSettings>
    {
        private int _now;
        private int _most;

        public SemaphoreSlim Entered { get; } = new(0);

        public SemaphoreSlim Go { get; } = new(0);

        public int MostAtOnce => _most;

        protected override string Asked(SlowSettings source, IndicatorFile indicator) => indicator.Id;

        // Blocks its thread and does not look at the token, as a read from a share that is gone does.
        protected override Task ReadAsync(SlowSettings source, Ask ask, Tally rows, CancellationToken ct)
        {
            _most = Math.Max(_most, Interlocked.Increment(ref _now));
            Entered.Release();
            Go.Wait(CancellationToken.None);
            Interlocked.Decrement(ref _now);
            return Task.CompletedTask;
        }
    }

    private sealed class FloodKind : SourceKind<SlowSettings>
    {
        protected override string Asked(SlowSettings source, IndicatorFile indicator) => indicator.Id;

        protected override Task ReadAsync(SlowSettings source, Ask ask, Tally rows, CancellationToken ct)
        {
            for (var i = 1; ; i++)
                rows.Add(() => $"row {rows.Rows}", "2026-07", $"enhed-{i}", Cell.Of(1m), Cell.Of(2m));
        }
    }
}
