using System.Text.Json.Nodes;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>All there is to say of a benefit in one place.</summary>
internal sealed record Explanation(
    Evaluation Seen, Moment AsOf, IndicatorSettings Indicator, string Query, IReadOnlyList<ReadingLine> Readings, IReadOnlyList<Restatement> Restated, Deviation? Open,
    IReadOnlyList<DeviationChange> History, IReadOnlyList<Hearer> Told, Words Words)
{
    /// <summary>What became of its indicator's deviations.</summary>
    public required Attention Attention { get; init; }

    /// <summary>What was answered to its deviations, newest first.</summary>
    public required IReadOnlyList<Response> Answers { get; init; }

    /// <summary>The money of its plan.</summary>
    public required PlanMoney Money { get; init; }

    /// <summary>The balance of its plan; null where there is nothing to hold together.</summary>
    public required Balance? Balance { get; init; }

    /// <summary>What was promised of it by the moment, from the original on.</summary>
    public Promises Promised => Promises.Of(Seen.Plan, Seen.Benefit.Id, Seen.Place.Unit, AsOf.Day);

    /// <summary>Where it stands, in a sentence of the installation's language.</summary>
    public string Verdict => Words.Verdict(Seen);
}

/// <summary>Somebody who would be told, and why.</summary>
internal sealed record Hearer(string Post, string Reason);

internal static class Hearers
{
    /// <summary>Who would be told at once of the newest standing: as `routes` says it, of what there is to tell.</summary>
    public static IReadOnlyList<Hearer> Of(Evaluation seen, Desk desk, Moment asOf)
    {
        var standing = seen.Current.Standing;
        var isTold = standing.IsOffPath() ? Verdict.Of(seen).Sure != Standing.OnTrack
            // What was rejected is decided.
            : !standing.IsKnown() && seen.Current.Doubt != Doubt.Rejected;
        return isTold
            ? [.. new Routes(desk, seen.Plan, seen.Benefit, seen.Place, asOf).Of(standing).Where(hop => hop.After is null)
                .Select(hop => new Hearer(hop.Letter.Post ?? "operations", standing.IsKnown() ? hop.Role : Tables.StandingName(standing)))]
            : [];
    }
}

/// <summary>An explanation for programs.</summary>
internal static class ExplanationJson
{
    public static JsonObject Of(Explanation explained) => new()
    {
        ["indicator"] = explained.Indicator.Indicator.Id,
        ["query"] = explained.Query,
        ["series"] = new JsonArray([.. explained.Seen.Judgements.Select(j => new JsonObject
        {
            ["period"] = j.Period.ToString(),
            ["actual"] = j.Actual,
            ["expected"] = j.Expected,
            ["gap"] = j.Gap,
            ["standing"] = Tables.StandingName(j.Standing),
            ["readAt"] = Json.Moment(j.Stamp?.TakenAt.Instant),
            ["queryHash"] = j.Stamp?.QueryHash,
        })]),
        ["process"] = ExplainedProcess.Json(ProcessChart.Of(explained.Seen)),
        ["forecast"] = ExplainedForecast.Json(Forecast.Of(explained.Seen)),
        ["verdict"] = explained.Verdict,
        ["answers"] = ExplainedAnswers.Json(explained),
        ["told"] = new JsonArray([.. explained.Told.Select(t => new JsonObject { ["post"] = t.Post, ["reason"] = t.Reason })]),
        ["targets"] = TargetsJson.Of(explained),
        ["exposed"] = new JsonArray([.. explained.Seen.Plan.ExposersOf(explained.Seen.Benefit, explained.AsOf.Day).Select(c => new JsonObject { ["change"] = c.Id, ["daysOverdue"] = c.DaysLateOn(explained.AsOf.Day) })]),
        ["balance"] = explained.Balance is { } balance
            ? new JsonObject { ["corner"] = Scalars.KebabCase(balance.Corner.ToString()), ["since"] = Json.Day(balance.Since), ["budgetTaken"] = balance.BudgetTaken, ["changesDone"] = balance.ChangesDone, ["changes"] = explained.Seen.Plan.Changes.Count, ["effect"] = balance.Effect }
            : null,
        ["money"] = MoneyJson.Of(explained),
        ["attention"] = AttentionOf(explained.Attention),
    };

    private static JsonObject AttentionOf(Attention attention)
    {
        var json = ExplainedAttention.Json(attention);
        json["answered"] = attention.Answered;
        return json;
    }
}
