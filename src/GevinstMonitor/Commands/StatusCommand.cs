using System.CommandLine;
using System.Text.Json.Nodes;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>status</c>: where every benefit and unit stands.</summary>
internal static class StatusCommand
{
    public static Command Create(Bench bench)
    {
        var asOf = Bench.AsOf();
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("status", "Where every benefit and unit stands.") { asOf, json };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            await using var provider = await bench.LookAsync(catalog, ct);
            var at = Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>());
            var seen = await provider.GetRequiredService<Round>().LookAsync(catalog.At(at), ct);
            var open = await provider.GetRequiredService<Cases>().OpenAsync(at, ct);
            if (parsed.GetValue(json))
                Console.WriteLine(new JsonArray([.. seen.Select(e => Of(e, open))]).ToJsonString(Json.Indented));
            else
                Tables.Show(Tables.Screen(), seen, open);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Of(Evaluation seen, OpenCases open)
    {
        var current = seen.Current;
        var deviation = open.Deviations.GetValueOrDefault((seen.Plan.Id, seen.Benefit.Id, seen.Place.Unit));
        return new JsonObject
        {
            ["plan"] = seen.Plan.Id,
            ["planVersion"] = seen.Plan.Version,
            ["benefit"] = seen.Benefit.Id,
            ["unit"] = seen.Place.Unit,
            ["period"] = current.Period.ToString(),
            ["standing"] = Tables.StandingName(current.Standing),
            ["actual"] = current.Actual,
            ["expected"] = current.Expected,
            ["gap"] = current.Gap,
            ["indicatorUnit"] = seen.Indicator.Measure,
            ["readAt"] = Json.Moment(current.Stamp?.TakenAt.Instant),
            ["deviation"] = deviation is null ? null : new JsonObject
            {
                ["id"] = deviation.Id,
                ["openedPeriod"] = deviation.OpenedPeriod.ToString(),
                ["level"] = deviation.Level.ToString().ToLowerInvariant(),
                ["told"] = Json.Moment(deviation.Told),
                ["kroner"] = Kroner.Of(seen, deviation.OpenedPeriod)?.SinceOpened,
            },
        };
    }
}
