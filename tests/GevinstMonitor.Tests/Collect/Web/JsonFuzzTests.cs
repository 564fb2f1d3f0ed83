using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GevinstMonitor.Collect;
using GevinstMonitor.Collect.Web;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>
/// Answers that no service should give, and some that it may: each is read or refused by name, and every figure that is read stands in it.
/// </summary>
public sealed partial class JsonFuzzTests
{
    [Fact]
    public void Answers_OfAnyShape_AreReadAsTheyStandOrRefusedByName()
    {
        using var town = LoopbackTown();
        var reader = new Reader(town);
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < Fuzz.Inputs; seed++)
        {
            var bytes = new AnyJson(seed).Make();
            try
            {
                var figures = reader.Read(bytes);
                read += figures.Count;
                if (figures.Count > 0)
                    Demand(figures, NumbersIn(bytes));
            }
            catch (SourceException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}\n{Encoding.UTF8.GetString(bytes)}");
            }
        }

        // Or nothing was tried.
        Assert.True(read > Fuzz.Inputs / 10 && refused > Fuzz.Inputs / 10, $"{read} figures read, {refused} answers refused");
    }

    [Fact]
    public void Answers_ThatArePrometheusOrNot_AreReadAsTheyStandOrRefusedByName()
    {
        var (read, inputs) = (0, Fuzz.Inputs / 5);
        for (var seed = 0; seed < inputs; seed++)
        {
            var bytes = new AnyJson(seed).Make();
            if (seed % 2 == 0)
                bytes = [.. """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"x"},"value":[1,"7"]},{"metric":{"a":"""u8, .. bytes, .. "},\"value\":[1,\"8\"]}]}}"u8];
            try
            {
                using var json = Parse(bytes);
                var values = PrometheusKind.ValuesIn(json, "a", _ => { });
                read += values.Count;
                Assert.All(values.Values.Where(v => v.Kind == CellKind.Number), v => Assert.True(NumbersIn(bytes).Contains(v.Number), $"{v.Number} does not stand in the answer"));
            }
            catch (SourceException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}\n{Encoding.UTF8.GetString(bytes)}");
            }
        }

        Assert.True(read > inputs / 10, $"{read} values read");
    }

    [Theory]
    [InlineData("""{"data":{"\ud800":1,"items":[]}}""")]
    [InlineData("""{"\ud800":1,"data":{"items":[{"periode":"2026-05","antal":0}]}}""")]
    [InlineData("""{"data":{"items":[{"periode":"2026-05-31T22:00:00.1234567+99:00","enhed":null,"antal":7}]}}""")]
    [InlineData("""{"data":{"items":[{"periode":"0001-01-01T00:00:00+14:00","enhed":null,"antal":7}]}}""")]
    [InlineData("""{"data":{"items":[{"periode":"9999-12-31T23:59:59-14:00","enhed":null,"antal":7}]}}""")]
    public void Answer_ThatWasHardToRead_IsReadAsItStandsOrRefusedByName(string text)
    {
        using var town = LoopbackTown();
        try
        {
            Demand(new Reader(town).Read(Encoding.UTF8.GetBytes(text)), NumbersIn(Encoding.UTF8.GetBytes(text)));
        }
        catch (SourceException e)
        {
            Assert.Equal(CollectFault.Malformed, e.Fault);
        }
    }

    private static void Demand(IEnumerable<ReadFigure> figures, HashSet<decimal> stand) =>
        Assert.All(figures.Where(f => f.Figure.Kind == FigureKind.Value), f => Assert.True(stand.Contains(f.Figure.First), $"{f.Figure.First} does not stand in the answer"));

    private static Town LoopbackTown() => WebAnswers.Town("http://127.0.0.1:1/tal", "rows: data.items", Collecting.Value());

    private static JsonAnswer Parse(byte[] bytes) =>
        // All of it is in memory: nothing is waited for.
        JsonAnswer.ReadAsync(new MemoryStream(bytes), "answer", "utf-8", TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    // Every number in the answer, by other means than the product's: of a text that is no JSON none at all.
    private static HashSet<decimal> NumbersIn(byte[] bytes)
    {
        var numbers = new HashSet<decimal>();
        var reader = new Utf8JsonReader(bytes.AsSpan(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0), new JsonReaderOptions { MaxDepth = 1000 });
        while (reader.Read())
        {
            var text = reader.TokenType is JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan).ToUpperInvariant()
                : reader.TokenType is JsonTokenType.String && !Encoding.UTF8.GetString(reader.ValueSpan).Contains("\\u", StringComparison.OrdinalIgnoreCase) ? reader.GetString()!.Trim().Replace(',', '.')
                : reader.TokenType is JsonTokenType.String && Encoding.UTF8.GetString(reader.ValueSpan) == "\\u0037" ? "7" : "";
            if (Number().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (number != 0 || Zero().IsMatch(text)))
                numbers.Add(number);
        }

        return numbers;
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[+-]?0+(\.0+)?(E[+-]?[0-9]+)?$")]
    private static partial Regex Zero();

    /// <summary>Reads answers as the town's source says, one after the other.</summary>
    private sealed class Reader(Town town)
    {
        private readonly GevinstMonitor.Configure.Catalog _catalog = town.Load();

        public IReadOnlyList<ReadFigure> Read(byte[] bytes)
        {
            var indicator = _catalog.Indicators["andel"];
            var source = (HttpSettings)_catalog.Sources["maalinger"];
            var ask = new Ask(indicator.File, new Window(new DateOnly(2026, 1, 1), new DateOnly(2026, 8, 1)), _catalog.Zone, town.Clock);
            var tally = new Tally(indicator.Indicator, _catalog.Chart, PeriodFormat.Of(null, PeriodKind.Month), ask.Window.From, new DateOnly(2026, 8, 8));
            using var json = Parse(bytes);
            JsonTable.Read(json.List(source.Rows), "answer", source, ask, tally, TestContext.Current.CancellationToken);
            return tally.Figures;
        }
    }
}
