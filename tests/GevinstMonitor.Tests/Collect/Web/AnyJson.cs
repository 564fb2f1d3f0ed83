using System.Text;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>Answers that no service should give, and some that it may: JSON of any shape, then cut, doubled and damaged. One seed makes one answer.</summary>
internal sealed class AnyJson(int seed)
{
    private static readonly string[] Keys = ["periode", "enhed", "antal", "antal", "data", "items", "a.b", "a", "b", "", "\\u0061", "\\ud800", "æ", "value", "metric", "status", "result", "resultType"];

    private static readonly string[] Values =
    [
        "\"2026-05\"", "\"2026-06\"", "202605", "\"2026-05-31T22:00:00Z\"", "\"2026-05-31T22:00:00.1234567+99:00\"", "\"nord\"", "\"syd\"", "\" \"", "\"\"", "null", "true", "false",
        "0", "-0", "0.0", "0e9", "7", "-1.5", "1e3", "1E-2", "1e-30", "1e400", "-1e-400", "0.00000000000000000000000000000000001", "999999999999999", "1e15", "79228162514264337593543950336",
        "\"7\"", "\"1,5\"", "\"1.5\"", "\"-0\"", "\"< 20\"", "\"0,0000000000000000000000000000000001\"", "\"NaN\"", "\"\\u0037\"", "\"\\ud800\"", "\"\\ude00\\ud83d\"", "\"\\u0000\"",
        "01", "+1", ".5", "1.", "NaN", "Infinity", "0x1F", "nul", "'7'", "\"\n\"", "\"success\"", "\"vector\"", "[1,\"7\"]", "[]", "{}",
    ];

    private readonly Random _random = new(seed);

    public byte[] Make()
    {
        var text = new StringBuilder();
        if (_random.Next(4) == 0)
            Value(text, 0);
        else
            Rows(text);
        var bytes = (_random.Next(20) switch { 0 => Encoding.Latin1, 1 => Encoding.Unicode, _ => (Encoding)new UTF8Encoding(false) }).GetBytes(text.ToString()).ToList();
        if (_random.Next(20) == 0)
            bytes.InsertRange(0, [0xEF, 0xBB, 0xBF]);
        for (var damages = _random.Next(6) - 3; damages > 0; damages--)
            Damage(bytes);
        return [.. bytes];
    }

    private void Rows(StringBuilder text)
    {
        text.Append("""{"data":{"items":[""");
        for (var rows = _random.Next(5); rows > 0; rows--)
        {
            Row(text);
            text.Append(rows > 1 ? "," : "");
        }

        text.Append("]}}");
    }

    private void Row(StringBuilder text)
    {
        text.Append("{\"periode\":").Append(Pick(Values[..6])).Append(",\"enhed\":").Append(Pick(Values[5..10])).Append(",\"antal\":");
        Value(text, 3);
        if (_random.Next(4) == 0)
        {
            text.Append(",\"").Append(Pick(Keys)).Append("\":");
            Value(text, 3);
        }

        text.Append('}');
    }

    private void Value(StringBuilder text, int depth)
    {
        var shape = depth > 5 ? 9 : _random.Next(10);
        if (shape == 0)
            text.Append('[', _random.Next(10) == 0 ? 200 : 1);
        if (shape > 2)
        {
            text.Append(Pick(Values));
            return;
        }

        text.Append(shape == 0 ? "" : "{");
        for (var items = _random.Next(4); items > 0; items--)
        {
            if (shape != 0)
                text.Append('"').Append(Pick(Keys)).Append("\":");
            Value(text, depth + 1);
            text.Append(items > 1 ? "," : "");
        }

        text.Append(shape == 0 ? ']' : '}');
    }

    private void Damage(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(1, 12), bytes.Count - at);
        switch (_random.Next(5))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.Insert(at, (byte)_random.Next(256));
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(Values)));
                break;
        }
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
