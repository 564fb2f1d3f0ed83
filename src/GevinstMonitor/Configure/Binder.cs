using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GevinstMonitor.Configure;

/// <summary>
/// Reads nodes into the records of the configuration language, strictly, and reports every fault: unknown, missing and mistyped keys. A property is a key in
/// camelCase; <c>required</c> makes it mandatory; its initial value is the default. What cannot be read is stood in for, so that the rest is looked at too and
/// all faults are found at once; what is wrong already is not faulted again. A record with stand-ins never leaves the loader, for then there are faults.
/// </summary>
/// <param name="file">As the user would open it.</param>
/// <param name="kinds">For an abstract record, the records that its key <c>kind</c> chooses from.</param>
internal sealed class Binder(string file, IReadOnlyDictionary<Type, KindMap> kinds, ICollection<Fault> faults)
{
    private readonly Dictionary<object, MapNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, HashSet<string>> _wrong = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, List<Node>> _items = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _short = new(ReferenceEqualityComparer.Instance);

    public string File => file;

    /// <returns>Null when its kind is not known; then nothing else can be said of it.</returns>
    public T? Bind<T>(MapNode node) where T : class => (T?)Record(typeof(T), node, null);

    /// <summary>Reports a fault of a value that was bound: at the line of its key, or of the record where it lacks the key. Silent when the value is not sound.</summary>
    /// <param name="line">For a text of several lines, which of them; 0 for the key itself.</param>
    public void Fault(object record, string key, string message, int line = 0)
    {
        if (IsSound(record, key))
            faults.Add(new Fault(file, line == 0 ? LineOf(record, key) : _nodes[record][key]!.Value is TextNode { IsBlock: true } text ? text.Line + line : LineOf(record, key), message));
    }

    /// <summary>Reports a fault of one item of a list.</summary>
    public void FaultOfItem(object list, int item, string message) => faults.Add(new Fault(file, _items[list][item].Line, message));

    /// <summary>Whether the values of these keys, and all in them, were read without a fault; a default is sound.</summary>
    public bool IsSound(object record, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (_wrong[record].Contains(key))
                return false;
        }

        return true;
    }

    /// <summary>Whether a list that was read lacks an item that could not be.</summary>
    public bool IsShort(object list) => _short.Contains(list);

    /// <summary>The line of a record's key, or of the record where it lacks the key.</summary>
    public int LineOf(object record, string key) => _nodes[record][key]?.Line ?? _nodes[record].Line;

    private const string Nul = "holds a NUL character, which no text has";

    private static readonly ConcurrentDictionary<Type, (string, PropertyInfo, bool)[]> Keys = new();

    /// <summary>The keys of a record type.</summary>
    public static IEnumerable<(string Key, PropertyInfo Property, bool Required)> KeysOf(Type type) => Keys.GetOrAdd(type, static t =>
        [.. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true })
            .Select(p => (CamelCase(p.Name), p, p.IsDefined(typeof(RequiredMemberAttribute))))]);

    /// <summary>The nearest of the words to a misspelt one, as <c>; did you mean 'x'?</c>; empty when none is near.</summary>
    public static string Nearest(string word, IEnumerable<string> words) => NearestOf(word, words) is { } near ? $"; did you mean '{near}'?" : "";

    private static string? NearestOf(string word, IEnumerable<string> words)
    {
        var best = words.Select(w => (Word: w, Distance: Distance(word, w))).OrderBy(w => w.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance < word.Length && best.Distance <= Math.Max(2, word.Length / 3) ? best.Word : null;
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
        var wrong = _wrong[record] = new(StringComparer.Ordinal);
        _nodes[record] = node;
        var keys = KeysOf(type).ToDictionary(k => k.Key, StringComparer.Ordinal);
        foreach (var entry in node.Entries.Where(e => e.Key != skip))
        {
            var before = faults.Count;
            if (!keys.TryGetValue(entry.Key, out var key) && entry.Value is AliasNode alias)
                Refuse(alias);
            else if (key == default)
                faults.Add(new Fault(file, entry.Line, $"unknown key '{entry.Key}'{Nearest(entry.Key, keys.Keys)}"));
            else if (Value(key.Property.PropertyType, entry.Value, entry.Key, entry.Line) is { } value)
                key.Property.SetValue(record, value);
            if (faults.Count > before)
                wrong.Add(entry.Key);
        }

        // A key that is misspelt is not missing too.
        wrong.UnionWith(node.Entries.Where(e => e.Key != skip && !keys.ContainsKey(e.Key)).Select(e => NearestOf(e.Key, keys.Keys)).OfType<string>().Where(near => node[near] is null));
        foreach (var missing in keys.Values.Where(k => k.Required && node[k.Key] is null && wrong.Add(k.Key)))
            faults.Add(new Fault(file, node.Line, $"missing key '{missing.Key}'{(owner is null ? "" : $" in '{owner}'")}"));

        StandIn(record, node.Line);
        return record;
    }

    // Gives what is required and wrong a value that the checks can look at: none of its keys is sound.
    private void StandIn(object record, int line)
    {
        foreach (var (key, property, required) in KeysOf(record.GetType()))
        {
            if (!required || IsSound(record, key) || property.GetValue(record) is not null)
                continue;
            var type = property.PropertyType;
            if (type == typeof(string))
                property.SetValue(record, "");
            else if (type.IsGenericType)
                property.SetValue(record, Activator.CreateInstance((type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? typeof(List<>) : typeof(Dictionary<,>)).MakeGenericType(type.GetGenericArguments())));
            else if (!type.IsAbstract)
            {
                var value = Activator.CreateInstance(type)!;
                (_nodes[value], _wrong[value]) = (new MapNode(line, []), [.. KeysOf(type).Select(k => k.Key)]);
                StandIn(value, line);
                property.SetValue(record, value);
            }
        }
    }

    private Type? Chosen(KindMap map, MapNode node, string? owner)
    {
        var kind = node["kind"];
        if (kind is null && node.Entries.FirstOrDefault(e => NearestOf(e.Key, ["kind"]) is not null) is { } misspelt)
            faults.Add(new Fault(file, misspelt.Line, $"unknown key '{misspelt.Key}'; did you mean 'kind'?"));
        else if (kind is null)
            faults.Add(new Fault(file, node.Line, $"missing key 'kind'{(owner is null ? "" : $" in '{owner}'")}; one of {string.Join(", ", map.Kinds.Keys)}"));
        else if ((kind.Value as TextNode)?.Text is not { } text)
            faults.Add(new Fault(file, kind.Line, $"'kind' must be one of {string.Join(", ", map.Kinds.Keys)}"));
        else if (map.Kinds.TryGetValue(text, out var type))
            return type;
        else if (map.Later.Contains(text))
            faults.Add(new Fault(file, kind.Line, $"kind '{text}' is not supported by this version; use one of {string.Join(", ", map.Kinds.Keys)}"));
        else
            faults.Add(new Fault(file, kind.Line, $"unknown kind '{text}'{(Nearest(text, map.Kinds.Keys) is { Length: > 0 } near ? near : $"; one of {string.Join(", ", map.Kinds.Keys)}")}"));
        return null;
    }

    private object? Value(Type type, Node node, string key, int line, string? called = null)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        called ??= $"'{key}'";
        if (node is TextNode { Text: null })
        {
            faults.Add(new Fault(file, line, $"{called} has no value"));
            return null;
        }

        if (node is AliasNode alias)
        {
            Refuse(alias);
            return null;
        }

        if (Scalars.FormOf(type) is { } form)
        {
            var text = (node as TextNode)?.Text;
            if (text is not null && text.Contains('\0'))
            {
                faults.Add(new Fault(file, node.Line, $"{called} {Nul}"));
                return null;
            }

            var value = text is null ? null : Scalars.Parse(type, text);
            if (value is null)
                faults.Add(new Fault(file, node.Line, $"{called} must be {form.Form}{(text is null ? "" : $", not '{text}'")}"));
            return value;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Items(type.GetGenericArguments()[0], node, key);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Pairs(type.GetGenericArguments(), node, key);
        if (node is MapNode map)
            return Record(type, map, key);
        faults.Add(new Fault(file, node.Line, type == typeof(Secret)
            ? $"{called} is a secret, which is never written here; name it as {{ env: NAME }} or {{ file: path }}"
            : $"{called} must be keys and values (key: value)"));
        return null;
    }

    private void Refuse(AliasNode alias) =>
        faults.Add(new Fault(file, alias.Line, $"alias '*{alias.Name}': aliases are not part of this language; write it out"));

    private System.Collections.IList? Items(Type itemType, Node node, string key)
    {
        if (node is not ListNode list)
        {
            faults.Add(new Fault(file, node.Line, $"'{key}' must be a list"));
            return null;
        }

        var items = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
        var nodes = _items[items] = [];
        foreach (var item in list.Items)
        {
            if (Value(itemType, item, key, item.Line, $"an item of '{key}'") is { } value)
            {
                items.Add(value);
                nodes.Add(item);
            }
            else
                _short.Add(items);
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
            if (entry.Key.Contains('\0'))
                faults.Add(new Fault(file, entry.Line, $"a key of '{key}' {Nul}"));
            else if (name is null)
                faults.Add(new Fault(file, entry.Line, $"a key of '{key}' must be {Scalars.FormOf(types[0])!.Value.Form}, not '{entry.Key}'"));
            else if (pairs.Contains(name))
                faults.Add(new Fault(file, entry.Line, $"duplicate key '{entry.Key}' in '{key}'; {name} stands there already"));
            else if (Value(types[1], entry.Value, entry.Key, entry.Line) is { } value)
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
