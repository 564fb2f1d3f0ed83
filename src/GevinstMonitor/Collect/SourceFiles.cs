using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect;

/// <summary>Finds the files that sources name, inside the allowed folders only.</summary>
internal static class SourceFiles
{
    /// <summary>The newest file that matches: the last changed, and of those changed at one time the last by name.</summary>
    /// <exception cref="SourceException">No file matches, or it lies outside.</exception>
    public static string Newest(string file, AllowedFolders allowed)
    {
        var pattern = allowed.Resolve(file) ?? throw Outside(file, allowed);
        try
        {
            // Links may point anywhere; what they point at is what is read.
            var folder = new DirectoryInfo(Target(Path.GetDirectoryName(pattern)!));
            var newest = folder.Exists
                ? folder.EnumerateFiles(Path.GetFileName(pattern)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).LastOrDefault()
                : null;
            if (newest is null)
                throw new SourceException(CollectFault.FileMissing, $"no file matches '{file}'");
            var path = Target(newest.FullName);
            return allowed.Folders.Any(f => AllowedFolders.IsIn(Target(f), path)) ? path : throw Outside(file, allowed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(CollectFault.FileMissing, $"'{file}' cannot be looked for: {e.Message}", transient: true, e);
        }
    }

    private static SourceException Outside(string file, AllowedFolders allowed) => new(CollectFault.FileMissing, allowed.Outside(file));

    // The whole path with every link on the way followed.
    private static string Target(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var whole = Path.Combine(Target(parent), Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(whole) ? new DirectoryInfo(whole) : new FileInfo(whole);
        return entry.LinkTarget is null ? whole : Target(entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }
}
