using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Benchmarks;

/// <summary>A made-up municipality in a folder of its own: 1,000 indicators × 10 units × 24 months in a SQLite source, one query an indicator.</summary>
internal sealed class Municipality : IDisposable
{
    public const int Indicators = 1000;
    public const int Units = 10;
    public const int Months = 24;
    private readonly DateOnly _first;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-bench-");

    /// <param name="first">The first of the 24 months.</param>
    public Municipality(DateOnly first)
    {
        _first = first;
        Directory.CreateDirectory(Path.Combine(Config, "data"));
        foreach (var name in new[] { "sources", "indicators", "plans" })
            Directory.CreateDirectory(Path.Combine(Config, name));
        MadeUp.Write(Source, Figures());
        WriteConfig();
    }

    /// <summary>For rigs that name their moment themselves.</summary>
    public static DateTimeOffset AsOf { get; } = new(2026, 7, 13, 6, 0, 0, TimeSpan.Zero);

    public static DateOnly First { get; } = new(2024, 7, 1);

    public string Config => Path.Combine(_folder.FullName, "config");

    public string Source => Path.Combine(Config, "data", "source.db");

    public string Store => Path.Combine(_folder.FullName, "store.db");

    public string Bare => Path.Combine(_folder.FullName, "bare.db");

    public static int Rows => Indicators * Units * Months;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private IEnumerable<(string Indicator, string Unit, DateOnly Month, int Part, int Whole)> Figures()
    {
        var random = new Random(20260713);
        for (var i = 0; i < Indicators; i++)
        {
            for (var u = 0; u < Units; u++)
            {
                for (var m = 0; m < Months; m++)
                {
                    var whole = random.Next(500, 5000);
                    // Around a path from 40 % to 52 %, so that all three standings come about.
                    var share = 0.40 + (m * 0.005) + ((random.NextDouble() - 0.6) * 0.08);
                    yield return ($"ind-{i:0000}", $"unit-{u}", _first.AddMonths(m), (int)(whole * share), whole);
                }
            }
        }
    }

    private void WriteConfig()
    {
        File.WriteAllText(Path.Combine(Config, "gevinstmonitor.yml"), $$"""
            installation: Målekommune
            store: { kind: sqlite, file: ../store.db }
            mail: { kind: folder, folder: ../mail, from: gevinst@bench.example, allowedDomains: [bench.example], operations: drift@bench.example }
            allowedFolders: [data]
            status: { listen: "http://127.0.0.1:{{Gevinst.Port}}" }
            """);
        var organisation = new StringBuilder("units:\n");
        for (var u = 0; u < Units; u++)
            organisation.Append(CultureInfo.InvariantCulture, $"  - {{ id: unit-{u}, name: Center {u} }}\n");
        organisation.Append("posts:\n");
        for (var u = 0; u < Units; u++)
            organisation.Append(CultureInfo.InvariantCulture, $"  - {{ id: chef-{u}, title: Centerchef {u}, holders: [ {{ name: Chef {u}, email: chef{u}@bench.example, from: 2020-01-01 }} ] }}\n");
        File.WriteAllText(Path.Combine(Config, "organisation.yml"), organisation.ToString());
        File.WriteAllText(Path.Combine(Config, "sources", "source.yml"), "id: source\nkind: sqlite\nfile: data/source.db\n");
        for (var i = 0; i < Indicators; i++)
        {
            var id = $"ind-{i:0000}";
            File.WriteAllText(Path.Combine(Config, "indicators", $"{id}.yml"), MadeUp.Indicator(id, $"Indikator {i}", "source", MadeUp.QueryOf(id), Months));
        }

        var units = string.Concat(Enumerable.Range(0, Units).Select(u => $"      - {{ id: unit-{u}, owner: chef-{u} }}\n"));
        for (var plan = 0; plan < 10; plan++)
        {
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"id: plan-{plan}\nname: Plan {plan}\ncontroller: chef-0\nversion: 1\napproved: {{ on: 2024-06-01, by: Direktionen }}\nbenefits:\n");
            for (var i = plan * 100; i < (plan + 1) * 100; i++)
                text.Append(MadeUp.Benefit(i, $"ind-{i:0000}", "chef-0", _first, Months)).Append(units);
            File.WriteAllText(Path.Combine(Config, "plans", $"plan-{plan}.yml"), text.ToString());
        }
    }
}
