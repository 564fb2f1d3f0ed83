using System.Text;
using GevinstMonitor.Configure;
using YamlDotNet.RepresentationModel;

namespace GevinstMonitor.Tests.Configure;

/// <summary>
/// The example's files, damaged in many ways, each read and checked by itself: it is refused with faults that have their lines, or every value that is read
/// stands there.
/// </summary>
public sealed class YamlFuzzTests
{
    // What takes longer than this takes for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1) + (Fuzz.Inputs * TimeSpan.FromMilliseconds(10));

    private static readonly Catalog Example = ConfigFolder.Load(ConfigFolder.Example);

    // Without the lines that only explain: a slip in a comment is none.
    private static readonly List<(string Name, byte[] Bytes)> Files = [.. Directory.GetFiles(ConfigFolder.Example, "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(f => (Path.GetRelativePath(ConfigFolder.Example, f).Replace('\\', '/'), Encoding.UTF8.GetBytes(string.Concat(File.ReadLines(f).Where(l => !l.TrimStart().StartsWith('#')).Select(l => l + "\n")))))];

    [Fact]
    public async Task Files_OfEverySeed_AreRefusedWithTheirLinesOrReadAsTheyStand()
    {
        var (seed, read, refused) = (0, 0, 0);
        var reading = Task.Run(() =>
        {
            for (; seed < Fuzz.Inputs; seed++)
            {
                if (IsRead(seed))
                    read++;
                else
                    refused++;
            }
        }, TestContext.Current.CancellationToken);

        Assert.True(await Task.WhenAny(reading, Task.Delay(Patience, TestContext.Current.CancellationToken)) == reading, $"seed {seed} is read for ever");
        await reading;
        // Damage that nothing ever survives, or that never hurts, would test nothing.
        Assert.True(read > Fuzz.Inputs / 10 && refused > Fuzz.Inputs / 4, $"{read} read, {refused} refused");
    }

    private static bool IsRead(int seed)
    {
        var random = new Random(seed);
        var (name, bytes) = Files[random.Next(Files.Count)];
        for (var times = random.Next(1, 4); times > 0; times--)
            bytes = Damage.Done(bytes, random);
        var faults = new List<Fault>();
        try
        {
            var text = CatalogLoader.TextIn(bytes, name, faults);
            var node = text is null ? null : new YamlFile(name, faults).Read(text);
            var record = node is null ? null : RecordIn(name, node, text!, faults);
            if (faults.Count > 0)
            {
                var lines = Encoding.UTF8.GetString(bytes).Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length;
                if (faults.Find(f => f.Line < 1 || f.Line > lines) is { } astray)
                    Assert.Fail($"seed {seed}: {astray}\n{Encoding.UTF8.GetString(bytes)}");
                return false;
            }

            var yaml = new YamlStream();
            yaml.Load(new StringReader(text!));
            if (StatedValue.NotIn(yaml.Documents[0].RootNode, record!, name) is { } wrong)
                Assert.Fail($"seed {seed}: {wrong}\n{text}");
            return true;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"seed {seed} of {name}: {Encoding.UTF8.GetString(bytes)}", e);
        }
    }

    // As the loader does with a file, where the others are those of the example. Any id may be declared in them.
    private static object? RecordIn(string name, MapNode node, string text, List<Fault> faults)
    {
        var binder = new Binder(name, Language.Kinds, faults);
        var (ids, sources, indicators) = (OrganisationIds.In(faults), new Ids("source", faults), new Ids("indicator", faults));
        ids.LackAll();
        sources.LacksSome();
        indicators.LacksSome();
        switch (name.Split('/')[0])
        {
            case "gevinstmonitor.yml" when binder.Bind<InstallationFile>(node) is { } file:
                new InstallationCheck(binder, file).Check();
                return file;
            case "organisation.yml" when binder.Bind<OrganisationFile>(node) is { } file:
                new OrganisationBuilder(binder, ids, null).Build(file);
                return file;
            case "sources" when binder.Bind<SourceSettings>(node) is { } file:
                file.Folders = Example.AllowedFolders;
                file.Check(Example.AllowedFolders, (key, message) => binder.Fault(file, key, message));
                return file;
            case "indicators" when binder.Bind<IndicatorFile>(node) is { } file:
                new IndicatorBuilder(binder, sources, Example.Sources).Build(file);
                return file;
            case "plans" when binder.Bind<PlanFile>(node) is { } file:
                new PlanBuilder(binder, faults, new PlanReferences(ids, Example.Chart, indicators, [])).Build(file, text, []);
                return file;
            default:
                return null;
        }
    }
}
