using System.Text.Json.Nodes;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Commands;

/// <summary>A backtest for programs.</summary>
internal static class BacktestJson
{
    public static JsonObject Of(Backtest test) => new()
    {
        ["from"] = Json.Day(test.From),
        ["until"] = Json.Moment(test.Until.Instant),
        ["places"] = new JsonArray([.. test.Places.Select(Of)]),
        ["letters"] = new JsonArray([.. test.Letters.Select(l => new JsonObject
        {
            ["on"] = Json.Day(l.On),
            ["post"] = Backtest.PostOf(l),
            ["name"] = l.Letter.Name,
            ["subject"] = l.Letter.Subject,
            ["deviations"] = new JsonArray([.. l.Tells.Select(c => (JsonNode)c.Deviation.Id).Distinct()]),
            ["doubts"] = l.Troubles.Count(t => !t.IsNotice),
            ["notices"] = l.Troubles.Count(t => t.IsNotice),
        })]),
        ["perYear"] = new JsonArray([.. test.PerYear.OrderBy(p => p.Key.Post, StringComparer.Ordinal).ThenBy(p => p.Key.Year)
            .Select(p => new JsonObject { ["post"] = p.Key.Post, ["year"] = p.Key.Year, ["letters"] = p.Value })]),
        ["attention"] = new JsonArray([.. test.Attention.Select(a => Of(a.Indicator, a.Attention))]),
        ["unread"] = new JsonArray([.. test.Unread.Select(id => (JsonNode)id)]),
    };

    public static JsonObject Of(BacktestPair both) => new()
    {
        ["from"] = Json.Day(both.A.From),
        ["until"] = Json.Moment(both.A.Until.Instant),
        ["places"] = new JsonArray([.. both.Places().Select(p => new JsonObject { ["plan"] = p.Key.Plan, ["benefit"] = p.Key.Benefit, ["unit"] = p.Key.Unit, ["a"] = Counted(p.A), ["b"] = Counted(p.B) })]),
        ["perYear"] = new JsonArray([.. both.PerYear().Select(p => new JsonObject { ["post"] = p.Post, ["year"] = p.Year, ["a"] = p.A, ["b"] = p.B })]),
        ["unread"] = new JsonObject { ["a"] = new JsonArray([.. both.A.Unread.Select(id => (JsonNode)id)]), ["b"] = new JsonArray([.. both.B.Unread.Select(id => (JsonNode)id)]) },
    };

    private static JsonObject Of(string indicator, Attention attention)
    {
        var json = ExplainedAttention.Json(attention);
        json.Insert(0, "indicator", indicator);
        return json;
    }

    private static JsonObject Of(BacktestPlace place)
    {
        var seen = place.Place.Seen;
        return new JsonObject
        {
            ["plan"] = seen.Plan.Id,
            ["planVersion"] = seen.Plan.Version,
            ["benefit"] = seen.Benefit.Id,
            ["unit"] = seen.Place.Unit,
            ["owner"] = seen.Place.Owner,
            ["opened"] = place.Opened,
            ["letters"] = place.Letters,
            ["periodsOffPath"] = place.OffPath,
            ["periodsOffPathTold"] = place.OffPathTold,
            ["told"] = new JsonArray([.. place.Told.Select(t => new JsonObject
            {
                ["on"] = Json.Day(t.Letter.On),
                ["post"] = Backtest.PostOf(t.Letter),
                ["change"] = Scalars.KebabCase(t.Change.Kind.ToString()),
                ["level"] = Scalars.KebabCase(t.Change.Deviation.Level.ToString()),
                ["deviation"] = t.Change.Deviation.Id,
                ["openedPeriod"] = t.Change.Deviation.OpenedPeriod.ToString(),
                ["foundAt"] = Json.Moment(t.Change.At),
                ["period"] = t.Change.Seen.Period.ToString(),
                ["actual"] = t.Change.Seen.Actual,
                ["expected"] = t.Change.Seen.Expected,
                ["gap"] = t.Change.Seen.Gap,
                ["kroner"] = t.Change.Kroner?.SinceOpened,
            })]),
            ["noticed"] = new JsonArray([.. place.Notices.Select(n => new JsonObject
            {
                ["on"] = Json.Day(n.Letter.On),
                ["post"] = Backtest.PostOf(n.Letter),
                ["kind"] = Scalars.KebabCase(n.Trouble.Kind.ToString()),
                ["state"] = n.Trouble.State,
            })]),
        };
    }

    private static JsonObject? Counted(BacktestPlace? place) => place is null ? null : new JsonObject
    {
        ["opened"] = place.Opened,
        ["letters"] = place.Letters,
        ["periodsOffPath"] = place.OffPath,
        ["periodsOffPathTold"] = place.OffPathTold,
    };
}
