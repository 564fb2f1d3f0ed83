using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GevinstMonitor.Benchmarks;

/// <summary>The program itself, as a process of its own.</summary>
internal static class Gevinst
{
    public const int Port = 18085;

    private static readonly string Root = Up(AppContext.BaseDirectory);

    public static Process Start(params IEnumerable<string> arguments) => Run(Path.Combine(AppContext.BaseDirectory, "gevinst.dll"), arguments);

    /// <summary>This program, with another argument.</summary>
    public static Process Self(params IEnumerable<string> arguments) => Run(Path.Combine(AppContext.BaseDirectory, "GevinstMonitor.Benchmarks.dll"), arguments);

    /// <summary>The program published for this kind of machine with its runtime, as the package for Debian has it: what stands in the folder that is named, or what is published for the rig, which takes minutes.</summary>
    /// <returns>The program, and the folder to delete in the end.</returns>
    public static (string Program, DirectoryInfo? Made) Published(string? folder)
    {
        var made = folder is null ? Directory.CreateTempSubdirectory("gevinst-published-") : null;
        if (made is not null)
        {
            using var publish = Run("publish", Path.Combine(Root, "src", "GevinstMonitor"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-o", made.FullName);
            publish.WaitForExit();
            if (publish.ExitCode != 0)
                throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}.");
        }

        return (Path.Combine(folder ?? made!.FullName, "gevinst"), made);
    }

    /// <summary>A line of what the kernel knows of a process's memory, in MB: VmRSS is what is resident now, VmHWM the most that ever was.</summary>
    public static double Megabytes(Process process, string line) =>
        long.Parse(File.ReadLines($"/proc/{process.Id}/status").Single(l => l.StartsWith(line + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024d;

    /// <summary>Where the project's example stands.</summary>
    public static string Example { get; } = Path.Combine(Root, "config");

    /// <summary>Starts <c>dotnet</c> with a program or command of it; what it says is not shown, its errors are.</summary>
    public static Process Run(string program, params IEnumerable<string> arguments) => Begin("dotnet", arguments.Prepend(program));

    /// <summary>The same with a program that needs no <c>dotnet</c>.</summary>
    public static Process Begin(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is { Length: > 0 } text ? text + "\n" : "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string Up(string folder) =>
        File.Exists(Path.Combine(folder, "GevinstMonitor.sln")) ? folder : Up(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not below the project."));
}
