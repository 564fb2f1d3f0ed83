using System.CommandLine;
using System.Globalization;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>respond</c>: what an owner does about a deviation, on file.</summary>
internal static class RespondCommand
{
    private static readonly string[] Kinds = ["--acknowledge", "--accept-until", "--dispute", "--confirm"];

    public static Command Create(Bench bench)
    {
        var deviation = new Argument<string>("DEVIATION") { Description = "The case, as letters and status show it: D-0123456789." };
        var acknowledge = new Option<bool>("--acknowledge") { Description = "Somebody is on it." };
        var acceptUntil = new Option<string?>("--accept-until") { Description = $"Accepted through this day, at once for up to {Acceptance.DaysAlone} days; longer when the controller confirms it." };
        var dispute = new Option<bool>("--dispute") { Description = "The figure is wrong: it is held, and the controller hears." };
        var confirm = new Option<bool>("--confirm") { Description = "The controller agrees to the acceptance." };
        var interim = new Option<string?>("--interim") { Description = "With --accept-until: the value that the figure is not to be worse than, in the indicator's unit." };
        var date = new Option<string?>("--date") { Description = "With --acknowledge: the day by which it will be dealt with." };
        var by = new Option<string>("--by") { Description = "The post that answers: owner, deputy or controller.", Required = true };
        var note = new Option<string>("--note") { Description = "How, or why; kept on file.", Required = true };
        var asOf = Bench.AsOf();
        var command = new Command("respond", "What is done about a deviation: acknowledged, accepted until a day, or its figure disputed; on file.") { deviation, acknowledge, acceptUntil, dispute, confirm, interim, date, by, note, asOf };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            var given = new[] { parsed.GetValue(acknowledge), parsed.GetValue(acceptUntil) is not null, parsed.GetValue(dispute), parsed.GetValue(confirm) };
            if (given.Count(g => g) != 1)
                throw new UsageException($"say one of {string.Join(", ", Kinds)}");
            var kind = (ResponseKind)Array.IndexOf(given, true);
            if (parsed.GetValue(interim) is not null && kind != ResponseKind.Accepted)
                throw new UsageException("--interim goes with --accept-until");
            if (parsed.GetValue(date) is not null && kind != ResponseKind.Acknowledged)
                throw new UsageException("--date goes with --acknowledge");
            var post = parsed.GetValue(by)!;
            if (catalog.Chart.Post(post) is null)
                throw new UsageException($"there is no post '{post}' in organisation.yml");

            await using var provider = await bench.OpenAsync(catalog, ct);
            var at = Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>());
            if (await provider.GetRequiredService<Ledger>().NewestAsOfAsync(ct) is { } newest && at < newest)
                throw new UsageException($"the store was read as of {newest:yyyy-MM-dd'T'HH:mm:ssK} already; an answer as of an earlier moment would change what was judged since");
            var response = new Response(parsed.GetValue(deviation)!, kind, at)
            {
                Post = post,
                Note = ResponseRule.NoteOf(parsed.GetValue(note)!),
                Until = kind == ResponseKind.Accepted ? Bench.DayOf(parsed, acceptUntil) : Bench.DayOf(parsed, date),
                Interim = parsed.GetValue(interim) is { } text ? NumberOf(text) : null,
            };
            await AnswerAsync(provider.GetRequiredService<Responses>(), response, catalog, ct);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task AnswerAsync(Responses responses, Response response, Catalog catalog, CancellationToken ct)
    {
        var about = await responses.FindAsync(response.Deviation, response.At, ct)
            ?? throw new UsageException($"there is no deviation '{response.Deviation}' of a benefit that is configured; status --json and the letters name them");
        if (await responses.AnswerAsync(about, response, ct) is { } fault)
            throw new UsageException(Text(fault, about, response, catalog));
        var now = (await responses.FindAsync(response.Deviation, response.At, ct))!;
        Console.WriteLine($"{response.Kind.ToString().ToLowerInvariant()}: {about.Plan.Id}/{about.Seen.Benefit.Id}, {about.Seen.Place.Unit}" + (response.Kind switch
        {
            ResponseKind.Accepted or ResponseKind.Confirmed when now.Accepted is { } accepted =>
                $", through {accepted.LastDay:yyyy-MM-dd}{(accepted.AwaitsConfirmation ? $"; through {accepted.Asked:yyyy-MM-dd} when {about.Plan.Controller} confirms it" : "")}",
            ResponseKind.Disputed => $"; held from the next pass on, until {about.Plan.Controller} decides: gevinst release {about.Disputable[0]} --by {about.Plan.Controller} --note \"…\" (--reject when it is wrong)",
            _ => response.Until is { } day ? $", dealt with by {day:yyyy-MM-dd}" : "",
        }));
    }

    private static decimal NumberOf(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Figure.TooLarge
            ? number : throw new UsageException($"--interim {text}: write a number like 52.5");

    private static string Text(ResponseFault fault, AnswerCase about, Response response, Catalog catalog) => fault switch
    {
        ResponseFault.NotTheirs => $"post '{response.Post}' does not answer for {about.Plan.Id}/{about.Seen.Benefit.Id} in {about.Seen.Place.Unit}; {PostsOf(about.Seen.Place.Owner, catalog)} and {PostsOf(about.Plan.Controller, catalog)} do",
        ResponseFault.NotTheControllers => $"post '{response.Post}' does not confirm; {PostsOf(about.Plan.Controller, catalog)} does",
        ResponseFault.Closed => $"deviation {response.Deviation} is closed",
        ResponseFault.NoNote => "--note is empty; say why, for those who look it up afterwards",
        ResponseFault.NoteTooLong => $"--note is longer than {Response.LongestNote} characters",
        ResponseFault.DayPast => $"{response.Until:yyyy-MM-dd} is past on {about.At.Day:yyyy-MM-dd}",
        ResponseFault.DayTooFar => $"{response.Until:yyyy-MM-dd} is more than {ResponseRule.MostYears} years away",
        ResponseFault.NothingToConfirm => $"no acceptance of {response.Deviation} awaits a confirmation",
        ResponseFault.NothingToDispute => $"no figure of {about.Plan.Id}/{about.Seen.Benefit.Id} in {about.Seen.Place.Unit} is known that could be wrong",
        _ => throw new InvalidOperationException($"{fault}"),
    };

    private static string PostsOf(string post, Catalog catalog) => string.Join(", ", catalog.Chart.LineOf(post).Select(p => p.Id));
}
