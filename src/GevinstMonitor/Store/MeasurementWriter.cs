using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Store;

/// <summary>Appends readings and their measurements with prepared commands, inside a transaction.</summary>
internal sealed class MeasurementWriter : IDisposable
{
    private static readonly string[] Names = ["@id", "@reading", "@indicator", "@unit", "@period", "@kind", "@first", "@second"];
    private readonly SqliteConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly DateTimeOffset _now;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter[] _values;
    private readonly Dictionary<Period, string> _periods = [];
    private long _nextMeasurement;

    public MeasurementWriter(SqliteConnection connection, DbTransaction transaction, DateTimeOffset now)
    {
        (_connection, _transaction, _now) = (connection, transaction, now);
        _insert = connection.CreateCommand();
        _insert.Transaction = (SqliteTransaction)transaction;
        _insert.CommandText = """
            insert into measurements (measurement_id, reading_id, indicator_id, unit_id, period, kind, first, second)
            values (@id, @reading, @indicator, @unit, @period, @kind, @first, @second)
            """;
        _values = [.. Names.Select(name => _insert.Parameters.Add(new SqliteParameter { ParameterName = name }))];
        _insert.Prepare();
        // No other writer comes between, so the numbers are ours to give.
        _nextMeasurement = connection.ExecuteScalar<long>("select ifnull(max(measurement_id), 0) + 1 from measurements", transaction: transaction);
    }

    /// <summary>Whether the very same reading stands already: a pass that is run again as of the same moment.</summary>
    public async Task<bool> IsKnownAsync(Reading reading, int news)
    {
        if (news > 0)
            return false;
        var outcome = await _connection.QueryFirstOrDefaultAsync<string>(
            "select outcome from readings where indicator_id = @Indicator and as_of = @AsOf order by reading_id desc limit 1",
            new { reading.Indicator, AsOf = ColumnTypes.Text(reading.AsOf) }, _transaction);
        return outcome == OutcomeOf(reading);
    }

    /// <returns>The figures as they stand in the store now.</returns>
    public IReadOnlyList<Measurement> Write(Reading reading, IReadOnlyList<ReadFigure> news, CancellationToken ct)
    {
        var taken = reading as Reading.Taken;
        var id = _connection.ExecuteScalar<long>(
            """
            insert into readings (indicator_id, source_id, as_of, read_at, query_hash, from_day, to_day, outcome, detail, row_count, appended)
            values (@Indicator, @Source, @AsOf, @ReadAt, @QueryHash, @From, @To, @Outcome, @Detail, @Rows, @Appended) returning reading_id
            """,
            new
            {
                reading.Indicator,
                reading.Source,
                AsOf = ColumnTypes.Text(reading.AsOf),
                ReadAt = ColumnTypes.Text(_now),
                reading.QueryHash,
                From = ColumnTypes.Text(reading.Window.From),
                To = ColumnTypes.Text(reading.Window.To),
                Outcome = OutcomeOf(reading),
                Detail = taken is null ? ((Reading.Failed)reading).Detail : taken.Rejected.Count > 0 ? string.Join('\n', taken.Rejected) : null,
                Rows = taken?.Rows ?? 0,
                Appended = news.Count,
            }, _transaction);
        var stamp = new ReadingStamp(id, reading.AsOf, reading.QueryHash);
        var stored = new List<Measurement>(news.Count);
        _values[1].Value = id;
        _values[2].Value = reading.Indicator;
        foreach (var (unit, period, figure) in news)
        {
            if ((stored.Count & 0xfff) == 0)
                ct.ThrowIfCancellationRequested();
            var measurement = _nextMeasurement++;
            _values[0].Value = measurement;
            _values[3].Value = unit;
            _values[4].Value = _periods.TryGetValue(period, out var text) ? text : _periods[period] = period.ToString();
            _values[5].Value = KindOf(figure.Kind);
            _values[6].Value = figure.Kind is FigureKind.Ratio or FigureKind.Value ? ColumnTypes.Text(figure.First) : DBNull.Value;
            _values[7].Value = figure.Kind == FigureKind.Ratio ? ColumnTypes.Text(figure.Second) : DBNull.Value;
            _insert.ExecuteNonQuery();
            stored.Add(new Measurement(measurement, unit, period, figure, stamp));
        }

        return stored;
    }

    public void Dispose() => _insert.Dispose();

    private static string OutcomeOf(Reading reading) => reading is Reading.Failed failed ? failed.Fault.ToString() : nameof(Reading.Taken);

    private static string KindOf(FigureKind kind) => kind switch
    {
        FigureKind.Ratio => nameof(FigureKind.Ratio),
        FigureKind.Value => nameof(FigureKind.Value),
        FigureKind.Suppressed => nameof(FigureKind.Suppressed),
        _ => nameof(FigureKind.NotANumber),
    };
}
