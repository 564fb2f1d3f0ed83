using System.Data.Common;
using Dapper;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>A deviation as those who answer it see it.</summary>
/// <param name="IsOpen">Whether it is.</param>
/// <param name="Seen">Its benefit in its place, as of the moment it is looked at.</param>
/// <param name="Responses">What was answered, newest first.</param>
/// <param name="Disputable">The figures that are held when it is said that the figure is wrong, by their numbers.</param>
public sealed record AnswerCase(Deviation Deviation, bool IsOpen, Evaluation Seen, IReadOnlyList<Response> Responses, IReadOnlyList<long> Disputable, Moment At)
{
    public Plan Plan => Seen.Plan;

    /// <summary>What is accepted of it, in force or ended; null for nothing.</summary>
    public Acceptance? Accepted => Acceptance.Of(Responses, At);
}

/// <summary>What people answered to deviations: appended, never changed.</summary>
public sealed class Responses(Database database, Ledger ledger, Catalog catalog)
{
    // Whoever presses a button twice does so within minutes; later he means it.
    private static readonly TimeSpan SentTwice = TimeSpan.FromMinutes(10);

    /// <summary>A deviation to answer, as of a moment.</summary>
    /// <returns>Null when there is none by that id, or the configuration no longer has what it is about.</returns>
    public async Task<AnswerCase?> FindAsync(string deviation, DateTimeOffset at, CancellationToken ct)
    {
        var (row, responses) = await database.AskAsync(async connection =>
            (await connection.QueryFirstOrDefaultAsync<CaseRow>(
                """
                select plan_id "Plan", benefit_id Benefit, unit_id Unit, level Level, opened_period Period, period_kind PeriodKind, opened_at OpenedAt, opened_version Version, closed_at ClosedAt
                from deviations where deviation_id = @deviation
                """, new { deviation }), await ReadAsync(connection, null, deviation, at)), ct);
        if (row is null || !catalog.Plans.TryGetValue(row.Plan, out var plan) || plan.PlaceOf(row.Benefit, row.Unit) is null)
            return null;
        var asOf = catalog.At(at);
        var benefit = plan.Benefits.First(b => b.Id == row.Benefit);
        var indicator = catalog.Indicators[benefit.Indicator].Indicator;
        var past = (await ledger.PastAsync([indicator.Id], _ => indicator.Period, asOf, ct))[indicator.Id];
        return Evaluation.Of(plan, benefit, indicator, past, asOf).FirstOrDefault(e => e.Place.Unit == row.Unit) is { } seen
            ? new AnswerCase(row.Deviation(deviation), row.ClosedAt is null, seen, [.. responses.Reverse()], ResponseRule.Disputed(seen, past), asOf) : null;
    }

    /// <summary>Why an answer is not taken; nothing when it is.</summary>
    public IReadOnlyList<ResponseFault> FaultsOf(AnswerCase about, Response response)
    {
        var faults = ResponseRule.FaultsOf(response, about.IsOpen, about.Accepted, about.Plan, about.Seen.Place, catalog.Chart, about.At).ToList();
        return faults.Count == 0 && response.Kind == ResponseKind.Disputed && about.Disputable.Count == 0 ? [ResponseFault.NothingToDispute] : faults;
    }

    /// <summary>Puts an answer on file, and holds what it says is wrong: one commit. The same answer, sent twice, is one.</summary>
    /// <returns>Why it is not taken; null when it is on file.</returns>
    public async Task<ResponseFault?> AnswerAsync(AnswerCase about, Response response, CancellationToken ct)
    {
        if (FaultsOf(about, response) is [var fault, ..])
            return fault;
        return await database.InTransactionAsync<ResponseFault?>(async (connection, transaction) =>
        {
            if (await ReadAsync(connection, transaction, response.Deviation, null) is [.., var last] && last with { Id = 0, At = response.At } == response && response.At - last.At < SentTwice)
                return null;
            // No other writer comes between.
            var id = await connection.ExecuteScalarAsync<long>("select coalesce(max(response_id), 0) + 1 from responses", transaction: transaction);
            // It may have been closed since it was looked at.
            if (await connection.ExecuteAsync(
                """
                insert into responses (response_id, deviation_id, post_id, kind, note, until, interim, at)
                select @id, deviation_id, @Post, @Kind, @Note, @Until, @Interim, @At from deviations where deviation_id = @Deviation and closed_at is null
                """,
                new
                {
                    id,
                    response.Deviation,
                    response.Post,
                    Kind = response.Kind.ToString(),
                    response.Note,
                    response.Until,
                    response.Interim,
                    response.At,
                }, transaction) == 0)
                return ResponseFault.Closed;
            foreach (var measurement in response.Kind == ResponseKind.Disputed ? about.Disputable : [])
            {
                await connection.ExecuteAsync(
                    "insert into decisions (decision_id, measurement_id, decision, by_post, note, decided_at, response_id) select coalesce(max(decision_id), 0) + 1, @measurement, 'Questioned', @Post, @Note, @At, @id from decisions",
                    new { measurement, response.Post, response.Note, response.At, id }, transaction);
            }

            return null;
        }, ct);
    }

    /// <summary>Every answer there was by a moment, oldest first.</summary>
    public Task<IReadOnlyList<Response>> AllAsync(DateTimeOffset at, CancellationToken ct) => database.AskAsync(connection => ReadAsync(connection, null, null, at), ct);

    /// <param name="deviation">The deviation answered; null for all.</param>
    /// <param name="at">The moment; null for now.</param>
    internal static async Task<IReadOnlyList<Response>> ReadAsync(DbConnection connection, DbTransaction? transaction, string? deviation, DateTimeOffset? at) =>
        [.. (await connection.QueryAsync<ResponseRow>(
            """
            select r.response_id Id, r.deviation_id Deviation, r.post_id Post, r.kind Kind, r.note Note, r.until Until, r.interim Interim, r.at At,
              (select c.at from deviation_changes c where c.lapsed_response_id = r.response_id and (@at is null or c.at <= @at)) LapsedAt
            from responses r where (@deviation is null or r.deviation_id = @deviation) and (@at is null or r.at <= @at) order by r.at, r.response_id
            """, new { deviation, at }, transaction)).Select(row => row.Response())];

    internal sealed record ResponseRow(long Id, string Deviation, string Post, string Kind, string Note, DateOnly? Until, decimal? Interim, DateTimeOffset At, DateTimeOffset? LapsedAt)
    {
        public Response Response() => new(Deviation, Enum.Parse<ResponseKind>(Kind), At)
        {
            Id = Id,
            Post = Post,
            Note = Note,
            Until = Until,
            Interim = Interim,
            LapsedAt = LapsedAt,
        };
    }

    internal sealed record CaseRow(string Plan, string Benefit, string Unit, string Level, string Period, string PeriodKind, DateTimeOffset OpenedAt, int Version, DateTimeOffset? ClosedAt)
    {
        public Deviation Deviation(string id) => new(id, Plan, Benefit, Unit, Enum.Parse<Level>(Level), ColumnTypes.Period(Period, PeriodKind), OpenedAt, Version);
    }
}
