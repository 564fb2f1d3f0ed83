using System.Globalization;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using Spectre.Console;

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

    public static Table Of(IEnumerable<Evaluation> seen, OpenCases open)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in new[] { "plan", "benefit", "unit", "period" })
            table.AddColumn(column);
        foreach (var column in new[] { "actual", "expected", "gap" })
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("standing").AddColumn("deviation");
        foreach (var e in seen)
        {
            var current = e.Current;
            var deviation = open.Deviations.GetValueOrDefault((e.Plan.Id, e.Benefit.Id, e.Place.Unit));
            table.AddRow(
                Plain($"{e.Plan.Id} v{e.Plan.Version}"), Plain(e.Benefit.Id), Plain(e.Place.Unit), Plain(current.Period.ToString()),
                Plain(Number(current.Actual)), Plain(Number(current.Expected)), Plain(Number(current.Gap)),
                new Text(StandingName(current.Standing), StyleOf(current.Standing)),
                Plain(deviation is null ? "" : $"{deviation.Id} {deviation.Level.ToString().ToLowerInvariant()} since {deviation.OpenedPeriod}"));
        }

        return table;
    }

    public static Text Plain(string text) => new(text);

    public static string Number(decimal? number) => number is { } n ? decimal.Round(n, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture) : "";

    /// <summary>How many, and of what: <c>1 letter</c>, <c>2 letters</c>.</summary>
    public static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";

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
