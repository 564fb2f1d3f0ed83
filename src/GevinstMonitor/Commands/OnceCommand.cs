using System.CommandLine;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary><c>once</c>: one whole pass now.</summary>
internal static class OnceCommand
{
    public static Command Create(Bench bench)
    {
        var asOf = Bench.AsOf();
        var source = new Option<string?>("--source") { Description = "Only the indicators of this source." };
        var indicator = new Option<string?>("--indicator") { Description = "Only this indicator." };
        var from = new Option<string?>("--from") { Description = "Reads the periods that hold the days from this one on (2023-01-01), whatever is known of them, instead of what is awaited now. Reading a stretch again adds nothing." };
        var to = new Option<string?>("--to") { Description = "With --from: the last day, inclusive (2023-12-31); the newest period that has ended when left out." };
        var command = new Command("once", "One whole pass now: collect, store, evaluate, deviate, write, post. Says what it found and where the letters are.") { asOf, source, indicator, from, to };
        command.SetAction(async (parsed, ct) =>
        {
            HeadStart.Take();
            var catalog = Bench.Load(parsed);
            var indicators = Chosen(catalog, parsed.GetValue(source), parsed.GetValue(indicator));
            var (first, last) = (Bench.DayOf(parsed, from), Bench.DayOf(parsed, to));
            if (last < first || (first is null && last is not null))
                throw new UsageException(first is null ? "--to goes with --from: name the first day too" : "--from is later than --to");
            await using var provider = await bench.OpenAsync(catalog, ct);
            await KeptVersions.RefuseAsync(provider, catalog, ct);
            var at = Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>());
            var stretch = first is { } day ? (First: day, Last: last ?? catalog.At(at).Day) : ((DateOnly First, DateOnly Last)?)null;
            if (stretch is { } s && indicators.All(i => Window.Stretch(i.Indicator.Period, s.First, s.Last, catalog.At(at)) is null))
                throw new UsageException($"no period from {s.First:yyyy-MM-dd} to {s.Last:yyyy-MM-dd} has ended");
            return await RunAsync(provider, catalog, indicators, stretch, at, ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServiceProvider provider, Catalog catalog, IReadOnlyList<IndicatorSettings> indicators, (DateOnly First, DateOnly Last)? stretch, DateTimeOffset at, CancellationToken ct)
    {
        if (await provider.GetRequiredService<Ledger>().NewestAsOfAsync(ct) is { } newest && at < newest)
            throw new UsageException($"the store was read as of {newest:yyyy-MM-dd'T'HH:mm:ssK} already; a pass as of an earlier moment would turn time back. Use explain or preview to look at the past");

        var screen = Tables.Screen();
        var asOf = catalog.At(at);
        var round = provider.GetRequiredService<Round>();
        var result = await Progress.WhileAsync(screen, $"reading {Tables.Count(indicators.Count, "indicator")}", () => stretch is { } s ? round.FillAsync(indicators, s.First, s.Last, at, ct) : round.RunAsync(indicators, at, ct));
        await provider.GetRequiredService<Mailroom>().WriteAsync(asOf, toPeople: true, ct);
        await provider.GetRequiredService<Secretary>().WriteDigestsAsync(asOf, ct);
        var delivery = await Progress.WhileAsync(screen, "sending letters", () => provider.GetRequiredService<Postman>().DeliverAsync(toPeople: true, ct));
        Show(screen, result, await provider.GetRequiredService<Cases>().OpenAsync(at, ct), delivery, catalog);
        return result.Readings.Any(r => r is Reading.Failed) || delivery.Faults.Count > 0 || delivery.Waiting.Waiting > 0 ? ExitCode.WithFailures : ExitCode.Done;
    }

    private static void Show(IAnsiConsole screen, RoundResult result, OpenCases open, Delivery delivery, Catalog catalog)
    {
        var moved = result.Restated.Values.Sum();
        screen.WriteLine($"As of {result.AsOf.Local:yyyy-MM-dd HH:mm} in {catalog.Zone.Id}: {Tables.Count(result.Readings.Count, "reading")}, {Tables.Count(result.Measurements, "new measurement")}{(moved > 0 ? $", of which {moved} moved a figure that was known" : "")}.");
        Tables.Show(screen, result.Seen, open);
        foreach (var failed in result.Readings.OfType<Reading.Failed>())
            screen.WriteLine($"Failed: {failed.Indicator} from {failed.Source}: {Tables.Fault(failed.Fault)}: {failed.Detail}");
        foreach (var taken in result.Readings.OfType<Reading.Taken>().Where(t => t.Rejected.Count > 0))
        {
            foreach (var row in taken.Rejected.Take(5))
                screen.WriteLine($"Not used: {taken.Indicator}: {row}");
            if (taken.Rejected.Count > 5)
                screen.WriteLine($"Not used: {taken.Indicator}: and {Tables.Count(taken.Rejected.Count - 5, "more row")}; explain shows them");
        }

        foreach (var fault in delivery.Faults)
            screen.WriteLine($"Not sent: {fault}");
        if (delivery.Waiting.Leased > 0)
            screen.WriteLine($"{delivery.Waiting.Leased} letters are claimed by another process, or by one that died; they are free again when the claim runs out.");
        var where = catalog.Installation.Mail is FolderMail folder ? $" into {catalog.PathOf(folder.Folder)}" : "";
        screen.WriteLine($"{Tables.Count(delivery.Sent, "letter")} sent{where}; {delivery.Waiting.Waiting} waiting.");
    }

    /// <summary>The indicators that are read.</summary>
    internal static IReadOnlyList<IndicatorSettings> Chosen(Catalog catalog, string? source, string? indicator)
    {
        if (source is not null && !catalog.Sources.ContainsKey(source))
            throw new UsageException($"there is no source '{source}'; there are {string.Join(", ", catalog.Sources.Keys)}");
        if (indicator is not null && !catalog.Indicators.ContainsKey(indicator))
            throw new UsageException($"there is no indicator '{indicator}'; there are {string.Join(", ", catalog.Indicators.Keys)}");
        return [.. catalog.Indicators.Values.Where(i => (source is null || i.Indicator.Source == source) && (indicator is null || i.Indicator.Id == indicator))];
    }
}
