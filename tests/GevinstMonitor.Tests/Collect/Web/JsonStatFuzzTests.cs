using System.Globalization;
using System.Text;
using System.Text.Json;
using GevinstMonitor.Collect;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>
/// A valid table, damaged in many ways: it is refused by name or read, and then every number stands in the JSON, in the cell of its codes, as looked up by another
/// and simpler reader.
/// </summary>
public sealed class JsonStatFuzzTests
{
    private static readonly string[] Pieces =
    [
        "null", "true", "[]", "{}", "\"\"", "\"..\"", "\"x\"", "\"-\"", "\"0\"", "\"12\"", "\"101\"", "\"2026K1\"", "\"2026K9\"", "\"J\"", "\"TOT\"", "\"id\"", "\"size\"", "\"value\"", "\"status\"", "\"index\"",
        "0", "1", "2", "-1", "1.0", "1e0", "1e-400", "1e999", "-0", "0.5", "2147483647", "2147483648", "9223372036854775808", "1e15", "123456789012345678901234567890", "\"\\ud800\"", "\"\\u0031\"", "[null]", "{\"0\":1}", "{\"01\":2,\"1\":3}", "[1,2]",
    ];

    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(JsonStatTests.Table);
    private static readonly List<Range> Tokens = TokensOf(Valid);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Table_DamagedInManyWays_IsRefusedByNameOrReadTrue(int pivot)
    {
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < Fuzz.Inputs; seed++)
        {
            if (IsReadTrue(seed, pivot == 1))
                read++;
            else
                refused++;
        }

        // Damage that nothing ever survives, or that never hurts, would test nothing.
        Assert.True(read > Fuzz.Inputs / 20 && refused > Fuzz.Inputs / 20, $"{read} read, {refused} refused");
    }

    private static bool IsReadTrue(int seed, bool pivot)
    {
        var json = Damaged(seed);
        Tally rows;
        try
        {
            rows = JsonStatTests.Read(json, pivot);
        }
        catch (Exception e) when (e is SourceException or JsonException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} is neither read nor refused by name: {Encoding.UTF8.GetString(json)}", e);
        }

        using var document = JsonDocument.Parse(json);
        var dataset = document.RootElement.GetProperty("dataset");
        foreach (var figure in rows.Figures.Where(f => f.Figure.Kind is FigureKind.Value or FigureKind.Ratio))
        {
            var stated = (Stated(dataset, figure, "J"), pivot ? Stated(dataset, figure, "TOT") : 0);
            if (stated != (figure.Figure.First, figure.Figure.Second))
                Assert.Fail($"Seed {seed}: {figure} where the JSON states {stated}: {Encoding.UTF8.GetString(json)}");
        }

        return true;
    }

    // The number in the cell of a unit, a quarter and a code of DIGITAL; null when the JSON states none there, or many cells fit.
    private static decimal? Stated(JsonElement dataset, ReadFigure figure, string digital)
    {
        var dimensions = dataset.GetProperty("dimension");
        var cells = new List<int> { 0 };
        foreach (var id in dimensions.GetProperty("id").EnumerateArray().Select(i => i.GetString()!))
        {
            var index = dimensions.GetProperty(id).GetProperty("category").GetProperty("index");
            List<(string Code, int At)> codes = index.ValueKind == JsonValueKind.Array
                ? [.. index.EnumerateArray().Select((code, at) => (code.GetString()!, at))]
                : [.. index.EnumerateObject().Select(c => (c.Name, c.Value.GetInt32()))];
            bool Fits(string code) => id.ToUpperInvariant() switch
            {
                "OMRÅDE" => (code.Trim().Length == 0 ? "*" : code.Trim()) == figure.Unit,
                "TID" => PeriodFormat.Of(null, PeriodKind.Quarter).Read(code) == figure.Period,
                "DIGITAL" => code.Trim() == digital,
                _ => true,
            };
            cells = [.. from cell in cells from code in codes where Fits(code.Code) select (cell * codes.Count) + code.At];
        }

        var value = dataset.GetProperty("value");
        decimal? sum = null;
        foreach (var cell in cells)
        {
            var stated = value.ValueKind == JsonValueKind.Array ? value[cell] : value.TryGetProperty(cell.ToString(CultureInfo.InvariantCulture), out var one) ? one : default;
            if (stated.ValueKind != JsonValueKind.Number)
                return null;
            sum = (sum ?? 0) + decimal.Parse(stated.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        return sum;
    }

    private static byte[] Damaged(int seed)
    {
        var random = new Random(seed);
        var json = Valid.ToList();
        // From the back, so that the places of the tokens before it stay true.
        foreach (var token in Enumerable.Range(0, random.Next(1, 4)).Select(_ => Tokens[random.Next(Tokens.Count)]).DistinctBy(t => t.Start.Value).OrderByDescending(t => t.Start.Value))
        {
            var (at, length) = token.GetOffsetAndLength(Valid.Length);
            switch (random.Next(8))
            {
                case 0:
                    json[at + random.Next(length)] = (byte)random.Next(256);
                    break;
                case 1:
                    json.RemoveRange(at, length);
                    break;
                case 2:
                    json.RemoveRange(at, random.Next(json.Count - at));
                    break;
                case 3:
                    json.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)] + ","));
                    break;
                case 4:
                    json.RemoveRange(at, length);
                    json.InsertRange(at, Valid[Tokens[random.Next(Tokens.Count)]]);
                    break;
                default:
                    json.RemoveRange(at, length);
                    json.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. json];
    }

    private static List<Range> TokensOf(byte[] json)
    {
        var tokens = new List<Range>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            tokens.Add((int)reader.TokenStartIndex..(int)(reader.BytesConsumed - (reader.TokenType == JsonTokenType.PropertyName ? 1 : 0)));
        return tokens;
    }
}
