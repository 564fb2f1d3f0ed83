namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>Made-up series whose truth is known, and how long plain chart rules look at them before they signal. The benchmark of the verdict uses the same.</summary>
internal static class Simulated
{
    /// <summary>An autoregressive series of first order round a level.</summary>
    /// <param name="sigma">The standard deviation of one figure.</param>
    /// <param name="rho">The correlation of neighbours.</param>
    public static double[] Series(Random random, double sigma, double rho, int count, Func<int, double> level)
    {
        var figures = new double[count];
        var noise = sigma * Normal(random);
        for (var t = 0; t < count; t++)
        {
            figures[t] = level(t) + noise;
            noise = (rho * noise) + (sigma * Math.Sqrt(1 - (rho * rho)) * Normal(random));
        }

        return figures;
    }

    /// <summary>How many independent normal figures, shifted by so many standard deviations, are seen before a rule signals, that one with them.</summary>
    /// <param name="rules">Of <c>R1</c> (beyond three sigma), <c>2of3</c> beyond two, <c>4of5</c> beyond one, <c>run7</c>, <c>run8</c>, <c>run9</c> on one side; mean 0 and sigma 1 are known.</param>
    public static int RunLength(Random random, IReadOnlyList<string> rules, double shift)
    {
        var figures = new List<double>();
        while (true)
        {
            figures.Add(shift + Normal(random));
            foreach (var rule in rules)
            {
                var signals = rule switch
                {
                    "R1" => Math.Abs(figures[^1]) > 3,
                    "2of3" => Several(figures, 2, 3, 2),
                    "4of5" => Several(figures, 4, 5, 1),
                    _ => Several(figures, rule[3] - '0', rule[3] - '0', 0),
                };
                if (signals)
                    return figures.Count;
            }
        }
    }

    // So many of the last few beyond a distance from the mean, on one side.
    private static bool Several(List<double> figures, int several, int of, double distance)
    {
        var (above, below) = (0, 0);
        for (var i = Math.Max(0, figures.Count - of); i < figures.Count; i++)
        {
            above += figures[i] > distance ? 1 : 0;
            below += figures[i] < -distance ? 1 : 0;
        }

        return above >= several || below >= several;
    }

    // Box and Muller (1958).
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
