using System.Data.Common;
using System.Globalization;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Databases;

/// <summary>What every SQL source has in common.</summary>
public abstract record SqlSettings : SourceSettings
{
    public override void Check(IndicatorFile indicator, KeyFault fault)
    {
        if (indicator.Columns is not null)
            fault("columns", $"source '{Id}' is a database: state 'query' instead of 'columns'; it names its columns period, unit, numerator, denominator or value itself");
        else if (string.IsNullOrWhiteSpace(indicator.Query))
            fault("query", $"source '{Id}' is a database: missing key 'query'");
        else if (FaultOf(indicator.Query) is { } wrong)
            fault("query", wrong.Message, wrong.Line);
    }

    /// <summary>What is wrong with a query, which must be one SELECT and change nothing.</summary>
    protected abstract QueryFault? FaultOf(string query);
}

/// <summary>What is wrong with a query.</summary>
/// <param name="Line">Within its text, from 1.</param>
public sealed record QueryFault(string Message, int Line);

/// <summary>One path for every SQL source: ADO.NET sends the query with <c>@from</c> and <c>@to</c>, and reads the columns by their names.</summary>
public abstract class SqlKind<TSettings> : SourceKind<TSettings> where TSettings : SqlSettings
{
    protected abstract Task<DbConnection> OpenAsync(TSettings source, CancellationToken ct);

    /// <summary>A day as the database compares it.</summary>
    protected virtual object Parameter(DateOnly day) => day.ToDateTime(default);

    protected override string Asked(TSettings source, IndicatorFile indicator) => indicator.Query!;

    protected override async Task ReadAsync(TSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        await using var connection = await OpenAsync(source, ct);
        await using var stop = ct.Register(() => Stop(connection));
        await using var command = connection.CreateCommand();
        command.CommandText = ask.Indicator.Query!;
        command.CommandTimeout = SecondsOf(source.Timeout);
        Add("from", ask.Window.From);
        Add("to", ask.Window.To);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ratio = ask.Indicator.Kind == IndicatorKind.Ratio;
        var period = Needed("period");
        var unit = Find("unit");
        var first = Needed(ratio ? "numerator" : "value");
        var second = ratio ? Needed("denominator") : null;
        string Address() => $"row {rows.Rows}";
        while (await reader.ReadAsync(ct))
        {
            var named = unit?.Value(reader);
            rows.Add(Address, period.Value(reader), named as string ?? Convert.ToString(named, CultureInfo.InvariantCulture), first.Cell(reader), second?.Cell(reader) ?? default);
        }

        void Add(string name, DateOnly day)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, Parameter(day));
            command.Parameters.Add(parameter);
        }

        Column? Find(string name) =>
            Enumerable.Range(0, reader.FieldCount).Where(i => string.Equals(reader.GetName(i), name, StringComparison.OrdinalIgnoreCase)).Select(i => new Column(i, reader.GetFieldType(i))).FirstOrDefault();

        Column Needed(string name) => Find(name)
            ?? throw new SourceException(CollectFault.ColumnMissing, $"the query gives no column '{name}'; it gives {string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName))}");
    }

    /// <summary>The driver's own limit; longer than the reading's, which is to end first and say so.</summary>
    protected virtual int SecondsOf(TimeSpan timeout) => (int)Math.Ceiling(timeout.TotalSeconds) + 5;

    /// <summary>Makes a query stop that does not listen to its token.</summary>
    protected virtual void Stop(DbConnection connection) { }

    /// <summary>A column of the answer; the commonest types of numbers are read without a box around each.</summary>
    private sealed class Column(int at, Type type)
    {
        public object Value(DbDataReader reader) => reader.GetValue(at);

        public Cell Cell(DbDataReader reader) =>
            type == typeof(long) ? reader.IsDBNull(at) ? Collect.Cell.Missing : Collect.Cell.Of(reader.GetInt64(at))
            : type == typeof(decimal) ? reader.IsDBNull(at) ? Collect.Cell.Missing : Collect.Cell.Of(reader.GetDecimal(at))
            : Collect.Cell.Of(reader.GetValue(at));
    }
}
