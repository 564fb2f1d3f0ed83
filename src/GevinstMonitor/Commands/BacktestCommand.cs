using System.CommandLine;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>
/// <c>backtest</c>: what is on file, replayed under today's plans, so that a controller can tune tolerances before going live. A figure counts from when it was read,
/// or, where it came with a history that was read at once, from when it was due. Nothing is written.
/// </summary>
internal static class BacktestCommand
{
    public static Command Create(Bench bench)
    {
        var from = new Option<string?>("--from") { Description = "Counts the letters of this day and later (2024-01-01); all when left out. What happened before is replayed all the same." };
        var to = new Option<string?>("--to") { Description = "Replays what was known by the end of this day; the day of the newest reading when left out." };
        var compare = new Option<string?>("--compare") { Description = "A second configuration folder: the same figures under both, side by side." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("backtest",
            "Replays what is on file under today's plans: who would have been told what and when, and how many letters that is for each owner and year; writes nothing. "
            + "A figure counts from when it was read, or, where it came with a history (the first reading, or once --from), from when it was due: its period's end plus 'due'.") { from, to, compare, json };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            var other = parsed.GetValue(compare) is { } folder ? new CatalogLoader(folder, SourceKinds.All.Map).Load() : null;
            var (first, last) = (Bench.DayOf(parsed, from), Bench.DayOf(parsed, to));
            if (last < first)
                throw new UsageException("--from is later than --to");
            await using var provider = await bench.LookAsync(catalog, ct);
            var until = last is { } day ? Moment.Of(day.AddDays(1), catalog.Zone).Instant.AddTicks(-1)
                : await provider.GetRequiredService<Ledger>().NewestAsOfAsync(ct) ?? throw new UsageException("nothing has been read yet; gevinst once reads what there is");
            var screen = Tables.Screen();
            Task<Backtest> ReplayAsync(Catalog by) => Progress.WhileAsync(screen, "replaying", () => Backtest.RunAsync(provider.GetRequiredService<Archive>(), by, first, until, ct));
            var one = await ReplayAsync(catalog);
            var both = other is null ? null : new BacktestPair(one, await ReplayAsync(other));
            if (parsed.GetValue(json))
                Console.WriteLine((both is null ? BacktestJson.Of(one) : BacktestJson.Of(both)).ToJsonString(Json.Indented));
            else if (both is null)
                BacktestText.Write(one, screen);
            else
                BacktestText.Write(both, screen, parsed.GetValue(CommandLine.Config)!, parsed.GetValue(compare)!);
            return ExitCode.Done;
        });
        return command;
    }
}
