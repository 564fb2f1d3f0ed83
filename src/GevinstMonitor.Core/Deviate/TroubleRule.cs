using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What keeps the monitor from knowing, and whom that concerns: technical faults go to operations, doubts about data to the controller.</summary>
public static class TroubleRule
{
    /// <summary>The troubles that a round's readings show. Whoever fills a stretch of the past sees himself what came of it.</summary>
    public static IEnumerable<Trouble> In(IEnumerable<Reading> readings)
    {
        foreach (var bySource in readings.Where(r => !r.IsBackfill).GroupBy(r => r.Source))
        {
            var failed = bySource.OfType<Reading.Failed>().ToList();
            if (IsDown(bySource))
                yield return Failure($"source {bySource.Key}", $"source {bySource.Key}", failed.FirstOrDefault(f => f.Fault != CollectFault.CircuitOpen) ?? failed[0]);
            else
            {
                foreach (var one in failed)
                    yield return Failure($"indicator {one.Indicator}", $"reading {one.Indicator}", one);
            }

            foreach (var taken in bySource.OfType<Reading.Taken>().Where(t => t.Rejected.Count > 0))
                yield return new Trouble(TroubleKind.RowsRejected, $"indicator {taken.Indicator}", $"reading {taken.Indicator}", null, "", Listed(taken.Rejected));
        }
    }

    /// <summary>What whoever reads the configuration looks at.</summary>
    public static IReadOnlySet<string> OfConfiguration { get; } = new HashSet<string>(StringComparer.Ordinal) { "configuration" };

    /// <summary>A configuration that changed is refused. It is one trouble until one is not, whatever is wrong with it meanwhile.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="faults">At least one.</param>
    public static Trouble Refused(string folder, IReadOnlyList<string> faults) =>
        new(TroubleKind.ConfigRefused, $"configuration {folder}", OfConfiguration.Single(), null, "", Listed(faults));

    /// <summary>What a pass looks at: an open trouble in these scopes that is not seen again is over.</summary>
    public static IReadOnlySet<string> ScopesOf(IEnumerable<Reading> readings, IEnumerable<Evaluation> evaluations) =>
        readings.Where(r => !r.IsBackfill).GroupBy(r => r.Source)
            // Of a source that is down nothing can be said of what its indicators suffered from before.
            .SelectMany(bySource => (string[])[$"source {bySource.Key}", .. IsDown(bySource) ? [] : bySource.Select(r => $"reading {r.Indicator}")])
            // Of figures that a failing source owes neither: that none came does not end the wait for them.
            .Concat(evaluations.GroupBy(e => e.Indicator.Id).Where(same => same.All(e => e.Current.Standing != Standing.SourceFailed)).Select(same => $"indicator {same.Key}"))
            .ToHashSet(StringComparer.Ordinal);

    // One cause, one trouble: while nothing of a source can be reached it is the source, however many indicators wait for it. One query alone that takes too long is not.
    private static bool IsDown(IEnumerable<Reading> ofSource)
    {
        var faults = ofSource.Select(r => (r as Reading.Failed)?.Fault).ToList();
        return faults.All(f => f is CollectFault.Unreachable or CollectFault.TimedOut or CollectFault.LoginRefused or CollectFault.FileMissing or CollectFault.CircuitOpen)
            && faults is not [CollectFault.TimedOut];
    }

    /// <summary>The troubles that the newest standings show.</summary>
    public static IEnumerable<Trouble> In(IEnumerable<Evaluation> evaluations)
    {
        foreach (var byIndicator in evaluations.GroupBy(e => e.Indicator.Id))
        {
            var scope = $"indicator {byIndicator.Key}";
            foreach (var (standing, absent) in new[] { (Standing.Late, TroubleKind.Late), (Standing.NothingReturned, TroubleKind.NothingReturned) })
            {
                if (byIndicator.FirstOrDefault(e => e.Current.Standing == standing)?.Current.Period is { } period)
                    yield return new Trouble(absent, scope, scope, null, period.ToString(), "") { Period = period };
            }

            foreach (var seen in byIndicator)
            {
                var current = seen.Current;
                // The whole says only what one of the benefit's units says already.
                if (KindOf(current) is { } kind && !(seen.Benefit.Split.Any() && seen.Place.IsWhole && (current.Cause is not null || current.Measurement is null)))
                {
                    yield return new Trouble(kind, Trouble.SubjectOf(seen.Plan.Id, seen.Benefit.Id, seen.Place.Unit), scope, seen.Plan.Controller,
                        // Another reason to doubt the same figure is news: the controller may have settled the first.
                        kind == TroubleKind.Held ? $"{current.Period}#{current.Measurement} {current.Doubt}" : $"{current.Period}#{current.Measurement}",
                        kind == TroubleKind.Held ? current.Doubt.ToString() : "")
                    {
                        Period = current.Period,
                        Unit = current.Cause?.Unit,
                        Shown = current.Actual ?? current.Cause?.Shown,
                        Figure = kind == TroubleKind.Held ? current.Figure : null,
                        Measurement = kind == TroubleKind.Held ? current.Measurement : null,
                    };
                }
            }
        }
    }

    /// <summary>What began and what ended.</summary>
    /// <param name="open">The open troubles.</param>
    /// <param name="seen">The troubles there are now, within the scopes looked at.</param>
    /// <param name="scopes">What was looked at; an open trouble outside stays as it is.</param>
    /// <param name="at">The moment.</param>
    public static IEnumerable<TroubleChange> Next(IEnumerable<Trouble> open, IEnumerable<Trouble> seen, IReadOnlySet<string> scopes, DateTimeOffset at)
    {
        var now = seen.DistinctBy(t => t.Key).ToDictionary(t => t.Key, StringComparer.Ordinal);
        foreach (var was in open)
        {
            // Seen again is open still, though what it is measured by may have another name by now; and what was late is late still when the source gives no rows at all.
            if (!now.Remove(was.Key) && scopes.Contains(was.Scope) && !(was.Kind == TroubleKind.Late && now.ContainsKey((was with { Kind = TroubleKind.NothingReturned }).Key)))
                yield return new TroubleChange(was, Began: false, at);
        }

        foreach (var began in now.Values)
            yield return new TroubleChange(began, Began: true, at);
    }

    private static Trouble Failure(string subject, string scope, Reading.Failed failed) =>
        new(TroubleKind.SourceFailed, subject, scope, null, failed.Fault.ToString(), failed.Detail);

    private static TroubleKind? KindOf(Judgement current) => current.Standing switch
    {
        Standing.MissingUnit => TroubleKind.MissingUnit,
        Standing.NotANumber => TroubleKind.NotANumber,
        Standing.Suppressed => TroubleKind.Suppressed,
        // What the controller rejected is not known, but waits for nobody's decision.
        Standing.Held when current.Doubt != Doubt.Rejected => TroubleKind.Held,
        _ => null,
    };

    private static string Listed(IReadOnlyList<string> rejected) =>
        string.Join("; ", rejected.Take(5)) + (rejected.Count > 5 ? $"; and {rejected.Count - 5} more" : "");
}
