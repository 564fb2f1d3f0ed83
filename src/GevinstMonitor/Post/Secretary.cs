using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor.Post;

/// <summary>Writes the digest that each management group reads before its meeting, into the outbox.</summary>
public sealed class Secretary(Catalog catalog, Digests digests, Outbox outbox, Look look, TimeProvider clock)
{
    /// <summary>Writes the digests that are due and were not written: each once, with a letter to each member. Late ones through the day of the meeting.</summary>
    /// <returns>How many letters were written.</returns>
    public async Task<int> WriteDigestsAsync(Moment asOf, CancellationToken ct)
    {
        var count = 0;
        foreach (var (group, meeting, last) in await DueAsync(asOf.Day, ct))
        {
            var since = SinceOf(group, meeting, last, asOf);
            var rows = await digests.SinceAsync(last, since.Instant, asOf.Instant, ct);
            var digest = await DigestAsync(group, meeting, since, rows, await look(IndicatorsOf(group, asOf.Day), asOf, ct), asOf, ct);
            var letters = new DigestWriter(catalog.Desk).Write(digest);
            // While nobody hears for any member it waits: a post may be filled before the meeting.
            count += letters.Count == 0 ? 0 : await digests.WriteAsync(digest, rows, letters, clock.GetUtcNow(), ct);
        }

        return count;
    }

    /// <summary>The letters of the digests that would be written.</summary>
    /// <param name="seen">Where everything stands.</param>
    /// <param name="concluded">What a pass concluded that is not stored.</param>
    public async Task<IReadOnlyList<Letter>> PreviewAsync(IReadOnlyList<Evaluation> seen, Conclusions concluded, Moment asOf, CancellationToken ct)
    {
        var letters = new List<Letter>();
        foreach (var (group, meeting, last) in await DueAsync(asOf.Day, ct))
        {
            var since = SinceOf(group, meeting, last, asOf);
            var rows = (await digests.SinceAsync(last, since.Instant, asOf.Instant, ct)).With(concluded);
            letters.AddRange(new DigestWriter(catalog.Desk).Write(await DigestAsync(group, meeting, since, rows, seen, asOf, ct)));
        }

        return letters;
    }

    private async Task<IReadOnlyList<(Group Group, DateOnly Meeting, WrittenDigest? Last)>> DueAsync(DateOnly day, CancellationToken ct)
    {
        var due = new List<(Group, DateOnly, WrittenDigest?)>();
        foreach (var group in catalog.Chart.Groups.Where(g => Meetings.Due(g, day, new HashSet<DateOnly>()).Count > 0))
        {
            var written = await digests.OfAsync(group.Id, ct);
            // The next one only: what two tell at once is news in the first alone.
            if (Meetings.Due(group, day, written.Select(w => w.Meeting).ToHashSet()) is [var next, ..])
                due.Add((group, next, written.Count == 0 ? null : written[^1]));
        }

        return due;
    }

    private static Moment SinceOf(Group group, DateOnly meeting, WrittenDigest? last, Moment asOf) =>
        last is null ? Moment.Of(Meetings.CoveredFrom(group, meeting, asOf.Day), asOf.Zone) : new Moment(last.AsOf, asOf.Zone);

    private IReadOnlyList<string> IndicatorsOf(Group group, DateOnly day) =>
        [.. catalog.PlansOn(day).Where(p => p.ReportTo == group.Id).SelectMany(p => p.Benefits).Select(b => b.Indicator).Distinct()];

    private async Task<Digest> DigestAsync(Group group, DateOnly meeting, Moment since, DigestRows rows, IReadOnlyList<Evaluation> seen, Moment asOf, CancellationToken ct)
    {
        bool IsTheirs(string plan) => catalog.Plans.TryGetValue(plan, out var found) && found.ReportTo == group.Id;
        var open = rows.Open.Deviations.Values.Where(d => IsTheirs(d.Plan)).ToList();
        return new Digest(group, meeting, since, asOf)
        {
            Seen = [.. seen.Where(e => IsTheirs(e.Plan.Id))],
            Changes = [.. rows.Changes.Where(c => IsTheirs(c.Deviation.Plan))],
            Targets = [.. rows.Targets.Where(t => IsTheirs(t.Plan))],
            SmallNumbers = catalog.SmallNumbers,
            Open = open,
            Unanswered = [.. Mailroom.UnansweredOf(await outbox.PendingAsync(Mailroom.DayOf(asOf), ct), asOf).Where(u => IsTheirs(u.Newest.Deviation.Plan))],
            Answers = rows.Open.Responses,
            Accepted = [.. open.Select(d => rows.Open.AcceptedOf(d, asOf)).OfType<Acceptance>().Where(a => a.IsInForce(asOf.Day))],
        };
    }
}
