using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Core.Write;

/// <summary>A letter that a replay would have had written.</summary>
/// <param name="On">The day it would have gone out.</param>
/// <param name="Tells">The changes of deviations that it tells.</param>
/// <param name="Doubts">How many changes of doubts about figures it tells.</param>
public sealed record ReplayedLetter(DateOnly On, Letter Letter, IReadOnlyList<DeviationChange> Tells, int Doubts);

/// <summary>The letters that replays would have had written: what is found goes out on the next day of letters, in one letter to each person who holds a post then.</summary>
public static class ReplayedLetters
{
    /// <param name="replays">What was found, of each indicator.</param>
    /// <param name="zone">The time zone of the installation.</param>
    /// <returns>In order of time.</returns>
    public static List<ReplayedLetter> Of(Desk desk, DeliveryWindow window, TimeZoneInfo zone, IReadOnlyList<Replay> replays)
    {
        DateOnly DayOf(DateTimeOffset at) => window.NextDay(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var deviations = replays.SelectMany(r => r.Places).SelectMany(p => p.Changes).OrderBy(c => c.At).ToLookup(c => DayOf(c.At));
        var doubts = replays.SelectMany(r => r.Doubts).OrderBy(c => c.At).ToLookup(c => DayOf(c.At));
        var (writer, letters, next) = (new LetterWriter(desk), new List<ReplayedLetter>(), 1L);
        foreach (var day in deviations.Select(d => d.Key).Union(doubts.Select(d => d.Key)).Order())
        {
            var told = Numbered(ToTell(deviations[day]));
            foreach (var written in writer.Write(told, Numbered(ToTell(doubts[day])), day))
            {
                var tells = written.DeviationChanges.ToHashSet();
                letters.Add(new ReplayedLetter(day, written.Letter, [.. told.Where(t => tells.Contains(t.Id)).Select(t => t.Change)], written.TroubleChanges.Count));
            }
        }

        return letters;

        List<Pending<T>> Numbered<T>(IEnumerable<T> changes) => [.. changes.Select(change => new Pending<T>(next++, change))];
    }

    // As the store has it: of a case that nobody has heard of yet all that happened is said; that one became worse is no news when it is better again.
    private static IEnumerable<DeviationChange> ToTell(IEnumerable<DeviationChange> found) => found.GroupBy(c => c.Deviation.Id).SelectMany(same => same.Any(c => c.Kind == ChangeKind.Opened)
        ? same : same.Where(c => c.IsTold && !(c.Kind == ChangeKind.Worsened && same.Any(later => later.Kind == ChangeKind.Improved && later.At > c.At))));

    // A doubt that is over before anyone heard of it is not told.
    private static IEnumerable<TroubleChange> ToTell(IEnumerable<TroubleChange> found) =>
        found.GroupBy(c => c.Trouble.Key).Select(same => same.Last()).Where(c => c.IsTold);
}
