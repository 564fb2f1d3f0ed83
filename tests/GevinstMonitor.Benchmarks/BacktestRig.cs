using System.Diagnostics;

namespace GevinstMonitor.Benchmarks;

/// <summary><c>backtest</c> as a whole process over two years of 1,000 indicators in ten units each, read in one reading.</summary>
internal static class BacktestRig
{
    private const int Times = 3;

    public static async Task<int> RunAsync()
    {
        using var place = new Municipality(Municipality.First);
        await SecondsAsync("once", "--as-of", "2026-07-13", "--config", place.Config);
        var seconds = new List<double>();
        for (var i = 0; i <= Times; i++)
            seconds.Add(await SecondsAsync("backtest", "--json", "--config", place.Config));
        Console.WriteLine($"{Municipality.Indicators:N0} indicators x {Municipality.Units} units x {Municipality.Months} months; median of {Times}");
        RoundRig.Report($"gevinst backtest, {Municipality.Indicators * (Municipality.Units + 1):N0} benefits and units judged at {Municipality.Months} moments each", seconds, seconds);
        return 0;
    }

    private static async Task<double> SecondsAsync(params IEnumerable<string> arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Gevinst.Start(arguments);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"The process ended with {process.ExitCode}.");
    }
}
