using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Store;

/// <summary>A letter that this process has claimed.</summary>
/// <param name="Post">The post it goes to; null for operations.</param>
/// <param name="Body">The letter as it was stored.</param>
/// <param name="AsOf">The moment it tells of: the letter's date.</param>
/// <param name="WrittenAt">What the clock said when it was written: how long it has waited.</param>
/// <param name="Attempts">How often it was tried before.</param>
public sealed record Claimed(string Id, LetterKind Kind, string? Post, string Body, DateTimeOffset AsOf, DateTimeOffset WrittenAt, int Attempts)
{
    /// <summary>The letters that told of its deviations before it was written, and left; oldest first, the newest of many.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <exception cref="System.Text.Json.JsonException">It cannot be read: another version of this program wrote it.</exception>
    public Letter Letter => StoreJson.LetterOf(Body);
}

/// <summary>The changes that are still to be told, each kind in the order it happened.</summary>
public sealed record PendingChanges(
    IReadOnlyList<Pending<DeviationChange>> Deviations, IReadOnlyList<Pending<TroubleChange>> Troubles, IReadOnlyList<Pending<TargetChange>> Targets)
{
    /// <summary>The open deviations that somebody was told of.</summary>
    public IReadOnlyList<ToldCase> Told { get; init; } = [];

    /// <summary>What was answered to deviations, by the deviation's id.</summary>
    public ILookup<string, Response> Responses { get; init; } = Enumerable.Empty<Response>().ToLookup(r => r.Deviation);

    /// <summary>Addresses, in upper case, that letters to people were written to as of the day's first moment or later.</summary>
    public IReadOnlySet<string> Heard { get; init; } = new HashSet<string>();
}

/// <summary>An open deviation that somebody was told of.</summary>
/// <param name="Newest">Its newest change.</param>
/// <param name="At">The moment of the letter that told that it began, or that it is not accepted any longer, if that came later. Only letters that left count.</param>
/// <param name="Steps">What was done because nobody answered, and when.</param>
public sealed record ToldCase(DeviationChange Newest, DateTimeOffset At, IReadOnlyList<(EscalationStep Step, DateTimeOffset At)> Steps);

/// <summary>How much waits to be sent.</summary>
/// <param name="Leased">Of those, how many another process has claimed.</param>
public sealed record OutboxDepth(int Waiting, int Leased, DateTimeOffset? Oldest);

/// <summary>Letters on their way: written with the changes they tell in one commit, claimed by a guarded update, sent, then marked.</summary>
public sealed class Outbox(Database database)
{
    // So many earlier letters are named: a header is no archive, and the oldest of them name those before.
    private const int MostEarlier = 20;

    /// <summary>The changes that are still to be told, in the order they happened.</summary>
    /// <param name="day">The first moment of the day of letters.</param>
    public Task<PendingChanges> PendingAsync(DateTimeOffset day, CancellationToken ct) =>
        database.AskAsync(connection => PendingAsync(connection, null, day), ct);

    private static async Task<PendingChanges> PendingAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset day) =>
        new(await CaseRows.PendingDeviationsAsync(connection, transaction), await CaseRows.PendingTroublesAsync(connection, transaction), await CaseRows.PendingTargetsAsync(connection, transaction))
        {
            Told = await CaseRows.ToldAsync(connection, transaction),
            Responses = (await Responses.ReadAsync(connection, transaction, null, null)).ToLookup(r => r.Deviation),
            Heard = (await connection.QueryAsync<string>("select distinct address from letters where kind = 'Person' and as_of >= @day", new { day }, transaction))
                .Select(address => address.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal),
        };

    /// <summary>
    /// Reads what is still to be told, lets the caller write letters of it, stores them, and marks what they tell: one transaction that no round comes
    /// between, so that nothing is told twice, and nothing that is over by now.
    /// </summary>
    /// <returns>How many letters were stored.</returns>
    public Task<int> WriteAsync(
        Func<PendingChanges, IReadOnlyList<Written>> write, DateTimeOffset day, DateTimeOffset asOf, DateTimeOffset now, CancellationToken ct) =>
        database.InTransactionAsync(async (connection, transaction) =>
        {
            var letters = write(await PendingAsync(connection, transaction, day));
            foreach (var written in letters)
            {
                await InsertAsync(written.Letter, asOf, now, connection, transaction);
                await TellAsync("deviation_changes", written.DeviationChanges, written.Letter.Id, connection, transaction);
                await TellAsync("trouble_changes", written.TroubleChanges, written.Letter.Id, connection, transaction);
                await TellAsync("target_changes", written.TargetChanges, written.Letter.Id, connection, transaction);
                foreach (var taken in written.Steps)
                {
                    await connection.ExecuteAsync("insert into escalations (deviation_id, step, at, letter_id) values (@Deviation, @Step, @At, @Letter)",
                        new { taken.Deviation, Step = taken.Step.ToString(), At = asOf, Letter = written.Letter.Id }, transaction);
                }
            }

            return letters.Count;
        }, ct);

    /// <summary>Claims the letter that has been due longest, for as long as the lease lasts: one that was tried in vain stands behind the others.</summary>
    /// <param name="owner">Who claims.</param>
    /// <param name="toPeople">False for letters to operations alone.</param>
    /// <returns>Null when nothing is due.</returns>
    public Task<Claimed?> ClaimAsync(string owner, bool toPeople, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        database.InTransactionAsync(async (connection, transaction) =>
        {
            var row = await connection.QueryFirstOrDefaultAsync<ClaimedRow>(connection.Sql(
                """
                select letter_id Id, kind Kind, post_id Post, body Body, as_of AsOf, written_at WrittenAt, attempts Attempts from letters
                where state = 'Waiting' and (@toPeople = 1 or kind = 'Operations') and next_try_at <= @now and (leased_until is null or leased_until <= @now)
                order by next_try_at, letter_id limit 1
                """),
                new { toPeople = toPeople ? 1 : 0, now }, transaction);
            // Believes the row count: what another has claimed meanwhile is not ours.
            if (row is null || await connection.ExecuteAsync(
                "update letters set leased_by = @owner, leased_until = @until, attempts = attempts + 1 where letter_id = @Id and state = 'Waiting' and (leased_until is null or leased_until <= @now)",
                new { row.Id, owner, until = now + lease, now }, transaction) == 0)
                return null;
            return new Claimed(row.Id, Enum.Parse<LetterKind>(row.Kind), row.Post, row.Body, row.AsOf, row.WrittenAt, row.Attempts) { Earlier = await EarlierAsync(row, connection, transaction) };
        }, ct);

    /// <summary>The letter left. Nothing happens when the claim was lost.</summary>
    public Task<bool> SentAsync(string letter, string owner, DateTimeOffset now, CancellationToken ct) =>
        MarkAsync(new Mark(letter, owner, now), "state = 'Sent', sent_at = @At", ct);

    /// <summary>The letter did not leave; it is tried again.</summary>
    public Task<bool> PostponeAsync(string letter, string owner, string error, DateTimeOffset nextTry, CancellationToken ct) =>
        MarkAsync(new Mark(letter, owner, nextTry, error), "next_try_at = @At, last_error = @Error", ct);

    /// <summary>The letter never leaves, operations hear of it, and another goes instead: all in one commit.</summary>
    /// <param name="instead">The same for somebody else, which then tells what it told; null for none.</param>
    public Task<bool> GiveUpAsync(string letter, string owner, string error, TroubleChange? trouble, DateTimeOffset now, CancellationToken ct, Letter? instead = null) =>
        database.InTransactionAsync(async (connection, transaction) =>
        {
            if (await connection.ExecuteAsync("update letters set state = 'GivenUp', last_error = @error, leased_by = null, leased_until = null where letter_id = @letter and leased_by = @owner and state = 'Waiting'",
                new { letter, owner, error }, transaction) == 0)
                return false;
            if (trouble is not null)
                await Cases.WriteAsync(trouble, connection, transaction);
            if (instead is not null)
                await PassOnAsync(letter, instead, now, connection, transaction);
            return true;
        }, ct);

    /// <summary>Whom a letter was tried to be sent to, itself and those it goes instead of, and the plans that it tells of.</summary>
    public Task<(IReadOnlySet<string> Addresses, IReadOnlyList<string> Plans)> TriedAsync(string letter, CancellationToken ct) =>
        database.AskAsync<(IReadOnlySet<string>, IReadOnlyList<string>)>(async connection => (
            (await connection.QueryAsync<string>(connection.Sql(
                """
                with recursive line (instead_of, address) as (
                  select instead_of, address from letters where letter_id = @letter
                  union all select l.instead_of, l.address from letters l join line on l.letter_id = line.instead_of)
                select address from line
                """), new { letter })).ToHashSet(StringComparer.OrdinalIgnoreCase),
            [.. (await connection.QueryAsync<string>(
                """
                select d.plan_id from deviation_changes c join deviations d on d.deviation_id = c.deviation_id where c.letter_id = @letter
                union select d.plan_id from escalations e join deviations d on d.deviation_id = e.deviation_id where e.letter_id = @letter
                union select plan_id from target_changes where letter_id = @letter
                union select t.subject from trouble_changes c join troubles t on t.trouble_id = c.trouble_id where c.letter_id = @letter and t.subject like '%/%'
                """, new { letter })).Select(plan => plan.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)]), ct);

    /// <summary>Whether a letter could be claimed by a moment.</summary>
    public Task<bool> IsDueAsync(bool toPeople, DateTimeOffset by, CancellationToken ct) => database.AskAsync(connection => connection.ExecuteScalarAsync<bool>(
        "select case when exists (select 1 from letters where state = 'Waiting' and (@toPeople = 1 or kind = 'Operations') and next_try_at <= @by and (leased_until is null or leased_until <= @by)) then 1 else 0 end",
        new { toPeople = toPeople ? 1 : 0, by }), ct);

    /// <summary>The letters that wait to be sent.</summary>
    public Task<IReadOnlyList<(Letter Letter, DateTimeOffset AsOf)>> WaitingAsync(CancellationToken ct) =>
        database.AskAsync<IReadOnlyList<(Letter, DateTimeOffset)>>(async connection => [.. (await connection.QueryAsync<WaitingRow>("select body Body, as_of AsOf from letters where state = 'Waiting' order by written_at, letter_id"))
            .Select(row => (StoreJson.LetterOf(row.Body), row.AsOf))], ct);

    /// <summary>How much waits.</summary>
    /// <param name="toPeople">Whether it is the hour of letters: outside it one to people rightly waits, and is not the oldest.</param>
    public Task<OutboxDepth> DepthAsync(bool toPeople, DateTimeOffset now, CancellationToken ct) => database.AskAsync(async connection =>
    {
        var row = await connection.QuerySingleAsync<DepthRow>(
            """
            select count(*) Waiting, count(case when leased_until > @now then 1 end) Leased, min(case when @toPeople = 1 or kind = 'Operations' then written_at end) Oldest
            from letters where state = 'Waiting'
            """, new { now, toPeople = toPeople ? 1 : 0 });
        return new OutboxDepth(row.Waiting, row.Leased, row.Oldest);
    }, ct);

    private Task<bool> MarkAsync(Mark mark, string set, CancellationToken ct) =>
        database.InTransactionAsync(async (connection, transaction) =>
            await connection.ExecuteAsync(
                $"update letters set {set}, leased_by = null, leased_until = null where letter_id = @Letter and leased_by = @Owner and state = 'Waiting'", mark, transaction) == 1, ct);

    internal static Task<int> InsertAsync(Letter letter, DateTimeOffset asOf, DateTimeOffset now, DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        """
        insert into letters (letter_id, kind, post_id, address, subject, body, as_of, written_at, state, attempts, next_try_at)
        values (@Id, @Kind, @Post, @Address, @Subject, @Body, @AsOf, @Now, 'Waiting', 0, @Now)
        """,
        new { letter.Id, Kind = letter.Kind.ToString(), letter.Post, letter.Address, letter.Subject, Body = StoreJson.Text(letter), AsOf = asOf, Now = now }, transaction);

    // What is stored stays: of two letters that wait, only the one that has left when the other is claimed is an earlier one.
    private static async Task<IReadOnlyList<string>> EarlierAsync(ClaimedRow letter, DbConnection connection, DbTransaction transaction)
    {
        var newest = await connection.QueryAsync<string>(connection.Sql(
            $"""
            select letter_id from letters
            where state = 'Sent' and written_at < @WrittenAt and letter_id in (
              select letter_id from deviation_changes where letter_id is not null and deviation_id in ({ToldBy})
              union select letter_id from escalations where deviation_id in ({ToldBy}))
            order by written_at desc, letter_id desc limit {MostEarlier}
            """), new { letter.Id, letter.WrittenAt }, transaction);
        return [.. newest.Reverse()];
    }

    private const string ToldBy = "select deviation_id from deviation_changes where letter_id = @Id union select deviation_id from escalations where letter_id = @Id";

    // What the one that did not leave was to tell, the other tells.
    private static async Task PassOnAsync(string from, Letter to, DateTimeOffset now, DbConnection connection, DbTransaction transaction)
    {
        var moved = new { from, to = to.Id };
        await InsertAsync(to, now, now, connection, transaction);
        // It tells of the same moment.
        await connection.ExecuteAsync("update letters set instead_of = @from, as_of = (select as_of from letters where letter_id = @from) where letter_id = @to", moved, transaction);
        foreach (var table in new[] { "deviation_changes", "trouble_changes", "target_changes" })
            await connection.ExecuteAsync($"update {table} set letter_id = @to where letter_id = @from", moved, transaction);
        await connection.ExecuteAsync("insert into escalations (deviation_id, step, at, letter_id) select deviation_id, step, at, @to from escalations where letter_id = @from", moved, transaction);
    }

    // Believes the row count: a change that is told already is not told again.
    private static async Task TellAsync(string table, IReadOnlyList<long> changes, string letter, DbConnection connection, DbTransaction transaction)
    {
        foreach (var change in changes)
        {
            if (await connection.ExecuteAsync($"update {table} set letter_id = @letter where change_id = @change and letter_id is null", new { letter, change }, transaction) != 1)
                throw new InvalidOperationException($"Change {change} in {table} was told by another letter meanwhile; nothing is stored, and the next pass writes of what is left.");
        }
    }

    internal sealed record ClaimedRow(string Id, string Kind, string? Post, string Body, DateTimeOffset AsOf, DateTimeOffset WrittenAt, int Attempts);

    internal sealed record WaitingRow(string Body, DateTimeOffset AsOf);

    internal sealed record DepthRow(int Waiting, int Leased, DateTimeOffset? Oldest);

    /// <summary>What became of a letter that somebody had claimed.</summary>
    internal sealed record Mark(string Letter, string Owner, DateTimeOffset At, string? Error = null);
}
