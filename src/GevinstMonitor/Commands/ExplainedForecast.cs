using System.Text.Json.Nodes;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Commands;

/// <summary>Whether a benefit's process reaches its next milestone.</summary>
internal static class ExplainedForecast
{
    /// <summary>For programs; null when there is none.</summary>
    public static JsonObject? Json(Forecast? forecast) => forecast is null ? null : new JsonObject
    {
        ["milestone"] = Commands.Json.Day(forecast.Milestone.By),
        ["target"] = forecast.Milestone.Value,
        ["outlook"] = Scalars.KebabCase(forecast.Outlook.ToString()),
        ["projected"] = forecast.Projected,
        ["lower"] = forecast.Lower,
        ["upper"] = forecast.Upper,
        ["reachedOn"] = Commands.Json.Day(forecast.Reached?.LastDay),
    };

    /// <summary>For people, in a line.</summary>
    public static string Text(Forecast? forecast, Evaluation seen)
    {
        if (forecast is null)
        {
            return "Forecast: none, as " + (Forecast.NextMilestone(seen.Judgements, seen.Place.Path) is null ? "no milestone lies ahead"
                : $"fewer than {Process.LeastPoints} figures are known{(seen.Benefit.Process.Rebase.Count > 0 ? " since the newest rebase" : "")}");
        }

        var outlook = forecast.Outlook switch { Outlook.Will => "will reach", Outlook.May => "may reach", _ => "will not reach" };
        return $"Forecast, if nothing changes: {outlook} {Tables.Number(forecast.Milestone.Value)} by {forecast.Milestone.By:yyyy-MM-dd}; {ExplainedProcess.Number(forecast.Projected)} expected for {forecast.Period}, "
            + $"four times in five {ExplainedProcess.Number(forecast.Lower)} to {ExplainedProcess.Number(forecast.Upper)}; "
            + (forecast.Reached is { } reached ? $"there in {reached}" : "never there");
    }
}
