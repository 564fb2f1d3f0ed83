using YamlDotNet.RepresentationModel;

namespace GevinstMonitor.Tests.Configure;

/// <summary>One slip anywhere in a right configuration is one fault, in its file and on its line: nothing else is faulted because of it.</summary>
public sealed class OneFaultTests
{
    public static TheoryData<string, string, int> Values => [.. EntriesOf().Select(e => (e.File, e.Name, (int)e.Key.Start.Index))];

    public static TheoryData<string, string, int> Items => [.. ItemsOf().Select(i => (i.File, i.Key, (int)i.Item.Start.Index))];

    // Years are keys too, but no words of the language.
    public static TheoryData<string, string, int> Keys => [.. EntriesOf().Where(e => !char.IsAsciiDigit(e.Name[0])).Select(e => (e.File, e.Name, (int)e.Key.Start.Index))];

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_OfTheWrongShape_IsOneFaultWhereItStands(string file, string key, int at)
    {
        var entry = EntriesOf().Single(e => e.File == file && e.Key.Start.Index == at);
        var value = entry.Value;

        // No value of the language is a list with an empty list in it.
        var fault = Assert.Single(FaultsWith(file, (int)value.Start.Index, EndOf(entry.Text, value), "[[]]"));

        var called = value is YamlSequenceNode ? $"an item of '{key}'" : $"'{key}'";
        Assert.StartsWith($"{file}:{value.Start.Line}: {called} ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Items))]
    public void Item_OfTheWrongShape_IsOneFaultWhereItStands(string file, string key, int at)
    {
        var (text, item) = ItemsOf().Where(i => i.File == file && i.Item.Start.Index == at).Select(i => (i.Text, i.Item)).First();

        var fault = Assert.Single(FaultsWith(file, at, EndOf(text, item), "[[]]"));

        Assert.StartsWith($"{file}:{item.Start.Line}: an item of '{key}' ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_Misspelt_IsOneFaultThatNamesTheRightOne(string file, string key, int at)
    {
        var fault = Assert.Single(FaultsWith(file, at, at + key.Length, key + "x"));

        var line = EntriesOf().Single(e => e.File == file && e.Key.Start.Index == at).Key.Start.Line;
        Assert.StartsWith($"{file}:{line}: unknown key '{key}x'; did you mean '{key}'?", fault, StringComparison.Ordinal);
    }

    private static IEnumerable<(string File, string Text, string Key, YamlNode Item)> ItemsOf() =>
        EntriesOf().SelectMany(e => e.Value is YamlSequenceNode list ? list.Children.Select(item => (e.File, e.Text, e.Name, item)) : []);

    private static string[] FaultsWith(string file, int from, int to, string text)
    {
        using var config = ConfigFolder.Base();
        var path = Path.Combine(config.Folder, file);
        var whole = File.ReadAllText(path);
        config.Write(file, whole[..from] + text + whole[to..]);
        return config.Faults();
    }

    private static int EndOf(string text, YamlNode value)
    {
        // The mark of a map or a list is where it begins; its end is that of what it holds last, or the bracket that closes it.
        if (value is YamlScalarNode)
            return (int)value.End.Index;
        var start = (int)value.Start.Index;
        if (text[start] is not ('{' or '['))
            return value.AllNodes.Skip(1).Where(n => n is YamlScalarNode || text[(int)n.Start.Index] is '{' or '[').Max(n => EndOf(text, n));
        var depth = 0;
        for (var i = start; ; i++)
        {
            depth += text[i] switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
            if (depth == 0)
                return i + 1;
        }
    }

    private static IEnumerable<(string File, string Text, string Name, YamlScalarNode Key, YamlNode Value)> EntriesOf()
    {
        var folder = Path.Combine(ConfigFolder.Bad, "_base");
        foreach (var path in Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            foreach (var map in yaml.Documents[0].AllNodes.OfType<YamlMappingNode>())
            {
                foreach (var (key, value) in map.Children)
                    yield return (Path.GetRelativePath(folder, path).Replace('\\', '/'), text, ((YamlScalarNode)key).Value!, (YamlScalarNode)key, value);
            }
        }
    }
}
