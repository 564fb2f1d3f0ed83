using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>What appending a round's readings gave.</summary>
/// <param name="Pasts">What is known of each indicator now, the readings with it.</param>
/// <param name="Measurements">How many figures were new.</param>
/// <param name="Restated">How many of those moved one that was known before, by source; a source without any is not in it.</param>
/// <param name="IsPast">Whether any of the indicators was read as of a later moment before: what is known is what is known by now, and was concluded from.</param>
public sealed record Appended(IReadOnlyDictionary<string, Past> Pasts, int Measurements, IReadOnlyDictionary<string, int> Restated, bool IsPast);

/// <summary>The facts: readings and measurements, appended and never changed.</summary>
public sealed class Ledger(Database database, TimeProvider clock)
{
    // Nothing is read as of a later moment.
    private static readonly DateTimeOffset Ever = new(9001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Appends readings in one transaction. The same reading twice adds nothing.</summary>
    /// <param name="kindOf">The period kind of an indicator.</param>
    public Task<Appended> AppendAsync(IReadOnlyList<Reading> readings, Func<string, PeriodKind> kindOf, Moment asOf, CancellationToken ct) =>
        database.InTransactionAsync(async (connection, transaction) =>
        {
            // No other writer comes between from here on, so what readers of their own see is all there is.
            IReadOnlyList<string> indicators = [.. readings.Select(r => r.Indicator).Distinct()];
            var isPast = await IsPastAsync(indicators, asOf, connection, transaction);
            var (pasts, newest) = await PastAsync(connection, transaction, indicators, kindOf, isPast ? new Moment(Ever, asOf.Zone) : asOf, ct);
            var news = new IReadOnlyList<ReadFigure>[readings.Count];
            Parallel.For(0, readings.Count, i => news[i] = readings[i] is Reading.Taken taken ? [.. pasts[taken.Indicator].NewIn(taken, asOf)] : []);

            var restated = new Dictionary<string, int>(StringComparer.Ordinal);
            await using var writer = database.Writer(connection, transaction, asOf, clock.GetUtcNow());
            for (var i = 0; i < readings.Count; i++)
            {
                var reading = readings[i];
                // The very same reading stands already when a pass is run again as of the same moment.
                var past = pasts[reading.Indicator];
                if (news[i].Count == 0 && (reading.IsBackfill || isPast ? await StandsAsync(reading, connection, transaction)
                    : newest.TryGetValue(reading.Indicator, out var last) && (last.AsOf, last.Outcome) == (ColumnTypes.Stored(reading.AsOf), MeasurementWriter.OutcomeOf(reading))))
                    continue;
                if (news[i].Count(figure => past.IsRestatedBy(figure)) is > 0 and var moved)
                    restated[reading.Source] = restated.GetValueOrDefault(reading.Source) + moved;
                pasts[reading.Indicator] = past.With(reading, writer.Write(reading, news[i], ct));
            }

            await writer.CompleteAsync(ct);
            return new Appended(pasts, news.Sum(n => n.Count), restated, isPast);
        }, ct);

    /// <summary>What is known of indicators as of a moment: nothing that was read or decided later.</summary>
    public Task<IReadOnlyDictionary<string, Past>> PastAsync(IReadOnlyList<string> indicators, Func<string, PeriodKind> kindOf, Moment asOf, CancellationToken ct) =>
        database.AskAsync<IReadOnlyDictionary<string, Past>>(async connection => (await PastAsync(connection, null, indicators, kindOf, asOf, ct)).Pasts, ct);

    /// <summary>The number that the next measurement gets.</summary>
    public Task<long> NextMeasurementAsync(CancellationToken ct) =>
        database.AskAsync(connection => connection.ExecuteScalarAsync<long>(MeasurementWriter.Next), ct);

    /// <summary>The newest moment that anything was read as of; null in a new store.</summary>
    public Task<DateTimeOffset?> NewestAsOfAsync(CancellationToken ct) => database.AskAsync<DateTimeOffset?>(async connection =>
        (await connection.QuerySingleAsync<NewestRow>("select max(as_of) AsOf from readings")).AsOf, ct);

    /// <summary>The moment that each indicator was last read as of, with success or not. A stretch of the past that was filled is not its turn.</summary>
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> NewestReadingsAsync(CancellationToken ct) => database.AskAsync<IReadOnlyDictionary<string, DateTimeOffset>>(async connection =>
        (await connection.QueryAsync<AsOfRow>("select indicator_id Indicator, '' QueryHash, max(as_of) AsOf from readings where outcome not like 'Backfill%' group by indicator_id"))
            .ToDictionary(r => r.Indicator, r => r.AsOf, StringComparer.Ordinal), ct);

    /// <summary>
    /// The moment that each indicator was last read as of with success, by what was asked: its next reading with the same question asks for less. A stretch of the
    /// past that was filled does not stand for the history.
    /// </summary>
    public Task<IReadOnlyDictionary<(string Indicator, string QueryHash), DateTimeOffset>> NewestTakenAsync(Moment asOf, CancellationToken ct) =>
        database.AskAsync<IReadOnlyDictionary<(string Indicator, string QueryHash), DateTimeOffset>>(async connection => (await connection.QueryAsync<AsOfRow>(
            """
            select indicator_id Indicator, query_hash QueryHash, max(case outcome when 'Taken' then as_of end) AsOf from readings
            where outcome in ('Taken', 'BackfillTaken') and as_of <= @asOf
            group by indicator_id, query_hash having max(appended) > 0 and max(case outcome when 'Taken' then as_of end) is not null
            """, new { asOf = asOf.Instant })).ToDictionary(r => (r.Indicator, r.QueryHash), r => r.AsOf), ct);

    /// <summary>The controller's word on a figure, on file; it counts from <paramref name="at"/> on. A release lifts the whole of a dispute: of all figures that one answer questioned.</summary>
    /// <returns>The indicator, unit and period of the figure; null when there is no such measurement.</returns>
    public Task<(string Indicator, string Unit, string Period)?> DecideAsync(long measurement, Decision decision, string post, string note, DateTimeOffset at, CancellationToken ct) =>
        database.InTransactionAsync<(string, string, string)?>(async (connection, transaction) =>
        {
            var found = await connection.QueryFirstOrDefaultAsync<PlaceRow>(
                "select indicator_id Indicator, unit_id Unit, period Period from measurements where measurement_id = @measurement", new { measurement }, transaction);
            if (found is null)
                return null;
            await connection.ExecuteAsync(
                """
                with newest as (select measurement_id, response_id from decisions d where decision_id = (select max(n.decision_id) from decisions n where n.measurement_id = d.measurement_id))
                insert into decisions (decision_id, measurement_id, decision, by_post, note, decided_at)
                select (select coalesce(max(decision_id), 0) from decisions) + row_number() over (order by m.measurement_id), m.measurement_id, @decision, @post, @note, @at
                from measurements m
                where m.measurement_id in (
                  select @measurement
                  union select other.measurement_id from newest own join newest other on other.response_id = own.response_id where own.measurement_id = @measurement and @decision = 'Released')
                """,
                new { measurement, decision = decision.ToString(), post, note, at }, transaction);
            return (found.Indicator, found.Unit, found.Period);
        }, ct);

    private static Task<bool> IsPastAsync(IReadOnlyList<string> indicators, Moment asOf, DbConnection connection, DbTransaction transaction) => connection.ExecuteScalarAsync<bool>(connection.Sql(
        """
        select case when exists (select 1 from readings r where r.indicator_id in (select value from json_each(@ids) i) and r.as_of > @asOf and r.outcome not like 'Backfill%') then 1 else 0 end
        """), new { ids = StoreJson.Text(indicators), asOf = asOf.Instant }, transaction);

    private static async Task<bool> StandsAsync(Reading reading, DbConnection connection, DbTransaction transaction) => await connection.ExecuteScalarAsync<bool>(
        "select case when exists (select 1 from readings where indicator_id = @Indicator and as_of = @AsOf and outcome = @Outcome and query_hash = @QueryHash and from_day = @From and to_day = @To) then 1 else 0 end",
        new
        {
            reading.Indicator,
            AsOf = reading.AsOf,
            Outcome = MeasurementWriter.OutcomeOf(reading),
            reading.QueryHash,
            From = reading.Window.From,
            To = reading.Window.To,
        }, transaction);

    private async Task<(Dictionary<string, Past> Pasts, Dictionary<string, NewestReading> Newest)> PastAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<string> indicators, Func<string, PeriodKind> kindOf, Moment asOf, CancellationToken ct)
    {
        var parameters = new { ids = StoreJson.Text(indicators), asOf = asOf.Instant };
        var newest = (await connection.QueryAsync<NewestReading>(connection.Sql(
            """
            select r.indicator_id Indicator, r.as_of AsOf, r.outcome Outcome, r.row_count Rows, r.from_day "From", r.to_day "To" from json_each(@ids) i
            join readings r on r.reading_id = (
              select n.reading_id from readings n
              where n.indicator_id = i.value and n.as_of <= @asOf and n.outcome not like 'Backfill%' order by n.as_of desc, n.reading_id desc limit 1)
            """), parameters, transaction)).ToDictionary(r => r.Indicator, StringComparer.Ordinal);
        var stamps = (await connection.QueryAsync<StampRow>(connection.Sql(
            """
            select reading_id Id, as_of AsOf, query_hash Hash from readings
            where indicator_id in (select value from json_each(@ids) i) and as_of <= @asOf and appended > 0
            """), parameters, transaction)).ToDictionary(r => r.Id, r => new ReadingStamp(r.Id, new Moment(r.AsOf, asOf.Zone), r.Hash));
        var decisions = (await connection.QueryAsync<DecisionRow>(connection.Sql(
            """
            select d.measurement_id Measurement, d.decision Decision from decisions d join measurements m on m.measurement_id = d.measurement_id
            where m.indicator_id in (select value from json_each(@ids) i) and d.decided_at <= @asOf order by d.decided_at, d.decision_id
            """), parameters, transaction)).GroupBy(d => d.Measurement).ToDictionary(same => same.Key, same => Enum.Parse<Decision>(same.Last().Decision));

        var pasts = new Past[indicators.Count];
        var places = indicators.Index().ToDictionary(i => i.Item, i => i.Index, StringComparer.Ordinal);
        await database.ReadAsync([.. indicators.Select(id => (id, kindOf(id)))], stamps, decisions, (indicator, measurements) =>
        {
            var last = newest.GetValueOrDefault(indicator);
            pasts[places[indicator]] = new Past(measurements, last?.Fault, last?.NothingIn);
        }, ct);
        return (indicators.Zip(pasts).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal), newest);
    }

    internal sealed record AsOfRow(string Indicator, string QueryHash, DateTimeOffset AsOf);

    internal sealed record NewestRow(DateTimeOffset? AsOf);

    internal sealed record PlaceRow(string Indicator, string Unit, string Period);

    internal sealed record StampRow(long Id, DateTimeOffset AsOf, string Hash);

    internal sealed record DecisionRow(long Measurement, string Decision);

    internal sealed class NewestReading
    {
        public string Indicator { get; init; } = "";
        public DateTimeOffset AsOf { get; init; }
        public string Outcome { get; init; } = "";
        public long Rows { get; init; }
        public DateOnly From { get; init; }
        public DateOnly To { get; init; }

        public CollectFault? Fault => Enum.TryParse<CollectFault>(Outcome, out var fault) ? fault : null;

        public Window? NothingIn => Fault is null && Rows == 0 ? new Window(From, To) : null;
    }
}
