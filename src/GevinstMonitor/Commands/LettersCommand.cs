using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>letters</c>: every letter on file: to whom, why, on which figures, sent when or why not.</summary>
internal static class LettersCommand
{
    public static Command Create(Bench bench)
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("letters", "Every letter on file: to whom, why, on which figures, and when it was sent or why not.") { json };
        command.SetAction(async (parsed, ct) =>
        {
            var catalog = Bench.Load(parsed);
            await using var provider = await bench.LookAsync(catalog, ct);
            var letters = (await provider.GetRequiredService<Correspondence>().AllAsync(ct)).Select(l => (l.Letter, Tells: (IReadOnlyList<ToldLine>)[.. l.Tells.Select(told => AsTold(told, catalog))])).ToList();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(new JsonArray([.. letters.Select(l => Of(l.Letter, l.Tells))]).ToJsonString(Json.Indented));
                return ExitCode.Done;
            }

            foreach (var (letter, tells) in letters)
                Write(letter, tells);
            Console.WriteLine($"{Tables.Count(letters.Count, "letter")}: {letters.Count(l => l.Letter.State == "Sent")} sent, {letters.Count(l => l.Letter.State == "Waiting")} waiting, {letters.Count(l => l.Letter.State == "GivenUp")} given up");
            return ExitCode.Done;
        });
        return command;
    }

    // What a letter withholds is not told here either.
    private static ToldLine AsTold(ToldLine told, Catalog catalog)
    {
        if (ColumnTypes.Figure(told.First, told.Second) is not { } figure)
            return told;
        var (plan, benefit) = told.Plan is not null ? (told.Plan, told.Benefit) : told.About!.Split('/', '@') is [var p, var b, ..] ? (p, b) : ("", "");
        // Of what the configuration has no longer, any count may be small.
        var measure = catalog.Plans.GetValueOrDefault(plan)?.Benefits.FirstOrDefault(x => x.Id == benefit) is { } known
            ? catalog.Indicators[known.Indicator].Indicator.Measure : figure.Kind == FigureKind.Ratio ? "percent" : "count";
        return catalog.SmallNumbers.Hides(figure, measure) ? told with { Actual = null, Gap = null, IsWithheld = true } : told;
    }

    private static void Write(LetterLine letter, IReadOnlyList<ToldLine> tells)
    {
        Console.WriteLine($"{letter.Id} written {Json.Moment(letter.WrittenAt)} to {letter.Post ?? "operations"} ({letter.Name ?? "text and address archived"}), {Became(letter)}");
        if (letter.Why is { } why)
            Console.WriteLine($"  {why}");
        foreach (var told in tells)
            Console.WriteLine($"  {Scalars.KebabCase(told.Happened)}: {PlaceOf(told)}{(told.Period is null ? "" : $" {told.Period}")}{FiguresOf(told)}");
    }

    private static string Became(LetterLine letter) => letter.State switch
    {
        "Sent" => $"sent {Json.Moment(letter.SentAt)}",
        "GivenUp" => $"given up after {Tables.Count(letter.Attempts, "try", "tries")}: {letter.Error}",
        _ => letter.Error is null ? "waiting" : $"waiting, tried next {Json.Moment(letter.NextTry)}: {letter.Error}",
    } + (letter.InsteadOf is { } gone ? $", instead of {gone}" : "");

    private static string PlaceOf(ToldLine told) =>
        told.Plan is null ? told.About! : $"{told.Plan}/{told.Benefit} {told.Unit}{(told.About is null ? $" by version {told.Version}" : $" {told.About}")}";

    private static string FiguresOf(ToldLine told) =>
        told.Standing is null ? told.IsWithheld ? " withheld" : told.Actual is null ? "" : $" {Short(told.Actual)}"
        : $" {Scalars.KebabCase(told.Standing)}: {(told.IsWithheld ? "withheld" : Short(told.Actual))}, expected {Short(told.Expected)}{(told.IsWithheld ? "" : $", gap {Short(told.Gap)}")}";

    private static JsonObject Of(LetterLine letter, IReadOnlyList<ToldLine> tells) => new()
    {
        ["id"] = letter.Id,
        ["kind"] = Scalars.KebabCase(letter.Kind),
        ["post"] = letter.Post,
        ["name"] = letter.Name,
        ["subject"] = letter.Subject,
        ["why"] = letter.Why,
        ["asOf"] = Json.Moment(letter.AsOf),
        ["writtenAt"] = Json.Moment(letter.WrittenAt),
        ["state"] = Scalars.KebabCase(letter.State),
        ["sentAt"] = Json.Moment(letter.SentAt),
        ["attempts"] = letter.Attempts,
        ["nextTry"] = letter.State == "Waiting" ? Json.Moment(letter.NextTry) : null,
        ["error"] = letter.Error,
        ["insteadOf"] = letter.InsteadOf,
        ["tells"] = new JsonArray([.. tells.Select(told => new JsonObject
        {
            ["what"] = told.What,
            ["happened"] = Scalars.KebabCase(told.Happened),
            ["about"] = told.About,
            ["plan"] = told.Plan,
            ["planVersion"] = told.Version,
            ["benefit"] = told.Benefit,
            ["unit"] = told.Unit,
            ["period"] = told.Period,
            ["standing"] = told.Standing is { } standing ? Scalars.KebabCase(standing) : null,
            ["actual"] = told.Actual,
            ["expected"] = told.Expected,
            ["gap"] = told.Gap,
            ["withheld"] = told.IsWithheld,
            ["measurement"] = told.Measurement,
        })]),
    };

    private static string Short(decimal? number) => number is not { } n ? "" : decimal.Round(n, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
