using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Store;

/// <summary>Appends readings and their measurements with prepared commands, inside a transaction.</summary>
internal sealed class MeasurementWriter : IDisposable
{
    /// <summary>The number that the next measurement gets.</summary>
    public const string Next = "select ifnull(max(measurement_id), 0) + 1 from measurements";

    private readonly Moment _asOf;
    private readonly string _now;
    private readonly Prepared _reading;
    private readonly Prepared _measurement;
    private readonly Dictionary<Period, string> _periods = [];
    private long _nextReading;
    private long _nextMeasurement;

    public MeasurementWriter(SqliteConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now)
    {
        _asOf = asOf;
        _now = ColumnTypes.Text(now);
        // No other writer comes between, so the numbers are ours to give.
        _nextReading = connection.ExecuteScalar<long>("select ifnull(max(reading_id), 0) + 1 from readings", transaction: transaction);
        _nextMeasurement = connection.ExecuteScalar<long>(Next, transaction: transaction);
        _reading = new Prepared(connection, transaction,
            "insert into readings (reading_id, indicator_id, source_id, as_of, read_at, query_hash, from_day, to_day, outcome, detail, first_rows, row_count, appended)", 13);
        _measurement = new Prepared(connection, transaction,
            "insert into measurements (measurement_id, reading_id, indicator_id, unit_id, period, kind, first, second)", 8);
    }

    /// <returns>The figures as they stand in the store now.</returns>
    public IReadOnlyList<Measurement> Write(Reading reading, IReadOnlyList<ReadFigure> news, CancellationToken ct)
    {
        var taken = reading as Reading.Taken;
        var id = _nextReading++;
        _reading.Execute(id, reading.Indicator, reading.Source, ColumnTypes.Text(reading.AsOf), _now, reading.QueryHash,
            ColumnTypes.Text(reading.Window.From), ColumnTypes.Text(reading.Window.To), OutcomeOf(reading),
            taken is null ? ((Reading.Failed)reading).Detail : taken.Rejected.Count > 0 ? string.Join('\n', taken.Rejected) : null,
            taken?.FirstRows.Count > 0 ? string.Join('\n', taken.FirstRows) : null,
            taken?.Rows ?? 0, news.Count);
        var stamp = new ReadingStamp(id, _asOf, reading.QueryHash);
        var stored = new List<Measurement>(news.Count);
        foreach (var (unit, period, figure) in news)
        {
            if ((stored.Count & 0xfff) == 0)
                ct.ThrowIfCancellationRequested();
            var measurement = _nextMeasurement++;
            _measurement.Execute(measurement, id, reading.Indicator, unit, _periods.TryGetValue(period, out var text) ? text : _periods[period] = period.ToString(),
                KindOf(figure.Kind),
                figure.Kind is FigureKind.Ratio or FigureKind.Value ? ColumnTypes.Text(figure.First) : null,
                figure.Kind == FigureKind.Ratio ? ColumnTypes.Text(figure.Second) : null);
            stored.Add(new Measurement(measurement, unit, period, figure, stamp));
        }

        return stored;
    }

    public void Dispose()
    {
        _reading.Dispose();
        _measurement.Dispose();
    }

    /// <summary>How a reading went, as it stands in the store; with <c>Backfill</c> before it where it was one.</summary>
    public static string OutcomeOf(Reading reading) => (reading.IsBackfill ? "Backfill" : "") + (reading is Reading.Failed failed ? failed.Fault.ToString() : nameof(Reading.Taken));

    private static string KindOf(FigureKind kind) => kind switch
    {
        FigureKind.Ratio => nameof(FigureKind.Ratio),
        FigureKind.Value => nameof(FigureKind.Value),
        FigureKind.Suppressed => nameof(FigureKind.Suppressed),
        _ => nameof(FigureKind.NotANumber),
    };

    /// <summary>A command that is prepared once and executed with many values.</summary>
    private sealed class Prepared : IDisposable
    {
        private readonly SqliteCommand _command;

        public Prepared(SqliteConnection connection, DbTransaction transaction, string insert, int values)
        {
            _command = connection.CreateCommand();
            _command.Transaction = (SqliteTransaction)transaction;
            _command.CommandText = $"{insert} values ({string.Join(", ", Enumerable.Range(0, values).Select(i => $"@{i}"))})";
            for (var i = 0; i < values; i++)
                _command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
            _command.Prepare();
        }

        public void Execute(params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
                _command.Parameters[i].Value = values[i] ?? DBNull.Value;
            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}
