using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>A letter that a replay would have had written.</summary>
/// <param name="On">The day it would have gone out.</param>
/// <param name="Tells">The changes of deviations that it tells.</param>
/// <param name="Troubles">The doubts about figures, and what is to be seen coming, that it tells.</param>
public sealed record ReplayedLetter(DateOnly On, Letter Letter, IReadOnlyList<DeviationChange> Tells, IReadOnlyList<Trouble> Troubles);

/// <summary>The letters that replays would have had written: what is found goes out on the next day of letters, in one letter to each person who holds a post then.</summary>
public static class ReplayedLetters
{
    /// <param name="replays">What was found, of each indicator.</param>
    /// <param name="until">The last moment that was replayed.</param>
    /// <returns>In order of time.</returns>
    public static List<ReplayedLetter> Of(Desk desk, DeliveryWindow window, IReadOnlyList<Replay> replays, Moment until)
    {
        DateOnly DayOf(DateTimeOffset at) => window.NextDay(TimeZoneInfo.ConvertTime(at, until.Zone).DateTime);
        var deviations = replays.SelectMany(r => r.Places).SelectMany(p => p.Changes).OrderBy(c => c.At).ToLookup(c => DayOf(c.At));
        var troubles = replays.SelectMany(r => r.Troubles).OrderBy(c => c.At).ToLookup(c => DayOf(c.At));
        // What waits for a change to be done is told then, or when it has waited long enough.
        var done = desk.Plans.Values.SelectMany(p => p.Changes).SelectMany(c => new[] { c.Done, c.Due.AddDays(LetterWriter.MostDaysCovered + 1) }).OfType<DateOnly>().Where(day => day <= until.Day).Select(day => window.NextDay(day.ToDateTime(default)));
        var (writer, letters, next) = (new LetterWriter(desk), new List<ReplayedLetter>(), 1L);
        var waiting = new List<Pending<DeviationChange>>();
        foreach (var day in deviations.Select(d => d.Key).Union(troubles.Select(t => t.Key)).Union(done).Order())
        {
            waiting = [.. ToTell([.. waiting, .. deviations[day].Select(Numbered)])];
            var news = ToTell(troubles[day]).Select(Numbered).ToList();
            foreach (var written in writer.Write(waiting, news, day))
            {
                var (tells, also) = (written.DeviationChanges.ToHashSet(), written.TroubleChanges.ToHashSet());
                letters.Add(new ReplayedLetter(day, written.Letter, [.. waiting.Where(w => tells.Contains(w.Id)).Select(w => w.Change)], [.. news.Where(n => also.Contains(n.Id)).Select(n => n.Change.Trouble)]));
                waiting.RemoveAll(w => tells.Contains(w.Id));
            }
        }

        return letters;

        Pending<T> Numbered<T>(T change) => new(next++, change);
    }

    // As the store has it: of a case that nobody has heard of yet all that happened is said, and nothing when it is over; that one became worse is no news when it is better again.
    private static IEnumerable<Pending<DeviationChange>> ToTell(IReadOnlyList<Pending<DeviationChange>> found) => found.GroupBy(c => c.Change.Deviation.Id)
        .Where(same => !(same.Any(c => c.Change.Kind == ChangeKind.Opened) && same.Any(c => c.Change.Kind == ChangeKind.Resolved)))
        .SelectMany(same => same.Any(c => c.Change.Kind == ChangeKind.Opened) ? same
            : same.Where(c => c.Change.IsTold && !(c.Change.Kind == ChangeKind.Worsened && same.Any(later => later.Change.Kind == ChangeKind.Improved && later.Id > c.Id))))
        .OrderBy(c => c.Id);

    // What is over before anyone heard of it is not told.
    private static IEnumerable<TroubleChange> ToTell(IEnumerable<TroubleChange> found) =>
        found.GroupBy(c => c.Trouble.Key).Select(same => same.Last()).Where(c => c.IsTold);
}
