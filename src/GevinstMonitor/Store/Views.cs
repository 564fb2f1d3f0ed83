using Dapper;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Store;

/// <summary>The newest reading of an indicator that was answered, or the newest that failed.</summary>
/// <param name="AsOf">The moment it was read as of.</param>
/// <param name="Fault">Why it failed; null when it was answered.</param>
/// <param name="Rows">How many rows the answer had.</param>
internal sealed record NewestReadingOf(string Indicator, string Source, DateTimeOffset AsOf, CollectFault? Fault, long Rows);

/// <summary>A letter without what it says, and to whom.</summary>
/// <param name="Post">The post it was written to; null for operations.</param>
/// <param name="AsOf">The moment it tells of.</param>
/// <param name="State"><c>Waiting</c>, <c>Sent</c> or <c>GivenUp</c>.</param>
/// <param name="About">The deviations it tells of.</param>
internal sealed record LetterView(string Id, LetterKind Kind, string? Post, DateTimeOffset AsOf, DateTimeOffset WrittenAt, string State, int Attempts, DateTimeOffset? SentAt, IReadOnlyList<DeviationOf> About);

/// <summary>A deviation by what it is of.</summary>
internal sealed record DeviationOf(string Letter, string Id, string Plan, string Benefit, string Unit);

/// <summary>Where a page of letters goes on: after the letter with this moment and id.</summary>
internal readonly record struct LettersBefore(DateTimeOffset AsOf, string Id);

/// <summary>What the status pages, and metrics after a start, show of the store: read, bounded, and by indexes.</summary>
public sealed class Views(Database database)
{
    private static readonly TimeSpan AYear = TimeSpan.FromDays(366);

    /// <summary>The deviations that are open now.</summary>
    /// <param name="plan">Of this plan; null for all.</param>
    internal Task<IReadOnlyList<Deviation>> OpenAsync(string? plan, CancellationToken ct) => database.AskAsync<IReadOnlyList<Deviation>>(async connection =>
        [.. (await CaseRows.OpenDeviationsAsync(connection, transaction: null)).Where(d => plan is null || d.Plan == plan)], ct);

    /// <summary>What happened to a place's deviations, newest first.</summary>
    /// <param name="most">So many changes at most.</param>
    internal Task<IReadOnlyList<DeviationChange>> HistoryAsync(string plan, string benefit, string unit, int most, CancellationToken ct) =>
        database.AskAsync(connection => CaseRows.NewestAsync(connection, plan, benefit, unit, most), ct);

    /// <summary>What was answered to a place's deviations, newest first, without the notes.</summary>
    /// <param name="most">So many answers at most.</param>
    internal Task<IReadOnlyList<Response>> AnswersAsync(string plan, string benefit, string unit, int most, CancellationToken ct) => database.AskAsync<IReadOnlyList<Response>>(async connection =>
        [.. (await connection.QueryAsync<AnswerRow>(connection.Sql(
            """
            select r.response_id Id, r.deviation_id Deviation, r.post_id Post, r.kind Kind, r.until Until, r.interim Interim, r.at At
            from responses r join deviations d on d.deviation_id = r.deviation_id
            where d.plan_id = @plan and d.benefit_id = @benefit and d.unit_id = @unit order by r.at desc, r.response_id desc limit @most
            """), new { plan, benefit, unit, most })).Select(row => row.Response())], ct);

    /// <summary>Of each indicator the newest reading that was answered, however long ago, and the newest that failed in the year before. Stretches of the past that were filled are none.</summary>
    internal Task<IReadOnlyList<NewestReadingOf>> ReadingsAsync(IEnumerable<string> indicators, DateTimeOffset now, CancellationToken ct) => database.AskAsync<IReadOnlyList<NewestReadingOf>>(async connection =>
    {
        var of = new { ids = StoreJson.Text([.. indicators]), since = now - AYear };
        var taken = await NewestAsync("n.outcome = 'Taken'");
        var failed = await NewestAsync("n.as_of >= @since and n.outcome <> 'Taken' and n.outcome not like 'Backfill%'");
        return [.. taken.Concat(failed).Select(row => new NewestReadingOf(row.Indicator, row.Source, row.AsOf, Enum.TryParse<CollectFault>(row.Outcome, out var fault) ? fault : null, row.Rows))];

        Task<IEnumerable<ReadingRow>> NewestAsync(string which) => connection.QueryAsync<ReadingRow>(connection.Sql(
            $"""
            select r.indicator_id Indicator, r.source_id Source, r.as_of AsOf, r.outcome Outcome, r.row_count Rows from json_each(@ids) i
            join readings r on r.reading_id = (
              select n.reading_id from readings n where n.indicator_id = i.value and {which} order by n.as_of desc, n.reading_id desc limit 1)
            """), of);
    }, ct);

    /// <summary>Letters, newest first.</summary>
    /// <param name="before">Those after this one in that order; null from the newest on.</param>
    internal Task<IReadOnlyList<LetterView>> LettersAsync(LettersBefore? before, int most, CancellationToken ct) => database.AskAsync<IReadOnlyList<LetterView>>(async connection =>
    {
        var rows = (await connection.QueryAsync<LetterRow>(connection.Sql(
            """
            select letter_id Id, kind Kind, post_id Post, as_of AsOf, written_at WrittenAt, state State, attempts Attempts, sent_at SentAt from letters
            where as_of <= @asOf and (as_of < @asOf or letter_id < @id) order by as_of desc, letter_id desc limit @most
            """), new { asOf = before?.AsOf ?? DateTimeOffset.MaxValue.AddDays(-1), id = before?.Id ?? "", most })).ToList();
        var told = (await connection.QueryAsync<DeviationOf>(connection.Sql(
            """
            select c.letter_id Letter, c.deviation_id Id, d.plan_id "Plan", d.benefit_id Benefit, d.unit_id Unit
            from deviation_changes c join deviations d on d.deviation_id = c.deviation_id where c.letter_id in (select value from json_each(@ids) i)
            union
            select e.letter_id, e.deviation_id, d.plan_id, d.benefit_id, d.unit_id
            from escalations e join deviations d on d.deviation_id = e.deviation_id where e.letter_id in (select value from json_each(@ids) i)
            """), new { ids = StoreJson.Text([.. rows.Select(r => r.Id)]) })).ToLookup(d => d.Letter, StringComparer.Ordinal);
        return [.. rows.Select(r => new LetterView(r.Id, Enum.Parse<LetterKind>(r.Kind), r.Post, r.AsOf, r.WrittenAt, r.State, r.Attempts, r.SentAt, [.. told[r.Id]]))];
    }, ct);

    internal sealed record AnswerRow(long Id, string Deviation, string Post, string Kind, DateOnly? Until, decimal? Interim, DateTimeOffset At)
    {
        public Response Response() => new(Deviation, Enum.Parse<ResponseKind>(Kind), At) { Id = Id, Post = Post, Until = Until, Interim = Interim };
    }

    internal sealed record ReadingRow(string Indicator, string Source, DateTimeOffset AsOf, string Outcome, long Rows);

    internal sealed record LetterRow(string Id, string Kind, string? Post, DateTimeOffset AsOf, DateTimeOffset WrittenAt, string State, int Attempts, DateTimeOffset? SentAt);
}
