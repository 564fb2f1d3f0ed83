using System.Globalization;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GevinstMonitor.Commands;

/// <summary>What commands show on a screen, in English and with invariant numbers.</summary>
internal static class Tables
{
    /// <summary>A console that does not break tables where no terminal says how wide it is.</summary>
    public static IAnsiConsole Screen()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 200;
        return console;
    }

    /// <summary>A column that breaks no word; columns stand closer together on a narrow screen.</summary>
    public static TableColumn Column(IAnsiConsole screen, string name) =>
        new(name) { NoWrap = true, Padding = new Padding(screen.Profile.Width < 100 ? 0 : 1, 0, 1, 0) };

    /// <summary>Shows where everything stands: a table, or on a screen that is too narrow for one, lines benefit by benefit.</summary>
    public static void Show(IAnsiConsole screen, IReadOnlyList<Evaluation> seen, OpenCases open)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in new[] { "plan", "benefit", "unit", "period" })
            table.AddColumn(Column(screen, column));
        foreach (var column in new[] { "actual", "expected", "gap" })
            table.AddColumn(Column(screen, column).RightAligned());
        table.AddColumn(Column(screen, "standing")).AddColumn(Column(screen, "deviation"));
        foreach (var e in seen)
        {
            var current = e.Current;
            table.AddRow(
                Plain($"{e.Plan.Id} v{e.Plan.Version}"), Plain(e.Benefit.Id), Plain(e.Place.Unit), Plain(current.Period.ToString()),
                Plain(Number(current.Actual)), Plain(Number(current.Expected)), Plain(Number(current.Gap)),
                new Text(StandingName(current.Standing), StyleOf(current.Standing)), Plain(Case(e, open)));
        }

        if (((IRenderable)table).Measure(RenderOptions.Create(screen), int.MaxValue).Max <= screen.Profile.Width)
            screen.Write(table);
        else
            ShowLines(screen, seen, open);
    }

    /// <summary>Shows what tables of the store come to, and in all.</summary>
    public static void Show(IAnsiConsole screen, IReadOnlyList<(string Name, Store.RowSum Sum)> tables)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(Column(screen, "table")).AddColumn(Column(screen, "rows").RightAligned()).AddColumn(Column(screen, "SHA-256"));
        foreach (var (name, sum) in tables)
            table.AddRow(Plain(name), Plain(Rows(sum.Rows)), Plain(sum.Short));
        table.AddRow(Plain("in all"), Plain(Rows(tables.Sum(t => t.Sum.Rows))), Plain(""));
        screen.Write(table);

        static string Rows(long rows) => rows.ToString("#,0", CultureInfo.InvariantCulture);
    }

    private static void ShowLines(IAnsiConsole screen, IReadOnlyList<Evaluation> seen, OpenCases open)
    {
        var width = seen.Select(e => e.Place.Unit.Length).Append("unit".Length).Max();
        string Line(string unit, string period, string actual, string expected, string gap) => $"  {unit.PadRight(width)}  {period,-8}{actual,10}{expected,10}{gap,10}  ";
        screen.WriteLine();
        screen.WriteLine(Line("unit", "period", "actual", "expected", "gap") + "standing");
        foreach (var benefit in seen.GroupBy(e => (e.Plan, e.Benefit.Id)))
        {
            screen.WriteLine($"{benefit.Key.Plan.Id} v{benefit.Key.Plan.Version}, {benefit.Key.Id}");
            foreach (var e in benefit)
            {
                var current = e.Current;
                screen.Write(Line(e.Place.Unit, current.Period.ToString(), Number(current.Actual), Number(current.Expected), Number(current.Gap)));
                screen.WriteLine(StandingName(current.Standing), StyleOf(current.Standing));
                if (Case(e, open) is { Length: > 0 } deviation)
                    screen.WriteLine($"  {"".PadRight(width)}  {deviation}");
            }
        }

        screen.WriteLine();
    }

    private static string Case(Evaluation seen, OpenCases open) =>
        open.Deviations.GetValueOrDefault((seen.Plan.Id, seen.Benefit.Id, seen.Place.Unit)) is { } deviation
            ? $"{deviation.Id} {deviation.Level.ToString().ToLowerInvariant()} since {deviation.OpenedPeriod}"
            : "";

    public static Text Plain(string text) => new(text);

    public static string Number(decimal? number) => number is { } n ? decimal.Round(n, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture) : "";

    /// <summary>How many, and of what: <c>1 letter</c>, <c>2 letters</c>.</summary>
    /// <param name="things">The plural, where it is not the thing with an s.</param>
    public static string Count(int count, string thing, string? things = null) => count == 1 ? $"1 {thing}" : $"{count} {things ?? thing + "s"}";

    /// <summary>A standing as programs name it: <c>on-track</c>, <c>not-a-number</c>.</summary>
    public static string StandingName(Standing standing) => Configure.Scalars.KebabCase(standing.ToString());

    public static string Fault(CollectFault fault) => Configure.Scalars.KebabCase(fault.ToString());

    // The word says it; the colour only helps the eye.
    private static Style StyleOf(Standing standing) => standing switch
    {
        Standing.OnTrack => new Style(Color.Green),
        Standing.Amber => new Style(Color.Yellow),
        Standing.Red => new Style(Color.Red),
        _ => new Style(Color.Blue),
    };
}
