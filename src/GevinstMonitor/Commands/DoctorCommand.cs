using System.CommandLine;
using System.Text.Json.Nodes;
using GevinstMonitor.Configure;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary><c>doctor</c>: everything that the worker needs, whether it is well, and what to do where it is not. Changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create(Bench bench)
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("doctor", "Looks at all that the worker needs: configuration, store, clock, time zones, cultures, fonts, mail, sources, disk, rights. Says what to do.") { json };
        command.SetAction(async (parsed, ct) =>
        {
            var screen = Tables.Screen();
            Task<IReadOnlyList<Finding>> Look() => LookAsync(bench, parsed, ct);
            var findings = parsed.GetValue(json) ? await Look() : await Progress.WhileAsync(screen, "looking", Look);
            if (parsed.GetValue(json))
                Console.WriteLine(Of(findings).ToJsonString(Json.Indented));
            else
                Show(screen, findings);
            return findings.Max(f => f.Exit);
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(Bench bench, ParseResult parsed, CancellationToken ct)
    {
        Catalog catalog;
        try
        {
            catalog = Bench.Load(parsed);
        }
        catch (CatalogRefusedException e)
        {
            // Where nothing else is known, the machine still is.
            return [.. DoctorOfConfig.Refused(e), DoctorOfMachine.Culture(), DoctorOfMachine.Fonts()];
        }

        await using var provider = bench.Build(catalog);
        var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();
        var store = await DoctorOfStore.LookAsync(provider, now, ct);
        return [
            .. await DoctorOfConfig.LookAsync(provider, catalog, isStoreWell: store[0].Health == Health.Ok, ct),
            .. store,
            DoctorOfMachine.TimeZone(catalog.Zone, now),
            DoctorOfMachine.Culture(),
            DoctorOfMachine.Fonts(),
            await DoctorOfOthers.MailAsync(provider, ct),
            .. await DoctorOfOthers.SourcesAsync(provider, catalog, ct),
            .. DoctorOfFiles.Look(catalog),
        ];
    }

    private static void Show(IAnsiConsole screen, IReadOnlyList<Finding> findings)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in new[] { "what", "is", "found", "what to do" })
            table.AddColumn(Tables.Column(screen, column));
        table.Columns[2].NoWrap = table.Columns[3].NoWrap = false;
        foreach (var f in findings)
            table.AddRow(Tables.Plain(f.What), new Text(Name(f.Health), StyleOf(f.Health)), Tables.Plain(f.Found), Tables.Plain(f.Todo));
        screen.Write(table);
        screen.WriteLine($"{Tables.Count(findings.Count(f => f.Health == Health.Fault), "fault")}, {Tables.Count(findings.Count(f => f.Health == Health.Warning), "warning")}");
    }

    private static JsonObject Of(IReadOnlyList<Finding> findings) => new()
    {
        ["faults"] = findings.Count(f => f.Health == Health.Fault),
        ["warnings"] = findings.Count(f => f.Health == Health.Warning),
        ["findings"] = new JsonArray([.. findings.Select(f => new JsonObject
        {
            ["what"] = f.What,
            ["health"] = Name(f.Health),
            ["found"] = f.Found,
            ["todo"] = f.Todo,
        })]),
    };

    private static string Name(Health health) => health.ToString().ToLowerInvariant();

    // The word says it; the colour only helps the eye.
    private static Style StyleOf(Health health) => new(health switch { Health.Ok => Color.Green, Health.Warning => Color.Yellow, _ => Color.Red });
}
