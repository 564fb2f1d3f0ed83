using System.Data.Common;
using Dapper;
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

/// <summary>One path for every SQL source: ADO.NET opens and reads, Dapper sends the query with <c>@from</c> and <c>@to</c>.</summary>
public abstract class SqlKind<TSettings> : SourceKind<TSettings> where TSettings : SqlSettings
{
    protected abstract Task<DbConnection> OpenAsync(TSettings source, CancellationToken ct);

    /// <summary>A day as the database compares it.</summary>
    protected virtual object Parameter(DateOnly day) => day.ToDateTime(default);

    protected override string Asked(TSettings source, IndicatorFile indicator) => indicator.Query!;

    protected override async Task ReadAsync(TSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        var (indicator, window) = (ask.Indicator, ask.Window);
        await using var connection = await OpenAsync(source, ct);
        await using var stop = ct.Register(() => Stop(connection));
        var parameters = new DynamicParameters();
        parameters.Add("from", Parameter(window.From));
        parameters.Add("to", Parameter(window.To));
        await using var answer = await connection.ExecuteReaderAsync(
            new CommandDefinition(indicator.Query!, parameters, commandTimeout: SecondsOf(source.Timeout), cancellationToken: ct));
        // Dapper's wrapper keeps the command alive; the rows come from the driver itself.
        var reader = (answer as IWrappedDataReader)?.Reader as DbDataReader ?? answer;
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var ratio = indicator.Kind == IndicatorKind.Ratio;
        var period = Find("period") ?? throw Missing("period");
        var unit = Find("unit");
        var first = Find(ratio ? "numerator" : "value") ?? throw Missing(ratio ? "numerator" : "value");
        var second = ratio ? Find("denominator") ?? throw Missing("denominator") : -1;
        string Address() => $"row {rows.Rows}";
        while (await reader.ReadAsync(ct))
        {
            var named = unit is { } u ? reader.GetValue(u) : null;
            rows.Add(Address, reader.GetValue(period), named as string ?? Convert.ToString(named, System.Globalization.CultureInfo.InvariantCulture),
                Cell.Of(reader.GetValue(first)), ratio ? Cell.Of(reader.GetValue(second)) : default);
        }

        int? Find(string name) => names.FindIndex(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is var at and >= 0 ? at : null;
        SourceException Missing(string name) => new(CollectFault.ColumnMissing, $"the query gives no column '{name}'; it gives {string.Join(", ", names)}");
    }

    /// <summary>The driver's own limit; longer than the reading's, which is to end first and say so.</summary>
    protected virtual int SecondsOf(TimeSpan timeout) => (int)Math.Ceiling(timeout.TotalSeconds) + 5;

    /// <summary>Makes a query stop that does not listen to its token.</summary>
    protected virtual void Stop(DbConnection connection) { }
}
