using Dapper;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Store;

/// <summary>A digest on file.</summary>
/// <param name="Meeting">The day of the meeting it was for.</param>
/// <param name="AsOf">The moment it tells of.</param>
/// <param name="Change">The newest change of a deviation that it tells of.</param>
/// <param name="Target">The newest lowered target.</param>
public sealed record WrittenDigest(DateOnly Meeting, DateTimeOffset AsOf, long Change, long Target);

/// <summary>What happened since the last digest, and what is open after it.</summary>
public sealed record DigestRows(IReadOnlyList<DeviationChange> Changes, IReadOnlyList<TargetChange> Targets, OpenCases Open)
{
    /// <summary>The newest change that the digest tells of.</summary>
    public long Change { get; init; }

    /// <summary>The newest lowered target that it tells of.</summary>
    public long Target { get; init; }

    /// <summary>The same, with what a pass concluded that is not stored.</summary>
    public DigestRows With(Conclusions concluded)
    {
        var open = Open.Deviations.ToDictionary();
        foreach (var change in concluded.Deviations)
        {
            var place = (change.Deviation.Plan, change.Deviation.Benefit, change.Deviation.Unit);
            if (change.Kind == ChangeKind.Resolved)
                open.Remove(place);
            else
                open[place] = change.Deviation;
        }

        return this with { Changes = [.. Changes, .. concluded.Deviations], Targets = [.. Targets, .. concluded.Targets], Open = Open with { Deviations = open } };
    }
}

/// <summary>The digests of management groups: what they are written from, and that they were written.</summary>
public sealed class Digests(Database database, Cases cases)
{
    /// <summary>Those of a group, in the order they were written.</summary>
    public Task<IReadOnlyList<WrittenDigest>> OfAsync(string group, CancellationToken ct) => database.AskAsync<IReadOnlyList<WrittenDigest>>(async connection =>
        [.. (await connection.QueryAsync<DigestRow>(
            "select meeting Meeting, as_of AsOf, through_change Change, through_target Target from digests where group_id = @group order by as_of, meeting", new { group }))
            .Select(row => new WrittenDigest(row.Meeting, row.AsOf, row.Change, row.Target))], ct);

    /// <summary>What happened up to and with a moment, and what was open then.</summary>
    /// <param name="last">The digest before: what happened after it is news.</param>
    /// <param name="since">Where there is none before: what happened after this moment.</param>
    public async Task<DigestRows> SinceAsync(WrittenDigest? last, DateTimeOffset since, DateTimeOffset at, CancellationToken ct)
    {
        var open = await cases.OpenAsync(at, ct);
        return await database.AskAsync(async connection =>
        {
            var changes = await CaseRows.SinceAsync(connection, since, last?.Change, at);
            var targets = await CaseRows.TargetsSinceAsync(connection, since, last?.Target, at);
            var before = new { since };
            return new DigestRows([.. changes.Select(c => c.Change)], [.. targets.Select(t => t.Change)], open)
            {
                Change = changes.Count > 0 ? changes[^1].Id : last?.Change ?? await connection.ExecuteScalarAsync<long>("select coalesce(max(change_id), 0) from deviation_changes where at <= @since", before),
                Target = targets.Count > 0 ? targets[^1].Id : last?.Target ?? await connection.ExecuteScalarAsync<long>("select coalesce(max(change_id), 0) from target_changes where at <= @since", before),
            };
        }, ct);
    }

    /// <summary>Stores a digest with its letters: one commit. Nothing when there is one for the group and meeting already.</summary>
    /// <returns>How many letters were stored.</returns>
    public Task<int> WriteAsync(Digest digest, DigestRows rows, IReadOnlyList<Letter> letters, DateTimeOffset now, CancellationToken ct) => database.InTransactionAsync(async (connection, transaction) =>
    {
        if (await connection.ExecuteAsync(
            "insert into digests (group_id, meeting, since, as_of, through_change, through_target) select @Group, @Meeting, @Since, @AsOf, @Change, @Target where not exists (select 1 from digests where group_id = @Group and meeting = @Meeting)",
            new
            {
                Group = digest.Group.Id,
                digest.Meeting,
                Since = digest.Since.Instant,
                AsOf = digest.AsOf.Instant,
                rows.Change,
                rows.Target,
            }, transaction) == 0)
            return 0;
        foreach (var letter in letters)
        {
            await Outbox.InsertAsync(letter, digest.AsOf.Instant, now, connection, transaction);
            await connection.ExecuteAsync("insert into digest_letters (letter_id, group_id, meeting) values (@Letter, @Group, @Meeting)",
                new { Letter = letter.Id, Group = digest.Group.Id, digest.Meeting }, transaction);
        }

        return letters.Count;
    }, ct);

    internal sealed record DigestRow(DateOnly Meeting, DateTimeOffset AsOf, long Change, long Target);
}
