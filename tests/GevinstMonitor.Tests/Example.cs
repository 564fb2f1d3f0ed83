[assembly: AssemblyFixture(typeof(GevinstMonitor.Tests.Example))]

namespace GevinstMonitor.Tests;

/// <summary>A copy of the example that ships, and one pass over it at its moment. Tests that change anything make a copy of their own.</summary>
public sealed class Example : IDisposable
{
    /// <summary>The moment that the example is made for.</summary>
    public const string AsOf = "2026-07-13";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-example-");
    private readonly Lazy<Task<string>> _pass;

    public Example() => _pass = new Lazy<Task<string>>(PassAsync);

    /// <summary>The configuration folder; nothing has been read.</summary>
    public static string CopyTo(string folder)
    {
        var from = Path.Combine(SharedData.Root, "config");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, "config", Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return Path.Combine(folder, "config");
    }

    public string Config => Path.Combine(_folder.FullName, "config");

    public string Mail => Path.Combine(_folder.FullName, "var", "mail");

    public string Store => Path.Combine(_folder.FullName, "var", "gevinst.db");

    /// <summary>What the pass said; made when the first test asks.</summary>
    public Task<string> OnceAsync() => _pass.Value;

    private async Task<string> PassAsync()
    {
        CopyTo(_folder.FullName);
        var said = await Gevinst.RunAsync("once", "--config", Config, "--as-of", AsOf);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return said.Out;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
