using System.Text.Json.Nodes;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Commands;

/// <summary>What was, is approved to be, and is promised of a benefit in a place, for programs.</summary>
internal static class TargetsJson
{
    public static JsonObject Of(Explanation explained)
    {
        var (seen, promised) = (explained.Seen, explained.Promised);
        return new JsonObject
        {
            ["original"] = Of(promised.Original, seen),
            ["approved"] = promised.Approved is { } approved ? Of(approved, seen) : null,
            ["current"] = Of(promised.Current, seen),
            ["onTrackOnlyByMove"] = OnTrackByMove.Of(seen) is { } move
                ? new JsonObject { ["version"] = move.Promised.Version.Version, ["expected"] = move.Expected, ["lessPercent"] = move.Less * 100 }
                : null,
        };
    }

    private static JsonObject Of(Promise promise, Evaluation seen) => new()
    {
        ["version"] = promise.Version.Version,
        ["approvedOn"] = Json.Day(promise.Version.Approved.On),
        ["approvedBy"] = promise.Version.Approved.By,
        ["expected"] = promise.Place.Path.ExpectedOn(seen.Current.Period.LastDay),
        ["targets"] = new JsonArray([.. promise.Place.Path.Milestones.Select(m => new JsonObject { ["by"] = Json.Day(m.By), ["value"] = m.Value })]),
        ["tolerance"] = new JsonObject { ["amber"] = promise.Place.Tolerance.Amber, ["red"] = promise.Place.Tolerance.Red },
    };
}
