using GevinstMonitor.Collect;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

/// <summary>A configuration in a temporary folder, gone when disposed.</summary>
internal sealed class ConfigFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-config-");

    /// <summary>The example that ships, found upwards from the tests.</summary>
    public static string Example { get; } = Path.Combine(Root(), "config");

    /// <summary>The folder of bad configurations, beside the tests.</summary>
    public static string Bad { get; } = Path.Combine(AppContext.BaseDirectory, "BadConfig");

    public string Folder => _folder.FullName;

    /// <summary>The smallest configuration that has everything, without faults.</summary>
    public static ConfigFolder Base() => new ConfigFolder().Overlay(Path.Combine(Bad, "_base"));

    /// <summary>Copies a folder over what is here.</summary>
    public ConfigFolder Overlay(string from)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }

        return this;
    }

    public ConfigFolder Write(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return this;
    }

    public ConfigFolder Delete(string file)
    {
        File.Delete(Path.Combine(Folder, file));
        return this;
    }

    public Catalog Load() => Load(Folder);

    public static Catalog Load(string folder) => new CatalogLoader(folder, SourceKinds.All.Map).Load();

    /// <summary>The lines that <c>check</c> prints for the faults, with paths from the folder on; none when it loads.</summary>
    public string[] Faults()
    {
        try
        {
            Load();
            return [];
        }
        catch (CatalogRefusedException e)
        {
            return [.. e.Faults.Select(f => f.ToString().Replace(Folder.Replace('\\', '/') + "/", "", StringComparison.Ordinal))];
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GevinstMonitor.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run inside the repository; no folder above them holds GevinstMonitor.sln.");
    }
}
