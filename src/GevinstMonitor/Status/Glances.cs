using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor.Status;

/// <summary>How a plan stands.</summary>
/// <param name="Standings">How many benefits and units stand how; those that none does are not in it.</param>
/// <param name="AtRisk">What its open deviations cost by the end of the year if nothing changes; null without worth.</param>
/// <param name="Withheld">How many of them cost something that is not told.</param>
/// <param name="Oldest">When the one was found that is open longest; null when none is.</param>
internal sealed record PlanGlance(Plan Plan, IReadOnlyDictionary<Standing, int> Standings, int Open, Estimate? AtRisk, int Withheld, Deviation? Oldest);

/// <summary>How all plans stood at a moment.</summary>
internal sealed record PortfolioGlance(Moment AsOf, IReadOnlyList<PlanGlance> Plans)
{
    public Estimate? AtRisk => Estimate.Sum(Plans.Select(p => p.AtRisk).OfType<Estimate>());
}

/// <summary>A plan's benefits in their places, and the deviations of it that are open.</summary>
internal sealed record PlanSeen(Moment AsOf, Plan Plan, IReadOnlyList<Evaluation> Seen, IReadOnlyList<Deviation> Open)
{
    public Deviation? OpenOf(Evaluation e) => Open.FirstOrDefault(d => d.Benefit == e.Benefit.Id && d.Unit == e.Place.Unit);
}

/// <summary>Looks at where things stand, for readers: one at a time, and at everything once a minute at most, so that many readers cost no more than one.</summary>
internal sealed class Glances(Catalog catalog, Look look, Views views, TimeProvider clock) : IDisposable
{
    // So that what is held in memory does not grow with what is measured.
    private const int LookedAtATime = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _alone = new(1, 1);
    private PortfolioGlance? _portfolio;
    private (IReadOnlyList<NewestReadingOf> Readings, DateTimeOffset At)? _readings;

    public void Dispose() => _alone.Dispose();

    /// <summary>How all plans stand, as of a minute ago at the most.</summary>
    public Task<PortfolioGlance> PortfolioAsync(CancellationToken ct) => AloneAsync(async now =>
        _portfolio is { } kept && (now - kept.AsOf.Instant).Duration() < Kept ? kept : _portfolio = await LookAsync(catalog.At(now), ct), ct);

    /// <summary>How a plan's benefits stand now, or one of them.</summary>
    public Task<PlanSeen> PlanAsync(Plan plan, string? benefit, CancellationToken ct) => AloneAsync(async now =>
    {
        var asOf = catalog.At(now);
        var open = await views.OpenAsync(plan.Id, ct);
        IReadOnlyList<string> indicators = [.. plan.Benefits.Where(b => benefit is null || b.Id == benefit).Select(b => b.Indicator).Distinct()];
        var seen = (await look(indicators, asOf, ct)).Where(e => e.Plan.Id == plan.Id && (benefit is null || e.Benefit.Id == benefit));
        return new PlanSeen(asOf, plan, [.. seen], open);
    }, ct);

    /// <summary>The newest readings of each indicator, as of a minute ago at the most.</summary>
    public Task<(IReadOnlyList<NewestReadingOf> Readings, DateTimeOffset At)> ReadingsAsync(CancellationToken ct) => AloneAsync(async now =>
    {
        if (_readings is not { } kept || (now - kept.At).Duration() >= Kept)
            _readings = kept = (await views.ReadingsAsync(catalog.Indicators.Keys, now, ct), now);
        return kept;
    }, ct);

    private async Task<PortfolioGlance> LookAsync(Moment asOf, CancellationToken ct)
    {
        var open = (await views.OpenAsync(null, ct)).ToDictionary(d => (d.Plan, d.Benefit, d.Unit));
        var (standings, cases) = (new Dictionary<(string Plan, Standing), int>(), new List<OpenCase>());
        foreach (var some in catalog.Indicators.Keys.Chunk(LookedAtATime))
        {
            foreach (var e in await look(some, asOf, ct))
            {
                var key = (e.Plan.Id, e.Current.Standing);
                standings[key] = standings.GetValueOrDefault(key) + 1;
                if (open.TryGetValue((e.Plan.Id, e.Benefit.Id, e.Place.Unit), out var deviation))
                    cases.Add(CaseOf(deviation, e));
            }
        }

        return new PortfolioGlance(asOf, [.. catalog.PlansOn(asOf.Day).OrderBy(p => p.Name, StringComparer.Ordinal).Select(plan =>
        {
            var own = cases.Where(c => c.Seen.Plan.Id == plan.Id).ToList();
            var (atRisk, withheld) = OpenCase.AtRisk(own);
            return new PlanGlance(plan, standings.Where(s => s.Key.Plan == plan.Id).ToDictionary(s => s.Key.Item2, s => s.Value), own.Count, atRisk, withheld, own.Select(c => c.Deviation).MinBy(d => d.OpenedAt));
        })]);
    }

    /// <summary>An open deviation with what it costs, or that this is not told.</summary>
    public OpenCase CaseOf(Deviation deviation, Evaluation seen) => new(deviation, seen) { IsWithheld = Kroner.RestsOnWithheld(seen, deviation.OpenedPeriod, catalog.SmallNumbers) };

    private async Task<T> AloneAsync<T>(Func<DateTimeOffset, Task<T>> look, CancellationToken ct)
    {
        await _alone.WaitAsync(ct);
        try
        {
            return await look(clock.GetUtcNow());
        }
        finally
        {
            _alone.Release();
        }
    }
}
