using System.Globalization;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The simulator that the verdict was tried on, held against what is known exactly.</summary>
public class SimulatedTests
{
    private const int Runs = 1000;

    private static readonly Dictionary<string, string[]> RuleSets = new()
    {
        ["R1_3sigma"] = ["R1"],
        ["R1+2of3"] = ["R1", "2of3"],
        ["R1+4of5"] = ["R1", "4of5"],
        ["R1+run7"] = ["R1", "run7"],
        ["R1+run8"] = ["R1", "run8"],
        ["WE1234_run8"] = ["R1", "2of3", "4of5", "run8"],
        ["WE_run9"] = ["R1", "2of3", "4of5", "run9"],
    };

    [Fact]
    public void RunLengths_OfPlainRules_AreTheExactOnesWithinTheirStandardError()
    {
        var rows = Hospitals.Rows("spc/arl_exact_markov.csv").Where(r => RuleSets.ContainsKey(r["ruleset"])).ToList();
        Assert.Equal(7 * 16, rows.Count);
        var beyond = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var random = new Random(row);
            var (exact, spread) = (Number("arl"), Number("sd_run_length"));
            var mean = Enumerable.Range(0, Runs).Average(_ => Simulated.RunLength(random, RuleSets[rows[row]["ruleset"]], Number("shift_sigma")));
            var errors = Math.Abs(mean - exact) / (spread / Math.Sqrt(Runs));
            Assert.True(errors < 4, $"{rows[row]["ruleset"]} at {rows[row]["shift_sigma"]}: {mean} is {errors} standard errors from {exact}");
            beyond += errors > 2 ? 1 : 0;

            double Number(string column) => double.Parse(rows[row][column], CultureInfo.InvariantCulture);
        }

        // One in twenty or so is further off than two.
        Assert.InRange(beyond, 0, rows.Count / 8);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1, 0.6)]
    public void Series_OfManyFigures_HasTheNoiseAndTheMemoryThatWasAskedFor(double sigma, double rho)
    {
        var series = Simulated.Series(new Random(1), sigma, rho, 200_000, _ => 3);
        var mean = series.Average();
        var variance = series.Average(x => (x - mean) * (x - mean));
        var memory = series.Skip(1).Zip(series, (a, b) => (a - mean) * (b - mean)).Average() / variance;

        Assert.Equal(3, mean, 1);
        Assert.Equal(sigma, Math.Sqrt(variance), 2);
        Assert.Equal(rho, memory, 2);
    }
}
