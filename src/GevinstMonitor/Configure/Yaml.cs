using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GevinstMonitor.Configure;

/// <summary>A piece of a YAML file, with the line it stands on.</summary>
internal abstract record Node(int Line);

/// <summary>Text; null where nothing stands, or <c>null</c> or <c>~</c> without quotes.</summary>
/// <param name="IsBlock">Whether it stands line for line below its key.</param>
internal sealed record TextNode(int Line, string? Text, bool IsBlock = false) : Node(Line);

/// <summary>A reference to an anchor, <c>*name</c>; it stands for nothing in this language.</summary>
internal sealed record AliasNode(int Line, string Name) : Node(Line);

internal sealed record ListNode(int Line, IReadOnlyList<Node> Items) : Node(Line);

internal sealed record MapNode(int Line, IReadOnlyList<Entry> Entries) : Node(Line)
{
    public Entry? this[string key] => Entries.FirstOrDefault(e => e.Key == key);
}

internal sealed record Entry(string Key, int Line, Node Value);

/// <summary>Reads YAML into nodes that remember their lines, and reports every duplicate key, not only the first.</summary>
internal sealed class YamlFile(string file, ICollection<Fault> faults)
{
    private const int Deepest = 50;
    private int _depth;

    /// <returns>Null when the file is no YAML, is empty, or its top is not a map; then a fault says so.</returns>
    public MapNode? Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                faults.Add(new Fault(file, 1, "the file is empty"));
                return null;
            }

            parser.Consume<DocumentStart>();
            var top = ReadNode(parser);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
                faults.Add(new Fault(file, (int)second.Start.Line, "a second document; one file holds one"));
            if (top is MapNode map)
                return map;
            faults.Add(new Fault(file, top.Line, "the file must be keys and values (key: value)"));
        }
        catch (YamlException e)
        {
            var message = (e.InnerException ?? e).Message;
            faults.Add(new Fault(file, LineOf(e, message, text), $"not YAML: {message.TrimEnd('.')}{Hint(message)}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // YamlDotNet gives up on some texts without saying where; what it read last is nearest.
            faults.Add(new Fault(file, InFile(parser.Current?.End.Line ?? 1, text), "not YAML: what follows here cannot be read"));
        }

        return null;
    }

    // The start is where what is read began, the end where it went wrong; a quotation that never ends went wrong where it began, and a tab where it stands.
    private static int LineOf(YamlException e, string message, string text)
    {
        if (message.Contains("quoted", StringComparison.Ordinal))
            return (int)e.Start.Line;
        var tab = message.Contains("tab", StringComparison.Ordinal)
            ? Array.FindIndex(text.Split('\n'), l => l.AsSpan(0, l.Length - l.AsSpan().TrimStart().Length).Contains('\t'))
            : -1;
        return tab >= 0 ? tab + 1 : InFile(e.End.Line, text);
    }

    // What breaks off at the end is found wrong on a line after the last.
    private static int InFile(long line, string text) => (int)Math.Min(line, 1 + text.TrimEnd().ReplaceLineEndings("\n").Count(c => c == '\n'));

    private static string Hint(string message) =>
        message.Contains("tab", StringComparison.Ordinal) ? "; indent with spaces, never with tabs"
        : message.Contains("quoted", StringComparison.Ordinal) ? "; a quotation mark is opened here and not closed"
        : message.Contains("invalid mapping", StringComparison.Ordinal) ? "; keys that belong together begin in the same column, and a text with ': ' in it needs quotation marks"
        : "";

    private Node ReadNode(Parser parser)
    {
        var line = (int)parser.Current!.Start.Line;
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return new AliasNode(line, alias.Value.Value);

        if (parser.TryConsume<Scalar>(out var scalar))
            return new TextNode(line, scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "null" or "~" ? null : scalar.Value, scalar.Style == ScalarStyle.Literal);
        if (++_depth > Deepest)
            throw new YamlException(parser.Current.Start, parser.Current.End, $"lists and keys inside each other more than {Deepest} deep");
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser));
            _depth--;
            return new ListNode(line, items);
        }

        parser.Consume<MappingStart>();
        var entries = new List<Entry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = (int)parser.Current!.Start.Line;
            var key = (ReadNode(parser) as TextNode)?.Text;
            var value = ReadNode(parser);
            if (key is null)
                faults.Add(new Fault(file, keyLine, "a key must be a word"));
            else if (entries.Find(e => e.Key == key) is { } first)
                faults.Add(new Fault(file, keyLine, $"duplicate key '{key}'; it stands already on line {first.Line}"));
            else
                entries.Add(new Entry(key, keyLine, value));
        }

        _depth--;
        return new MapNode(line, entries);
    }
}
