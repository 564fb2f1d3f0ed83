using System.CommandLine;
using System.Text.Json.Nodes;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Commands;

/// <summary><c>routes</c>: who would be told if a benefit stood so, and why. Looks at the configuration alone.</summary>
internal static class RoutesCommand
{
    public static Command Create(Bench bench)
    {
        var benefit = new Option<string>("--benefit") { Description = "A benefit of a plan, as PLAN/BENEFIT.", Required = true };
        var unit = new Option<string>("--unit") { Description = "A unit of the benefit; the whole when left out.", DefaultValueFactory = _ => Unit.Whole };
        var standing = new Option<string>("--standing") { Description = $"How it would stand: {string.Join(", ", Enum.GetValues<Standing>().Select(Tables.StandingName))}.", Required = true };
        var asOf = Bench.AsOf();
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("routes", "Who would be told if a benefit stood so, at once and when nobody answers, and why.") { benefit, unit, standing, asOf, json };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            var wanted = Enum.GetValues<Standing>().Where(s => Tables.StandingName(s) == parsed.GetValue(standing)).Select(s => (Standing?)s).FirstOrDefault()
                ?? throw new UsageException($"there is no standing '{parsed.GetValue(standing)}'; there are {string.Join(", ", Enum.GetValues<Standing>().Select(Tables.StandingName))}");
            var (plan, named) = Bench.BenefitOf(catalog, parsed.GetValue(benefit)!);
            var place = named.Places.FirstOrDefault(p => p.Unit == parsed.GetValue(unit))
                ?? throw Bench.NotJudged(parsed.GetValue(benefit)!, parsed.GetValue(unit), named);
            await using var provider = bench.Build(catalog);
            var moment = catalog.At(Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>()));
            var hops = new Routes(catalog.Desk, plan, named, place, moment).Of(wanted);
            if (parsed.GetValue(json))
                Console.WriteLine(new JsonArray([.. hops.Select(Of)]).ToJsonString(Json.Indented));
            else
                Write(hops);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IReadOnlyList<Hop> hops)
    {
        if (hops.Count == 0)
            Console.WriteLine("nobody would be told");
        foreach (var hop in hops)
        {
            Console.WriteLine($"{(hop.After is { } days ? $"after {Tables.Count(days, "workday")} without an answer" : "at once")}: {hop.Letter.Post ?? "operations"} ({hop.Letter.Name}): {hop.Role}");
            Console.WriteLine($"  {hop.Letter.Why}");
        }
    }

    private static JsonObject Of(Hop hop) => new()
    {
        ["afterWorkdays"] = hop.After,
        ["post"] = hop.Letter.Post,
        ["name"] = hop.Letter.Name,
        ["role"] = hop.Role,
        ["subject"] = hop.Letter.Subject,
        ["why"] = hop.Letter.Why,
    };
}
