using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace GevinstMonitor.Benchmarks;

/// <summary><c>once</c> on the example as a whole process, published as it is deployed, against an empty ASP.NET Core program that starts and stops.</summary>
internal static class StartRig
{
    private const int Times = 10;

    /// <param name="published">Where the published program stands; null to publish it.</param>
    public static async Task<int> RunAsync(string? published)
    {
        var (gevinst, made) = Gevinst.Published(published);
        var (empty, once) = (new List<double>(), new List<double>());
        for (var i = 0; i <= Times; i++)
        {
            var folder = Directory.CreateTempSubdirectory("gevinst-start-");
            try
            {
                Copy(Gevinst.Example, Path.Combine(folder.FullName, "config"));
                empty.Add(await SecondsAsync(() => Gevinst.Self("empty")));
                once.Add(await SecondsAsync(() => Gevinst.Begin(gevinst, "once", "--as-of", "2026-07-13", "--config", Path.Combine(folder.FullName, "config"))));
                if (Directory.GetFiles(Path.Combine(folder.FullName, "var", "mail"), "*.eml").Length == 0)
                    throw new InvalidOperationException("The pass wrote no letter.");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        made?.Delete(recursive: true);
        Console.WriteLine($"whole processes; median of {Times}");
        RoundRig.Report("an empty ASP.NET Core program starts and stops", empty, empty);
        RoundRig.Report("gevinst once on the example, with a new store (limit 3)", once, empty);
        return 0;
    }

    /// <summary>What <c>dotnet new web</c> gives, stopped as soon as it runs.</summary>
    public static async Task<int> EmptyAsync()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => "Hello World!");
        await app.StartAsync();
        await app.StopAsync();
        return 0;
    }

    private static async Task<double> SecondsAsync(Func<Process> start)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = start();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"The process ended with {process.ExitCode}.");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
