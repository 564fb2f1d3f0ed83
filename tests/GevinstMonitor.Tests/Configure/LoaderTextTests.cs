using System.Text;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

/// <summary>Whatever text the files hold, the loader loads it or says what is wrong.</summary>
public sealed class LoaderTextTests
{
    private const int Seed = 20261125;
    private static readonly string[] Splinters =
        ["\"", "'", "{", "}", "[", "]", ": ", "- ", "\t", "\n", "\r", "\0", "#", "*a", "&a ", "!!int ", "|", ">", "%", "@", "---\n", "...\n", "<<: *a\n", "\u00a0", "\ufeff", "\ud83d\ude00",
            "0001-01-01", "9999-12-31", "99999999999999999999", "-1", "0", "\"\\0\"", "null", "~", "../", "/", "?", "d", "æ"];

    [Fact]
    public void Load_OfTwoThousandMutatedExamples_LoadsOrSaysWhatIsWrong()
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
        for (var i = 0; i < 2000; i++)
        {
            var (name, bytes) = files[random.Next(files.Count)];
            var path = Path.Combine(config.Folder, name);
            var mutated = bytes;
            for (var times = random.Next(1, 4); times > 0; times--)
                mutated = Mutated(mutated, random);
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
        Assert.True(loaded > 100 && refused > 500, $"{loaded} loaded, {refused} refused");
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

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var length = Math.Min(random.Next(1, 12), bytes.Length - at);
        return random.Next(6) switch
        {
            0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]],
            3 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Splinters[random.Next(Splinters.Length)]), .. bytes[at..]],
            4 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Splinters[random.Next(Splinters.Length)]), .. bytes[(at + length)..]],
            _ => random.Next(20) == 0 ? bytes[..at] : [.. bytes[..at], (byte)random.Next(32, 127), .. bytes[Math.Min(at + 1, bytes.Length)..]],
        };
    }
}
