using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Store;

/// <summary>Reads many indicators' histories in one query, one indicator at a time.</summary>
internal static class MeasurementReader
{
    /// <param name="ids">The indicators, as a JSON array.</param>
    /// <param name="stamps">The readings that count; figures of others are passed over.</param>
    public static IEnumerable<(string Indicator, List<Measurement> Measurements)> Read(SqliteConnection connection, string ids,
        Func<string, PeriodKind> kindOf, Dictionary<long, ReadingStamp> stamps, Dictionary<long, Decision> decisions)
    {
        using var command = connection.CreateCommand();
        // In the order of the index, so that nothing is sorted and each series comes in one piece.
        command.CommandText = """
            select m.indicator_id, m.unit_id, m.period, m.measurement_id, m.kind, m.first, m.second, m.reading_id
            from (select value from json_each(@ids) order by value) i cross join measurements m on m.indicator_id = i.value
            order by m.indicator_id, m.unit_id, m.period, m.measurement_id
            """;
        command.Parameters.AddWithValue("@ids", ids);
        using var reader = command.ExecuteReader();
        var periods = new Dictionary<string, Period?>(StringComparer.Ordinal);
        var (indicator, unit) = ("", "");
        var list = new List<Measurement>();
        while (reader.Read())
        {
            var id = reader.GetString(0);
            if (id != indicator)
            {
                if (list.Count > 0)
                    yield return (indicator, list);
                indicator = id;
                list = [];
                periods.Clear();
            }

            if (!stamps.TryGetValue(reader.GetInt64(7), out var stamp))
                continue;
            var text = reader.GetString(2);
            if (!periods.TryGetValue(text, out var period))
                periods[text] = period = Period.TryParse(text, kindOf(indicator), out var parsed) ? parsed : null;
            // An indicator that was measured by the week and now is by the month keeps its old figures, but is not judged by them.
            if (period is not { } placed)
                continue;
            var unitId = reader.GetString(1);
            if (unitId != unit)
                unit = unitId;
            var measurement = reader.GetInt64(3);
            list.Add(new Measurement(measurement, unit, placed, FigureOf(reader), stamp, decisions.TryGetValue(measurement, out var decision) ? decision : null));
        }

        if (list.Count > 0)
            yield return (indicator, list);
    }

    private static Figure FigureOf(SqliteDataReader reader)
    {
        var kind = reader.GetString(4);
        return kind switch
        {
            nameof(FigureKind.Ratio) => Figure.Ratio(ColumnTypes.Number(reader.GetString(5)), ColumnTypes.Number(reader.GetString(6))),
            nameof(FigureKind.Value) => Figure.Value(ColumnTypes.Number(reader.GetString(5))),
            nameof(FigureKind.Suppressed) => Figure.Suppressed,
            _ => Figure.NotANumber,
        };
    }
}
