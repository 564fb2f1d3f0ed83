using System.CommandLine;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>preview</c>: the letters that would go, as files. Reads sources and store, changes nothing.</summary>
internal static class PreviewCommand
{
    public static Command Create(Bench bench)
    {
        var asOf = Bench.AsOf();
        var to = new Option<string>("--to") { Description = "The folder to write the letters into.", Required = true };
        var command = new Command("preview", "The letters that would go, as files; changes nothing.") { to, asOf };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            await using var provider = await bench.LookAsync(catalog, ct);
            var at = Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>());
            var result = await provider.GetRequiredService<Round>().TryAsync([.. catalog.Indicators.Values], at, ct);
            var outbox = provider.GetRequiredService<Outbox>();
            var pending = await outbox.PendingAsync(Mailroom.DayOf(result.AsOf), ct);
            var desk = catalog.Desk with { Answers = pending.Responses, Seen = result.Seen.ToDictionary(e => (e.Plan.Id, e.Benefit.Id, e.Place.Unit)) };
            var letters = new LetterWriter(desk).Write(
                News.Of(With(pending.Deviations, result.Concluded.Deviations.Where(c => c.IsTold)), pending.Responses, desk.Seen, result.AsOf),
                With(pending.Troubles, result.Concluded.Troubles.Where(c => c.IsTold)), result.AsOf.Day, With(pending.Targets, result.Concluded.Targets), Mailroom.UnansweredOf(pending, result.AsOf), pending.Heard);
            var digests = await provider.GetRequiredService<Secretary>().PreviewAsync(result.Seen, result.Concluded, result.AsOf, ct);
            var all = (await outbox.WaitingAsync(ct)).Concat(letters.Select(l => l.Letter).Concat(digests).Select(l => (l, at))).ToList();
            await WriteAsync(all, parsed.GetValue(to)!, catalog, ct);
            return ExitCode.Done;
        });
        return command;
    }

    // What is not stored has no number yet; one below all others will do.
    private static IReadOnlyList<Pending<T>> With<T>(IReadOnlyList<Pending<T>> stored, IEnumerable<T> news) =>
        [.. stored, .. news.Select((change, i) => new Pending<T>(-1 - i, change))];

    private static async Task WriteAsync(List<(Letter Letter, DateTimeOffset AsOf)> letters, string folder, Catalog catalog, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var renderer = new MailRenderer(catalog.Installation.Mail.From, catalog.Installation.Installation, catalog.Templates);
        foreach (var (letter, asOf) in letters)
        {
            var at = TimeZoneInfo.ConvertTime(asOf, catalog.Zone);
            var path = Path.Combine(folder, Postman.FileName(letter, at));
            var message = renderer.Render(letter, at);
            await message.WriteToAsync(path + ".eml", ct);
            await File.WriteAllTextAsync(path + ".html", MailRenderer.Page(message), ct);
            Console.WriteLine($"{path}.eml: to {letter.Post ?? "operations"}: {letter.Subject}");
        }

        Console.WriteLine($"{Tables.Count(letters.Count, "letter")} would go");
    }
}
