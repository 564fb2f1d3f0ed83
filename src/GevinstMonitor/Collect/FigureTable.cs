using System.Collections;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

/// <summary>
/// Figures in the order they came, at most one for each unit and period. A million are kept in little more than they are themselves: in pieces, so that none is
/// copied to make room, and found by a table of nothing but their numbers (open addressing with linear probing; Knuth, The Art of Computer Programming 3, 6.4).
/// </summary>
/// <param name="expected">About how many there will be; any number will do.</param>
internal sealed class FigureTable(int expected) : IReadOnlyList<ReadFigure>
{
    // Of a whole piece's size .NET moves nothing about to make room, which would take it twice.
    private const int Piece = 2048;
    private readonly List<ReadFigure[]> _pieces = [];

    // The number of a figure plus one; 0 where there is none. Never more than half full, and its length a power of two.
    private int[] _numbers = new int[RoomFor(expected)];

    public int Count { get; private set; }

    public ReadFigure this[int index] => At(index);

    /// <summary>The figure of a unit and period, to be changed where it stands; a new one holds nothing yet.</summary>
    public ref ReadFigure Of(string unit, Period period, out bool exists)
    {
        if (2 * Count >= _numbers.Length)
            Widen();
        ref var number = ref PlaceOf(unit, period);
        exists = number != 0;
        if (!exists)
        {
            number = Count + 1;
            Add(new ReadFigure(unit, period, default));
        }

        return ref At(number - 1);
    }

    public IEnumerator<ReadFigure> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(ReadFigure figure)
    {
        var at = Count % Piece;
        if (at == 0)
            _pieces.Add(new ReadFigure[Count == 0 ? Math.Clamp(expected, 4, Piece) : Piece]);
        else if (at == _pieces[^1].Length)
        {
            // Only the first piece begins small.
            var wider = new ReadFigure[Math.Min(2 * at, Piece)];
            _pieces[^1].CopyTo(wider, 0);
            _pieces[^1] = wider;
        }

        _pieces[^1][at] = figure;
        Count++;
    }

    private ref ReadFigure At(int index) => ref _pieces[index / Piece][index % Piece];

    private ref int PlaceOf(string unit, Period period)
    {
        var at = HashOf(unit, period) & (_numbers.Length - 1);
        while (_numbers[at] is var number and not 0)
        {
            ref var figure = ref At(number - 1);
            if (figure.Period == period && figure.Unit == unit)
                break;
            at = (at + 1) & (_numbers.Length - 1);
        }

        return ref _numbers[at];
    }

    private void Widen()
    {
        _numbers = new int[2 * _numbers.Length];
        for (var i = 0; i < Count; i++)
        {
            ref var figure = ref At(i);
            PlaceOf(figure.Unit, figure.Period) = i + 1;
        }
    }

    // Days that follow each other are spread over the table (Fibonacci hashing; Knuth, the same).
    private static int HashOf(string unit, Period period) => unchecked((int)(((uint)unit.GetHashCode(StringComparison.Ordinal) + (uint)period.Start.DayNumber) * 2654435769u >> 8));

    private static int RoomFor(int figures) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * figures));
}
