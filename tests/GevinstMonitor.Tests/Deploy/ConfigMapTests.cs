using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Deploy;

/// <summary>A configuration as Kubernetes mounts it: links to files in a folder that each pod names otherwise.</summary>
public sealed class ConfigMapTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-configmap-");

    [Fact]
    public void Version_OfMountedFiles_IsThatOfThePlainOnes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links are for administrators there");
        var plain = Example.CopyTo(_folder.CreateSubdirectory("plain").FullName);

        var (one, other) = (Mounted(plain, "one", "..2026_11_28_10_00_00.1"), Mounted(plain, "other", "..2026_11_28_10_00_07.2"));

        Assert.Equal(ConfigVersion.Of(plain), ConfigVersion.Of(one));
        Assert.Equal(ConfigVersion.Of(plain), ConfigVersion.Of(other));
    }

    [Fact]
    public async Task Check_OfMountedFiles_FindsNoFault()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links are for administrators there");
        var said = await Gevinst.RunAsync("check", "--config", Mounted(Example.CopyTo(_folder.FullName), "pod", "..2026_11_28_10_00_00.1"));

        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.StartsWith("no faults: 12 sources, 5 indicators, 2 plans", said.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compose")]
    [InlineData("kubernetes")]
    public async Task Check_OfWhatIsLaidOverTheExample_FindsNoFault(string of)
    {
        var config = Example.CopyTo(_folder.FullName);
        File.Copy(Path.Combine(SharedData.Root, "deploy", of, "gevinstmonitor.yml"), Path.Combine(config, "gevinstmonitor.yml"), overwrite: true);

        var said = await Gevinst.RunAsync("check", "--config", config);

        Assert.Equal(0, said.Exit);
        Assert.StartsWith("no faults: ", said.Out, StringComparison.Ordinal);
        // There is no such store here; that is all there is to say.
        Assert.Matches("^gevinst: plans are not held against what was judged by: the store cannot be used: the secret file /run/secrets/[a-z/]*store cannot be read\n$", said.Error);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Each folder of the configuration: NAME -> ..data/NAME, ..data -> ..TIME.
    private string Mounted(string plain, string name, string time)
    {
        var mounted = Path.Combine(_folder.FullName, name);
        foreach (var from in Directory.EnumerateDirectories(plain, "*").Append(plain))
        {
            var to = Path.Combine(mounted, Path.GetRelativePath(plain, from));
            var kept = Directory.CreateDirectory(Path.Combine(to, time)).FullName;
            Directory.CreateSymbolicLink(Path.Combine(to, "..data"), time);
            foreach (var entry in Directory.EnumerateFiles(from, "*", from == plain ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
            {
                var relative = Path.GetRelativePath(from, entry);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(kept, relative))!);
                File.Copy(entry, Path.Combine(kept, relative));
                var first = relative.Split(Path.DirectorySeparatorChar)[0];
                if (!Path.Exists(Path.Combine(to, first)))
                    File.CreateSymbolicLink(Path.Combine(to, first), Path.Combine("..data", first));
            }
        }

        return mounted;
    }
}
