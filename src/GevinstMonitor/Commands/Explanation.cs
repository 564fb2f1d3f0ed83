using System.Text.Json.Nodes;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>All there is to say of a benefit in one place.</summary>
internal sealed record Explanation(
    Evaluation Seen, Moment AsOf, IndicatorSettings Indicator, string Query, IReadOnlyList<ReadingLine> Readings, IReadOnlyList<Restatement> Restated, Deviation? Open,
    IReadOnlyList<DeviationChange> History, IReadOnlyList<Hearer> Told)
{
    /// <summary>The money of its plan.</summary>
    public required PlanMoney Money { get; init; }

    /// <summary>What was promised of it by the moment, from the original on.</summary>
    public Promises Promised => Promises.Of(Seen.Plan, Seen.Benefit.Id, Seen.Place.Unit, AsOf.Day);

    /// <summary>Where it stands, in a sentence.</summary>
    public string Verdict
    {
        get
        {
            var current = Seen.Current;
            if (!current.Standing.IsKnown())
                return $"not known: {Tables.StandingName(current.Standing)} ({Meaning(current)}){(current.Cause is { } cause ? $", for unit {cause.Unit}{(cause.Shown is { } shown ? $": {Tables.Number(shown)}" : "")}" : "")}";
            if (OffPath.Of(Seen.Judgements) is not { } run)
                return $"on track: {Tables.Number(current.Gap)} off the path in the worse direction is within {Tables.Number(Seen.Place.Tolerance.Amber)}";
            var confirm = Seen.Benefit.Confirm;
            return DeviationRule.Confirmed(Seen) is { } level
                ? $"{level.ToString().ToLowerInvariant()}: off the path for {run.Periods} known periods in a row since {run.Since}, of which the last {run.RedPeriods} red"
                : $"{Tables.StandingName(current.Standing)}, not yet confirmed: {run.Periods} of {confirm.Amber} periods in a row off the path, {run.RedPeriods} of {confirm.Red} red";
        }
    }

    private static string Meaning(Judgement current) => current.Standing switch
    {
        Standing.NotYetDue => "no figure yet, and none was promised by now",
        Standing.Late => "no unit has the figure that should be here by now",
        Standing.NothingReturned => "the newest reading was answered without any row, and the figure should be here by now",
        Standing.MissingUnit => "other units have the figure that should be here by now",
        Standing.NotANumber => "the source gave something that is no number",
        Standing.Suppressed => "the publisher withholds the figure",
        Standing.SourceFailed => "the newest reading failed, and the figure should be here by now",
        _ => Scalars.KebabCase(current.Doubt.ToString()),
    };
}

/// <summary>Somebody who would be told, and why.</summary>
internal sealed record Hearer(string Post, string Reason);

internal static class Hearers
{
    /// <summary>Who would be told of the newest standing.</summary>
    public static IReadOnlyList<Hearer> Of(Evaluation seen, OrganisationChart chart, DateOnly day)
    {
        var standing = seen.Current.Standing;
        if (standing.IsOffPath() && DeviationRule.Confirmed(seen) is not null)
        {
            var owner = chart.WhoHears(seen.Place.Owner, day);
            return [new Hearer(owner?.Post ?? seen.Plan.Controller,
                owner is null ? $"controller; {seen.Place.Owner} and its deputies are vacant" : owner.InsteadOf is null ? "owner" : $"deputy; {seen.Place.Owner} is vacant")];
        }

        return standing switch
        {
            Standing.Late or Standing.NothingReturned or Standing.SourceFailed => [new Hearer("operations", Tables.StandingName(standing))],
            // What was rejected is decided.
            Standing.Held when seen.Current.Doubt == Doubt.Rejected => [],
            Standing.Held or Standing.MissingUnit or Standing.NotANumber or Standing.Suppressed => [new Hearer(seen.Plan.Controller, Tables.StandingName(standing))],
            _ => [],
        };
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
        ["process"] = null,
        ["verdict"] = explained.Verdict,
        ["targets"] = TargetsJson.Of(explained),
        ["money"] = MoneyJson.Of(explained),
        ["told"] = new JsonArray([.. explained.Told.Select(t => new JsonObject { ["post"] = t.Post, ["reason"] = t.Reason })]),
    };
}
