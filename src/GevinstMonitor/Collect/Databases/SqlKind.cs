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
        var second = ratio ? Needed("denominator") : -1;
        string Address() => $"row {rows.Rows}";
        while (await reader.ReadAsync(ct))
        {
            var named = unit < 0 ? null : reader.GetValue(unit);
            rows.Add(Address, reader.GetValue(period), named as string ?? Convert.ToString(named, CultureInfo.InvariantCulture),
                Cell.Of(reader.GetValue(first)), ratio ? Cell.Of(reader.GetValue(second)) : default);
        }

        void Add(string name, DateOnly day)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, Parameter(day));
            command.Parameters.Add(parameter);
        }

        // The first of that name; -1 where there is none.
        int Find(string name)
        {
            for (var at = 0; at < reader.FieldCount; at++)
            {
                if (string.Equals(reader.GetName(at), name, StringComparison.OrdinalIgnoreCase))
                    return at;
            }

            return -1;
        }

        int Needed(string name) => Find(name) is var at and >= 0
            ? at
            : throw new SourceException(CollectFault.ColumnMissing, $"the query gives no column '{name}'; it gives {string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName))}");
    }

    /// <summary>The driver's own limit; longer than the reading's, which is to end first and say so.</summary>
    protected virtual int SecondsOf(TimeSpan timeout) => (int)Math.Ceiling(timeout.TotalSeconds) + 5;

    /// <summary>Makes a query stop that does not listen to its token.</summary>
    protected virtual void Stop(DbConnection connection) { }
}
