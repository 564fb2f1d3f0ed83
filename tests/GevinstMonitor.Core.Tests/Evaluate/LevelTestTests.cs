using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>The test of a level against what its remarks say, computed the long way: every sum anew for every window, and the variance of a mean by its definition.</summary>
public class LevelTestTests
{
    [Property]
    public void Certainty_OfAnyFigures_IsThatOfTheFormula(int seed, byte length, byte rise, byte noise)
    {
        var figures = Simulated.Series(new Random(seed), 1, 0.3, 3 + (length % 40), t => t > length % 30 ? rise / 64.0 : 0);
        var (seen, leastNoise) = (figures.TakeLast(36).ToArray(), noise / 128.0);
        var windows = Enumerable.Range(1, Math.Min(seen.Length, 24)).Select(k => (Length: k, Certainty: CertaintyOf(seen[^k..], seen[..^k], 1, leastNoise))).ToList();

        var test = LevelTest.Above(figures, 1, leastNoise);

        Assert.Equal(windows.Max(w => w.Certainty), test.Certainty, 1e-6);
        Assert.Equal(windows.Exists(w => 1 - w.Certainty <= 0.01 * Math.Min(w.Length, 6)), test.IsCertain);
    }

    private static double CertaintyOf(double[] window, double[] before, double limit, double leastNoise)
    {
        var n = window.Length + before.Length;
        var levels = before.Length > 0 ? new[] { window, before } : [window];
        var squares = levels.Sum(level => level.Sum(f => Math.Pow(f - level.Average(), 2)));
        var found = levels.Sum(level => level.Zip(level.Skip(1), (a, b) => (a - level.Average()) * (b - level.Average())).Sum()) / squares;
        found += levels.Length * (1 + (3 * found)) / n;
        var rho = Math.Clamp(((n * found) + (24 * 0.3)) / (n + 24), 0, 0.8);
        var variance = Math.Max(squares / levels.Sum(level => level.Length * (1 - VarianceOfMean(rho, level.Length))), leastNoise * leastNoise);
        var t = (window.Average() - limit) / Math.Sqrt(variance * VarianceOfMean(rho, window.Length));
        return Student(t, Math.Max(2, (n * (1 - (rho * rho)) / (1 + (rho * rho))) - levels.Length));
    }

    // Of figures whose correlation is rho to the power of their distance.
    private static double VarianceOfMean(double rho, int count) =>
        Enumerable.Range(0, count).Sum(i => Enumerable.Range(0, count).Sum(j => Math.Pow(rho, Math.Abs(i - j)))) / (count * count);

    // Wallace's normal deviate, and the area under the bell by Simpson's rule.
    private static double Student(double t, double degrees)
    {
        var z = ((8 * degrees) + 1) / ((8 * degrees) + 3) * Math.Sqrt(degrees * Math.Log(1 + (t * t / degrees)));
        double Bell(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        var h = z / 200;
        var area = Enumerable.Range(0, 100).Sum(i => h / 3 * (Bell(2 * i * h) + (4 * Bell(((2 * i) + 1) * h)) + Bell(((2 * i) + 2) * h)));
        return 0.5 + (Math.Sign(t) * area);
    }
}
