using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor.Post;

/// <summary>Writes letters about what changed, into the outbox.</summary>
public sealed class Mailroom(Catalog catalog, Outbox outbox, TimeProvider clock)
{
    /// <summary>Writes one letter for each person who has something new to hear, and marks it told.</summary>
    /// <param name="toPeople">Whether it is the hour of letters; else operations alone hear.</param>
    /// <returns>How many letters were written.</returns>
    public Task<int> WriteAsync(Moment asOf, bool toPeople, CancellationToken ct) =>
        outbox.WriteAsync((deviations, troubles, targets) => new LetterWriter(catalog.Desk).Write(
            toPeople ? deviations : [], toPeople ? troubles : [.. troubles.Where(t => t.Change.Trouble.Post is null)], asOf.Day, toPeople ? targets : []), asOf.Instant, clock.GetUtcNow(), ct);
}
