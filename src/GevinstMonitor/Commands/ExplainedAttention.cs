using System.Text.Json.Nodes;
using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Commands;

/// <summary>What became of an indicator's deviations. Whether anybody answered is said of what happened, and not of a replay: nobody was asked.</summary>
internal static class ExplainedAttention
{
    /// <summary>For programs.</summary>
    public static JsonObject Json(Attention attention) => new()
    {
        ["told"] = attention.Told,
        ["open"] = attention.Open,
        ["closed"] = attention.Closed,
        ["openSince"] = Commands.Json.Moment(attention.OpenSince),
    };

    /// <summary>For people, in a line.</summary>
    public static string Text(string indicator, Attention attention) =>
        $"Of indicator {indicator}: {Tables.Count(attention.Told, "deviation")} told in the last {Attention.Months} months or still open: {attention.Closed} closed, {attention.Open} open"
        + (attention.OpenSince is { } since ? $", the oldest told {since:yyyy-MM-dd}" : "");
}
