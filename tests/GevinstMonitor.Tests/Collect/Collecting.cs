using System.Globalization;
using System.Text;
using GevinstMonitor.Collect;
using GevinstMonitor.Core.Readings;
using Microsoft.Extensions.Time.Testing;

namespace GevinstMonitor.Tests.Collect;

/// <summary>One reading of a town's only indicator, as of 8 August 2026.</summary>
internal static class Collecting
{
    private static readonly DateTimeOffset AsOf = new(2026, 8, 8, 6, 0, 0, TimeSpan.Zero);

    /// <summary>A collector with the town's configuration as it is now.</summary>
    public static Collector Collector(this Town town, TimeProvider? clock = null) => new(town.Load(), SourceKinds.All, clock ?? new HastyClock(TimeSpan.FromSeconds(30)));

    public static async Task<Reading> ReadAsync(this Town town, TimeProvider? clock = null, CancellationToken? ct = null) =>
        await town.Collector(clock).ReadAsync(town, ct: ct);

    /// <summary>Asks a query that <c>check</c> refuses: what does the database itself say of it?</summary>
    public static async Task<Reading> AskAnywayAsync(this Town town, string sql) => await town.Collector().ReadAsync(town, instead: sql);

    public static async Task<Reading> ReadAsync(this Collector collector, Town town, string indicator = "andel", string? instead = null, CancellationToken? ct = null)
    {
        var catalog = town.Load();
        var settings = catalog.Indicators[indicator];
        settings = settings with { File = settings.File with { Query = instead ?? settings.File.Query } };
        var window = Window.Of(settings.Indicator.Period, settings.Indicator.History, catalog.At(AsOf));
        return Assert.Single(await collector.ReadAsync([new Question(settings, window)], catalog.At(AsOf), ct ?? TestContext.Current.CancellationToken));
    }

    public static Reading.Taken Taken(this Reading reading) =>
        reading as Reading.Taken ?? throw new InvalidOperationException($"{((Reading.Failed)reading).Fault}: {((Reading.Failed)reading).Detail}");

    public static Reading.Failed Failed(this Reading reading) => Assert.IsType<Reading.Failed>(reading);

    /// <summary>The figures, each like <c>nord 2026-05 505/1000</c>.</summary>
    public static IEnumerable<string> Said(this Reading reading) => reading.Taken().Figures.Select(f => FormattableString.Invariant($"{f.Unit} {f.Period} ") + (f.Figure.Kind switch
    {
        FigureKind.Ratio => FormattableString.Invariant($"{f.Figure.First}/{f.Figure.Second}"),
        FigureKind.Value => f.Figure.First.ToString(CultureInfo.InvariantCulture),
        var other => other.ToString(),
    }));

    /// <summary>A town whose indicator is read from a file.</summary>
    /// <param name="source">Lines that the source's file has beside the usual ones.</param>
    public static Town Csv(string source = "", string indicator = Given.Indicator, string installation = Given.Installation, string file = "maalinger.csv") => new Town(installation)
        .Write("config/sources/maalinger.yml", Given.Source.Replace("maalinger.csv", file, StringComparison.Ordinal) + "\n" + source)
        .Write("config/indicators/andel.yml", indicator);

    public static Town Figures(this Town town, string text, Encoding? encoding = null)
    {
        encoding ??= new UTF8Encoding(false);
        File.WriteAllBytes(town.PathOf("config/maalinger.csv"), [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        return town;
    }

    /// <summary>The indicator as one number a period, with its columns by their plain names.</summary>
    public static string Value(string period = "month", string more = "") => $$"""
        id: andel
        name: Antal breve
        source: maalinger
        kind: value
        unit: count
        better: higher
        period: {{period}}
        due: 10d
        schedule: "0 0 6 * * ?"
        columns: { period: periode, unit: enhed, value: antal }
        {{more}}
        """;

    /// <summary>The indicator as a query.</summary>
    public static string Query(string sql, string kind = "ratio", int history = 3, int revise = 3) => $"""
        id: andel
        name: Andel digitale breve
        source: maalinger
        kind: {kind}
        unit: {(kind == "ratio" ? "percent" : "count")}
        better: higher
        period: month
        due: 10d
        history: {history}
        revise: {revise}
        schedule: "0 0 6 * * ?"
        query: |
          {sql.ReplaceLineEndings("\n  ")}
        """;
}

/// <summary>A clock on which waiting takes no time: whoever asks to be woken is woken at once, except by time-outs.</summary>
internal sealed class HastyClock(TimeSpan timeout) : FakeTimeProvider(new DateTimeOffset(2026, 8, 8, 6, 0, 0, TimeSpan.Zero))
{
    private int _waits;

    public int Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime != timeout)
        {
            Interlocked.Increment(ref _waits);
            Advance(dueTime);
        }

        return timer;
    }
}
