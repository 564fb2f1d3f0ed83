using System.Security.Cryptography;
using System.Text;

namespace GevinstMonitor.Configure;

/// <summary>Tells one configuration from another: workers that share their work must have the same.</summary>
public static class ConfigVersion
{
    private static readonly string[] Files = ["gevinstmonitor.yml", "organisation.yml"];
    private static readonly string[] Folders = ["sources", "indicators", "plans", "templates"];

    /// <summary>SHA-256, the first eight bytes in lower-case hex, of every file of the configuration that is read: names and texts; line ends do not count, and neither does what is missing.</summary>
    /// <param name="folder">The configuration folder.</param>
    public static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files.Where(file => File.Exists(Path.Combine(folder, file))).Concat(Folders.SelectMany(below => FilesBelow(folder, below))))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
            hash.AppendData(Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(folder, file)).ReplaceLineEndings("\n") + "\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>Whether a file, named relative to the folder, is or may lead to one of those.</summary>
    public static bool Holds(string relative) => Files.Concat(Folders).Contains(relative.Split('/', '\\')[0], StringComparer.Ordinal);

    private static IEnumerable<string> FilesBelow(string folder, string below) => !Directory.Exists(Path.Combine(folder, below)) ? []
        : Directory.EnumerateFiles(Path.Combine(folder, below), "*", SearchOption.AllDirectories)
            .Where(file => below == "templates" || CatalogLoader.IsYaml(file))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            // What is hidden is not read: Kubernetes keeps the files there that it links to, in a folder that is named by when it was made.
            .Where(file => !file.Split('/').Any(part => part.StartsWith('.')))
            .Order(StringComparer.Ordinal);
}
