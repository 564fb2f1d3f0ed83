using GevinstMonitor.Configure;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>Holds plans against the versions that were judged by: what a version promised does not change, and stays on file.</summary>
internal static class KeptVersions
{
    /// <exception cref="CatalogRefusedException">A plan is not what was judged by.</exception>
    public static async Task RefuseAsync(IServiceProvider provider, Catalog catalog, CancellationToken ct)
    {
        if (Faults(catalog, await provider.GetRequiredService<Cases>().JudgedAsync(ct)) is { Count: > 0 } faults)
            throw new CatalogRefusedException(faults);
    }

    private static List<Fault> Faults(Catalog catalog, IReadOnlyList<JudgedVersion> judged) =>
        [.. judged.GroupBy(j => (j.Plan, j.Version))
            .Select(same => catalog.Plans.TryGetValue(same.Key.Plan, out var plan) ? FaultOf(plan, [.. same], catalog) : null)
            .OfType<Fault>()];

    private static Fault? FaultOf(Plan plan, IReadOnlyList<JudgedVersion> judged, Catalog catalog)
    {
        var (version, on) = (judged[0].Version, $"{catalog.At(judged[0].At).Day:yyyy-MM-dd}");
        var kept = plan.VersionOf(version);
        var message = kept is null && version > plan.Version ? $"version {version} was judged by on {on}, and a plan does not go back to version {plan.Version}; raise 'version' and say who approved it"
            : kept is null ? $"version {version} was judged by on {on} and is not under 'history'; keep its file there, so that targets can be compared"
            : judged.Any(j => j.ContentHash == kept.ContentHash || PlanContent.HashOf(j.Content) == kept.ContentHash) ? null
            : $"the content of version {version} is not what was judged by on {on}; " + (version == plan.Version ? "raise 'version' and say who approved it" : "put it back as it was");
        return message is null ? null : catalog.PlanFiles[(plan.Id, (kept ?? plan).Version)] with { Message = message };
    }
}
