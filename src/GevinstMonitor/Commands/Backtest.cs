using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>What is on file, replayed under one configuration.</summary>
/// <param name="From">The first day whose letters count; null for all.</param>
/// <param name="Until">The last moment that is replayed.</param>
/// <param name="Letters">Those that count, in order of time.</param>
/// <param name="Attention">By indicator: what became of its deviations.</param>
/// <param name="Unread">Indicators of benefits that nothing is on file of.</param>
internal sealed record Backtest(
    DateOnly? From, Moment Until, IReadOnlyList<BacktestPlace> Places, IReadOnlyList<ReplayedLetter> Letters, IReadOnlyList<(string Indicator, Attention Attention)> Attention, IReadOnlyList<string> Unread)
{
    /// <summary>How many letters each post would have got in each year.</summary>
    public IReadOnlyDictionary<(string Post, int Year), int> PerYear { get; } = Letters.CountBy(l => (PostOf(l), l.On.Year)).ToDictionary();

    /// <summary>Who gets a letter: the post, or operations.</summary>
    public static string PostOf(ReplayedLetter letter) => letter.Letter.Post ?? "operations";

    public static async Task<Backtest> RunAsync(Archive archive, Catalog catalog, DateOnly? from, DateTimeOffset until, CancellationToken ct)
    {
        var last = catalog.At(until);
        var benefits = catalog.Plans.Values.SelectMany(plan => plan.Benefits, (plan, benefit) => (plan, benefit)).ToLookup(b => b.benefit.Indicator, StringComparer.Ordinal);
        var indicators = catalog.Indicators.Values.Select(i => i.Indicator).Where(i => benefits.Contains(i.Id)).ToList();
        var facts = await archive.FactsAsync(indicators, catalog.Zone, ct);
        var replays = indicators.AsParallel().AsOrdered().WithCancellation(ct).Select(i => Replay.Of([.. benefits[i.Id]], i, facts[i.Id], last)).ToList();
        var all = ReplayedLetters.Of(catalog.Desk with { SmallNumbers = default }, catalog.DeliveryWindow, replays, last);
        var first = all.SelectMany(l => l.Tells, (letter, change) => (change.Deviation.Id, letter.On)).DistinctBy(t => t.Id).ToDictionary(t => t.Id, t => Moment.Of(t.On, catalog.Zone).Instant, StringComparer.Ordinal);
        var letters = all.Where(l => from is null || l.On >= from).ToList();
        var told = letters.SelectMany(l => l.Tells, (letter, change) => new ToldChange(letter, change)).ToLookup(t => (t.Change.Deviation.Plan, t.Change.Deviation.Benefit, t.Change.Deviation.Unit));
        var notices = letters.SelectMany(l => l.Troubles, (letter, trouble) => new ToldTrouble(letter, trouble)).ToLookup(t => t.Trouble.Subject, StringComparer.Ordinal);
        return new Backtest(from, last,
            [.. replays.SelectMany(r => r.Places).Select(place => BacktestPlace.Of(place, [.. told[place.Key]], [.. notices[Trouble.SubjectOf(place.Key.Plan, place.Key.Benefit, place.Key.Unit)]], first.ContainsKey, from ?? DateOnly.MinValue, last.Day))
                .OrderBy(p => p.Place.Key.Plan, StringComparer.Ordinal)],
            letters,
            [.. indicators.Zip(replays, (i, replay) => (i.Id, Core.Deviate.Attention.Of(replay.Places.SelectMany(p => p.Found).Where(d => first.ContainsKey(d.Id)).Select(d => d with { Told = first[d.Id] }), [], until))).Where(a => a.Item2.Told > 0)],
            [.. indicators.Where(i => facts[i.Id].Count == 0).Select(i => i.Id)]);
    }
}

/// <summary>A change that a letter tells.</summary>
internal sealed record ToldChange(ReplayedLetter Letter, DeviationChange Change);

/// <summary>A doubt about a figure, or something to be seen coming, that a letter tells.</summary>
internal sealed record ToldTrouble(ReplayedLetter Letter, Trouble Trouble);

/// <summary>A benefit in one place: what would have been told of it, and how many of its periods were off its path.</summary>
/// <param name="OffPathTold">How many of those a deviation covers that was told.</param>
internal sealed record BacktestPlace(ReplayedPlace Place, IReadOnlyList<ToldChange> Told, IReadOnlyList<ToldTrouble> Notices, int OffPath, int OffPathTold)
{
    public int Opened => Told.Count(t => t.Change.Kind == ChangeKind.Opened);

    public int Letters => Told.Select(t => t.Letter).Concat(Notices.Select(n => n.Letter)).Distinct().Count();

    public static BacktestPlace Of(ReplayedPlace place, IReadOnlyList<ToldChange> told, IReadOnlyList<ToldTrouble> notices, Func<string, bool> isTold, DateOnly from, DateOnly to)
    {
        var off = place.OffPath(from, to).ToList();
        return new BacktestPlace(place, told, notices, off.Count, off.Count(period => place.IsCovered(period, isTold)));
    }
}

/// <summary>The same figures under two configurations.</summary>
internal sealed record BacktestPair(Backtest A, Backtest B)
{
    /// <summary>Every benefit in every place that either of them judges.</summary>
    public IEnumerable<((string Plan, string Benefit, string Unit) Key, BacktestPlace? A, BacktestPlace? B)> Places()
    {
        var (a, b) = (A.Places.ToDictionary(p => p.Place.Key), B.Places.ToDictionary(p => p.Place.Key));
        return A.Places.Concat(B.Places).Select(p => p.Place.Key).Distinct().Select(key => (key, a.GetValueOrDefault(key), b.GetValueOrDefault(key)));
    }

    /// <summary>How many letters each post would have got in each year.</summary>
    public IEnumerable<(string Post, int Year, int A, int B)> PerYear() =>
        A.PerYear.Keys.Union(B.PerYear.Keys).OrderBy(k => k.Post, StringComparer.Ordinal).ThenBy(k => k.Year)
            .Select(k => (k.Post, k.Year, A.PerYear.GetValueOrDefault(k), B.PerYear.GetValueOrDefault(k)));
}
