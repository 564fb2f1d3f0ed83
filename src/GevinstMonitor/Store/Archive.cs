using Dapper;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>What is on file of an indicator's facts, for whoever looks them up.</summary>
public sealed class Archive(Database database)
{
    /// <summary>The newest readings of an indicator as of a moment, newest first.</summary>
    public Task<IReadOnlyList<ReadingLine>> ReadingsAsync(string indicator, Moment asOf, int most, CancellationToken ct) =>
        database.AskAsync<IReadOnlyList<ReadingLine>>(async connection => (await connection.QueryAsync<ReadingLine>(connection.Sql(
            """
            select as_of AsOf, outcome Outcome, detail Detail, first_rows FirstRows, row_count Rows, appended Appended, query_hash QueryHash, from_day "From", to_day "To"
            from readings where indicator_id = @indicator and as_of <= @asOf order by as_of desc, reading_id desc limit @most
            """), new { indicator, asOf = asOf.Instant, most })).AsList(), ct);

    /// <summary>The figures that moved after they could be judged, as of a moment, newest first.</summary>
    /// <param name="units">The units looked at; null for all.</param>
    public Task<IReadOnlyList<Restatement>> RestatedAsync(Indicator indicator, IReadOnlyList<string>? units, Moment asOf, int most, CancellationToken ct) => database.AskAsync<IReadOnlyList<Restatement>>(async connection =>
    {
        var rows = (await connection.QueryAsync<PlacedRow>(connection.Sql(
            """
            select m.measurement_id Id, m.unit_id Unit, m.period Period, m.kind Kind, m.first "First", m.second "Second", r.reading_id Reading, r.as_of AsOf, r.query_hash QueryHash
            from measurements m join readings r on r.reading_id = m.reading_id
            where m.indicator_id = @id and (@units is null or m.unit_id in (select value from json_each(@units) i)) and r.as_of <= @asOf
            order by m.unit_id, m.period, m.measurement_id
            """),
            new { id = indicator.Id, units = units is null ? null : StoreJson.Text(units), asOf = asOf.Instant }))
            .Select(row => row.Measurement(indicator.Period, asOf.Zone)).OfType<Measurement>().ToList();
        return [.. rows.Zip(rows.Skip(1), (before, now) => new Restatement(before, now))
            .Where(r => (r.Before.Unit, r.Before.Period) == (r.Now.Unit, r.Now.Period) && r.Before.IsRestatedBy(r.Now.Figure))
            .OrderByDescending(r => r.Now.Stamp.TakenAt.Instant).ThenByDescending(r => r.Now.Id).Take(most)];
    }, ct);

    /// <summary>All that is on file of indicators, for a replay: every figure that was ever read and every decision, whatever came after them.</summary>
    /// <returns>By indicator; one that nothing was read of has none.</returns>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<Fact>>> FactsAsync(IReadOnlyList<Indicator> indicators, TimeZoneInfo zone, CancellationToken ct) =>
        database.AskAsync<IReadOnlyDictionary<string, IReadOnlyList<Fact>>>(async connection =>
        {
            var ids = new { ids = StoreJson.Text([.. indicators.Select(i => i.Id)]) };
            var readings = (await connection.QueryAsync<AppendingRow>(connection.Sql(
                """
                select reading_id Id, indicator_id Indicator, as_of AsOf, query_hash Hash, outcome Outcome from readings
                where indicator_id in (select value from json_each(@ids) i) and appended > 0 order by reading_id
                """), ids)).ToList();
            var stamps = readings.ToDictionary(r => r.Id, r => new ReadingStamp(r.Id, new Moment(r.AsOf, zone), r.Hash));
            // The first reading by a question asks for the whole history; the others of that kind were asked for.
            var histories = readings.Where(r => r.Outcome != nameof(Reading.Taken))
                .Concat(readings.Where(r => r.Outcome == nameof(Reading.Taken)).DistinctBy(r => (r.Indicator, r.Hash))).Select(r => r.Id).ToHashSet();
            var decisions = (await connection.QueryAsync<DecidedRow>(connection.Sql(
                """
                select d.measurement_id Measurement, d.decision Decision, d.decided_at At from decisions d join measurements m on m.measurement_id = d.measurement_id
                where m.indicator_id in (select value from json_each(@ids) i) order by d.decided_at, d.decision_id
                """), ids)).ToLookup(d => d.Measurement, d => (Enum.Parse<Decision>(d.Decision), d.At));

            var none = new Dictionary<long, Decision>();
            var asked = indicators.ToDictionary(i => i.Id, StringComparer.Ordinal);
            var facts = new Dictionary<string, IReadOnlyList<Fact>>(StringComparer.Ordinal);
            await database.ReadAsync([.. indicators.Select(i => (i.Id, i.Period))], stamps, none,
                (id, measurements) => facts[id] = Fact.Of(asked[id], measurements, histories, decisions), ct);
            return facts;
        }, ct);

    internal sealed record AppendingRow(long Id, string Indicator, DateTimeOffset AsOf, string Hash, string Outcome);

    internal sealed record DecidedRow(long Measurement, string Decision, DateTimeOffset At);

    internal sealed class PlacedRow
    {
        public long Id { get; init; }
        public string Unit { get; init; } = "";
        public string Period { get; init; } = "";
        public string Kind { get; init; } = "";
        public decimal? First { get; init; }
        public decimal? Second { get; init; }
        public long Reading { get; init; }
        public DateTimeOffset AsOf { get; init; }
        public string QueryHash { get; init; } = "";

        // Null for a period of another kind than the indicator is measured by now.
        public Measurement? Measurement(PeriodKind kind, TimeZoneInfo zone) => Core.Readings.Period.TryParse(Period, kind, out var period) && period.ToString() == Period
            ? new Measurement(Id, Unit, period, Figure, new ReadingStamp(Reading, new Moment(AsOf, zone), QueryHash))
            : null;

        private Figure Figure => Enum.Parse<FigureKind>(Kind) switch
        {
            FigureKind.Ratio => Figure.Ratio(First!.Value, Second!.Value),
            FigureKind.Value => Figure.Value(First!.Value),
            FigureKind.Suppressed => Figure.Suppressed,
            _ => Figure.NotANumber,
        };
    }
}

/// <summary>A figure that moved.</summary>
public sealed record Restatement(Measurement Before, Measurement Now);

/// <summary>A reading, as <c>explain</c> shows it.</summary>
public sealed class ReadingLine
{
    public DateTimeOffset AsOf { get; init; }
    public string Outcome { get; init; } = "";
    public string? Detail { get; init; }
    public string? FirstRows { get; init; }
    public long Rows { get; init; }
    public long Appended { get; init; }
    public string QueryHash { get; init; } = "";
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
}
