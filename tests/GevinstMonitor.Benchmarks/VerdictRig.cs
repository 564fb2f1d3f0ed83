using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Tests.Evaluate;

namespace GevinstMonitor.Benchmarks;

/// <summary>
/// Operating characteristics of the verdict against every rule that counts periods: letters a year while nothing is wrong, and months until the owner is told when
/// something is. Made-up series of a benefit on its path, twelve months old when something happens.
/// </summary>
internal static class VerdictRig
{
    private const int Series = 20_000;
    private const int YearsQuiet = 5;
    private const int History = LevelTest.Fewest;

    // After so long without a letter it is counted as this long.
    private const int MostMonths = 120;
    private static readonly Tolerance Tolerance = new(0.4m, 1);

    // How many beyond amber, and how many beyond red: one of the two.
    private static readonly (int? Amber, int? Red)[] Counted = [.. Enumerable.Range(1, 4).Select(n => ((int?)n, (int?)null)), .. Enumerable.Range(1, 4).Select(n => ((int?)null, (int?)n))];

    private static readonly (string Name, Func<int, double> Level)[] Wrong =
    [
        ("1 x", _ => 1), ("1.5 x", _ => 1.5), ("2 x", _ => 2), ("3 x", _ => 3),
        ("+0.05", t => 0.05 * (t + 1)), ("+0.1", t => 0.1 * (t + 1)), ("+0.2", t => 0.2 * (t + 1)),
    ];

    public static int Run()
    {
        Console.WriteLine($"{Series:N0} series a cell; amber is 0.4 x red. Letters a series-year on the path, then mean months until told at a level of so many times the red");
        Console.WriteLine("tolerance, and while it drifts by so much of it a month. In brackets the soonest counting rule with as few letters or fewer: (months, rule); - is none.");
        Console.WriteLine();
        Console.WriteLine($"| noise / red | AR(1) | letters | {string.Join(" | ", Wrong.Select(w => w.Name))} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", Wrong.Length + 3))}");
        var sooner = new List<string>();
        foreach (var sigma in new[] { 0.25, 0.5, 1 })
        {
            foreach (var rho in new[] { 0, 0.3, 0.6 })
                Console.WriteLine(Row(sigma, rho, sooner));
        }

        Console.WriteLine();
        Console.WriteLine(sooner.Count == 0 ? "No counting rule with as few letters or fewer tells sooner, anywhere." : "A counting rule with as few letters tells sooner: " + string.Join("; ", sooner));
        return sooner.Count == 0 ? 0 : 1;
    }

    private static string Row(double sigma, double rho, List<string> sooner)
    {
        var letters = new double[Counted.Length + 1];
        Parallel.For(0, Series, i =>
        {
            var gaps = Simulated.Series(new Random(i), sigma, rho, History + (12 * YearsQuiet), _ => 0);
            for (var rule = 0; rule < letters.Length; rule++)
            {
                var told = Opened(gaps, rule).Count();
                lock (letters)
                    letters[rule] += told;
            }
        });
        var cells = new List<string> { Text(sigma), Text(rho), Text(letters[0] / Series / YearsQuiet) };
        foreach (var (name, level) in Wrong)
        {
            var months = new double[letters.Length][];
            for (var rule = 0; rule < months.Length; rule++)
                months[rule] = new double[Series];
            Parallel.For(0, Series, i =>
            {
                var gaps = Simulated.Series(new Random(1_000_000 + i), sigma, rho, History + MostMonths, t => t < History ? 0 : level(t - History));
                for (var rule = 0; rule < months.Length; rule++)
                    months[rule][i] = Opened(gaps, rule).Select(t => (int?)t).FirstOrDefault() ?? MostMonths;
            });
            var fair = Enumerable.Range(1, Counted.Length).Where(rule => letters[rule] <= letters[0]).OrderBy(rule => months[rule].Average()).ToList();
            foreach (var rule in fair.Where(rule => IsSooner(months[rule], months[0])))
                sooner.Add($"{NameOf(rule)} at noise {Text(sigma)}, AR(1) {Text(rho)}, {name}");
            cells.Add($"{Text(months[0].Average())} ({(fair.Count == 0 ? "-" : $"{Text(months[fair[0]].Average())}, {NameOf(fair[0])}")})");
        }

        return $"| {string.Join(" | ", cells)} |";
    }

    // By more than twice the standard error of the difference: both saw the same series.
    private static bool IsSooner(double[] one, double[] other)
    {
        var differences = one.Zip(other, (a, b) => b - a).ToList();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Count - 1.0) / differences.Count);
        return mean > 2 * error;
    }

    // The months, from 1, at which a case opens. It closes again when the benefit is back, by the same rule.
    private static IEnumerable<int> Opened(double[] gaps, int rule)
    {
        var (open, amber, red) = (false, 0, 0);
        for (var t = 0; t < gaps.Length; t++)
        {
            var isOff = gaps[t] > (double)Tolerance.Amber;
            (amber, red) = (isOff ? amber + 1 : 0, gaps[t] > (double)Tolerance.Red ? red + 1 : 0);
            if (t < History || (!open && !isOff))
                continue;
            var verdict = rule == 0 ? Verdict.OfGaps(gaps.AsSpan(0, t + 1), Tolerance, t + 1) : null;
            if (open)
                open = !(verdict?.IsBack ?? !isOff);
            else if (verdict is not null ? verdict.Sure != Standing.OnTrack : amber >= (Counted[rule - 1].Amber ?? int.MaxValue) || red >= (Counted[rule - 1].Red ?? int.MaxValue))
            {
                open = true;
                yield return t - History + 1;
            }
        }
    }

    private static string NameOf(int rule) => Counted[rule - 1].Amber is { } amber ? $"{amber} amber" : $"{Counted[rule - 1].Red} red";

    private static string Text(double number) => number.ToString(Math.Abs(number) < 0.995 ? "0.####" : "0.0", CultureInfo.InvariantCulture);
}
