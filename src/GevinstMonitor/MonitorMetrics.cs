using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using Prometheus;

namespace GevinstMonitor;

/// <summary>How often the configuration changed while the worker ran.</summary>
/// <param name="Taken">Changes that were taken up.</param>
/// <param name="Refused">Changes that were not, because of faults.</param>
/// <param name="IsInForce">Whether the newest is what is worked by.</param>
/// <param name="Since">When what is worked by was read.</param>
public sealed record Reloads(int Taken, int Refused, bool IsInForce, DateTimeOffset Since);

/// <summary>Every metric of the product. Stages return values and do not know Prometheus; a scrape shows what was found last, and waits for nobody.</summary>
public sealed partial class MonitorMetrics
{
    private readonly Lock _alone = new();
    private readonly Catalog _catalog;
    private readonly List<Collector> _all = [];
    // Whether each indicator's newest reading failed.
    private readonly Dictionary<string, (string Source, bool Failed, DateTimeOffset AsOf)> _newest = [];
    private readonly Counter _readings;
    private readonly Histogram _took;
    private readonly Counter _waited;
    private readonly Counter _retries;
    private readonly Gauge _leftAlone;
    private readonly Gauge _failing;
    private readonly Histogram _rounds;
    private readonly Gauge _lastRound;
    private readonly Gauge _lastSuccess;
    private readonly Gauge _nextDue;
    private readonly Counter _rows;
    private readonly Counter _measurements;
    private readonly Counter _restated;
    private readonly Histogram _store;
    private readonly Counter _changes;
    private readonly Counter _troubles;
    private readonly Counter _letters;
    private readonly Gauge _waiting;
    private readonly Gauge _oldest;
    private readonly Gauge _lastPost;
    private readonly Gauge _heartbeat;
    private readonly Gauge _workers;
    private readonly Counter _reloads;
    private readonly Gauge _reloaded;
    private readonly Gauge _since;

    public MonitorMetrics(CollectorRegistry registry, Catalog catalog, TimeProvider clock)
    {
        (Registry, _catalog) = (registry, catalog);
        var make = Metrics.WithCustomRegistry(registry);
        _readings = Keep(make.CreateCounter("gevinst_collect_readings_total", "Readings of indicators, by source and outcome: taken, or the fault.", "source", "outcome"));
        _took = Keep(make.CreateHistogram("gevinst_collect_reading_duration_seconds", "How long readings took, with all attempts, without the wait for their turn.", ["source"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.01, 4, 8) }));
        _waited = Keep(make.CreateCounter("gevinst_collect_waited_seconds_total", "How long readings waited for their turn, while maxConcurrent others of their source went on.", "source"));
        _retries = Keep(make.CreateCounter("gevinst_collect_retries_total", "Attempts after the first, for faults that may pass.", "source"));
        _leftAlone = Keep(make.CreateGauge("gevinst_collect_circuit_open", "1 while a source that failed again and again is left alone.", "source"));
        _failing = Keep(make.CreateGauge("gevinst_collect_failing", "Indicators of a source whose newest reading failed.", "source"));
        _rounds = Keep(make.CreateHistogram("gevinst_round_duration_seconds", "How long rounds took.", ["source"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.05, 2, 12) }));
        _lastRound = Keep(make.CreateGauge("gevinst_round_last_timestamp_seconds", "When a source's newest round ended; of one by another worker, or before this one started, when it was due.", "source"));
        _lastSuccess = Keep(make.CreateGauge("gevinst_round_last_success_timestamp_seconds", "When a source's newest round without a failed reading ended; of one by another worker, or before this one started, when it was due.", "source"));
        _nextDue = Keep(make.CreateGauge("gevinst_round_next_due_timestamp_seconds", "When a source is read next.", "source"));
        _rows = Keep(make.CreateCounter("gevinst_collect_rows_total", "Rows read from sources.", "source"));
        _measurements = Keep(make.CreateCounter("gevinst_store_measurements_total", "Measurements appended to the store."));
        _restated = Keep(make.CreateCounter("gevinst_store_restated_total", "Measurements that moved a figure that was known before.", "source"));
        _store = Keep(make.CreateHistogram("gevinst_store_duration_seconds",
            "How long the store took: append (a round's readings, with reading what is known), conclude (open cases read, judged and written), depth (what waits in the outbox, each minute).", ["operation"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 4, 8) }));
        _changes = Keep(make.CreateCounter("gevinst_deviate_changes_total", "Changes of deviations.", "kind", "reason"));
        _troubles = Keep(make.CreateCounter("gevinst_deviate_troubles_total", "Troubles that began: what keeps the monitor from knowing.", "kind"));
        _letters = Keep(make.CreateCounter("gevinst_post_letters_total", "Letters by kind (person, operations, digest) and result: sent, postponed, given_up.", "kind", "result"));
        _waiting = Keep(make.CreateGauge("gevinst_post_outbox_letters", "Letters that wait to be sent."));
        _oldest = Keep(make.CreateGauge("gevinst_post_outbox_oldest_timestamp_seconds", "When the letter was written that waits longest of those that may leave now; 0 when none does. Outside the delivery window letters to people may not."));
        _lastPost = Keep(make.CreateGauge("gevinst_post_last_success_timestamp_seconds", "When the post was last at work: letters written and the outbox looked through, each minute, whether or not there was one to send, and each letter that was tried meanwhile; 0 before the first time."));
        _heartbeat = Keep(make.CreateGauge("gevinst_heartbeat_timestamp_seconds", "When a whole pass last worked: a round without a failed reading, or the daily sweep, concluded in the store; 0 before the first."));
        _workers = Keep(make.CreateGauge("gevinst_schedule_workers", "Workers that share the store and have checked in of late, this one among them; 1 for a single one."));
        _reloads = Keep(make.CreateCounter("gevinst_config_reloads_total", "Changes of the configuration that were noticed, by result: taken, refused.", "result"));
        _reloaded = Keep(make.CreateGauge("gevinst_config_last_reload_successful", "1 when the newest configuration is worked by; 0 when it is refused, or waits for a worker that runs by another."));
        _since = Keep(make.CreateGauge("gevinst_config_last_reload_success_timestamp_seconds", "When the configuration that is worked by was read."));
        MakeBenefits(make);
        Keep(make.CreateGauge("gevinst_build_info", "The version that runs.", "version")).WithLabels(typeof(MonitorMetrics).Assembly.GetName().Version!.ToString(3)).Set(1);
        var now = Keep(make.CreateGauge("gevinst_clock_timestamp_seconds", "What the worker's clock says as it is asked."));
        registry.AddBeforeCollectCallback(() => now.Set(clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000d));
        _workers.Set(1);
        // What has not happened yet is 0, and its first time an increase.
        foreach (var (kind, fate) in Enum.GetValues<LetterKind>().SelectMany(kind => Enum.GetValues<Fate>(), (kind, fate) => (kind, fate)))
            _letters.WithLabels(Label(kind), Label(fate)).IncTo(0);
    }

    public CollectorRegistry Registry { get; }

    /// <summary>The metrics, with or without a series by now.</summary>
    public IReadOnlyList<Collector> All => _all;

    public void Record(RoundResult result, DateTimeOffset now)
    {
        lock (_alone)
        {
            foreach (var bySource in result.Readings.GroupBy(r => r.Source))
                Record(bySource.Key, [.. bySource], result, now);
            _measurements.Inc(result.Measurements);
            foreach (var change in result.Concluded.Deviations)
                _changes.WithLabels(Label(change.Kind), Label(change.Reason)).Inc();
            foreach (var trouble in result.Concluded.Troubles.Where(t => t.Began))
                _troubles.WithLabels(Label(trouble.Trouble.Kind)).Inc();
            if (result.Appending is { } appending)
                _store.WithLabels("append").Observe(appending.TotalSeconds);
            if (result.Concluding is not { } concluding)
                return;
            _store.WithLabels("conclude").Observe(concluding.TotalSeconds);
            Find(result.Judged, result.Seen, result.Concluded.Open);
            // Without readings it is part of a sweep, which is told when it is whole.
            if (result.Readings.Count == 0)
                return;
            Show(result.AsOf);
            if (result.Readings.All(r => r is Reading.Taken))
                _heartbeat.Set(now.ToUnixTimeSeconds());
        }
    }

    /// <summary>A sweep was concluded, all of it.</summary>
    public void RecordSweep(DateTimeOffset now)
    {
        lock (_alone)
            Show(_catalog.At(now));
        _heartbeat.Set(now.ToUnixTimeSeconds());
    }

    /// <summary>The newest readings on file: what this worker did not read itself, or before it was started anew.</summary>
    internal void Record(IReadOnlyList<NewestReadingOf> onFile)
    {
        lock (_alone)
        {
            // One that is read from elsewhere by now tells nothing of where it was read.
            foreach (var bySource in onFile.Where(r => _catalog.Indicators[r.Indicator].Indicator.Source == r.Source).GroupBy(r => r.Source))
            {
                foreach (var reading in bySource.OrderBy(r => r.AsOf).ThenBy(r => r.Fault is null))
                    Find(reading.Indicator, bySource.Key, reading.Fault is not null, reading.AsOf);
                ShowFailing(bySource.Key);
                var last = bySource.Max(r => r.AsOf);
                _lastRound.WithLabels(bySource.Key).IncTo(last.ToUnixTimeSeconds());
                if (!bySource.Any(r => r.AsOf == last && r.Fault is not null))
                    _lastSuccess.WithLabels(bySource.Key).IncTo(last.ToUnixTimeSeconds());
            }
        }
    }

    private void Record(string source, IReadOnlyList<Reading> readings, RoundResult result, DateTimeOffset now)
    {
        foreach (var reading in readings)
        {
            _readings.WithLabels(source, reading is Reading.Failed failed ? Label(failed.Fault) : "taken").Inc();
            _took.WithLabels(source).Observe(reading.Took.TotalSeconds);
            Find(reading.Indicator, source, reading is Reading.Failed, result.AsOf.Instant);
        }

        ShowFailing(source);
        _waited.WithLabels(source).Inc(readings.Sum(r => r.Waited.TotalSeconds));
        _retries.WithLabels(source).Inc(readings.Sum(r => Math.Max(0, r.Attempts - 1)));
        _leftAlone.WithLabels(source).Set(result.LeftAlone.Contains(source) ? 1 : 0);
        _rows.WithLabels(source).Inc(readings.OfType<Reading.Taken>().Sum(t => (long)t.Rows));
        _restated.WithLabels(source).Inc(result.Restated.GetValueOrDefault(source));
        _rounds.WithLabels(source).Observe(result.Took.TotalSeconds);
        _lastRound.WithLabels(source).Set(now.ToUnixTimeSeconds());
        if (readings.All(r => r is Reading.Taken))
            _lastSuccess.WithLabels(source).Set(now.ToUnixTimeSeconds());
    }

    public void Record(Tried letter, DateTimeOffset now)
    {
        _letters.WithLabels(Label(letter.Kind), Label(letter.Fate)).Inc();
        // A delivery of many takes longer than the post has between two looks.
        _lastPost.Set(now.ToUnixTimeSeconds());
    }

    public void Record(Delivery delivery, DateTimeOffset now)
    {
        _store.WithLabels("depth").Observe(delivery.Looking.TotalSeconds);
        _lastPost.Set(now.ToUnixTimeSeconds());
        Record(delivery.Waiting);
    }

    public void Record(OutboxDepth depth)
    {
        _waiting.Set(depth.Waiting);
        _oldest.Set(depth.Oldest?.ToUnixTimeSeconds() ?? 0);
    }

    public void Record(Reloads reloads)
    {
        _reloads.WithLabels("taken").IncTo(reloads.Taken);
        _reloads.WithLabels("refused").IncTo(reloads.Refused);
        _reloaded.Set(reloads.IsInForce ? 1 : 0);
        _since.Set(reloads.Since.ToUnixTimeSeconds());
    }

    /// <summary>When each source is read next.</summary>
    public void RecordDue(IReadOnlyDictionary<string, DateTimeOffset> due) =>
        Set(_nextDue, due.Select(source => (new[] { source.Key }, (double)source.Value.ToUnixTimeSeconds())));

    /// <summary>How many workers share the store.</summary>
    public void RecordWorkers(int alive) => _workers.Set(alive);

    // What was read later is known already while an earlier look at the store comes in.
    private void Find(string indicator, string source, bool failed, DateTimeOffset asOf)
    {
        if (!_newest.TryGetValue(indicator, out var known) || known.AsOf <= asOf)
            _newest[indicator] = (source, failed, asOf);
    }

    private void ShowFailing(string source) => _failing.WithLabels(source).Set(_newest.Values.Count(newest => newest.Failed && newest.Source == source));

    private T Keep<T>(T metric) where T : Collector
    {
        _all.Add(metric);
        return metric;
    }

    // These are the metric's series, and no others.
    private static void Set(Gauge gauge, IEnumerable<(string[] Labels, double Value)> series)
    {
        var gone = gauge.GetAllLabelValues().ToDictionary(labels => string.Join('\n', labels), StringComparer.Ordinal);
        foreach (var (labels, value) in series)
        {
            gauge.WithLabels(labels).Set(value);
            gone.Remove(string.Join('\n', labels));
        }

        foreach (var labels in gone.Values)
            gauge.RemoveLabelled(labels);
    }

    private static string Label<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
