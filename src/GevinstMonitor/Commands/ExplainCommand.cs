using System.CommandLine;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>explain</c>: why a benefit stands where it stands, and who hears of it.</summary>
internal static class ExplainCommand
{
    public static Command Create(Bench bench)
    {
        var benefit = new Argument<string>("PLAN/BENEFIT") { Description = "A benefit of a plan." };
        var unit = new Option<string>("--unit") { Description = "A unit of the benefit; the whole when left out.", DefaultValueFactory = _ => Unit.Whole };
        var asOf = Bench.AsOf();
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("explain", "Why a benefit stands where it stands: query sent, rows got, expected value, gap, standing, what changed, who would be told.") { benefit, unit, asOf, json };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            await using var provider = await bench.LookAsync(catalog, ct);
            var moment = catalog.At(Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>()));
            var (seen, plan) = await FindAsync(provider, catalog, parsed.GetValue(benefit)!, parsed.GetValue(unit)!, moment, ct);
            var explanation = await ExplainAsync(provider, catalog, seen, plan, moment, ct);
            if (parsed.GetValue(json))
                Console.WriteLine(ExplanationJson.Of(explanation).ToJsonString(Json.Indented));
            else
                ExplanationText.Write(explanation, catalog, Tables.Screen());
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<(Evaluation Seen, IReadOnlyList<Evaluation> Plan)> FindAsync(ServiceProvider provider, Catalog catalog, string named, string unit, Moment asOf, CancellationToken ct)
    {
        var (plan, benefit) = Bench.BenefitOf(catalog, named);
        // All of the plan: its money is that of all its benefits.
        var seen = await SeenAsync(provider, catalog, plan, asOf, ct);
        return (seen.FirstOrDefault(e => e.Benefit.Id == benefit.Id && e.Place.Unit == unit)
            ?? throw Bench.NotJudged(named, unit, benefit), seen);
    }

    /// <summary>A plan's benefits in their places.</summary>
    public static async Task<IReadOnlyList<Evaluation>> SeenAsync(ServiceProvider provider, Catalog catalog, Plan plan, Moment asOf, CancellationToken ct)
    {
        Indicator Indicator(string id) => catalog.Indicators[id].Indicator;
        var pasts = await provider.GetRequiredService<Ledger>().PastAsync([.. plan.Benefits.Select(b => b.Indicator).Distinct()], id => Indicator(id).Period, asOf, ct);
        return [.. Evaluation.Of(plan, Indicator, id => pasts[id], asOf)];
    }

    private static async Task<Explanation> ExplainAsync(ServiceProvider provider, Catalog catalog, Evaluation seen, IReadOnlyList<Evaluation> ofPlan, Moment asOf, CancellationToken ct)
    {
        var (plan, benefit, place) = (seen.Plan, seen.Benefit, seen.Place);
        var settings = catalog.Indicators[benefit.Indicator];
        var archive = provider.GetRequiredService<Archive>();
        var open = await provider.GetRequiredService<Cases>().OpenAsync(asOf.Instant, ct);
        var toldOf = await provider.GetRequiredService<Cases>().ToldAsync(asOf.Instant, ct);
        var told = catalog.Plans.Values.SelectMany(p => p.Benefits, (p, b) => (p, b)).Where(by => by.b.Indicator == benefit.Indicator).SelectMany(by => toldOf[(by.p.Id, by.b.Id)]);
        var responses = await provider.GetRequiredService<Responses>().AllAsync(asOf.Instant, ct);
        var history = await provider.GetRequiredService<Cases>().HistoryAsync(plan.Id, benefit.Id, place.Unit, asOf.Instant, ct);
        return new Explanation(
            seen, asOf, settings,
            provider.GetRequiredService<Collector>().Asked(settings),
            await archive.ReadingsAsync(benefit.Indicator, asOf, most: 5, ct),
            await archive.RestatedAsync(seen.Indicator, !place.IsWhole ? [place.Unit] : benefit.Split.Any() ? [.. benefit.Split.Select(p => p.Unit)] : null, asOf, most: 10, ct),
            open.Deviations.GetValueOrDefault((plan.Id, benefit.Id, place.Unit)),
            history,
            Hearers.Of(seen, catalog.Desk, asOf), catalog.Words)
        {
            Attention = Attention.Of(told, responses, asOf.Instant),
            Answers = [.. history.Select(c => c.Deviation.Id).Distinct().SelectMany(id => responses.Where(r => r.Deviation == id).Reverse())],
            Money = PlanMoney.Of(plan, ofPlan, asOf.Day),
            Balance = Balance.Of(plan, ofPlan, asOf.Day),
        };
    }
}
