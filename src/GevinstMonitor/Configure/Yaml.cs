using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GevinstMonitor.Configure;

/// <summary>A piece of a YAML file, with the line it stands on.</summary>
internal abstract record Node(int Line);

/// <summary>Text; null where nothing stands, or <c>null</c> or <c>~</c> without quotes.</summary>
internal sealed record TextNode(int Line, string? Text) : Node(Line);

internal sealed record ListNode(int Line, IReadOnlyList<Node> Items) : Node(Line);

internal sealed record MapNode(int Line, IReadOnlyList<Entry> Entries) : Node(Line)
{
    public Entry? this[string key] => Entries.FirstOrDefault(e => e.Key == key);
}

internal sealed record Entry(string Key, int Line, Node Value);

/// <summary>Reads YAML into nodes that remember their lines, and reports every duplicate key, not only the first.</summary>
internal sealed class YamlFile(string file, ICollection<Fault> faults)
{
    /// <returns>Null when the file is no YAML, is empty, or its top is not a map; then a fault says so.</returns>
    public MapNode? Read(TextReader text)
    {
        try
        {
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                faults.Add(new Fault(file, 0, "the file is empty"));
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
            faults.Add(new Fault(file, (int)e.Start.Line, $"not YAML: {(e.InnerException ?? e).Message}"));
        }

        return null;
    }

    private Node ReadNode(Parser parser)
    {
        var line = (int)parser.Current!.Start.Line;
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            faults.Add(new Fault(file, line, $"alias '*{alias.Value}': aliases are not part of this language; write it out"));
            return new TextNode(line, null);
        }

        if (parser.TryConsume<Scalar>(out var scalar))
            return new TextNode(line, scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "null" or "~" ? null : scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser));
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

        return new MapNode(line, entries);
    }
}
