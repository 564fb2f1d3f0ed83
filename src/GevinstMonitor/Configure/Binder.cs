using System.Reflection;
using System.Runtime.CompilerServices;

namespace GevinstMonitor.Configure;

/// <summary>
/// Reads nodes into the records of the configuration language, strictly, and reports every fault: unknown, missing and mistyped keys. A property is a key in
/// camelCase; <c>required</c> makes it mandatory; its initial value is the default.
/// </summary>
/// <param name="file">As the user would open it.</param>
/// <param name="kinds">For an abstract record, the records that its key <c>kind</c> chooses from.</param>
internal sealed class Binder(string file, IReadOnlyDictionary<Type, KindMap> kinds, ICollection<Fault> faults)
{
    private readonly Dictionary<object, MapNode> _nodes = new(ReferenceEqualityComparer.Instance);

    public T? Bind<T>(MapNode node) where T : class => (T?)Record(typeof(T), node, null);

    /// <summary>Reports a fault of a value that was bound: at the line of its key, or of the record where it lacks the key.</summary>
    public void Fault(object record, string? key, string message) => faults.Add(new Fault(file, LineOf(record, key), message));

    /// <summary>Reports a fault of one item of a list.</summary>
    public void Fault(object record, string key, int item, string message)
    {
        var entry = _nodes[record][key];
        faults.Add(new Fault(file, (entry?.Value as ListNode)?.Items[item].Line ?? entry?.Line ?? _nodes[record].Line, message));
    }

    /// <summary>The line of a record's key, or of the record where it lacks the key.</summary>
    public int LineOf(object record, string? key) => (key is null ? null : _nodes[record][key])?.Line ?? _nodes[record].Line;

    /// <summary>The keys of a record type.</summary>
    public static IEnumerable<(string Key, PropertyInfo Property, bool Required)> KeysOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true })
            .Select(p => (CamelCase(p.Name), p, p.IsDefined(typeof(RequiredMemberAttribute))));

    /// <summary>The nearest of the words to a misspelt one, as <c>; did you mean 'x'?</c>; empty when none is near.</summary>
    public static string Nearest(string word, IEnumerable<string> words)
    {
        var best = words.Select(w => (Word: w, Distance: Distance(word, w))).OrderBy(w => w.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(2, word.Length / 3) ? $"; did you mean '{best.Word}'?" : "";
    }

    private object? Record(Type type, MapNode node, string? owner)
    {
        var skip = (string?)null;
        if (kinds.TryGetValue(type, out var map))
        {
            skip = "kind";
            if (Chosen(map, node, owner) is not { } chosen)
                return null;
            type = chosen;
        }

        var record = Activator.CreateInstance(type)!;
        _nodes[record] = node;
        var keys = KeysOf(type).ToDictionary(k => k.Key, StringComparer.Ordinal);
        var complete = true;
        foreach (var entry in node.Entries.Where(e => e.Key != skip))
        {
            if (!keys.TryGetValue(entry.Key, out var key))
                faults.Add(new Fault(file, entry.Line, $"unknown key '{entry.Key}'{Nearest(entry.Key, keys.Keys)}"));
            else if (Value(key.Property.PropertyType, entry.Value, entry.Key, key.Required) is { } value)
                key.Property.SetValue(record, value);
            else if (key.Required)
                complete = false;
        }

        foreach (var missing in keys.Values.Where(k => k.Required && node[k.Key] is null))
        {
            faults.Add(new Fault(file, node.Line, $"missing key '{missing.Key}'{(owner is null ? "" : $" in '{owner}'")}"));
            complete = false;
        }

        // What is complete is looked at further, so that all its faults are found at once, though some of its keys are wrong.
        return complete ? record : null;
    }

    private Type? Chosen(KindMap map, MapNode node, string? owner)
    {
        var kind = node["kind"];
        if (kind is null)
            faults.Add(new Fault(file, node.Line, $"missing key 'kind'{(owner is null ? "" : $" in '{owner}'")}; one of {string.Join(", ", map.Kinds.Keys)}"));
        else if ((kind.Value as TextNode)?.Text is not { } text)
            faults.Add(new Fault(file, kind.Line, $"'kind' must be one of {string.Join(", ", map.Kinds.Keys)}"));
        else if (map.Kinds.TryGetValue(text, out var type))
            return type;
        else if (map.Later.Contains(text))
            faults.Add(new Fault(file, kind.Line, $"kind '{text}' is not supported by this version; use one of {string.Join(", ", map.Kinds.Keys)}"));
        else
            faults.Add(new Fault(file, kind.Line, $"unknown kind '{text}'{Nearest(text, map.Kinds.Keys)}"));
        return null;
    }

    private object? Value(Type type, Node node, string key, bool required)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (node is TextNode { Text: null })
        {
            if (required)
                faults.Add(new Fault(file, node.Line, $"'{key}' has no value"));
            return null;
        }

        if (Scalars.FormOf(type) is { } form)
        {
            var text = (node as TextNode)?.Text;
            var value = text is null ? null : Scalars.Parse(type, text);
            if (value is null)
                faults.Add(new Fault(file, node.Line, $"'{key}' must be {form.Form}{(text is null ? "" : $", not '{text}'")}"));
            return value;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Items(type.GetGenericArguments()[0], node, key);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Pairs(type.GetGenericArguments(), node, key);
        if (node is MapNode map)
            return Record(type, map, key);
        faults.Add(new Fault(file, node.Line, $"'{key}' must be keys and values (key: value)"));
        return null;
    }

    private System.Collections.IList? Items(Type itemType, Node node, string key)
    {
        if (node is not ListNode list)
        {
            faults.Add(new Fault(file, node.Line, $"'{key}' must be a list"));
            return null;
        }

        var items = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
        foreach (var item in list.Items)
        {
            if (Value(itemType, item, key, required: true) is { } value)
                items.Add(value);
        }

        return items;
    }

    private System.Collections.IDictionary? Pairs(Type[] types, Node node, string key)
    {
        if (node is not MapNode map)
        {
            faults.Add(new Fault(file, node.Line, $"'{key}' must be keys and values (key: value)"));
            return null;
        }

        var pairs = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(types))!;
        foreach (var entry in map.Entries)
        {
            var name = Scalars.Parse(types[0], entry.Key);
            if (name is null)
                faults.Add(new Fault(file, entry.Line, $"a key of '{key}' must be {Scalars.FormOf(types[0])!.Value.Form}, not '{entry.Key}'"));
            else if (Value(types[1], entry.Value, entry.Key, required: true) is { } value)
                pairs[name] = value;
        }

        return pairs;
    }

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    // Levenshtein (1966), with one row.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}

/// <summary>The kinds that a record can be of, by the word in its key <c>kind</c>.</summary>
/// <param name="Later">Words of the language that this version does not know yet.</param>
public sealed record KindMap(IReadOnlyDictionary<string, Type> Kinds, IReadOnlySet<string> Later);
