using System.Globalization;
using System.Text;
using Dapper;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Benchmarks;

/// <summary>
/// Made-up municipalities in one configuration, each with a source, units and a plan of its own. Each indicator has a benefit in each unit. Of ten places nine keep to their path,
/// give or take; the tenth falls behind for good at some time in the last third, or in the half year to come.
/// </summary>
internal sealed class Country : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-country-");
    private readonly DateOnly _first;
    private readonly int _municipalities, _indicators, _units, _months;

    /// <param name="months">How many of them have passed; more follow.</param>
    public Country(int municipalities, int indicators, int units, int months)
    {
        (_municipalities, _indicators, _units, _months) = (municipalities, indicators, units, months);
        _first = new DateOnly(2026, 7, 1).AddMonths(-months);
        WriteConfig();
        Catalog = new CatalogLoader(Config, SourceKinds.All.Map).Load();
    }

    /// <summary>Six in the morning of a day on which the newest month is known, so many months after the first time.</summary>
    public static DateTimeOffset AsOf(int later = 0) => new DateTimeOffset(2026, 7, 13, 6, 0, 0, TimeSpan.Zero).AddMonths(later);

    public Catalog Catalog { get; }

    public string Folder => _folder.FullName;

    private string Config => Path.Combine(Folder, "config");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>The indicators of one municipality.</summary>
    public IReadOnlyList<IndicatorSettings> Of(int municipality) => [.. Enumerable.Range(0, _indicators).Select(i => Catalog.Indicators[Indicator(municipality, i)])];

    /// <summary>What the first municipality's source would say of some indicators, read already.</summary>
    public IReadOnlyList<Reading> Readings(Range indicators, Range months, DateTimeOffset asOf)
    {
        var (first, count) = indicators.GetOffsetAndLength(_indicators);
        return [.. Enumerable.Range(first, count).Select(i => new Reading.Taken
        {
            Indicator = Indicator(0, i),
            Source = Source(0),
            AsOf = asOf,
            QueryHash = "0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b",
            Window = new Window(_first.AddMonths(months.Start.Value), _first.AddMonths(months.End.Value)),
            Figures = [.. Figures(0, i, months).Select(f => new ReadFigure(f.Unit, Period.Containing(PeriodKind.Month, f.Month), Figure.Ratio(f.Part, f.Whole)))],
            Rows = _units * (months.End.Value - months.Start.Value),
            Rejected = [],
        })];
    }

    /// <summary>Writes every municipality's source.</summary>
    /// <param name="later">With so many months that are to come.</param>
    public void WriteSources(int later)
    {
        for (var m = 0; m < _municipalities; m++)
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(Config, "data", $"{Source(m)}.db")};Pooling=False");
            connection.Open();
            connection.Execute("pragma synchronous = off; create table figures (indicator text not null, unit text not null, month text not null, part integer not null, whole integer not null, primary key (indicator, month, unit)) without rowid");
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into figures values (@i, @u, @m, @p, @w)";
            var p = new[] { "@i", "@u", "@m", "@p", "@w" }.Select(name => insert.Parameters.Add(new SqliteParameter { ParameterName = name })).ToArray();
            for (var i = 0; i < _indicators; i++)
            {
                foreach (var (unit, month, part, whole) in Figures(m, i, ..(_months + later)))
                {
                    (p[0].Value, p[1].Value, p[2].Value, p[3].Value, p[4].Value) = (Indicator(m, i), unit, month.ToString("O", CultureInfo.InvariantCulture), part, whole);
                    insert.ExecuteNonQuery();
                }
            }

            transaction.Commit();
        }
    }

    private IEnumerable<(string Unit, DateOnly Month, int Part, int Whole)> Figures(int municipality, int indicator, Range months)
    {
        for (var u = 0; u < _units; u++)
        {
            var place = Made(municipality, indicator, u);
            var behindFrom = place % 10 == 0 ? (_months * 2 / 3) + (int)(place / 10 % (uint)((_months / 3) + 6)) : int.MaxValue;
            for (var m = months.Start.Value; m < months.End.Value; m++)
            {
                var figure = Made((int)(place >> 1), u, m);
                var whole = 500 + (int)(figure % 4500);
                var share = 0.40 + (0.12 * (m + 1) / _months) + ((figure / 4500 % 1000 / 1000d) - 0.5) * 0.03 - (m >= behindFrom ? 0.06 : 0);
                yield return (Unit(municipality, u), _first.AddMonths(m), (int)(whole * share), whole);
            }
        }
    }

    // Numbers that look like chance and are always the same: the mixing steps of SplitMix64 (Steele, Lea and Flood 2014).
    private static uint Made(int a, int b, int c)
    {
        unchecked
        {
            var z = ((ulong)(uint)a << 40) ^ ((ulong)(uint)b << 20) ^ (uint)c;
            z += 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return (uint)((z ^ (z >> 31)) >> 32);
        }
    }

    private static string Source(int municipality) => $"kommune-{municipality:00}";

    private static string Indicator(int municipality, int indicator) => $"k{municipality:00}-ind-{indicator:0000}";

    private static string Unit(int municipality, int unit) => $"k{municipality:00}-unit-{unit:00}";

    private static string Post(int municipality, int unit) => $"k{municipality:00}-chef-{unit:00}";

    private void WriteConfig()
    {
        foreach (var name in new[] { "data", "sources", "indicators", "plans" })
            Directory.CreateDirectory(Path.Combine(Config, name));
        File.WriteAllText(Path.Combine(Config, "gevinstmonitor.yml"), """
            installation: Måleland
            store: { kind: sqlite, file: ../store.db }
            mail: { kind: folder, folder: ../mail, from: gevinst@bench.example, allowedDomains: [bench.example], operations: drift@bench.example }
            allowedFolders: [data]
            """);
        var (units, posts) = (new StringBuilder("units:\n"), new StringBuilder("posts:\n"));
        for (var m = 0; m < _municipalities; m++)
        {
            for (var u = 0; u < _units; u++)
            {
                units.Append(CultureInfo.InvariantCulture, $"  - {{ id: {Unit(m, u)}, name: Center {m}-{u} }}\n");
                posts.Append(CultureInfo.InvariantCulture, $"  - {{ id: {Post(m, u)}, title: Centerchef {u}, holders: [ {{ name: Chef {u}, email: {Post(m, u)}@bench.example, from: 2015-01-01 }} ] }}\n");
            }

            File.WriteAllText(Path.Combine(Config, "sources", $"{Source(m)}.yml"), $"id: {Source(m)}\nkind: sqlite\nfile: data/{Source(m)}.db\n");
            for (var i = 0; i < _indicators; i++)
                WriteIndicator(m, i);
            WritePlan(m);
        }

        File.WriteAllText(Path.Combine(Config, "organisation.yml"), units.Append(posts).ToString());
    }

    private void WriteIndicator(int municipality, int indicator) => File.WriteAllText(Path.Combine(Config, "indicators", $"{Indicator(municipality, indicator)}.yml"), $$"""
        id: {{Indicator(municipality, indicator)}}
        name: Indikator {{indicator}}
        source: {{Source(municipality)}}
        kind: ratio
        unit: percent
        better: higher
        period: month
        due: 10d
        schedule: "0 0 6 * * ?"
        query: select month as period, unit, part as numerator, whole as denominator from figures where indicator = '{{Indicator(municipality, indicator)}}' and month >= @from and month < @to
        history: {{_months}}
        """);

    private void WritePlan(int municipality)
    {
        var places = string.Concat(Enumerable.Range(0, _units).Select(u => $"      - {{ id: {Unit(municipality, u)}, owner: {Post(municipality, u)} }}\n"));
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"id: plan-{municipality:00}\nname: Plan {municipality}\ncontroller: {Post(municipality, 0)}\nversion: 1\napproved: {{ on: {_first:yyyy-MM-dd}, by: Direktionen }}\nbenefits:\n"));
        for (var i = 0; i < _indicators; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                  - id: benefit-{i:0000}
                    name: Gevinst {i}
                    type: economic
                    indicator: {Indicator(municipality, i)}
                    owner: {Post(municipality, 0)}
                    actionOnDeviation: Chefen handler.
                    baseline: {"{"} on: {_first.AddDays(-1):yyyy-MM-dd}, value: 40 {"}"}
                    targets: [ {"{"} by: {_first.AddMonths(_months).AddDays(-1):yyyy-MM-dd}, value: 52 {"}"} ]
                    tolerance: {"{"} amber: 2, red: 4 {"}"}
                    worth: {"{"} dkkPerUnitYear: 1000 {"}"}
                    units:
                """).Append('\n').Append(places);
        }

        File.WriteAllText(Path.Combine(Config, "plans", $"plan-{municipality:00}.yml"), text.ToString());
    }
}
