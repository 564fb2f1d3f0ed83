using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor.Post;

/// <summary>Writes letters about what changed, into the outbox.</summary>
public sealed class Mailroom(Catalog catalog, Outbox outbox, Look look, TimeProvider clock)
{
    /// <summary>Writes one letter for each person who has something new to hear, and marks it told.</summary>
    /// <param name="toPeople">Whether it is the hour of letters; else operations alone hear.</param>
    /// <returns>How many letters were written.</returns>
    public async Task<int> WriteAsync(Moment asOf, bool toPeople, CancellationToken ct)
    {
        var day = DayOf(asOf);
        var desk = toPeople ? await DeskAsync(await outbox.PendingAsync(day, ct), asOf, ct) : catalog.Desk;
        return await outbox.WriteAsync(pending => new LetterWriter(desk).Write(
            toPeople ? News.Of(pending.Deviations, pending.Responses, desk.Seen, asOf) : [], toPeople ? pending.Troubles : [.. pending.Troubles.Where(t => t.Change.Trouble.Post is null)], asOf.Day, toPeople ? pending.Targets : [],
            toPeople ? UnansweredOf(pending, asOf) : [], pending.Heard), day, asOf.Instant, clock.GetUtcNow(), ct);
    }

    /// <summary>The first moment of the day of letters: whoever had a letter since then waits for the next day.</summary>
    public static DateTimeOffset DayOf(Moment asOf) => new(asOf.Day.ToDateTime(default), asOf.Zone.GetUtcOffset(asOf.Day.ToDateTime(default)));

    /// <summary>The deviations that no answer covers.</summary>
    public static IReadOnlyList<Unanswered> UnansweredOf(PendingChanges pending, Moment asOf) =>
        [.. pending.Told.Select(told => Unanswered.Of(told.Newest, told.At, told.Steps, pending.Responses[told.Newest.Deviation.Id], asOf)).OfType<Unanswered>()];

    /// <summary>The desk with what there is to write about in view.</summary>
    public async Task<Desk> DeskAsync(PendingChanges pending, Moment asOf, CancellationToken ct)
    {
        var plans = pending.Deviations.Select(d => d.Change.Deviation.Plan).Concat(UnansweredOf(pending, asOf).Where(IsDue).Select(u => u.Newest.Deviation.Plan)).Concat(pending.Troubles.Where(t => t.Change.Trouble.IsNotice).Select(t => t.Change.Trouble.Subject.Split('/')[0])).ToHashSet(StringComparer.Ordinal);
        var indicators = plans.Where(catalog.Plans.ContainsKey).SelectMany(id => catalog.Plans[id].Benefits).Select(b => b.Indicator).Distinct().ToList();
        bool IsDue(Unanswered u) => catalog.Plans.TryGetValue(u.Newest.Deviation.Plan, out var plan) && (plan.Escalation ?? catalog.Desk.Escalation) is { } policy && u.DueOn(asOf.Day, policy) is not null;
        var desk = catalog.Desk with { Answers = pending.Responses };
        if (indicators.Count == 0)
            return desk;
        ChartImage.Prepare();
        return desk with { Seen = (await look(indicators, asOf, ct)).ToDictionary(e => (e.Plan.Id, e.Benefit.Id, e.Place.Unit)) };
    }
}
