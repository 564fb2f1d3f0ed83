using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>A reading as it is stored.</summary>
internal readonly record struct ReadingRow(
    long Id, string Indicator, string Source, DateTimeOffset AsOf, DateTimeOffset ReadAt, string QueryHash, DateOnly From, DateOnly To, string Outcome, string? Detail, string? FirstRows, long Rows, int Appended);

/// <summary>A measurement as it is stored.</summary>
internal readonly record struct MeasurementRow(long Id, long Reading, string Indicator, string Unit, string Period, string Kind, decimal? First, decimal? Second);

/// <summary>Appends readings and their measurements, inside a transaction that no other writer comes between: the numbers are its own to give.</summary>
internal abstract class MeasurementWriter(DbConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now) : IAsyncDisposable
{
    /// <summary>The number that the next measurement gets.</summary>
    public const string Next = "select coalesce(max(measurement_id), 0) + 1 from measurements";

    private readonly Dictionary<Period, string> _periods = [];
    private long _nextReading = connection.ExecuteScalar<long>("select coalesce(max(reading_id), 0) + 1 from readings", transaction: transaction);
    private long _nextMeasurement = connection.ExecuteScalar<long>(Next, transaction: transaction);

    /// <returns>The figures as they stand in the store when <see cref="CompleteAsync"/> has returned.</returns>
    public IReadOnlyList<Measurement> Write(Reading reading, IReadOnlyList<ReadFigure> news, CancellationToken ct)
    {
        var taken = reading as Reading.Taken;
        var id = _nextReading++;
        Append(new ReadingRow(id, reading.Indicator, reading.Source, reading.AsOf, now, reading.QueryHash, reading.Window.From, reading.Window.To, OutcomeOf(reading),
            taken is null ? ((Reading.Failed)reading).Detail : taken.Rejected.Count > 0 ? string.Join('\n', taken.Rejected) : null,
            taken?.FirstRows.Count > 0 ? string.Join('\n', taken.FirstRows) : null,
            taken?.Rows ?? 0, news.Count));
        var stamp = new ReadingStamp(id, asOf, reading.QueryHash);
        var stored = new List<Measurement>(news.Count);
        foreach (var (unit, period, figure) in news)
        {
            if ((stored.Count & 0xfff) == 0)
                ct.ThrowIfCancellationRequested();
            var measurement = _nextMeasurement++;
            Append(new MeasurementRow(measurement, id, reading.Indicator, unit, _periods.TryGetValue(period, out var text) ? text : _periods[period] = period.ToString(),
                KindOf(figure.Kind),
                figure.Kind is FigureKind.Ratio or FigureKind.Value ? figure.First : null,
                figure.Kind == FigureKind.Ratio ? figure.Second : null));
            stored.Add(new Measurement(measurement, unit, period, figure, stamp));
        }

        return stored;
    }

    /// <summary>Everything that was written is in the database afterwards, and is kept when the transaction is.</summary>
    public virtual Task CompleteAsync(CancellationToken ct) => Task.CompletedTask;

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected abstract void Append(in ReadingRow row);

    protected abstract void Append(in MeasurementRow row);

    /// <summary>How a reading went, as it stands in the store; with <c>Backfill</c> before it where it was one.</summary>
    public static string OutcomeOf(Reading reading) => (reading.IsBackfill ? "Backfill" : "") + (reading is Reading.Failed failed ? failed.Fault.ToString() : nameof(Reading.Taken));

    private static string KindOf(FigureKind kind) => kind switch
    {
        FigureKind.Ratio => nameof(FigureKind.Ratio),
        FigureKind.Value => nameof(FigureKind.Value),
        FigureKind.Suppressed => nameof(FigureKind.Suppressed),
        _ => nameof(FigureKind.NotANumber),
    };
}
