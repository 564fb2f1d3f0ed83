using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Post;
using Prometheus;

namespace GevinstMonitor;

/// <summary>How often the configuration changed while the worker ran.</summary>
/// <param name="Taken">Changes that were taken up.</param>
/// <param name="Refused">Changes that were not, because of faults.</param>
/// <param name="IsInForce">Whether the newest is what is worked by.</param>
/// <param name="Since">When what is worked by was read.</param>
public sealed record Reloads(int Taken, int Refused, bool IsInForce, DateTimeOffset Since);

/// <summary>Every metric of the product. Stages return values and do not know Prometheus.</summary>
public sealed class MonitorMetrics
{
    // Where each place was last found; rounds see their own benefits only.
    private readonly Dictionary<(string Plan, string Benefit, string Unit), (Standing Standing, Doubt Doubt)> _standing = [];
    private readonly Counter _readings;
    private readonly Histogram _took;
    private readonly Counter _waited;
    private readonly Counter _retries;
    private readonly Gauge _leftAlone;
    private readonly Histogram _rounds;
    private readonly Gauge _lastRound;
    private readonly Counter _rows;
    private readonly Counter _measurements;
    private readonly Counter _restated;
    private readonly Gauge _standings;
    private readonly Gauge _held;
    private readonly Counter _changes;
    private readonly Counter _troubles;
    private readonly Counter _letters;
    private readonly Gauge _waiting;
    private readonly Gauge _oldest;
    private readonly Gauge _heartbeat;
    private readonly Counter _reloads;
    private readonly Gauge _reloaded;
    private readonly Gauge _since;

    public MonitorMetrics(CollectorRegistry registry)
    {
        Registry = registry;
        var make = Metrics.WithCustomRegistry(registry);
        _readings = make.CreateCounter("gevinst_collect_readings_total", "Readings of indicators, by source and outcome: taken, or the fault.", "source", "outcome");
        _took = make.CreateHistogram("gevinst_collect_reading_duration_seconds", "How long readings took, with all attempts, without the wait for their turn.", ["source"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.01, 4, 8) });
        _waited = make.CreateCounter("gevinst_collect_waited_seconds_total", "How long readings waited for their turn, while maxConcurrent others of their source went on.", "source");
        _retries = make.CreateCounter("gevinst_collect_retries_total", "Attempts after the first, for faults that may pass.", "source");
        _leftAlone = make.CreateGauge("gevinst_collect_circuit_open", "1 while a source that failed again and again is left alone.", "source");
        _rounds = make.CreateHistogram("gevinst_round_duration_seconds", "How long rounds took.", ["source"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.05, 2, 12) });
        _lastRound = make.CreateGauge("gevinst_round_last_success_timestamp_seconds", "When a source's newest round without a failed reading ended.", "source");
        _rows = make.CreateCounter("gevinst_collect_rows_total", "Rows read from sources.", "source");
        _measurements = make.CreateCounter("gevinst_store_measurements_total", "Measurements appended to the store.");
        _restated = make.CreateCounter("gevinst_store_restated_total", "Measurements that moved a figure that was known before.", "source");
        _standings = make.CreateGauge("gevinst_evaluate_standings", "Benefits and units of a plan by where they stand.", "plan", "standing");
        _held = make.CreateGauge("gevinst_evaluate_held", "Benefits and units of a plan whose figure is held, by why: the doubt, or that it was rejected.", "plan", "reason");
        _changes = make.CreateCounter("gevinst_deviate_changes_total", "Changes of deviations.", "kind", "reason");
        _troubles = make.CreateCounter("gevinst_deviate_troubles_total", "Troubles that began: what keeps the monitor from knowing.", "kind");
        _letters = make.CreateCounter("gevinst_post_letters_total", "Letters by result: sent, postponed, given_up.", "result");
        _waiting = make.CreateGauge("gevinst_post_outbox_letters", "Letters that wait to be sent.");
        _oldest = make.CreateGauge("gevinst_post_outbox_oldest_timestamp_seconds", "When the oldest waiting letter was written; 0 when none waits.");
        _heartbeat = make.CreateGauge("gevinst_heartbeat_timestamp_seconds", "When the newest round or sweep was concluded.");
        _reloads = make.CreateCounter("gevinst_config_reloads_total", "Changes of the configuration that were noticed, by result: taken, refused.", "result");
        _reloaded = make.CreateGauge("gevinst_config_last_reload_successful", "1 when the newest configuration is worked by; 0 when it is refused, or waits for a worker that runs by another.");
        _since = make.CreateGauge("gevinst_config_last_reload_success_timestamp_seconds", "When the configuration that is worked by was read.");
        foreach (var result in new[] { "sent", "postponed", "given_up" })
            _letters.WithLabels(result).IncTo(0);
        make.CreateGauge("gevinst_build_info", "The version that runs.", "version").WithLabels(typeof(MonitorMetrics).Assembly.GetName().Version!.ToString(3)).Set(1);
    }

    public CollectorRegistry Registry { get; }

    public void Record(RoundResult result, DateTimeOffset now)
    {
        lock (_standing)
            RecordAlone(result, now);
    }

    private void RecordAlone(RoundResult result, DateTimeOffset now)
    {
        foreach (var bySource in result.Readings.GroupBy(r => r.Source))
        {
            foreach (var reading in bySource)
            {
                _readings.WithLabels(bySource.Key, reading is Reading.Failed failed ? Label(failed.Fault) : "taken").Inc();
                _took.WithLabels(bySource.Key).Observe(reading.Took.TotalSeconds);
            }

            _waited.WithLabels(bySource.Key).Inc(bySource.Sum(r => r.Waited.TotalSeconds));
            _retries.WithLabels(bySource.Key).Inc(bySource.Sum(r => Math.Max(0, r.Attempts - 1)));
            _leftAlone.WithLabels(bySource.Key).Set(result.LeftAlone.Contains(bySource.Key) ? 1 : 0);
            _rows.WithLabels(bySource.Key).Inc(bySource.OfType<Reading.Taken>().Sum(t => (long)t.Rows));
            _restated.WithLabels(bySource.Key).Inc(result.Restated.GetValueOrDefault(bySource.Key));
            _rounds.WithLabels(bySource.Key).Observe(result.Took.TotalSeconds);
            if (bySource.All(r => r is Reading.Taken))
                _lastRound.WithLabels(bySource.Key).Set(now.ToUnixTimeSeconds());
        }

        _measurements.Inc(result.Measurements);
        foreach (var change in result.Concluded.Deviations)
            _changes.WithLabels(Label(change.Kind), Label(change.Reason)).Inc();
        foreach (var trouble in result.Concluded.Troubles.Where(t => t.Began))
            _troubles.WithLabels(Label(trouble.Trouble.Kind)).Inc();
        Stand(result.Seen);
        _heartbeat.Set(now.ToUnixTimeSeconds());
    }

    private void Stand(IReadOnlyList<Evaluation> seen)
    {
        foreach (var e in seen)
            _standing[(e.Plan.Id, e.Benefit.Id, e.Place.Unit)] = (e.Current.Standing, e.Current.Doubt);
        var plans = seen.Select(e => e.Plan.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var byPlan in _standing.Where(s => plans.Contains(s.Key.Plan)).GroupBy(s => s.Key.Plan))
        {
            foreach (var standing in Enum.GetValues<Standing>())
                _standings.WithLabels(byPlan.Key, Label(standing)).Set(byPlan.Count(s => s.Value.Standing == standing));
            foreach (var doubt in Enum.GetValues<Doubt>())
                _held.WithLabels(byPlan.Key, Label(doubt)).Set(byPlan.Count(s => s.Value == (Standing.Held, doubt)));
        }
    }

    public void Record(Delivery delivery)
    {
        _letters.WithLabels("sent").Inc(delivery.Sent);
        _letters.WithLabels("postponed").Inc(delivery.Postponed);
        _letters.WithLabels("given_up").Inc(delivery.GivenUp);
        _waiting.Set(delivery.Waiting.Waiting);
        _oldest.Set(delivery.Waiting.Oldest?.ToUnixTimeSeconds() ?? 0);
    }

    public void Record(Reloads reloads)
    {
        _reloads.WithLabels("taken").IncTo(reloads.Taken);
        _reloads.WithLabels("refused").IncTo(reloads.Refused);
        _reloaded.Set(reloads.IsInForce ? 1 : 0);
        _since.Set(reloads.Since.ToUnixTimeSeconds());
    }

    private static string Label<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
