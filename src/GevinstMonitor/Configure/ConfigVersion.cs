using System.Security.Cryptography;
using System.Text;

namespace GevinstMonitor.Configure;

/// <summary>Tells one configuration from another: workers that share their work must have the same.</summary>
public static class ConfigVersion
{
    private const int AtATime = 16 << 10;

    private static readonly string[] Files = ["gevinstmonitor.yml", "organisation.yml"];
    private static readonly string[] Folders = ["sources", "indicators", "plans", "templates"];

    /// <summary>SHA-256, the first eight bytes in lower-case hex, of every file of the configuration that is read: names and texts; which line ends they have does not count, and neither does what is missing.</summary>
    /// <param name="folder">The configuration folder.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Thousands of files are looked at every minute: none becomes a string.
        var buffer = new byte[AtATime];
        foreach (var file in Files.Where(file => File.Exists(Path.Combine(folder, file))).Concat(Folders.SelectMany(below => FilesBelow(folder, below))))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
            Append(hash, Path.Combine(folder, file), buffer);
            hash.AppendData("\0"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static void Append(IncrementalHash hash, string path, byte[] buffer)
    {
        using var file = File.OpenHandle(path);
        var (at, afterReturn) = (0L, false);
        while (RandomAccess.Read(file, buffer, at) is > 0 and var read)
        {
            var part = buffer.AsSpan(0, read);
            if (at == 0 && part.StartsWith("\uFEFF"u8))
                part = part[3..];
            at += read;
            var kept = 0;
            foreach (var b in part)
            {
                if (b != '\n' || !afterReturn)
                    part[kept++] = b == '\r' ? (byte)'\n' : b;
                afterReturn = b == '\r';
            }

            hash.AppendData(part[..kept]);
        }
    }

    /// <summary>Whether a file, named relative to the folder, is or may lead to one of those.</summary>
    public static bool Holds(string relative) => Files.Concat(Folders).Contains(relative.Split('/', '\\')[0], StringComparer.Ordinal);

    private static IEnumerable<string> FilesBelow(string folder, string below) => !Directory.Exists(Path.Combine(folder, below)) ? []
        : Directory.EnumerateFiles(Path.Combine(folder, below), "*", SearchOption.AllDirectories)
            .Where(file => below == "templates" || CatalogLoader.IsYaml(file))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            // What is hidden is not read: Kubernetes keeps the files there that it links to, in a folder that is named by when it was made.
            .Where(file => !file.StartsWith('.') && !file.Contains("/.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
