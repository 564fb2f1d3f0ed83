using System.Text.Json.Nodes;
using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Commands;

/// <summary>What a benefit in a place costs and is worth, and its plan's money, in DKK, for programs.</summary>
internal static class MoneyJson
{
    public static JsonObject Of(Explanation explained)
    {
        var (seen, opened) = (explained.Seen, explained.Open?.OpenedPeriod);
        var kroner = opened is { } from ? Kroner.Of(seen, from) : null;
        var cost = GapCost.Of(seen, opened);
        return new JsonObject
        {
            ["marginPercent"] = seen.Plan.Margin * 100,
            ["sinceOpened"] = kroner is null ? null : Of(new Estimate(kroner.SinceOpened, kroner.Margin)),
            ["year"] = cost?.Year,
            ["thisYear"] = Of(cost?.ThisYear),
            ["byYearEnd"] = Of(cost?.ByYearEnd),
            ["milestone"] = Json.Day(cost?.Milestone?.By),
            ["atMilestone"] = Of(cost?.AtMilestone),
            ["overrun"] = Overrun.Of(seen) is { } overrun
                ? new JsonObject { ["unit"] = overrun.Unit, ["year"] = overrun.Year, ["soFar"] = overrun.SoFar, ["byYearEnd"] = overrun.ByYearEnd, ["lastDayToAct"] = Json.Day(overrun.LastDayToAct) }
                : null,
            ["realised"] = Realised.Of(seen) is { } realised
                ? new JsonArray([.. realised.Years.Select(y => With(Of(y.Value), ("year", y.Year), ("unknownPeriods", y.Unknown)))])
                : null,
            ["plan"] = Of(explained.Money),
        };
    }

    private static JsonObject Of(PlanMoney money) => new()
    {
        ["years"] = new JsonArray([.. money.Years.Select(y => new JsonObject { ["year"] = y.Year, ["realised"] = Of(y.Realised), ["businessCase"] = Of(y.BusinessCase) })]),
        ["pool"] = money.Pool is { } pool
            ? new JsonObject { ["borrowed"] = pool.Borrowed, ["due"] = pool.Due, ["dueThisYear"] = pool.DueThisYear, ["realised"] = pool.Realised, ["covered"] = pool.IsCovered }
            : null,
    };

    private static JsonObject? Of(Estimate? estimate) =>
        estimate is { } e ? new JsonObject { ["value"] = e.Value, ["low"] = e.Low, ["high"] = e.High } : null;

    private static JsonObject With(JsonObject? estimate, params (string Key, int Value)[] more)
    {
        foreach (var (key, value) in more)
            estimate![key] = value;
        return estimate!;
    }
}
