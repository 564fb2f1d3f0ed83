using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GevinstMonitor.Configure;

/// <summary>
/// What a plan says, however it is written down: every key with its value, but not comments, the order of keys and of named items, how a number is written, or
/// a default that is written out. When a change was <c>done</c> is no promise but a fact that comes with time, <c>history</c> is where the past is kept, and
/// <c>escalation</c> is how the plan is followed.
/// </summary>
internal static class PlanContent
{
    private static readonly HashSet<(Type, string)> NotPromised = [(typeof(ChangeFile), "done"), (typeof(PlanFile), "history"), (typeof(PlanFile), "escalation")];

    /// <summary>SHA-256 in lower-case hex of the content.</summary>
    public static string HashOf(PlanFile file)
    {
        var text = new StringBuilder();
        Write(text, "plan", file);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The same of a plan as it was written.</summary>
    /// <returns>Null when it is not of this language.</returns>
    public static string? HashOf(string text)
    {
        var faults = new List<Fault>();
        return new YamlFile("", faults).Read(text) is { } node && new Binder("", new Dictionary<Type, KindMap>(), faults).Bind<PlanFile>(node) is { } file && faults.Count == 0
            ? HashOf(file) : null;
    }

    private static void Write(StringBuilder text, string path, object value)
    {
        if (Single(value) is { } single)
            text.Append(CultureInfo.InvariantCulture, $"{path}={single.Length}:{single}\n");
        else if (value is IDictionary pairs)
        {
            foreach (var key in pairs.Keys.Cast<object>().OrderBy(k => Single(k), StringComparer.Ordinal))
                Write(text, $"{path}.{Single(key)}", pairs[key]!);
        }
        else if (value is IEnumerable items)
        {
            foreach (var (item, i) in items.Cast<object>().OrderBy(NameOf, StringComparer.Ordinal).Select((item, i) => (item, i)))
                Write(text, $"{path}[{i}]", item);
        }
        else
        {
            // That it stands there at all may mean something, as of confirm, whose every key has a default.
            if (value is ConfirmFile)
                text.Append(CultureInfo.InvariantCulture, $"{path} stated\n");
            var left = Activator.CreateInstance(value.GetType());
            foreach (var (key, property, _) in Binder.KeysOf(value.GetType()))
            {
                if (!NotPromised.Contains((value.GetType(), key)) && property.GetValue(value) is { } own && !own.Equals(property.GetValue(left)))
                    Write(text, $"{path}.{key}", own);
            }
        }
    }

    // Sorting keeps the order of what has no name.
    private static string NameOf(object item) => Single(item) ?? item.GetType().GetProperty("Id")?.GetValue(item) as string ?? "";

    private static string? Single(object value) => value switch
    {
        Percent percent => Single(percent.Fraction),
        decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        _ when Scalars.FormOf(value.GetType()) is not null => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
