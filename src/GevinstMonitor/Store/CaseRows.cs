using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Store;

/// <summary>Reads cases from their rows.</summary>
internal static class CaseRows
{
    private const string SelectDeviation =
        """
        select d.deviation_id Id, d.plan_id "Plan", d.benefit_id Benefit, d.unit_id Unit, d.opened_period OpenedPeriod, d.period_kind PeriodKind,
          d.opened_at OpenedAt, d.opened_version OpenedVersion,
          (select min(l.sent_at) from deviation_changes t join letters l on l.letter_id = t.letter_id where t.deviation_id = d.deviation_id) Told,
        """;

    private const string SelectChange = SelectDeviation +
        """
          c.change_id ChangeId, c.at At, c.kind Kind, c.reason Reason, c.level Level, c.plan_version PlanVersion, c.period Period, c.standing Standing,
          c.actual Actual, c.first "First", c.second "Second", c.expected Expected, c.gap Gap, c.measurement_id Measurement, c.kroner_in_period InPeriod, c.kroner_since Since, c.kroner_by_year_end ByYearEnd,
          c.kroner_margin Margin, c.overrun_unit OverrunUnit, c.overrun_year OverrunYear, c.overrun_so_far OverrunSoFar, c.overrun_by_year_end OverrunByYearEnd, c.overrun_last_day OverrunLastDay
        from deviation_changes c join deviations d on d.deviation_id = c.deviation_id
        """;

    private const string SelectTrouble =
        """
        select t.kind Kind, t.subject Subject, t.scope Scope, t.post_id Post, t.state State, t.detail Detail, t.period Period, t.period_kind PeriodKind,
          t.unit_id Unit, t.shown Shown, t.measurement_id Measurement, m.first "First", m.second "Second", q.by_post DisputedBy, q.note DisputeNote
        """;

    // With the answer that questions a held figure, where one does.
    private const string FromTroubles =
        """
         from troubles t left join measurements m on m.measurement_id = t.measurement_id left join decisions q on t.detail = 'Questioned' and q.decision_id = (
          select max(decision_id) from decisions where measurement_id = t.measurement_id and decision = 'Questioned')
        """;

    /// <summary>The deviations that are open now. Whether they are told is not looked up.</summary>
    public static async Task<IEnumerable<Deviation>> OpenDeviationsAsync(DbConnection connection, DbTransaction? transaction) =>
        (await connection.QueryAsync<ChangeRow>(
            """
            select deviation_id Id, plan_id "Plan", benefit_id Benefit, unit_id Unit, opened_period OpenedPeriod, period_kind PeriodKind,
              opened_at OpenedAt, opened_version OpenedVersion, level Level
            from deviations where closed_at is null
            """, transaction: transaction)).Select(row => row.Deviation());

    /// <summary>The deviations that were open at a moment, each at the level it had then.</summary>
    public static async Task<IEnumerable<Deviation>> OpenDeviationsAsync(DbConnection connection, DateTimeOffset at) =>
        (await connection.QueryAsync<ChangeRow>(connection.Sql(SelectDeviation +
            """
              (select c.level from deviation_changes c where c.deviation_id = d.deviation_id and c.at <= @at order by c.change_id desc limit 1) Level
            from deviations d where d.opened_at <= @at and (d.closed_at is null or d.closed_at > @at)
            """), new { at })).Select(row => row.Deviation());

    /// <param name="at">The moment; null for now.</param>
    public static async Task<IReadOnlyList<Trouble>> OpenTroublesAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset? at) =>
        [.. (await connection.QueryAsync<TroubleRow>(SelectTrouble + FromTroubles + " where "
            + (at is null ? "t.ended_at is null" : "t.began_at <= @at and (t.ended_at is null or t.ended_at > @at)") + " order by t.trouble_id",
            new { at }, transaction)).Select(row => row.Trouble())];

    /// <summary>The changes that are still to be told; of a case that nobody has heard of yet all that happened, so that the newest is what is said.</summary>
    public static async Task<IReadOnlyList<Pending<DeviationChange>>> PendingDeviationsAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. (await connection.QueryAsync<ChangeRow>(SelectChange +
            """
             where c.letter_id is null and (c.is_told = 1 or exists (
              select 1 from deviation_changes o where o.deviation_id = c.deviation_id and o.kind = 'Opened' and o.is_told = 1 and o.letter_id is null))
            order by c.change_id
            """, transaction: transaction))
            .Select(row => new Pending<DeviationChange>(row.ChangeId, row.Change()))];

    /// <summary>The open deviations that a letter left for, each with its newest change.</summary>
    public static async Task<IReadOnlyList<ToldCase>> ToldAsync(DbConnection connection, DbTransaction? transaction)
    {
        var steps = (await connection.QueryAsync<StepRow>(
            "select e.deviation_id Id, e.step Step, e.at At from escalations e join deviations d on d.deviation_id = e.deviation_id where d.closed_at is null", transaction: transaction))
            .ToLookup(e => e.Id, e => (Enum.Parse<EscalationStep>(e.Step), e.At));
        var told = (await connection.QueryAsync<ToldRow>(
            """
            select d.deviation_id Id, coalesce(max(case when c.kind in ('Opened', 'Lapsed') then l.as_of end), min(l.as_of)) At from deviations d join deviation_changes c on c.deviation_id = d.deviation_id join letters l on l.letter_id = c.letter_id
            where d.closed_at is null and l.state = 'Sent' group by d.deviation_id
            """, transaction: transaction)).ToDictionary(t => t.Id, t => t.At, StringComparer.Ordinal);
        return [.. (await connection.QueryAsync<ChangeRow>(SelectChange +
            " where d.closed_at is null and c.change_id = (select max(n.change_id) from deviation_changes n where n.deviation_id = d.deviation_id)", transaction: transaction))
            .Where(row => told.ContainsKey(row.Id)).Select(row => new ToldCase(row.Change(), told[row.Id], [.. steps[row.Id]]))];
    }

    public static async Task<IReadOnlyList<DeviationChange>> HistoryAsync(DbConnection connection, string plan, string benefit, string unit, DateTimeOffset at) =>
        [.. (await connection.QueryAsync<ChangeRow>(SelectChange +
            " where d.plan_id = @plan and d.benefit_id = @benefit and d.unit_id = @unit and c.at <= @at order by c.change_id desc",
            new { plan, benefit, unit, at })).Select(row => row.Change())];

    /// <summary>What happened to a place's deviations, newest first, so many changes at most.</summary>
    public static async Task<IReadOnlyList<DeviationChange>> NewestAsync(DbConnection connection, string plan, string benefit, string unit, int most) =>
        [.. (await connection.QueryAsync<ChangeRow>(connection.Sql(SelectChange +
            // From the deviations, which are fewer than their changes.
            """
             where c.deviation_id in (select o.deviation_id from deviations o where o.plan_id = @plan and o.benefit_id = @benefit and o.unit_id = @unit)
            order by c.change_id desc limit @most
            """),
            new { plan, benefit, unit, most })).Select(row => row.Change())];

    /// <summary>What happened to the deviations of a plan by a moment, in order.</summary>
    public static async Task<IReadOnlyList<DeviationChange>> OfPlanAsync(DbConnection connection, string plan, DateTimeOffset at) =>
        [.. (await connection.QueryAsync<ChangeRow>(SelectChange + " where d.plan_id = @plan and c.at <= @at order by c.change_id", new { plan, at })).Select(row => row.Change())];

    /// <summary>What happened to deviations up to and with a moment: after a change, or where that is null, after another moment.</summary>
    public static async Task<IReadOnlyList<Pending<DeviationChange>>> SinceAsync(DbConnection connection, DateTimeOffset since, long? after, DateTimeOffset at) =>
        [.. (await connection.QueryAsync<ChangeRow>(SelectChange + " where c.at <= @at and (@after is null and c.at > @since or c.change_id > @after) order by c.change_id",
            new { since, after, at })).Select(row => new Pending<DeviationChange>(row.ChangeId, row.Change()))];

    /// <summary>What plans promise less, likewise.</summary>
    public static async Task<IReadOnlyList<Pending<TargetChange>>> TargetsSinceAsync(DbConnection connection, DateTimeOffset since, long? after, DateTimeOffset at) =>
        [.. (await connection.QueryAsync<TargetRow>(
            """
            select change_id ChangeId, plan_id "Plan", benefit_id Benefit, unit_id Unit, version Version, since_version Since, at At, on_track_by_it ByIt, less Less
            from target_changes where at <= @at and (@after is null and at > @since or change_id > @after) order by change_id
            """,
            new { since, after, at })).Select(row => new Pending<TargetChange>(row.ChangeId, row.Change()))];

    public static async Task<IReadOnlyList<Pending<TroubleChange>>> PendingTroublesAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. (await connection.QueryAsync<TroubleRow>(SelectTrouble +
            """
            , c.change_id ChangeId, c.began Began, c.at At
            """ + FromTroubles + """
             join trouble_changes c on c.trouble_id = t.trouble_id
            where c.is_told = 1 and c.letter_id is null order by c.change_id
            """, transaction: transaction)).Select(row => new Pending<TroubleChange>(row.ChangeId, new TroubleChange(row.Trouble(), row.Began == 1, row.At!.Value)))];

    /// <summary>What plans promise less, and nobody has been told yet.</summary>
    public static async Task<IReadOnlyList<Pending<TargetChange>>> PendingTargetsAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. (await connection.QueryAsync<TargetRow>(
            """select change_id ChangeId, plan_id "Plan", benefit_id Benefit, unit_id Unit, version Version, since_version Since, at At, on_track_by_it ByIt, less Less from target_changes where letter_id is null order by change_id""", transaction: transaction))
            .Select(row => new Pending<TargetChange>(row.ChangeId, row.Change()))];

    internal sealed record ToldRow(string Id, DateTimeOffset At);

    internal sealed record StepRow(string Id, string Step, DateTimeOffset At);

    internal sealed class ChangeRow
    {
        public string Id { get; init; } = "";
        public string Plan { get; init; } = "";
        public string Benefit { get; init; } = "";
        public string Unit { get; init; } = "";
        public string OpenedPeriod { get; init; } = "";
        public string PeriodKind { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public int OpenedVersion { get; init; }
        public DateTimeOffset? Told { get; init; }
        public string Level { get; init; } = "";
        public long ChangeId { get; init; }
        public DateTimeOffset At { get; init; }
        public string Kind { get; init; } = "";
        public string Reason { get; init; } = "";
        public int PlanVersion { get; init; }
        public string Period { get; init; } = "";
        public string Standing { get; init; } = "";
        public decimal? Actual { get; init; }
        public decimal? First { get; init; }
        public decimal? Second { get; init; }
        public decimal? Expected { get; init; }
        public decimal? Gap { get; init; }
        public long? Measurement { get; init; }
        public decimal? InPeriod { get; init; }
        public decimal? Since { get; init; }
        public decimal? ByYearEnd { get; init; }
        public decimal? Margin { get; init; }
        public string? OverrunUnit { get; init; }
        public int? OverrunYear { get; init; }
        public decimal? OverrunSoFar { get; init; }
        public decimal? OverrunByYearEnd { get; init; }
        public DateOnly? OverrunLastDay { get; init; }

        public Deviation Deviation() => new(Id, Plan, Benefit, Unit, Enum.Parse<Level>(Level), ColumnTypes.Period(OpenedPeriod, PeriodKind),
            OpenedAt, OpenedVersion, Told);

        public DeviationChange Change() => new(Deviation(), Enum.Parse<ChangeKind>(Kind), Enum.Parse<ChangeReason>(Reason), At, PlanVersion,
            new Judgement
            {
                Period = ColumnTypes.Period(Period, PeriodKind),
                Standing = Enum.Parse<Standing>(Standing),
                Actual = Actual,
                Figure = ColumnTypes.Figure(First, Second),
                Expected = Expected!.Value,
                Gap = Gap,
                Measurement = Measurement,
            },
            InPeriod is null ? null : new Kroner(InPeriod.Value, Since!.Value, ByYearEnd!.Value)
            {
                Margin = Margin ?? 0,
                Overrun = OverrunUnit is null ? null : new Overrun(OverrunUnit, OverrunYear!.Value, OverrunSoFar!.Value, OverrunByYearEnd!.Value,
                    OverrunLastDay),
            });
    }

    internal sealed record TargetRow(long ChangeId, string Plan, string Benefit, string Unit, int Version, int Since, DateTimeOffset At, bool ByIt, decimal? Less)
    {
        public TargetChange Change() => new(Plan, Benefit, Unit, Version, Since, At, ByIt, Less);
    }

    internal sealed class TroubleRow
    {
        public string Kind { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Scope { get; init; } = "";
        public string? Post { get; init; }
        public string State { get; init; } = "";
        public string Detail { get; init; } = "";
        public string? Period { get; init; }
        public string? PeriodKind { get; init; }
        public string? Unit { get; init; }
        public decimal? Shown { get; init; }
        public decimal? First { get; init; }
        public decimal? Second { get; init; }
        public string? DisputedBy { get; init; }
        public string? DisputeNote { get; init; }
        public long? Measurement { get; init; }
        public long ChangeId { get; init; }
        public long Began { get; init; }
        public DateTimeOffset? At { get; init; }

        public Trouble Trouble() => new(Enum.Parse<TroubleKind>(Kind), Subject, Scope, Post, State, Detail)
        {
            Period = Period is null ? null : ColumnTypes.Period(Period, PeriodKind!),
            Unit = Unit,
            Shown = Shown,
            Figure = ColumnTypes.Figure(First, Second),
            Measurement = Measurement,
            Disputed = DisputedBy is null ? null : (DisputedBy, DisputeNote!),
        };
    }
}
