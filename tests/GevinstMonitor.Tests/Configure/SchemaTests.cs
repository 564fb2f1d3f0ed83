using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GevinstMonitor.Tests.Configure;

public sealed class SchemaTests
{
    private const string Line = "# yaml-language-server: $schema=";
    private static readonly Dictionary<string, JsonObject> Written = new SchemaWriter(SourceKinds.All.Map).All().ToDictionary(s => s.Name, s => s.Schema);
    private static readonly Dictionary<string, JsonSchema> Schemas = Written.ToDictionary(s => s.Key, s => JsonSchema.FromText(s.Value.ToJsonString()));

    public static TheoryData<string> Names => [.. Written.Keys];

    public static TheoryData<string> ExampleFiles => [.. YamlBelow(ConfigFolder.Example)];

    public static TheoryData<string> BaseFiles => [.. YamlBelow(Path.Combine(ConfigFolder.Bad, "_base"))];

    [Fact]
    public void Schemas_ThatShip_AreTheOnesThatTheLanguageHas()
    {
        var files = Directory.GetFiles(Path.Combine(ConfigFolder.Example, "schema")).Select(f => Path.GetFileName(f)!).Order();

        Assert.Equal(Language.Files.Keys.Select(name => $"{name}.schema.json").Order(), files);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_ThatShips_IsWhatTheProgramWritesNow(string name)
    {
        var shipped = File.ReadAllText(Path.Combine(ConfigFolder.Example, "schema", $"{name}.schema.json"));
        var written = Written[name].ToJsonString(GevinstMonitor.Commands.Json.Indented).ReplaceLineEndings("\n") + "\n";

        Assert.True(shipped == written, $"config/schema/{name}.schema.json is not what the program writes; run: gevinst schema");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_OfAFile_HasEveryKeyOfTheLanguage(string name)
    {
        var lacking = new List<string>();
        foreach (var record in Language.RecordsIn(Language.Files[name]))
            Compare(record, Choice(Written[name], record), name, lacking);

        Assert.Empty(lacking);
    }

    [Theory]
    [MemberData(nameof(ExampleFiles))]
    public void Example_File_NamesASchemaThatIsThere(string file)
    {
        var path = Path.Combine(ConfigFolder.Example, file);
        var first = File.ReadLines(path).First();

        Assert.StartsWith(Line, first, StringComparison.Ordinal);
        var schema = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, first[Line.Length..]));
        Assert.True(File.Exists(schema), $"{file} names {schema}, which is not there");
        Assert.Equal($"{SchemaOf(file)}.schema.json", Path.GetFileName(schema));
    }

    [Theory]
    [MemberData(nameof(ExampleFiles))]
    public void Example_File_KeepsToItsSchema(string file) =>
        Assert.Empty(FaultsOf(SchemaOf(file), ReadJson(Path.Combine(ConfigFolder.Example, file))));

    [Theory]
    [MemberData(nameof(BaseFiles))]
    public void Base_File_KeepsToItsSchema(string file) =>
        Assert.Empty(FaultsOf(SchemaOf(file), ReadJson(Path.Combine(ConfigFolder.Bad, "_base", file))));

    [Theory]
    [MemberData(nameof(ExampleFiles))]
    public void Schema_OfAFileWithAnUnknownKeyAnywhere_RefusesIt(string file)
    {
        var root = ReadJson(Path.Combine(ConfigFolder.Example, file));
        var maps = Maps(root).ToList();

        Assert.NotEmpty(maps);
        Assert.All(maps, map =>
        {
            map["unknwon"] = "x";
            Assert.NotEmpty(FaultsOf(SchemaOf(file), root));
            map.Remove("unknwon");
        });
    }

    [Theory]
    [InlineData("indicator", "due", "10 dage")]
    [InlineData("indicator", "better", "more")]
    [InlineData("indicator", "history", "36")]
    [InlineData("plan", "version", "2")]
    [InlineData("source", "kind", "sqllite")]
    [InlineData("source", "timeout", "30")]
    public void Schema_OfAFileWithAMistypedValue_RefusesIt(string name, string key, string value)
    {
        var file = YamlBelow(ConfigFolder.Example).First(f => SchemaOf(f) == name);
        var root = ReadJson(Path.Combine(ConfigFolder.Example, file)).AsObject();

        root[key] = value;

        Assert.NotEmpty(FaultsOf(name, root));
    }

    private static string[] YamlBelow(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string SchemaOf(string file) => file.Split('/') switch
    {
        [var name] => Path.GetFileNameWithoutExtension(name),
        [var folder, ..] => folder[..^1],
        _ => throw new ArgumentException(file, nameof(file)),
    };

    private static void Compare(Type record, JsonObject schema, string at, List<string> lacking)
    {
        var properties = schema["properties"]!.AsObject();
        var required = schema["required"]?.AsArray().Select(r => (string)r!).ToHashSet() ?? [];
        foreach (var (key, property, isRequired) in Binder.KeysOf(record))
        {
            if (properties[key] is not JsonObject value)
                lacking.Add($"{at}.{key}");
            else if (isRequired != required.Contains(key))
                lacking.Add($"{at}.{key}: required");
            else
            {
                foreach (var below in Language.RecordsIn(property.PropertyType))
                    Compare(below, Choice((value["items"] ?? value["additionalProperties"] as JsonObject ?? value).AsObject(), below), $"{at}.{key}", lacking);
            }
        }

        if (schema["additionalProperties"] is not JsonValue closed || (bool)closed)
            lacking.Add($"{at}: additionalProperties must be false");
    }

    // Where a kind chooses between records, the one that its word stands for.
    private static JsonObject Choice(JsonObject schema, Type record)
    {
        if (schema["oneOf"] is not JsonArray choices)
            return schema;
        var kind = Language.Kinds.Values.SelectMany(m => m.Kinds).First(k => k.Value == record).Key;
        return choices.Select(c => c!.AsObject()).Single(c => (string?)c["properties"]!["kind"]!["const"] == kind);
    }

    private static List<string> FaultsOf(string name, JsonNode root)
    {
        using var document = JsonDocument.Parse(root.ToJsonString());
        var result = Schemas[name].Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [$"{name}: refused", .. (result.Details ?? []).Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"))];
    }

    private static IEnumerable<JsonObject> Maps(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(p => Maps(p.Value)).Append(map),
        JsonArray list => list.SelectMany(Maps),
        _ => [],
    };

    // As an editor reads YAML: quoted text is text, the rest is what it looks like.
    private static JsonNode ReadJson(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(path)));
        return ToJson(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, ToJson(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "~" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } word => word.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } number when decimal.TryParse(number.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) => value,
        _ => ((YamlScalarNode)node).Value,
    };
}
