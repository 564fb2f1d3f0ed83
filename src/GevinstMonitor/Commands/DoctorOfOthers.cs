using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Post;

namespace GevinstMonitor.Commands;

/// <summary>What <c>doctor</c> says of the systems that the worker talks to.</summary>
internal static class DoctorOfOthers
{
    private const string Shows = "gevinst check --connect shows each indicator";

    public static async Task<Finding> MailAsync(IServiceProvider provider, CancellationToken ct)
    {
        try
        {
            await using var mailer = provider.GetRequiredService<Mailers>().Open();
            await mailer.TryAsync(ct);
            return Finding.Ok("mail", "letters would leave");
        }
        catch (MailException e)
        {
            return Finding.Fault("mail", e.Message, "see mail: in gevinstmonitor.yml; letters wait until it is well");
        }
    }

    /// <summary>Asks every source once, as <c>check --connect</c> does.</summary>
    public static async Task<IEnumerable<Finding>> SourcesAsync(IServiceProvider provider, Catalog catalog, CancellationToken ct)
    {
        var readings = (await CheckCommand.TryAsync(provider, catalog, ct)).ToLookup(r => r.Source);
        return catalog.Sources.Keys.Order(StringComparer.Ordinal).Select(source => Of($"source {source}", [.. readings[source]]));
    }

    private static Finding Of(string what, IReadOnlyList<Reading> readings)
    {
        var failed = readings.OfType<Reading.Failed>().ToList();
        var taken = readings.OfType<Reading.Taken>().ToList();
        if (readings.Count == 0)
            return Finding.Ok(what, "no indicator is read from it, so it was not tried");
        if (failed.Count > 0)
            return Finding.Fault(what, $"{failed.Count} of {Tables.Count(readings.Count, "indicator")} failed: {failed[0].Indicator}: {Tables.Fault(failed[0].Fault)}: {failed[0].Detail}", Shows);
        var found = $"{Tables.Count(taken.Count, "indicator")}, {Tables.Count(taken.Sum(t => t.Rows), "row")}, {taken.Max(t => t.Took).TotalMilliseconds:0} ms";
        return taken.Sum(t => t.Rejected.Count) is > 0 and var rejected
            ? Finding.Warning(what, $"{found}; {Tables.Count(rejected, "row")} not used", Shows)
            : Finding.Ok(what, found);
    }
}
