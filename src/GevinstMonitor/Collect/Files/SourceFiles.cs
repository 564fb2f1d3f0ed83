using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Files;

/// <summary>Finds the files that sources name, inside the allowed folders only.</summary>
internal static class SourceFiles
{
    /// <summary>More than any export of a municipality's system.</summary>
    public const long MostBytes = 1L << 30;

    // What Excel writes beside a workbook that somebody has open.
    private const string Locked = "~$";

    /// <summary>The newest file that matches: the last changed, and of those changed at one time the last by name.</summary>
    /// <exception cref="SourceException">No file matches, or it lies outside.</exception>
    public static string Newest(string file, AllowedFolders allowed) => Newest(file, allowed, out _);

    private static string Newest(string file, AllowedFolders allowed, out string name)
    {
        var pattern = allowed.Resolve(file) ?? throw Outside(file, allowed);
        try
        {
            // Links may point anywhere; what they point at is what is read.
            var folder = new DirectoryInfo(Target(Path.GetDirectoryName(pattern)!));
            var newest = folder.Exists
                ? folder.EnumerateFiles(Path.GetFileName(pattern)).Where(f => !f.Name.StartsWith(Locked, StringComparison.Ordinal)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).LastOrDefault()
                : null;
            if (newest is null)
                throw new SourceException(CollectFault.FileMissing, $"no file matches '{file}'");
            name = newest.Name;
            var path = Target(newest.FullName);
            return allowed.Folders.Any(f => AllowedFolders.IsIn(Target(f), path)) ? path : throw Outside(file, allowed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(CollectFault.FileMissing, $"'{file}' cannot be looked for: {e.Message}", transient: true, e);
        }
    }

    /// <summary>Opens the newest file that matches.</summary>
    /// <param name="name">Its name, for addresses.</param>
    /// <exception cref="SourceException">No file matches, it cannot be opened, or it is too large.</exception>
    public static FileStream Open(string file, AllowedFolders allowed, out string name)
    {
        var path = Newest(file, allowed, out name);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65536, useAsync: false);
        if (stream.Length <= MostBytes)
            return stream;
        stream.Dispose();
        throw TooLarge(name);
    }

    /// <summary>What stands at the * of a file's name.</summary>
    /// <param name="file">The name as the settings state it.</param>
    /// <param name="name">The name of the file that was found.</param>
    /// <returns>Null unless the settings have one *.</returns>
    public static string? AtStar(string file, string name)
    {
        var pattern = file[(file.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return pattern.Count(c => c == '*') == 1 && pattern.IndexOf('*', StringComparison.Ordinal) is var star && name.Length >= pattern.Length - 1
            ? name[star..(name.Length - (pattern.Length - star - 1))]
            : null;
    }

    /// <summary>Reports what is wrong with a file's name in the settings.</summary>
    public static void Check(string file, AllowedFolders folders, Action<string, string> fault)
    {
        if (folders.Resolve(file) is null)
            fault("file", folders.Outside(file));
        else if (Path.GetDirectoryName(file) is { } folder && folder.AsSpan().ContainsAny("*?"))
            fault("file", $"'{file}': only the file name may hold * and ?, not the folder");
    }

    /// <summary>What a fault of a file means.</summary>
    public static SourceException? Understand(Exception exception) => exception is IOException or UnauthorizedAccessException
        ? new SourceException(CollectFault.FileMissing, $"the file cannot be read: {exception.Message}", transient: exception is IOException and not FileNotFoundException, exception)
        : null;

    public static SourceException TooLarge(string name) => new(CollectFault.TooLarge, $"{name}: more than {MostBytes >> 20} MB; export less, or fewer columns");

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
