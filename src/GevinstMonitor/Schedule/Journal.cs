using System.Globalization;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Post;

namespace GevinstMonitor.Schedule;

/// <summary>What rounds, sweeps and posts came to, as events in the log, each once. Names nobody: a post's id says who, to who may look it up.</summary>
internal sealed partial class Journal(ILogger<Journal> log)
{
    private static readonly Func<ILogger, string, string, string, IDisposable?> OfRound = LoggerMessage.DefineScope<string, string, string>("Round {Round} of {Source} as of {AsOf}");
    private static readonly Func<ILogger, string, string, string, IDisposable?> OfOther = LoggerMessage.DefineScope<string, string, string>("{Work} {Round} as of {AsOf}");

    // Two rounds may end at once.
    private readonly Lock _alone = new();
    private HashSet<string> _leftAlone = [];

    /// <summary>All that is told until it is disposed of is of one round.</summary>
    /// <param name="id">No other round has it.</param>
    public IDisposable? Round(string id, string source, DateTimeOffset asOf) => OfRound(log, id, source, Iso(asOf));

    /// <summary>The same of a sweep or a post.</summary>
    public IDisposable? Other(string work, string id, DateTimeOffset asOf) => OfOther(log, work, id, Iso(asOf));

    /// <summary>What a round read and concluded.</summary>
    public void Tell(string source, RoundResult result)
    {
        var failed = result.Readings.OfType<Reading.Failed>().ToList();
        RoundDone(source, result.Readings.Count, failed.Count, result.Measurements, result.Concluded.Deviations.Count, (long)result.Took.TotalMilliseconds, Iso(result.AsOf.Instant));
        foreach (var taken in result.Readings.OfType<Reading.Taken>())
            ReadingTaken(taken.Indicator, taken.Source, taken.Rows, taken.Attempts, (long)taken.Took.TotalMilliseconds);
        foreach (var reading in failed)
            ReadingFailed(reading.Indicator, reading.Source, reading.Fault, reading.Detail);
        TellCircuits(result.LeftAlone);
        Tell(result);
    }

    /// <summary>A round that fell due and that nobody ran.</summary>
    public void Tell(MissedRound lost) => RoundLost(lost.Key.Name, Iso(lost.Due));

    /// <summary>What was concluded.</summary>
    public void Tell(RoundResult result)
    {
        foreach (var change in result.Concluded.Deviations)
            Tell(change);
        foreach (var change in result.Concluded.Troubles)
        {
            if (change.Began)
                TroubleBegan(change.Trouble.Kind, change.Trouble.Subject);
            else
                TroubleEnded(change.Trouble.Kind, change.Trouble.Subject);
        }
    }

    /// <summary>What became of a letter.</summary>
    public void Tell(Tried letter)
    {
        var post = letter.Post ?? "operations";
        switch (letter.Fate)
        {
            case Fate.Sent:
                LetterSent(letter.Id, letter.Kind, post);
                break;
            case Fate.Postponed:
                LetterPostponed(letter.Id, letter.Kind, post, letter.Why);
                break;
            default:
                LetterGivenUp(letter.Id, letter.Kind, post, letter.Why);
                break;
        }
    }

    private void Tell(DeviationChange change)
    {
        var (id, of, level) = (change.Deviation.Id, $"{change.Deviation.Plan}/{change.Deviation.Benefit}@{change.Deviation.Unit}", change.Deviation.Level);
        switch (change.Kind)
        {
            case ChangeKind.Opened:
                DeviationOpened(id, of, level, change.Reason);
                break;
            case ChangeKind.Worsened:
                DeviationWorse(id, of, level, change.Reason);
                break;
            case ChangeKind.Improved:
                DeviationBetter(id, of, level, change.Reason);
                break;
            case ChangeKind.Resolved:
                DeviationResolved(id, of, change.Reason);
                break;
            default:
                AcceptanceLapsed(id, of, level, change.Reason);
                break;
        }
    }

    // As programs read it: what is formatted within a message is so in its text alone.
    private static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture);

    private void TellCircuits(IReadOnlySet<string> leftAlone)
    {
        lock (_alone)
        {
            foreach (var source in leftAlone.Except(_leftAlone))
                CircuitOpened(source);
            foreach (var source in _leftAlone.Except(leftAlone))
                CircuitClosed(source);
            _leftAlone = [.. leftAlone];
        }
    }
}
