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
        var pattern = allowed.Resolve(file) ?? throw new SourceException(CollectFault.FileMissing, allowed.Outside(file));
        var folder = new DirectoryInfo(Path.GetDirectoryName(pattern)!);
        var newest = folder.Exists
            ? folder.EnumerateFiles(Path.GetFileName(pattern)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).LastOrDefault()
            : null;
        if (newest is null)
            throw new SourceException(CollectFault.FileMissing, $"no file matches '{file}'");
        // A link may point anywhere; what it points at is what is read.
        var target = newest.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? newest.FullName;
        return allowed.Resolve(target) ?? throw new SourceException(CollectFault.FileMissing, allowed.Outside(file));
    }
}
