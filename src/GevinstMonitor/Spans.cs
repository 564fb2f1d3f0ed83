using System.Diagnostics;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor;

/// <summary>What takes how long: a span a round, sweep and post, and within a round one for each of its stages. Nobody is named; without a listener there are none.</summary>
internal static class Spans
{
    /// <summary>What listeners know them by; a stage that has spans of its own gives them the same name.</summary>
    public const string Name = nameof(GevinstMonitor);

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Says what a round came to.</summary>
    public static void Tell(Activity? span, string source, RoundResult result)
    {
        if (span is null)
            return;
        var failed = result.Readings.OfType<Reading.Failed>().Count();
        span.SetTag("gevinst.source", source).SetTag("gevinst.as_of", result.AsOf.Instant.ToString("O"))
            .SetTag("gevinst.readings", result.Readings.Count).SetTag("gevinst.failed", failed).SetTag("gevinst.measurements", result.Measurements)
            .SetTag("gevinst.changes", result.Concluded.Deviations.Count)
            .SetTag("gevinst.plans", result.Seen.Select(e => e.Plan.Id).Distinct().Order(StringComparer.Ordinal).ToArray());
        if (failed > 0)
            span.SetStatus(ActivityStatusCode.Error, $"{failed} of {result.Readings.Count} readings failed");
    }
}
