namespace GevinstMonitor.Core.Plans;

/// <summary>A benefit-realisation plan in one version: what must be done, by whom, and what it must give, when.</summary>
public sealed record Plan
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Programme { get; init; }

    /// <summary>The post of the benefit controller, who hears of doubtful data.</summary>
    public required string Controller { get; init; }

    /// <summary>The group whose meetings treat the plan.</summary>
    public string? ReportTo { get; init; }
    public required int Version { get; init; }
    public required Approval Approved { get; init; }

    /// <summary>The last day the plan is followed, inclusive; null for as long as it is in the configuration.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>What happens when nobody answers; null for what the installation does.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>The right end of the benefit tree.</summary>
    public string? Goal { get; init; }

    /// <summary>The left end of the benefit tree.</summary>
    public string? Technology { get; init; }
    public required IReadOnlyList<Change> Changes { get; init; }
    public BusinessCase? BusinessCase { get; init; }
    public required IReadOnlyList<Benefit> Benefits { get; init; }

    /// <summary>The versions before this one, oldest first; each without its own.</summary>
    public required IReadOnlyList<Plan> Earlier { get; init; }

    /// <summary>The plan as it was written, whole.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 in lower-case hex of what the plan says, however it is written down: two texts that promise the same have the same.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>How sure the plan's money is: the margin of its business case; 0 where none is stated.</summary>
    public decimal Margin => BusinessCase?.Margin ?? 0;

    /// <summary>The latest version that was approved on a day; null when none was yet.</summary>
    public Plan? ApprovedOn(DateOnly day) => Earlier.Append(this).LastOrDefault(version => version.Approved.On <= day);

    /// <summary>The version before this one; null for the first.</summary>
    public Plan? Before => Earlier.Count == 0 ? null : Earlier[^1];

    /// <summary>The changes that a benefit needs and that are overdue on a day: it is exposed. The latest of all first.</summary>
    public IReadOnlyList<Change> ExposersOf(Benefit benefit, DateOnly day) =>
        [.. Changes.Where(c => benefit.Needs.Contains(c.Id) && c.IsOverdueOn(day)).OrderBy(c => c.Due)];

    /// <summary>The same benefit and place in this plan; null when this version does not have it.</summary>
    public Place? PlaceOf(string benefit, string unit) => PromiseOf(benefit, unit)?.Place;

    /// <summary>What this version promises of a benefit in a place; null when it does not have it.</summary>
    public Promise? PromiseOf(string benefit, string unit) =>
        Benefits.FirstOrDefault(b => b.Id == benefit) is { } found && found.Places.FirstOrDefault(p => p.Unit == unit) is { } place ? new Promise(this, found, place) : null;

    /// <summary>The version with a number: this one, or one before it; null when it is not on file.</summary>
    public Plan? VersionOf(int version) => version == Version ? this : Earlier.FirstOrDefault(v => v.Version == version);
}

/// <summary>Who approved a version of a plan, and when.</summary>
public sealed record Approval(DateOnly On, string By, string? Note);

/// <summary>What people do differently so that a benefit can come.</summary>
/// <param name="Owner">The post that sees to it; null when nobody is named.</param>
/// <param name="Due">The day it is to be done by, inclusive.</param>
/// <param name="Done">The day it was done; null until then.</param>
public sealed record Change(string Id, string Name, string? Owner, DateOnly Due, DateOnly? Done)
{
    /// <summary>Whether it should have been done by the end of the day before, and was not done by this day.</summary>
    public bool IsOverdueOn(DateOnly day) => DaysLateOn(day) > 0;

    /// <summary>Days since it was due and not done; 0 when it is not due, or done by the day.</summary>
    public int DaysLateOn(DateOnly day) => Done <= day ? 0 : Math.Max(0, day.DayNumber - Due.DayNumber);
}

/// <summary>The money: DKK a year, costs negative.</summary>
/// <param name="Margin">How sure the figures are: 0.15 is ±15 %.</param>
/// <param name="Pool">What is borrowed from an investment pool and paid back; null when nothing is.</param>
public sealed record BusinessCase(decimal? Margin, IReadOnlyDictionary<int, decimal> Years, InvestmentPool? Pool)
{
    /// <summary>What <see cref="Years"/> have taken off for running it, in DKK a year, so that what benefits are worth can be held against them; not negative.</summary>
    public decimal RunningCosts { get; init; }
}

/// <summary>DKK a year borrowed from an investment pool, and repaid to it.</summary>
public sealed record InvestmentPool(IReadOnlyDictionary<int, decimal> Borrowed, IReadOnlyDictionary<int, decimal> Repaid);
