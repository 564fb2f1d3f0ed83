using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Benchmarks;

/// <summary>What made-up municipalities have in common: how their figures, indicators and benefits are written down.</summary>
internal static class MadeUp
{
    /// <summary>Writes a source's figures into a SQLite file that is not there yet.</summary>
    public static void Write(string file, IEnumerable<(string Indicator, string Unit, DateOnly Month, int Part, int Whole)> figures)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute("pragma synchronous = off; create table figures (indicator text not null, unit text not null, month text not null, part integer not null, whole integer not null, primary key (indicator, month, unit)) without rowid");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into figures values (@i, @u, @m, @p, @w)";
        var p = new[] { "@i", "@u", "@m", "@p", "@w" }.Select(name => insert.Parameters.Add(new SqliteParameter { ParameterName = name })).ToArray();
        foreach (var (indicator, unit, month, part, whole) in figures)
        {
            (p[0].Value, p[1].Value, p[2].Value, p[3].Value, p[4].Value) = (indicator, unit, month.ToString("O", CultureInfo.InvariantCulture), part, whole);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>What asks for an indicator's figures in such a source.</summary>
    public static string QueryOf(string indicator) =>
        $"select month as period, unit, part as numerator, whole as denominator from figures where indicator = '{indicator}' and month >= @from and month < @to";

    public static string Indicator(string id, string name, string source, string query, int history) => $$"""
        id: {{id}}
        name: {{name}}
        source: {{source}}
        kind: ratio
        unit: percent
        better: higher
        period: month
        due: 10d
        schedule: "0 0 6 * * ?"
        query: {{query}}
        history: {{history}}
        """;

    /// <summary>A benefit in a plan, up to its units.</summary>
    /// <param name="first">The first of so many months.</param>
    public static string Benefit(int number, string indicator, string owner, DateOnly first, int months) => string.Create(CultureInfo.InvariantCulture, $"""
          - id: benefit-{number:0000}
            name: Gevinst {number}
            type: economic
            indicator: {indicator}
            owner: {owner}
            actionOnDeviation: Chefen handler.
            baseline: {"{"} on: {first.AddDays(-1):yyyy-MM-dd}, value: 40 {"}"}
            targets: [ {"{"} by: {first.AddMonths(months).AddDays(-1):yyyy-MM-dd}, value: 52 {"}"} ]
            tolerance: {"{"} amber: 2, red: 4 {"}"}
            worth: {"{"} dkkPerUnitYear: 1000 {"}"}
            units:

        """);
}
