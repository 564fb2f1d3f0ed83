using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Evaluate;

/// <summary>Whether one unit's figures are believed, in order of period: each is held against those before it that count. The likeliest cause is named first.</summary>
internal sealed class Doubts(Indicator indicator, Past past)
{
    // Half a year of months: long enough that one odd figure makes no difference, short enough to follow a change of size.
    private const int Remembered = 6;

    // Fewer than this say nothing of what is usual.
    private const int Fewest = 3;

    private readonly decimal _share = 1 - (indicator.Plausible?.MaxDenominatorDrop ?? Plausible.UsualDenominatorDrop);
    private readonly List<decimal> _denominators = new(indicator.Kind == IndicatorKind.Ratio ? Remembered : 0);
    private readonly HashSet<string>? _questions = past.HasAskedOtherwise ? new(StringComparer.Ordinal) : null;
    private decimal _largest;
    private decimal _floor;
    private decimal? _before;

    /// <summary>Why a figure with a number is not believed as it stands.</summary>
    public Doubt Of(in Measurement figure, decimal shown) =>
        IsAskedOtherwise(figure.Stamp) ? Doubt.QueryChanged
        : HasCollapsed(figure.Figure) ? Doubt.DenominatorCollapsed
        : indicator.Plausible?.Of(shown, _before) ?? Doubt.None;

    /// <summary>The figure counts, and the next ones are held against it.</summary>
    public void Count(in Measurement figure, decimal shown)
    {
        _before = shown;
        _questions?.Add(figure.Stamp.QueryHash);
        if (figure.Figure.Kind == FigureKind.Ratio)
            Remember(figure.Figure, figure.Decision == Decision.Released);
    }

    // What counts was asked by this question before, or somebody wrote down that the question changed: after the last reading by another one, and by this reading at the latest.
    private bool IsAskedOtherwise(ReadingStamp stamp)
    {
        if (past.AskedOtherwiseBefore(stamp) is not { } other || _questions!.Contains(stamp.QueryHash))
            return false;
        var (since, on) = (other.TakenAt.Day, stamp.TakenAt.Day);
        return !indicator.Changes.Any(change => change.On <= on && (change.On > since || change.On == on));
    }

    // The floor is never below the median's, so that most figures are done with after one look. Of values, which have no denominator, it stays 0.
    private bool HasCollapsed(Figure figure) =>
        Math.Abs(figure.Second) < _floor && _denominators.Count >= Fewest && Math.Abs(figure.Second) < _share * Median();

    private void Remember(Figure figure, bool released)
    {
        // One that was released in spite of its denominator says what is usual from here on.
        if (released && HasCollapsed(figure))
        {
            _denominators.Clear();
            _floor = _largest = 0;
        }

        if (_denominators.Count == Remembered)
            _denominators.RemoveAt(0);
        var denominator = Math.Abs(figure.Second);
        _denominators.Add(denominator);
        if (denominator > _largest)
            (_largest, _floor) = (denominator, _share * denominator);
    }

    // Of an even number the lower of the two in the middle.
    private decimal Median() => _denominators.Order().ElementAt((_denominators.Count - 1) / 2);
}
