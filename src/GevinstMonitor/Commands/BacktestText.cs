using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary>A backtest for people.</summary>
internal static class BacktestText
{
    public static void Write(Backtest test, IAnsiConsole screen)
    {
        WriteHead(test, screen);
        foreach (var place in test.Places.Where(p => p.Letters > 0))
        {
            var seen = place.Place.Seen;
            screen.WriteLine($"{seen.Plan.Id}/{seen.Benefit.Id}, unit {seen.Place.Unit}, owner {seen.Place.Owner}: {Tables.Count(place.Letters, "letter")}; {Tables.Count(place.OffPath, "period")} off its path, {place.OffPathTold} of them told");
            foreach (var (letter, said) in place.Told.Select(t => (t.Letter, Said(t.Change))).Concat(place.Notices.Select(n => (n.Letter, Said(n.Trouble)))).OrderBy(t => t.Letter.On))
                screen.WriteLine($"  {letter.On:yyyy-MM-dd} {Backtest.PostOf(letter)}: {said}");
        }

        screen.WriteLine();
        screen.WriteLine($"{Tables.Count(test.Places.Count(p => p.Letters == 0), "benefit and unit", "benefits and units")} would have given no letter.");
        WritePerYear(test, screen);
        WriteAttention(test, screen);
    }

    public static void Write(BacktestPair both, IAnsiConsole screen, string a, string b)
    {
        WriteHead(both.A, screen);
        if (both.B.Unread.Count > 0 && !both.B.Unread.SequenceEqual(both.A.Unread))
            screen.WriteLine($"Nothing is on file of {string.Join(", ", both.B.Unread)} of B.");
        screen.WriteLine($"A is {a}, B is {b}. Off the path: periods that were told, of all that were off it.");
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in new[] { "plan", "benefit", "unit" })
            table.AddColumn(Tables.Column(screen, column));
        foreach (var column in new[] { "opened A", "B", "letters A", "B", "off the path A", "B" })
            table.AddColumn(Tables.Column(screen, column).RightAligned());
        var places = both.Places().ToList();
        foreach (var (key, inA, inB) in places.Where(p => p.A is { OffPath: > 0 } or { Letters: > 0 } || p.B is { OffPath: > 0 } or { Letters: > 0 }))
            table.AddRow([.. Row(key.Plan, key.Benefit, key.Unit, Cell(inA, p => $"{p.Opened}"), Cell(inB, p => $"{p.Opened}"), Cell(inA, p => $"{p.Letters}"), Cell(inB, p => $"{p.Letters}"), Cell(inA, Told), Cell(inB, Told))]);
        table.AddRow([.. Row("all", "", "", Sum(both.A, p => p.Opened), Sum(both.B, p => p.Opened), $"{both.A.Letters.Count}", $"{both.B.Letters.Count}",
            $"{Sum(both.A, p => p.OffPathTold)} of {Sum(both.A, p => p.OffPath)}", $"{Sum(both.B, p => p.OffPathTold)} of {Sum(both.B, p => p.OffPath)}")]);
        screen.Write(table);

        var letters = new Table { Border = TableBorder.Simple };
        letters.AddColumn(Tables.Column(screen, "post"));
        foreach (var column in new[] { "year", "letters A", "B" })
            letters.AddColumn(Tables.Column(screen, column).RightAligned());
        foreach (var (post, year, inA, inB) in both.PerYear())
            letters.AddRow([.. Row(post, $"{year}", $"{inA}", $"{inB}")]);
        screen.Write(letters);
    }

    private static void WriteHead(Backtest test, IAnsiConsole screen)
    {
        screen.WriteLine($"Replayed under today's plans{(test.From is { } from ? $", letters from {from:yyyy-MM-dd} on" : "")}, until {test.Until.Local:yyyy-MM-dd HH:mm}: {Tables.Count(test.Places.Count, "benefit and unit", "benefits and units")}, {Tables.Count(test.Letters.Count, "letter")}.");
        screen.WriteLine("A figure counts from when it was read, or, where it came with a history, from when it was due.");
        if (test.Unread.Count > 0)
            screen.WriteLine($"Nothing is on file of {string.Join(", ", test.Unread)}.");
        screen.WriteLine();
    }

    private static void WritePerYear(Backtest test, IAnsiConsole screen)
    {
        if (test.PerYear.Count == 0)
            return;
        var years = test.PerYear.Keys.Select(k => k.Year).Distinct().Order().ToList();
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(Tables.Column(screen, "letters to"));
        foreach (var year in years)
            table.AddColumn(Tables.Column(screen, $"{year}").RightAligned());
        table.AddColumn(Tables.Column(screen, "all").RightAligned());
        foreach (var post in test.PerYear.Keys.Select(k => k.Post).Distinct().Order(StringComparer.Ordinal))
        {
            var counts = years.Select(year => test.PerYear.GetValueOrDefault((post, year))).ToList();
            table.AddRow([.. Row([post, .. counts.Select(c => $"{c}"), $"{counts.Sum()}"])]);
        }

        screen.Write(table);
    }

    private static void WriteAttention(Backtest test, IAnsiConsole screen)
    {
        foreach (var (indicator, attention) in test.Attention)
            screen.WriteLine(ExplainedAttention.Text(indicator, attention));
    }

    private static string Said(DeviationChange change) => change.Kind switch
    {
        ChangeKind.Opened => $"off its path, {change.Deviation.Level.ToString().ToLowerInvariant()}",
        ChangeKind.Worsened => "worse, red",
        ChangeKind.Improved => "better, amber",
        _ => "back on its path",
    } + $", {change.Seen.Period} {Tables.Number(change.Seen.Actual)} where {Tables.Number(change.Seen.Expected)} was expected; off since {change.Deviation.OpenedPeriod}";

    private static string Said(Trouble trouble) => trouble.Kind switch
    {
        TroubleKind.WillMiss => $"on its path, but will miss the milestone of {trouble.State}",
        TroubleKind.Exposed => $"exposed, change {trouble.State} is overdue",
        TroubleKind.Imbalance => $"out of balance since {trouble.Detail}: {Scalars.KebabCase(trouble.State)}",
        _ => $"figure of {trouble.Period} in doubt: {Scalars.KebabCase(trouble.Kind.ToString())}",
    };

    private static string Told(BacktestPlace place) => $"{place.OffPathTold} of {place.OffPath}";

    private static string Cell(BacktestPlace? place, Func<BacktestPlace, string> show) => place is null ? "-" : show(place);

    private static string Sum(Backtest test, Func<BacktestPlace, int> of) => $"{test.Places.Sum(of)}";

    private static IEnumerable<Text> Row(params IEnumerable<string> cells) => cells.Select(Tables.Plain);
}
