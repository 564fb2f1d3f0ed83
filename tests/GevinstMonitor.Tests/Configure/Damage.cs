using System.Text;

namespace GevinstMonitor.Tests.Configure;

/// <summary>What becomes of files that are edited by hand and copied by machines.</summary>
internal static class Damage
{
    private static readonly string[] Splinters =
        ["\"", "'", "{", "}", "[", "]", ": ", "- ", "\t", "\n", "\r", "\0", "#", "*a", "&a ", "!!int ", "|", ">", "%", "@", "---\n", "...\n", "<<: *a\n", "\u00a0", "\ufeff", "\ud83d\ude00",
            "0001-01-01", "9999-12-31", "99999999999999999999", "-1", "0", "\"\\0\"", "null", "~", "../", "/", "?", "d", "æ"];

    // Numbers as people and programs write them, here and elsewhere.
    private static readonly string[] Numbers =
        ["0", "-0", "+5", "007", "1.", ".5", "1,5", "1.000", "1.000,5", "1 000", "1_000", "1e3", "0x10", "0o17", "1:30", ".inf", "NaN", "½", "٣", "0.00000000000000000000000000001", "1.00000000000000000000000000001",
            "123456789012345678901234567890", "2147483648", "-2147483649", "\"5\\0\"", "\"\\u0035\"", "\" 5\"", "5 %", "-5%", "1.5%", "1.00000000000000000000000000001%", "0s", "9999999d", "1000000000000GB", "5 workdays", "24:00-25:00"];

    public static byte[] Done(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var length = Math.Min(random.Next(1, 12), bytes.Length - at);
        return random.Next(7) switch
        {
            0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]],
            3 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Splinters[random.Next(Splinters.Length)]), .. bytes[at..]],
            4 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Splinters[random.Next(Splinters.Length)]), .. bytes[(at + length)..]],
            5 => Renumbered(bytes, at, random),
            _ => random.Next(20) == 0 ? bytes[..at] : [.. bytes[..at], (byte)random.Next(32, 127), .. bytes[Math.Min(at + 1, bytes.Length)..]],
        };
    }

    // Another number where the next one stands.
    private static byte[] Renumbered(byte[] bytes, int from, Random random)
    {
        var at = bytes.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (at < 0)
            return bytes;
        var rest = bytes.AsSpan(from + at);
        var length = rest.IndexOfAnyExceptInRange((byte)'-', (byte)'9');
        return [.. bytes[..(from + at)], .. Encoding.UTF8.GetBytes(Numbers[random.Next(Numbers.Length)]), .. length < 0 ? [] : rest[length..].ToArray()];
    }
}
