using GevinstMonitor.Collect;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

public sealed class FigureTableTests
{
    private static readonly Period First = Period.Containing(PeriodKind.Day, new DateOnly(2026, 1, 1));

    // Around the sizes at which room is made, with guesses that are right, too small and too large.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(5, 4)]
    [InlineData(2047, 0)]
    [InlineData(2048, 2048)]
    [InlineData(2049, 1000)]
    [InlineData(9000, 3)]
    [InlineData(9000, 20_000)]
    public void Figures_OfManyUnitsAndPeriods_StandInTheirOrderEachOnce(int count, int expected)
    {
        var table = new FigureTable(expected);
        for (var time = 0; time < 2; time++)
        {
            for (var i = 0; i < count; i++)
            {
                // The text of a unit is what counts, not which of two equal texts it is.
                ref var figure = ref table.Of($"unit-{i % 70}", First.Plus(i / 70), out var exists);
                Assert.Equal(time == 1, exists);
                figure = figure with { Figure = Figure.Value(figure.Figure.First + i) };
            }
        }

        Assert.Equal(count, table.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(i => new ReadFigure($"unit-{i % 70}", First.Plus(i / 70), Figure.Value(2 * i))), table);
        Assert.Equal(table, Enumerable.Range(0, count).Select(i => table[i]));
    }
}
