using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

public sealed class ExampleTests
{
    [Fact]
    public void Example_AsItShips_LoadsWithoutFaults()
    {
        var catalog = ConfigFolder.Load(ConfigFolder.Example);

        Assert.Equal("Eksempelby Kommune", catalog.Installation.Installation);
        Assert.Equal(["bookinger", "borgerhenvendelser", "drift-prometheus", "folketal", "loen-aarsvaerk", "loen-svartid", "loenrapport", "oekonomi", "post-register", "regneark", "sagssystem", "sftp-server"], catalog.Sources.Keys.Order());
        Assert.Equal(["digital-post", "loen-aarsvaerk", "loen-digitalt", "loen-fejl", "loen-svartid"], catalog.Indicators.Keys.Order());
        Assert.Equal(["digital-post", "loen"], catalog.Plans.Keys.Order());
    }

    [Fact]
    public void Example_WithAnEarlierVersionOfAPlan_KeepsItOnFile()
    {
        var plan = ConfigFolder.Load(ConfigFolder.Example).Plans["digital-post"];

        Assert.Equal(2, plan.Version);
        Assert.Equal(1, Assert.Single(plan.Earlier).Version);
        Assert.Equal(70, plan.Before!.PlaceOf("porto", "*")!.Path.Milestones[^1].Value);
        Assert.Equal(65, plan.PlaceOf("porto", "*")!.Path.Milestones[^1].Value);
    }

    [Fact]
    public void Example_SplitPerUnit_GivesEachUnitWhatItStatesAndTheRestOfTheWhole()
    {
        var places = Assert.Single(ConfigFolder.Load(ConfigFolder.Example).Plans["digital-post"].Benefits).Places;

        Assert.Equal(["*", "borgerservice", "teknik-miljoe", "sundhed-omsorg"], places.Select(p => p.Unit));
        Assert.Equal("centerchef-teknik", places[2].Owner);
        Assert.Equal(38, places[2].Path.Baseline.Value);
        Assert.Equal(7000, places[2].Worth!.DkkPerUnitYear);
        Assert.Equal(places[0].Tolerance, places[2].Tolerance);
    }

    [Fact]
    public void Example_OfEverySourceThatIsRead_NamesAFileThatIsThere()
    {
        var catalog = ConfigFolder.Load(ConfigFolder.Example);
        var files = catalog.Indicators.Values.Select(i => catalog.Sources[i.Indicator.Source])
            .Select(source => source switch { GevinstMonitor.Collect.Files.CsvSettings csv => csv.File, GevinstMonitor.Collect.Databases.SqliteSettings sqlite => sqlite.File, _ => null })
            .OfType<string>().ToList();

        Assert.NotEmpty(files);
        Assert.All(files, pattern =>
        {
            var path = catalog.AllowedFolders.Resolve(pattern)!;
            Assert.NotEmpty(Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)));
        });
    }

    // The example is the manual too.
    [Fact]
    public void Example_WithItsComments_ShowsEveryKeyOfTheLanguage()
    {
        var text = string.Concat(Directory.EnumerateFiles(ConfigFolder.Example, "*.yml", SearchOption.AllDirectories).Select(File.ReadAllText));

        var notShown = Language.Records.SelectMany(type => Binder.KeysOf(type).Select(k => (type.Name, k.Key))).Where(k => !text.Contains($"{k.Key}:", StringComparison.Ordinal));

        Assert.Empty(notShown);
    }

    [Fact]
    public void Readme_OfAddASource_NamesEveryKindAndExamplesThatAreThere()
    {
        var readme = File.ReadAllText(Path.Combine(SharedData.Root, "README.md"));
        var steps = readme[readme.IndexOf("### Add a source in three steps", StringComparison.Ordinal)..readme.IndexOf("### Add a plan", StringComparison.Ordinal)];

        Assert.All(GevinstMonitor.Collect.SourceKinds.All.Map.Kinds.Keys, kind => Assert.Contains($"`{kind}`", steps, StringComparison.Ordinal));
        var examples = steps.Split('`').Where(word => word.EndsWith(".yml", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, name => Assert.NotEmpty(Directory.GetFiles(ConfigFolder.Example, name, SearchOption.AllDirectories)));
    }
}
