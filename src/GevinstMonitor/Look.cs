using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor;

/// <summary>Where what some indicators measure stands as of a moment, from what was known then: for those that do not know the round.</summary>
public delegate Task<IReadOnlyList<Evaluation>> Look(IReadOnlyList<string> indicators, Moment asOf, CancellationToken ct);

/// <summary>When each source is read next: for those that do not know the timetable. A source that is not in it is not scheduled.</summary>
public delegate IReadOnlyDictionary<string, DateTimeOffset> NextRounds();
