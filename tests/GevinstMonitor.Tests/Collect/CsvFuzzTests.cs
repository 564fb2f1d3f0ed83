using GevinstMonitor.Collect;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Microsoft.Extensions.Time.Testing;

namespace GevinstMonitor.Tests.Collect;

/// <summary>
/// Many files and numbers made from seeds: whatever stands in a file, it is read or refused with a fault, it ends, and no number is read that it does not state.
/// </summary>
public sealed class CsvFuzzTests : IDisposable
{
    // What takes longer than this takes for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1) + (Fuzz.Inputs * TimeSpan.FromMilliseconds(10));

    private readonly Town _town = Collecting.Csv(indicator: Collecting.Value()).Figures("");
    private readonly Catalog _catalog;
    private readonly IndicatorSettings _indicator;

    public CsvFuzzTests()
    {
        _catalog = _town.Load();
        _indicator = _catalog.Indicators["andel"];
    }

    [Fact]
    public void Numbers_OfEverySeed_AreReadBackExactlyAndNothingElseIsANumber()
    {
        for (var seed = 0; seed < Fuzz.Inputs; seed++)
            Number(seed);
    }

    [Fact]
    public async Task Files_OfEverySeed_AreReadOrRefusedAndStateWhatIsRead()
    {
        var seed = 0;
        var reading = Task.Run(async () =>
        {
            for (; seed < Fuzz.Inputs; seed++)
                await (seed % 2 == 0 ? RightAsync(seed) : AnythingAsync(seed));
        }, TestContext.Current.CancellationToken);
        Assert.True(await Task.WhenAny(reading, Task.Delay(Patience, TestContext.Current.CancellationToken)) == reading, $"seed {seed} is read for ever");
        await reading;
    }

    public void Dispose() => _town.Dispose();

    private void Number(int seed)
    {
        var fuzz = Made(seed);
        var format = new NumberFormat(fuzz.Source);
        var (number, text) = fuzz.Number();
        Assert.True(format.Read(text) == Cell.Of(number) || text.Trim().Length >= 64, $"seed {seed}: '{text}' is not read as {number}");
        var other = fuzz.NoNumber();
        Assert.True(format.Read(other) == StatedNumber.Of(other, fuzz.Source), $"seed {seed}: '{other}' is read as {format.Read(other)}");
    }

    private async Task RightAsync(int seed)
    {
        var fuzz = Made(seed);
        var (file, cells) = fuzz.Right();
        var read = (await ReadAsync(seed, fuzz.Source, file))!.ToDictionary(f => f.Unit, f => f.Figure);
        Assert.True(cells.Count == read.Count, $"seed {seed}: {read.Count} figures of {cells.Count} rows");
        foreach (var (unit, text) in cells)
        {
            var expected = StatedNumber.Of(text, fuzz.Source) switch
            {
                { Kind: CellKind.Number } number => Figure.Value(number.Number),
                { Kind: CellKind.Suppressed } => Figure.Suppressed,
                _ => Figure.NotANumber,
            };
            Assert.True(read.TryGetValue(unit, out var figure) && figure == expected, $"seed {seed}: '{text}' of '{unit}' is read as {figure}");
        }
    }

    private async Task AnythingAsync(int seed)
    {
        var fuzz = Made(seed);
        var file = fuzz.Anything();
        if ((await ReadAsync(seed, fuzz.Source, file))?.Where(f => f.Figure.Kind == FigureKind.Value).ToList() is not { Count: > 0 } read)
            return;
        var stated = StatedNumber.In(file, fuzz.Source);
        Assert.All(read, figure => Assert.True(stated.Contains(figure.Figure.First), $"seed {seed}: {figure} does not stand in the file"));
    }

    private CsvFuzz Made(int seed) => new(seed, (CsvSettings)_catalog.Sources["maalinger"]);

    // Null when the file is refused.
    private async Task<IReadOnlyList<ReadFigure>?> ReadAsync(int seed, CsvSettings source, byte[] file)
    {
        var window = new Window(new DateOnly(2020, 1, 1), new DateOnly(2026, 8, 8));
        var rows = new Tally(_indicator.Indicator, _catalog.Chart, PeriodFormat.Of(null, PeriodKind.Month), window.From, window.To);
        try
        {
            await SeparatedValues.ReadAsync(new MemoryStream(file), "maalinger.csv", source, new Ask(_indicator.File, window, _catalog.Zone, new FakeTimeProvider()), rows, TestContext.Current.CancellationToken);
            return rows.Figures;
        }
        catch (SourceException)
        {
            return null;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}", e);
        }
    }
}
