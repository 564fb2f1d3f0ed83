using Dapper;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>A word on a figure, on file.</summary>
/// <param name="Period">As it stands in the store.</param>
public sealed record DecisionLine(long Measurement, string Indicator, string Unit, string Period, Decision Decision, string Post, string Note, DateTimeOffset At);

/// <summary>A letter on file.</summary>
/// <param name="AsOf">The moment it tells of.</param>
/// <param name="Post">Null for operations.</param>
/// <param name="SentAt">Null while it has not left.</param>
public sealed record LetterLine(DateTimeOffset AsOf, string? Post, string Subject, DateTimeOffset? SentAt);

/// <summary>What is on file of a plan, for whoever must account for it.</summary>
public sealed class Evidence(Database database)
{
    /// <summary>What happened to the plan's deviations by a moment, in order; of benefits too that it no longer has.</summary>
    public Task<IReadOnlyList<DeviationChange>> DeviationsAsync(string plan, DateTimeOffset at, CancellationToken ct) =>
        database.AskAsync(connection => CaseRows.OfPlanAsync(connection, plan, at), ct);

    /// <summary>What was decided of figures by a moment, in order.</summary>
    public Task<IReadOnlyList<DecisionLine>> DecisionsAsync(IReadOnlyList<string> indicators, DateTimeOffset at, CancellationToken ct) => database.AskAsync<IReadOnlyList<DecisionLine>>(async connection =>
        [.. (await connection.QueryAsync<DecisionRow>(
            """
            select d.measurement_id Measurement, m.indicator_id Indicator, m.unit_id Unit, m.period Period, d.decision Decision, d.by_post Post, d.note Note, d.decided_at At
            from decisions d join measurements m on m.measurement_id = d.measurement_id
            where m.indicator_id in (select value from json_each(@ids)) and d.decided_at <= @at order by d.decided_at, d.decision_id
            """, new { ids = StoreJson.Text(indicators), at = ColumnTypes.Text(at) }))
            .Select(row => new DecisionLine(row.Measurement, row.Indicator, row.Unit, row.Period, Enum.Parse<Decision>(row.Decision), row.Post, row.Note, ColumnTypes.Moment(row.At)))], ct);

    /// <summary>The letters that tell of a plan by a moment, and the digests of the group it reports to, in order.</summary>
    public Task<IReadOnlyList<LetterLine>> LettersAsync(string plan, string? group, DateTimeOffset at, CancellationToken ct) => database.AskAsync<IReadOnlyList<LetterLine>>(async connection =>
        [.. (await connection.QueryAsync<LetterRow>(
            """
            select l.as_of AsOf, l.post_id Post, l.subject Subject, l.sent_at SentAt from letters l
            where l.as_of <= @at and l.letter_id in (
              select c.letter_id from deviation_changes c join deviations d on d.deviation_id = c.deviation_id where d.plan_id = @plan and c.letter_id is not null
              union select c.letter_id from trouble_changes c join troubles t on t.trouble_id = c.trouble_id
                where (t.subject = 'plan ' || @plan or substr(t.subject, 1, length(@plan) + 1) = @plan || '/') and c.letter_id is not null
              union select t.letter_id from target_changes t where t.plan_id = @plan and t.letter_id is not null
              union select e.letter_id from escalations e join deviations d on d.deviation_id = e.deviation_id where d.plan_id = @plan
              union select g.letter_id from digest_letters g where g.group_id = @group)
            order by l.as_of, l.letter_id
            """, new { plan, group, at = ColumnTypes.Text(at) }))
            .Select(row => new LetterLine(ColumnTypes.Moment(row.AsOf), row.Post, row.Subject, row.SentAt is null ? null : ColumnTypes.Moment(row.SentAt)))], ct);

    internal sealed record DecisionRow(long Measurement, string Indicator, string Unit, string Period, string Decision, string Post, string Note, string At);

    internal sealed record LetterRow(string AsOf, string? Post, string Subject, string? SentAt);
}
