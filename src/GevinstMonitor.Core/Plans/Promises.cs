namespace GevinstMonitor.Core.Plans;

/// <summary>What one version of a plan promises of a benefit in a place.</summary>
public sealed record Promise(Plan Version, Benefit Benefit, Place Place);

/// <summary>What a plan has promised of a benefit in a place through its versions. Versions that measured it by another indicator promised something else, and are left out.</summary>
/// <param name="Original">By the earliest version on file.</param>
/// <param name="Approved">By the latest version that was approved on the day; null when none was yet.</param>
/// <param name="Current">By the version it is judged by, whether that was approved by then or not.</param>
public sealed record Promises(Promise Original, Promise? Approved, Promise Current)
{
    /// <summary>The promises as they stood on a day.</summary>
    /// <param name="plan">The version it is judged by; it has the benefit in the place.</param>
    /// <param name="day">A version that is approved on this day counts as approved.</param>
    public static Promises Of(Plan plan, string benefit, string unit, DateOnly day)
    {
        var current = plan.PromiseOf(benefit, unit)!;
        var all = plan.Earlier.Select(version => version.PromiseOf(benefit, unit)).OfType<Promise>()
            .Where(earlier => earlier.Benefit.Indicator == current.Benefit.Indicator).Append(current).ToList();
        return new Promises(all[0], all.LastOrDefault(promise => promise.Version.Approved.On <= day), current);
    }
}
