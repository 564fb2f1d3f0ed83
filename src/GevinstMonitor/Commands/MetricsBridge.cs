using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Prometheus;

namespace GevinstMonitor.Commands;

/// <summary>
/// What <c>/metrics</c> tells, as instruments that OpenTelemetry can read: they say what the page says, read from its own text. A histogram is told as
/// its parts, as they stand there: <c>_bucket</c> by <c>le</c>, <c>_sum</c> and <c>_count</c>, each a counter.
/// </summary>
internal sealed class MetricsBridge : IDisposable
{
    public const string Name = nameof(GevinstMonitor);

    // All instruments are read one after another; the page is read once for them.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _alone = new();
    private readonly Meter _meter = new(Name);
    private readonly CollectorRegistry _registry;
    private readonly TimeProvider _clock;
    private ILookup<string, Measurement<double>> _series = Enumerable.Empty<int>().ToLookup(_ => "", _ => default(Measurement<double>));
    private long? _read;

    public MetricsBridge(MonitorMetrics metrics, TimeProvider clock)
    {
        (_registry, _clock) = (metrics.Registry, clock);
        foreach (var metric in metrics.All)
        {
            switch (metric)
            {
                case Counter:
                    _meter.CreateObservableCounter(metric.Name, () => SeriesOf(metric.Name), null, metric.Help);
                    break;
                case Histogram:
                    foreach (var part in new[] { "_bucket", "_sum", "_count" })
                        _meter.CreateObservableCounter(metric.Name + part, () => SeriesOf(metric.Name + part), null, metric.Help);
                    break;
                default:
                    _meter.CreateObservableGauge(metric.Name, () => SeriesOf(metric.Name), null, metric.Help);
                    break;
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> SeriesOf(string metric)
    {
        lock (_alone)
        {
            if (_read is not { } at || _clock.GetElapsedTime(at) > Fresh)
            {
                using var page = new MemoryStream();
                // Into memory: it waits for nobody.
                _registry.CollectAndExportAsTextAsync(page).GetAwaiter().GetResult();
                _series = Read(Encoding.UTF8.GetString(page.GetBuffer(), 0, (int)page.Length)).ToLookup(s => s.Name, s => s.Series, StringComparer.Ordinal);
                _read = _clock.GetTimestamp();
            }

            return _series[metric];
        }
    }

    /// <summary>The series of a page in Prometheus' text format, 0.0.4.</summary>
    internal static IEnumerable<(string Name, Measurement<double> Series)> Read(string page)
    {
        foreach (var line in page.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.IndexOfAny(['{', ' ']);
            var (name, labels) = (line[..end], new List<KeyValuePair<string, object?>>());
            if (line[end] == '{')
                end = ReadLabels(line, end + 1, labels);
            var value = line[(end + 1)..] switch
            {
                "+Inf" => double.PositiveInfinity,
                "-Inf" => double.NegativeInfinity,
                var number => double.Parse(number, CultureInfo.InvariantCulture),
            };
            yield return (name, new Measurement<double>(value, labels));
        }
    }

    // label="value",…} with \\, \" and \n in values. Where it ends: the blank before the number.
    private static int ReadLabels(string line, int at, List<KeyValuePair<string, object?>> labels)
    {
        while (line[at] != '}')
        {
            var equals = line.IndexOf('=', at);
            var (label, value) = (line[at..equals], new StringBuilder());
            for (at = equals + 2; line[at] != '"'; at++)
                value.Append(line[at] != '\\' ? line[at] : line[++at] == 'n' ? '\n' : line[at]);
            labels.Add(new(label, value.ToString()));
            at += line[at + 1] == ',' ? 2 : 1;
        }

        return at + 1;
    }
}
