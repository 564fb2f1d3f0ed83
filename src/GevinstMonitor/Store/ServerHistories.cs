using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>Reads many indicators' histories from a server, in one query.</summary>
internal static class ServerHistories
{
    public const string Query = """
        select indicator_id, unit_id, period, measurement_id, reading_id, kind, first, second from measurements
        where indicator_id in (select value from json_each(@ids) i) order by indicator_id, unit_id, period, measurement_id
        """;

    /// <inheritdoc cref="Database.ReadAsync"/>
    public static async Task ReadAsync(
        Database database, IReadOnlyList<(string Indicator, PeriodKind Kind)> indicators, IReadOnlyDictionary<long, ReadingStamp> stamps, IReadOnlyDictionary<long, Decision> decisions,
        Action<string, IReadOnlyList<Measurement>> take, CancellationToken ct)
    {
        var kinds = indicators.ToDictionary(i => i.Indicator, i => i.Kind, StringComparer.Ordinal);
        var periods = new Dictionary<(PeriodKind, string), Period?>();
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        var measurements = new List<Measurement>();
        await database.AskAsync(async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = connection.Sql(Query);
            var ids = command.CreateParameter();
            (ids.ParameterName, ids.Value) = ("ids", StoreJson.Text([.. kinds.Keys]));
            command.Parameters.Add(ids);
            await using var rows = await command.ExecuteReaderAsync(ct);
            string? indicator = null;
            while (await rows.ReadAsync(ct))
            {
                var of = rows.GetString(0);
                if (of != indicator)
                    Take();
                indicator = of;
                if (!stamps.TryGetValue(rows.GetInt64(4), out var stamp) || PeriodOf(rows.GetString(2), kinds[of]) is not { } period)
                    continue;
                var named = rows.GetString(1);
                if (!units.TryGetValue(named, out var unit))
                    units[named] = unit = named;
                var id = rows.GetInt64(3);
                measurements.Add(new Measurement(id, unit, period, FigureOf(rows), stamp, decisions.TryGetValue(id, out var decision) ? decision : null));
            }

            Take();
            return 0;

            void Take()
            {
                if (indicator is not null && kinds.Remove(indicator))
                    take(indicator, measurements);
                measurements.Clear();
            }
        }, ct);
        measurements.Clear();
        foreach (var nothing in kinds.Keys)
            take(nothing, measurements);

        // An indicator that was measured by the day and now is by the month keeps its old figures, but is not judged by them.
        Period? PeriodOf(string text, PeriodKind kind)
        {
            if (!periods.TryGetValue((kind, text), out var period))
                periods[(kind, text)] = period = Period.TryParse(text, kind, out var parsed) && parsed.ToString() == text ? parsed : null;
            return period;
        }
    }

    private static Figure FigureOf(System.Data.Common.DbDataReader row) =>
        ColumnTypes.Figure(Number(row, 6), Number(row, 7))
        ?? (row.GetString(5) == nameof(FigureKind.Suppressed) ? Figure.Suppressed : Figure.NotANumber);

    private static decimal? Number(System.Data.Common.DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldType(column) == typeof(string) ? ColumnTypes.Number(row.GetString(column)) : ColumnTypes.Number(row.GetDecimal(column));
}
