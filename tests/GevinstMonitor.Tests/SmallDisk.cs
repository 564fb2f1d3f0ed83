using System.Diagnostics;

namespace GevinstMonitor.Tests;

/// <summary>A disk of a test's own, so small that it is soon full. Skips the test aloud where none can be had.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-disk-");

    public SmallDisk(int bytes)
    {
        if (OperatingSystem.IsLinux() && Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", Folder))
            return;
        _folder.Delete();
        Assert.Skip("no disk of the test's own: it is mounted as root on Linux, where that is allowed");
    }

    public string Folder => _folder.FullName;

    /// <summary>Fills it up but for so many bytes.</summary>
    public void LeaveRoom(int bytes)
    {
        using var filler = File.Create(Path.Combine(Folder, "filler"));
        // It is what is allocated that counts.
        var block = new byte[4096];
        for (var left = new DriveInfo(Folder).AvailableFreeSpace - bytes; left >= block.Length; left -= block.Length)
            filler.Write(block);
    }

    public void MakeRoom() => File.Delete(Path.Combine(Folder, "filler"));

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        _folder.Delete();
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
