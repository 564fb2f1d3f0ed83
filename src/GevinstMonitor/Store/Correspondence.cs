using System.Text.Json;
using Dapper;

namespace GevinstMonitor.Store;

/// <summary>A letter, and what became of it. Moments as they stand in the store: UTC.</summary>
/// <param name="Post">The post it was written to; null for operations.</param>
/// <param name="Body">The letter as it was stored.</param>
/// <param name="State"><c>Waiting</c>, <c>Sent</c> or <c>GivenUp</c>.</param>
/// <param name="Error">What the newest try failed of; null for none.</param>
/// <param name="InsteadOf">The letter that was given up for it.</param>
internal sealed record LetterLine(
    string Id, string Kind, string? Post, string Body, string Subject, DateTimeOffset AsOf, DateTimeOffset WrittenAt, string State, int Attempts, DateTimeOffset NextTry, DateTimeOffset? SentAt, string? Error, string? InsteadOf)
{
    public string? Name => Said("Name");

    /// <summary>Its first line.</summary>
    public string? Why => Said("Why");

    private string? Said(string key)
    {
        using var body = JsonDocument.Parse(Body);
        return body.RootElement.TryGetProperty(key, out var value) ? value.GetString() : null;
    }
}

/// <summary>Something that a letter tells.</summary>
/// <param name="What"><c>deviation</c>, <c>step</c>, <c>trouble</c>, <c>target</c> or <c>digest</c>.</param>
/// <param name="Happened">The change's kind, the step, the trouble's kind, <c>Lowered</c>, or <c>Meeting</c>.</param>
/// <param name="About">The deviation's id, what the trouble is about, or the group of a digest; null for a target.</param>
/// <param name="First">What the figure is made of: the numerator, or the value.</param>
/// <param name="Second">The denominator.</param>
internal sealed record ToldLine(
    string Letter, string What, string Happened, string? About, string? Plan, int? Version, string? Benefit, string? Unit, string? Period, string? Standing, decimal? Actual, decimal? First, decimal? Second, decimal? Expected, decimal? Gap, long? Measurement)
{
    /// <summary>Whether letters do not tell the figure.</summary>
    public bool IsWithheld { get; init; }
}

/// <summary>Every letter there is on file, with what it tells.</summary>
public sealed class Correspondence(Database database)
{
    /// <summary>Every letter with what it tells, oldest first.</summary>
    internal Task<IReadOnlyList<(LetterLine Letter, IReadOnlyList<ToldLine> Tells)>> AllAsync(CancellationToken ct) =>
        database.AskAsync<IReadOnlyList<(LetterLine, IReadOnlyList<ToldLine>)>>(async connection =>
        {
            var letters = await connection.QueryAsync<LetterLine>(
                """
                select letter_id Id, kind Kind, post_id Post, body Body, subject Subject, as_of AsOf, written_at WrittenAt,
                  state State, attempts Attempts, next_try_at NextTry, sent_at SentAt, last_error Error, instead_of InsteadOf
                from letters order by written_at, letter_id
                """);
            var told = (await connection.QueryAsync<ToldLine>(
                """
                select c.letter_id Letter, 'deviation' What, c.kind Happened, c.deviation_id About, d.plan_id "Plan", c.plan_version Version, d.benefit_id Benefit, d.unit_id Unit,
                  c.period Period, c.standing Standing, c.actual Actual, c.first "First", c.second "Second", c.expected Expected, c.gap Gap, c.measurement_id Measurement
                from deviation_changes c join deviations d on d.deviation_id = c.deviation_id where c.letter_id is not null
                union all
                select e.letter_id, 'step', e.step, e.deviation_id, d.plan_id, null, d.benefit_id, d.unit_id, null, null, null, null, null, null, null, null
                from escalations e join deviations d on d.deviation_id = e.deviation_id
                -- The letter that went instead of one that was given up tells what that was to tell.
                where not exists (select 1 from letters i where i.instead_of = e.letter_id)
                union all
                select c.letter_id, 'trouble', case c.began when 1 then t.kind else concat(t.kind, ' ended') end, t.subject, null, null, null, t.unit_id, t.period, null, t.shown, m.first, m.second, null, null, t.measurement_id
                from trouble_changes c join troubles t on t.trouble_id = c.trouble_id left join measurements m on m.measurement_id = t.measurement_id where c.letter_id is not null
                union all
                select letter_id, 'target', 'Lowered', null, plan_id, version, benefit_id, unit_id, null, null, null, null, null, null, null, null
                from target_changes where letter_id is not null
                union all
                select letter_id, 'digest', 'Meeting', group_id, null, null, null, null, null, null, null, null, null, null, null, null from digest_letters
                """)).ToLookup(t => t.Letter, StringComparer.Ordinal);
            return [.. letters.Select(l => (l, (IReadOnlyList<ToldLine>)[.. told[l.Id]]))];
        }, ct);
}
