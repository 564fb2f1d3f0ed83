using Dapper;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Store;

/// <summary>What is on file of a plan, for whoever must account for it.</summary>
public sealed class Evidence(Database database)
{
    /// <summary>What happened to the plan's deviations by a moment, in order; of benefits too that it no longer has.</summary>
    public Task<IReadOnlyList<DeviationChange>> DeviationsAsync(string plan, DateTimeOffset at, CancellationToken ct) =>
        database.AskAsync(connection => CaseRows.OfPlanAsync(connection, plan, at), ct);

    /// <summary>What was decided of figures by a moment, in order.</summary>
    public Task<IReadOnlyList<DecidedFigure>> DecisionsAsync(IReadOnlyList<string> indicators, DateTimeOffset at, CancellationToken ct) => database.AskAsync<IReadOnlyList<DecidedFigure>>(async connection =>
        [.. (await connection.QueryAsync<DecisionRow>(connection.Sql(
            """
            select d.measurement_id Measurement, m.indicator_id Indicator, m.unit_id Unit, m.period Period, d.decision Decision, d.by_post Post, d.note Note, d.decided_at At
            from decisions d join measurements m on m.measurement_id = d.measurement_id
            where m.indicator_id in (select value from json_each(@ids) i) and d.decided_at <= @at order by d.decided_at, d.decision_id
            """), new { ids = StoreJson.Text(indicators), at }))
            .Select(row => new DecidedFigure(row.Measurement, row.Indicator, row.Unit, row.Period, Enum.Parse<Decision>(row.Decision), row.Post, row.Note, row.At))], ct);

    internal sealed record DecisionRow(long Measurement, string Indicator, string Unit, string Period, string Decision, string Post, string Note, DateTimeOffset At);
}
