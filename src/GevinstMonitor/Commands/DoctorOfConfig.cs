using GevinstMonitor.Configure;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>What <c>doctor</c> says of the configuration, and of the secrets that it refers to.</summary>
internal static class DoctorOfConfig
{
    private const string Mend = "mend it, and see with gevinst check";

    public static IEnumerable<Finding> Refused(CatalogRefusedException e) => e.Faults.Select(fault => Finding.Fault("config", fault.ToString(), Mend, ExitCode.ConfigRefused));

    /// <param name="isStoreWell">Whether plans can be held against what was judged by.</param>
    public static async Task<IReadOnlyList<Finding>> LookAsync(IServiceProvider provider, Catalog catalog, bool isStoreWell, CancellationToken ct)
    {
        var findings = new List<Finding>();
        try
        {
            if (isStoreWell)
                await KeptVersions.RefuseAsync(provider, catalog, ct);
            findings.Add(Finding.Ok("config", $"{catalog.Folder}: {Tables.Count(catalog.Sources.Count, "source")}, {Tables.Count(catalog.Indicators.Count, "indicator")}, {Tables.Count(catalog.Plans.Count, "plan")}"));
        }
        catch (CatalogRefusedException e)
        {
            findings.AddRange(Refused(e));
        }
        catch (StoreUnusableException e)
        {
            findings.Add(Finding.Fault("config", $"plans cannot be held against what was judged by: {e.Message}", "see store", ExitCode.StoreUnusable));
        }

        findings.AddRange(SecretReferences.In(catalog).Select(secret => OfSecret(secret, catalog.Folder)));
        return findings;
    }

    private static Finding OfSecret(Secret secret, string folder)
    {
        var what = secret.Env is { } name ? $"secret {name}" : $"secret {secret.File}";
        try
        {
            if (secret.Reveal(folder).Length == 0)
                return Finding.Fault(what, "it is empty", "put the secret there");
        }
        catch (SecretMissingException e)
        {
            return Finding.Fault(what, e.Message, secret.Env is null
                ? "put it there, readable by the worker's user alone; one of systemd's credentials is there while the service runs"
                : "set it for the service; it may be set there, and not for whoever asks here");
        }

        if (secret.File is { } file && DoctorOfFiles.IsOpenToOthers(Path.Combine(folder, file)))
            return Finding.Fault(what, "every user of this machine can read it", $"chmod o-rwx {file}, and let the secret be changed: it was readable");
        return Finding.Ok(what, secret.Env is null ? "is there, and not readable by others" : "is set");
    }
}
