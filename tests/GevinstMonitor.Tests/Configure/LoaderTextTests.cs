using System.Text;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

/// <summary>Whatever text the files hold, the loader loads it or says what is wrong.</summary>
public sealed class LoaderTextTests
{
    private const int Seed = 20261125;

    [Fact]
    public void Load_OfMutatedExamples_LoadsOrSaysWhatIsWrong()
    {
        using var config = new ConfigFolder();
        var files = Directory.GetFiles(ConfigFolder.Example, "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Name: Path.GetRelativePath(ConfigFolder.Example, f), Bytes: File.ReadAllBytes(f))).ToList();
        foreach (var (name, bytes) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(config.Folder, name))!);
            File.WriteAllBytes(Path.Combine(config.Folder, name), bytes);
        }

        var random = new Random(Seed);
        var (loaded, refused) = (0, 0);
        var mutations = Fuzz.IsThorough ? 500 : 150;
        for (var i = 0; i < mutations; i++)
        {
            var (name, bytes) = files[random.Next(files.Count)];
            var path = Path.Combine(config.Folder, name);
            var mutated = bytes;
            for (var times = random.Next(1, 4); times > 0; times--)
                mutated = Damage.Done(mutated, random);
            File.WriteAllBytes(path, mutated);

            var thrown = Record.Exception(() => config.Load());

            Assert.True(thrown is null or CatalogRefusedException, $"mutation {i} of {name} (seed {Seed}): {thrown}\n{Encoding.UTF8.GetString(mutated)}");
            if (thrown is CatalogRefusedException { Faults: var faults })
            {
                Assert.NotEmpty(faults);
                Assert.Equal(faults.Count, faults.Distinct().Count());
                Assert.All(faults, fault => Assert.True(fault.Line <= LinesOf(fault.File), $"mutation {i} of {name} (seed {Seed}): {fault}\n{Encoding.UTF8.GetString(mutated)}"));
                refused++;
            }
            else
                loaded++;
            File.WriteAllBytes(path, bytes);
        }

        // Mutations that never or always break something would try nothing.
        Assert.True(loaded > mutations / 25 && refused > mutations / 5, $"{loaded} loaded, {refused} refused");
    }

    [Fact]
    public void Load_OfFilesWithByteOrderMarkAndWindowsLineEnds_IsTheSame()
    {
        using var config = ConfigFolder.Base();
        var plain = config.Load();
        foreach (var file in Directory.EnumerateFiles(config.Folder, "*.yml", SearchOption.AllDirectories))
            File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var marked = config.Load();

        Assert.Equal(plain.Installation.Installation, marked.Installation.Installation);
        Assert.Equal(plain.Indicators["andel"].File.Query, marked.Indicators["andel"].File.Query);
        Assert.Equal(plain.Plans["post"].Benefits[0].ActionOnDeviation, marked.Plans["post"].Benefits[0].ActionOnDeviation);
    }

    [Fact]
    public void Load_OfAFileInUtf16_SaysThatItMustBeUtf8()
    {
        using var config = ConfigFolder.Base();
        var file = Path.Combine(config.Folder, "sources/tal.yml");
        File.WriteAllText(file, File.ReadAllText(file), Encoding.Unicode);

        Assert.Equal(["sources/tal.yml:1: not UTF-8; save the file in that encoding"], config.Faults());
    }

    [Fact]
    public void Load_WithFilesThatAreNoYaml_LeavesThemAlone()
    {
        using var config = ConfigFolder.Base().Write("sources/README.md", "# sources").Write("plans/post.yml.bak", "not: [yaml");

        Assert.Empty(config.Faults());
    }

    [Fact]
    public void Load_OfAnIndicatorInAYamlFile_ReadsItToo()
    {
        using var config = ConfigFolder.Base();
        File.Move(Path.Combine(config.Folder, "indicators/andel.yml"), Path.Combine(config.Folder, "indicators/andel.yaml"));

        Assert.Contains("andel", config.Load().Indicators.Keys);
    }

    private static int LinesOf(string file) => File.Exists(file) ? Encoding.UTF8.GetString(File.ReadAllBytes(file)).Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length : 0;
}
