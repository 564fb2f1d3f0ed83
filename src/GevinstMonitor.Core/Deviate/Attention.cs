namespace GevinstMonitor.Core.Deviate;

/// <summary>A deviation that its owner was told of.</summary>
/// <param name="Told">When the first letter of it was sent.</param>
/// <param name="Closed">When it was back on its path; null while it is open.</param>
public sealed record ToldDeviation(string Id, DateTimeOffset Told, DateTimeOffset? Closed);

/// <summary>What became of the deviations of one indicator that owners were told of: those of the last <see cref="Months"/> months, and those that are still open.</summary>
/// <param name="Told">How many.</param>
/// <param name="Open">How many of them are open.</param>
/// <param name="Answered">How many of them somebody answered, in whatever way.</param>
/// <param name="OpenSince">When the one was told that is open longest; null when none is.</param>
/// <param name="IsNeverActedOn">
/// Whether letters of it change nothing: at least <see cref="Fewest"/> were told <see cref="TimeToAnswerMonths"/> month ago or longer, or one is open for more than <see cref="PatienceMonths"/> months, and nobody answered
/// any. Only where people can answer: else it says nothing of them.
/// </param>
/// <remarks>That a deviation was back on its path after it was told does not show that anybody acted, so it does not count as an answer.</remarks>
public sealed record Attention(int Told, int Open, int Answered, DateTimeOffset? OpenSince, bool IsNeverActedOn)
{
    /// <summary>What is older says nothing of how it is now.</summary>
    public const int Months = 24;

    /// <summary>Fewer may be chance.</summary>
    public const int Fewest = 3;

    /// <summary>Who was told later has not had the time: a fault that many units have at once is three letters in a day.</summary>
    public const int TimeToAnswerMonths = 1;

    /// <summary>One that stands open for longer is not waiting for anything.</summary>
    public const int PatienceMonths = 6;

    /// <summary>How many are back on their path, whoever brought them there.</summary>
    public int Closed => Told - Open;

    /// <summary>What became of them as of a moment.</summary>
    /// <param name="deviations">Of one indicator, in any order.</param>
    /// <param name="responses">Answers to any deviations, in any order.</param>
    /// <param name="at">The moment; what came later is not looked at.</param>
    public static Attention Of(IEnumerable<ToldDeviation> deviations, IEnumerable<Response> responses, DateTimeOffset at)
    {
        bool IsOpen(ToldDeviation deviation) => deviation.Closed is not { } closed || closed > at;
        var told = deviations.Where(d => d.Told <= at && (IsOpen(d) || d.Told > at.AddMonths(-Months))).ToList();
        var open = told.Where(IsOpen).ToList();
        var answers = responses.Where(r => r.At <= at).Select(r => r.Deviation).ToHashSet(StringComparer.Ordinal);
        var answered = told.Count(d => answers.Contains(d.Id));
        var since = open.Count == 0 ? (DateTimeOffset?)null : open.Min(d => d.Told);
        return new Attention(told.Count, open.Count, answered, since, answered == 0 && (told.Count(d => d.Told <= at.AddMonths(-TimeToAnswerMonths)) >= Fewest || since < at.AddMonths(-PatienceMonths)));
    }
}
