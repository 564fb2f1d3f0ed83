using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>A version of a plan that something was judged by.</summary>
/// <param name="ContentHash">Of what it said, however it was written down.</param>
/// <param name="Content">As it was written.</param>
/// <param name="At">The first judgement by it.</param>
public sealed record JudgedVersion(string Plan, int Version, string ContentHash, string Content, DateTimeOffset At);

/// <summary>The cases: deviations and troubles, how they changed, and what of that is still to be told.</summary>
public sealed class Cases(Database database)
{
    /// <summary>Looks at the facts and concludes from them: no other round or sweep comes between, of whatever worker, so that conclusions rest on all that is stored.</summary>
    public Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct) => database.AloneAsync(work, ct);

    /// <summary>Reads the open cases, lets the caller judge, and writes what changed: one transaction that no other judge comes between.</summary>
    /// <param name="judge">Pure; may be called again when the transaction is.</param>
    public Task<Conclusions> ConcludeAsync(Func<OpenCases, Conclusions> judge, DateTimeOffset at, CancellationToken ct) =>
        database.InTransactionAsync(async (connection, transaction) =>
        {
            var conclusions = judge(await WithPlansAsync(OpenOf(await CaseRows.OpenDeviationsAsync(connection, transaction), await CaseRows.OpenTroublesAsync(connection, transaction, at: null)), connection, transaction, at: null));
            foreach (var plan in conclusions.Judged)
                await KeepAsync(plan, at, connection, transaction);
            foreach (var change in conclusions.Deviations)
                await WriteAsync(change, connection, transaction);
            foreach (var change in conclusions.Troubles)
                await WriteAsync(change, connection, transaction);
            foreach (var change in conclusions.Targets)
                await WriteAsync(change, connection, transaction);
            return conclusions;
        }, ct);

    /// <summary>The cases that were open at a moment.</summary>
    public Task<OpenCases> OpenAsync(DateTimeOffset at, CancellationToken ct) => database.AskAsync(async connection =>
        await WithPlansAsync(OpenOf(await CaseRows.OpenDeviationsAsync(connection, at), await CaseRows.OpenTroublesAsync(connection, null, at)), connection, null, at), ct);

    /// <summary>The plan versions that something was judged by, as they were then.</summary>
    public Task<IReadOnlyList<JudgedVersion>> JudgedAsync(CancellationToken ct) => database.AskAsync<IReadOnlyList<JudgedVersion>>(async connection =>
        [.. (await connection.QueryAsync<VersionRow>(
            """select plan_id "Plan", version Version, content_hash Hash, content Content, first_judged_at At from plan_versions order by plan_id, version, first_judged_at"""))
            .Select(row => new JudgedVersion(row.Plan, row.Version, row.Hash, row.Content, row.At))], ct);

    /// <summary>What happened to a place's deviations, newest first.</summary>
    public Task<IReadOnlyList<DeviationChange>> HistoryAsync(string plan, string benefit, string unit, DateTimeOffset at, CancellationToken ct) =>
        database.AskAsync(connection => CaseRows.HistoryAsync(connection, plan, benefit, unit, at), ct);

    /// <summary>The deviations of benefits that somebody had been told of by a moment, by plan and benefit. A letter that was not sent told nobody.</summary>
    public Task<ILookup<(string Plan, string Benefit), ToldDeviation>> ToldAsync(DateTimeOffset at, CancellationToken ct) => database.AskAsync(connection => ToldAsync(connection, null, at), ct);

    private static async Task<ILookup<(string Plan, string Benefit), ToldDeviation>> ToldAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset? at) =>
        (await connection.QueryAsync<ToldRow>(
            """
            select d.plan_id "Plan", d.benefit_id Benefit, d.deviation_id Id, min(l.as_of) Told, d.closed_at Closed
            from deviations d join deviation_changes c on c.deviation_id = d.deviation_id join letters l on l.letter_id = c.letter_id
            where l.state = 'Sent' and (@at is null or l.as_of <= @at) group by d.plan_id, d.benefit_id, d.deviation_id, d.closed_at
            """, new { at }, transaction))
            .ToLookup(row => (row.Plan, row.Benefit), row => new ToldDeviation(row.Id, row.Told, row.Closed));

    private static OpenCases OpenOf(IEnumerable<Deviation> deviations, IReadOnlyList<Trouble> troubles) =>
        new(deviations.ToDictionary(d => (d.Plan, d.Benefit, d.Unit)), troubles);

    private static async Task<OpenCases> WithPlansAsync(OpenCases open, DbConnection connection, DbTransaction? transaction, DateTimeOffset? at)
    {
        var until = new { at };
        var judged = await connection.QueryAsync<PlanRow>("""select distinct plan_id "Plan", version Version from plan_versions where @at is null or first_judged_at <= @at""", until, transaction);
        var moved = await connection.QueryAsync<MovedRow>("""select plan_id "Plan", version Version, benefit_id Benefit, unit_id Unit from target_changes where @at is null or at <= @at""", until, transaction);
        return open with
        {
            Told = await ToldAsync(connection, transaction, at),
            Responses = (await Responses.ReadAsync(connection, transaction, null, at)).ToLookup(r => r.Deviation),
            Judged = judged.Select(j => (j.Plan, j.Version)).ToHashSet(),
            Moved = moved.Select(m => (m.Plan, m.Version, m.Benefit, m.Unit)).ToHashSet(),
        };
    }

    // Plan versions as judged are kept whole.
    private static Task<int> KeepAsync(Plan plan, DateTimeOffset at, DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        """
        insert into plan_versions (plan_id, version, content_hash, content, approved_on, approved_by, first_judged_at)
        select @Id, @Version, @Hash, @Text, @On, @By, @At
        where not exists (select 1 from plan_versions where plan_id = @Id and version = @Version and content_hash = @Hash)
        """,
        new
        {
            plan.Id,
            plan.Version,
            Hash = plan.ContentHash,
            plan.Text,
            On = plan.Approved.On,
            plan.Approved.By,
            At = at,
        }, transaction);

    private static Task<int> WriteAsync(TargetChange change, DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        """
        insert into target_changes (change_id, plan_id, version, since_version, benefit_id, unit_id, at, on_track_by_it, less)
        select (select coalesce(max(change_id), 0) + 1 from target_changes), @Plan, @Version, @Since, @Benefit, @Unit, @At, @ByIt, @Less
        where not exists (select 1 from target_changes where plan_id = @Plan and version = @Version and benefit_id = @Benefit and unit_id = @Unit)
        """,
        new { change.Plan, change.Version, change.Since, change.Benefit, change.Unit, change.At, ByIt = change.IsOnTrackByIt ? 1 : 0, change.Less }, transaction);

    private static async Task WriteAsync(DeviationChange change, DbConnection connection, DbTransaction transaction)
    {
        var deviation = change.Deviation;
        if (change.Kind == ChangeKind.Opened)
        {
            var opened = new
            {
                deviation.Id,
                deviation.Plan,
                deviation.Benefit,
                deviation.Unit,
                Level = deviation.Level.ToString(),
                Period = deviation.OpenedPeriod.ToString(),
                Kind = deviation.OpenedPeriod.Kind.ToString(),
                At = deviation.OpenedAt,
                Version = deviation.OpenedVersion,
            };
            // One that was closed and is so after all is opened again.
            if (await connection.ExecuteAsync("update deviations set level = @Level, closed_at = null where deviation_id = @Id", opened, transaction) == 0)
            {
                await connection.ExecuteAsync(
                    """
                    insert into deviations (deviation_id, plan_id, benefit_id, unit_id, level, opened_period, period_kind, opened_at, opened_version)
                    values (@Id, @Plan, @Benefit, @Unit, @Level, @Period, @Kind, @At, @Version)
                    """, opened, transaction);
            }
        }
        else
        {
            await connection.ExecuteAsync("update deviations set level = @Level, closed_at = @Closed where deviation_id = @Id and closed_at is null",
                new { deviation.Id, Level = deviation.Level.ToString(), Closed = change.Kind == ChangeKind.Resolved ? (DateTimeOffset?)change.At : null }, transaction);
        }

        // That it became worse is no news any more when it is better again before anyone heard.
        if (change.Kind == ChangeKind.Improved)
            await connection.ExecuteAsync("update deviation_changes set is_told = 0 where deviation_id = @Id and kind = 'Worsened' and letter_id is null", new { deviation.Id }, transaction);
        // What is over before anyone heard of it is not told, and neither is that it is over.
        var unheard = change.Kind == ChangeKind.Resolved && await connection.ExecuteScalarAsync<bool>(
            "select case when exists (select 1 from deviation_changes where deviation_id = @Id and kind = 'Opened' and is_told = 1 and letter_id is null) then 1 else 0 end", new { deviation.Id }, transaction);
        if (unheard)
            await connection.ExecuteAsync("update deviation_changes set is_told = 0 where deviation_id = @Id and letter_id is null", new { deviation.Id }, transaction);
        await connection.ExecuteAsync(
            """
            insert into deviation_changes (change_id, deviation_id, at, kind, reason, level, plan_version, period, standing, actual, first, second, expected, gap, measurement_id,
              kroner_in_period, kroner_since, kroner_by_year_end,
              kroner_margin, overrun_unit, overrun_year, overrun_so_far, overrun_by_year_end, overrun_last_day, is_told, lapsed_response_id)
            select coalesce(max(change_id), 0) + 1, @Id, @At, @Kind, @Reason, @Level, @PlanVersion, @Period, @Standing, @Actual, @First, @Second, @Expected, @Gap, @Measurement, @InPeriod, @Since, @ByYearEnd,
              @Margin, @OverrunUnit, @OverrunYear, @OverrunSoFar, @OverrunByYearEnd, @OverrunLastDay, @Told, @Lapsed
            from deviation_changes
            """,
            new
            {
                deviation.Id,
                change.At,
                Kind = change.Kind.ToString(),
                Reason = change.Reason.ToString(),
                Level = deviation.Level.ToString(),
                change.PlanVersion,
                Period = change.Seen.Period.ToString(),
                Standing = change.Seen.Standing.ToString(),
                Actual = change.Seen.Actual,
                First = change.Seen.Figure?.First,
                Second = change.Seen.Figure is { Kind: FigureKind.Ratio } ratio ? (decimal?)ratio.Second : null,
                Expected = change.Seen.Expected,
                Gap = change.Seen.Gap,
                change.Seen.Measurement,
                InPeriod = change.Kroner?.InPeriod,
                Since = change.Kroner?.SinceOpened,
                ByYearEnd = change.Kroner?.ByYearEnd,
                Margin = change.Kroner?.Margin,
                OverrunUnit = change.Kroner?.Overrun?.Unit,
                OverrunYear = change.Kroner?.Overrun?.Year,
                OverrunSoFar = change.Kroner?.Overrun?.SoFar,
                OverrunByYearEnd = change.Kroner?.Overrun?.ByYearEnd,
                OverrunLastDay = change.Kroner?.Overrun?.LastDayToAct,
                Told = change.IsTold && !unheard ? 1 : 0,
                change.Lapsed,
            }, transaction);
    }

    internal static async Task WriteAsync(TroubleChange change, DbConnection connection, DbTransaction transaction)
    {
        var trouble = change.Trouble;
        var key = new { Kind = trouble.Kind.ToString(), trouble.Subject, trouble.State, trouble.Post, change.At };
        // No other writer comes between.
        var id = await connection.ExecuteScalarAsync<long>(change.Began ? "select coalesce(max(trouble_id), 0) + 1 from troubles"
            : "select trouble_id from troubles where kind = @Kind and subject = @Subject and state = @State and (post_id = @Post or post_id is null and @Post is null) and ended_at is null", key, transaction);
        if (change.Began)
        {
            await connection.ExecuteAsync(
                """
                insert into troubles (trouble_id, kind, subject, scope, post_id, state, detail, period, period_kind, unit_id, shown, measurement_id, began_at)
                values (@id, @Kind, @Subject, @Scope, @Post, @State, @Detail, @Period, @PeriodKind, @Unit, @Shown, @Measurement, @At)
                """,
                new
                {
                    id,
                    key.Kind,
                    trouble.Subject,
                    trouble.Scope,
                    trouble.Post,
                    trouble.State,
                    trouble.Detail,
                    Period = trouble.Period?.ToString(),
                    PeriodKind = trouble.Period?.Kind.ToString(),
                    trouble.Unit,
                    trouble.Shown,
                    trouble.Measurement,
                    key.At,
                }, transaction);
        }
        else
        {
            await connection.ExecuteAsync("update troubles set ended_at = @At where trouble_id = @id", new { id, key.At }, transaction);
        }

        // What is over before anyone heard of it is not told, and neither is that it is over.
        var unheard = !change.Began && await connection.ExecuteAsync(
            "update trouble_changes set is_told = 0 where trouble_id = @id and is_told = 1 and letter_id is null", new { id }, transaction) > 0;
        await connection.ExecuteAsync("insert into trouble_changes (change_id, trouble_id, at, began, is_told) select coalesce(max(change_id), 0) + 1, @id, @At, @Began, @Told from trouble_changes",
            new { id, key.At, Began = change.Began ? 1 : 0, Told = change.IsTold && !unheard ? 1 : 0 }, transaction);
    }

    internal sealed record VersionRow(string Plan, int Version, string Hash, string Content, DateTimeOffset At);

    internal sealed record ToldRow(string Plan, string Benefit, string Id, DateTimeOffset Told, DateTimeOffset? Closed);

    internal sealed record PlanRow(string Plan, int Version);

    internal sealed record MovedRow(string Plan, int Version, string Benefit, string Unit);
}
