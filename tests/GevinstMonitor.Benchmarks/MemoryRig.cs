using System.Diagnostics;
using System.Globalization;

namespace GevinstMonitor.Benchmarks;

/// <summary>How much memory the worker holds, published as it is deployed: at rest, and with a round of 240,000 rows.</summary>
internal static class MemoryRig
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(75);
    // The post looks at its outbox every minute.
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    /// <param name="folder">Where the published program stands; null to publish it.</param>
    public static async Task<int> RunAsync(string? folder)
    {
        var (gevinst, made) = Gevinst.Published(folder);
#pragma warning disable RS0030 // The worker goes by the wall clock.
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
#pragma warning restore RS0030
        using var place = new Municipality(today.AddDays(1 - today.Day).AddMonths(-Municipality.Months));
        using var run = Gevinst.Begin(gevinst, "run", "--config", place.Config);
        try
        {
            // The worker starts with the round it missed: all of it.
            await MeasurementsAsync(Municipality.Rows, run);
            var most = Gevinst.Megabytes(run, "VmHWM");
            await Task.Delay(Rest);
            Console.WriteLine($"{most,6:0} MB  run, the most with a round of {Municipality.Rows:N0} rows (limit 400)");
            Console.WriteLine($"{Gevinst.Megabytes(run, "VmRSS"),6:0} MB  run, at rest {Rest.TotalSeconds:0} s after that round (limit 150)");
        }
        finally
        {
            run.Kill();
            await run.WaitForExitAsync();
        }

        using var again = Gevinst.Begin(gevinst, "run", "--config", place.Config);
        try
        {
            await MeasurementsAsync(0, again);
            await Task.Delay(Rest);
            var before = again.TotalProcessorTime;
            await Task.Delay(Minutes);
            Console.WriteLine($"{(again.TotalProcessorTime - before) / Minutes * 100,6:0.00} %  of a core, run, at rest for {Minutes.TotalMinutes:0} minutes (limit 0.5)");
            Console.WriteLine($"{Gevinst.Megabytes(again, "VmRSS"),6:0} MB  run, at rest {(Rest + Minutes).TotalMinutes:0} minutes after its start (limit 150)");
        }
        finally
        {
            again.Kill();
            await again.WaitForExitAsync();
        }

        made?.Delete(recursive: true);
        return 0;
    }

    // Until a round or sweep was concluded and so many measurements stand in the store.
    private static async Task MeasurementsAsync(int atLeast, Process run)
    {
        using var http = new HttpClient();
        for (var tries = 0; tries < 600 && !run.HasExited; tries++)
        {
            await Task.Delay(200);
            try
            {
                var lines = (await http.GetStringAsync(new Uri($"http://127.0.0.1:{Gevinst.Port}/metrics"))).Split('\n');
                if (Value(lines, "gevinst_heartbeat_timestamp_seconds") > 0 && Value(lines, "gevinst_store_measurements_total") >= atLeast)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new InvalidOperationException("The worker did not come to its round.");
    }

    private static double Value(string[] lines, string metric) =>
        lines.FirstOrDefault(l => l.StartsWith(metric + " ", StringComparison.Ordinal)) is { } line ? double.Parse(line[(metric.Length + 1)..], CultureInfo.InvariantCulture) : 0;
}
