namespace GevinstMonitor.Core.Plans;

/// <summary>Who hears, and after how many workdays, that nobody answers a deviation. A step that is null is not taken.</summary>
/// <param name="Remind">The owner again; at least 1.</param>
/// <param name="Controller">The plan's controller; more than <paramref name="Remind"/>.</param>
/// <param name="Leader">The leader above the owner; more than the steps before.</param>
public sealed record Escalation(int? Remind, int? Controller, int? Leader);
