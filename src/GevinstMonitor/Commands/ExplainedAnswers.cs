using System.Text.Json.Nodes;
using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Commands;

/// <summary>What was answered to a place's deviations, newest first.</summary>
internal static class ExplainedAnswers
{
    /// <summary>For programs.</summary>
    public static JsonArray Json(Explanation explained) =>
    [
        .. explained.Answers.Select(a => new JsonObject
        {
            ["deviation"] = a.Deviation,
            ["at"] = Commands.Json.Moment(a.At),
            ["post"] = a.Post,
            ["kind"] = a.Kind.ToString().ToLowerInvariant(),
            ["note"] = a.Note,
            ["until"] = Commands.Json.Day(a.Until),
            ["interim"] = a.Interim,
            ["lapsed"] = Commands.Json.Moment(a.LapsedAt),
        }),
    ];

    /// <summary>For people, a line each.</summary>
    public static IEnumerable<string> Text(Explanation explained)
    {
        foreach (var a in explained.Answers)
        {
            yield return $"Answer {Commands.Json.Moment(a.At)} {a.Deviation} {a.Kind.ToString().ToLowerInvariant()} by {a.Post}"
                + (a.Until is { } day ? $", {(a.Kind == ResponseKind.Accepted ? "through" : "dealt with by")} {day:yyyy-MM-dd}" : "")
                + (a.Interim is { } interim ? $", interim target {Tables.Number(interim)}" : "")
                + (a.LapsedAt is { } lapsed ? $", lapsed {Commands.Json.Moment(lapsed)}" : "") + $": {a.Note.ReplaceLineEndings(" ")}";
        }

        if (explained.Open is { } open && Acceptance.Of(explained.Answers.Where(a => a.Deviation == open.Id), explained.AsOf) is { } accepted)
        {
            yield return accepted.IsInForce(explained.AsOf.Day)
                ? $"Accepted through {accepted.LastDay:yyyy-MM-dd}{(accepted.AwaitsConfirmation ? $"; through {accepted.Asked:yyyy-MM-dd} when the controller confirms it" : "")}"
                : "Not accepted any longer";
        }
    }
}
