using System.Globalization;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Commands;

/// <summary>What <c>doctor</c> says of the disk, and of who may read and write there.</summary>
internal static class DoctorOfFiles
{
    private const double Mebibyte = 1024 * 1024;
    private const double Little = 1024 * Mebibyte;
    private const double Nothing = 50 * Mebibyte;

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static IEnumerable<Finding> Look(Catalog catalog)
    {
        if (catalog.Installation.Store is SqliteStore sqlite)
        {
            var file = catalog.PathOf(sqlite.File);
            var folder = Existing(Path.GetDirectoryName(file)!);
            yield return Disk("disk of the store", folder);
            yield return Rights(file, folder);
        }

        if (catalog.Installation.Mail is FolderMail mail)
            yield return Disk("disk of letters", Existing(catalog.PathOf(mail.Folder)));
    }

    /// <summary>Whether any user of the machine may read or change a file; where that is no question of the file's mode, it is not asked.</summary>
    public static bool IsOpenToOthers(string file) => !OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) != 0;

    /// <param name="free">In bytes.</param>
    internal static Finding Disk(string what, string folder, long free)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{free / Mebibyte:#,0} MiB free at {folder}");
        const string todo = "make room, or move it: a full disk stops the worker from keeping what it reads";
        return free < Nothing ? Finding.Fault(what, found, todo) : free < Little ? Finding.Warning(what, found, todo) : Finding.Ok(what, found);
    }

    private static Finding Disk(string what, string folder)
    {
        try
        {
            return Disk(what, folder, new DriveInfo(folder).AvailableFreeSpace);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return Finding.Warning(what, $"the room at {folder} cannot be asked for", "see yourself: a share does not tell");
        }
    }

    // SQLite keeps its log beside the file; whether the file can be written, the store is asked.
    private static Finding Rights(string file, string folder)
    {
        const string what = "rights to the store";
        var probe = Path.Combine(folder, $".gevinst-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Fault(what, $"{Environment.UserName} cannot write in its folder: {e.Message}", "give the file and its folder to the user that the worker runs as");
        }

        return IsOpenToOthers(file)
            ? Finding.Warning(what, $"every user of this machine can read {file}", "chmod o-rwx it: addresses are in it, and the keys that sign answer links")
            : Finding.Ok(what, $"{Environment.UserName} can write in its folder");
    }

    private static string Existing(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
            folder = above;
        return folder;
    }
}
