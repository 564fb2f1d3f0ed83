using System.Data.Common;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>Keeps what is written until it is complete, and appends all of it in one go, as servers are filled soonest.</summary>
internal abstract class ServerWriter(DbConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now) : MeasurementWriter(connection, transaction, asOf, now)
{
    protected List<ReadingRow> Readings { get; } = [];

    protected List<MeasurementRow> Measurements { get; } = [];

    protected sealed override void Append(in ReadingRow row) => Readings.Add(row);

    protected sealed override void Append(in MeasurementRow row) => Measurements.Add(row);
}
