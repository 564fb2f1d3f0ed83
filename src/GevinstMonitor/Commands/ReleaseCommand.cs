using System.CommandLine;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>release</c>: the controller's word on a held figure.</summary>
internal static class ReleaseCommand
{
    public static Command Create(Bench bench)
    {
        var measurement = new Argument<long>("MEASUREMENT") { Description = "Its number, as the letter and explain show it." };
        var by = new Option<string>("--by") { Description = "The post that decides.", Required = true };
        var note = new Option<string>("--note") { Description = "Why; kept on file.", Required = true };
        var reject = new Option<bool>("--reject") { Description = "The figure is wrong and never counts." };
        var asOf = Bench.AsOf();
        var command = new Command("release", "Lets a held figure count, or rejects it; on file.") { measurement, by, note, reject, asOf };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            var post = parsed.GetValue(by)!;
            if (catalog.Chart.Post(post) is null)
                throw new UsageException($"there is no post '{post}' in organisation.yml");
            if (string.IsNullOrWhiteSpace(parsed.GetValue(note)))
                throw new UsageException("--note is empty; say why, for those who look it up afterwards");
            await using var provider = await bench.OpenAsync(catalog, ct);
            var at = Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>());
            if (await provider.GetRequiredService<Ledger>().NewestAsOfAsync(ct) is { } newest && at < newest)
                throw new UsageException($"the store was read as of {newest:yyyy-MM-dd'T'HH:mm:ssK} already; a decision as of an earlier moment would change what was judged since");
            var decision = parsed.GetValue(reject) ? Decision.Rejected : Decision.Released;
            if (await provider.GetRequiredService<Ledger>().DecideAsync(parsed.GetValue(measurement), decision, post, parsed.GetValue(note)!, at, ct) is not { } found)
                throw new UsageException($"there is no measurement {parsed.GetValue(measurement)}; explain shows their numbers");
            Console.WriteLine($"{decision.ToString().ToLowerInvariant()}: {found.Indicator}, {found.Unit}, {found.Period}; judged so from the next pass on");
            return ExitCode.Done;
        });
        return command;
    }
}
