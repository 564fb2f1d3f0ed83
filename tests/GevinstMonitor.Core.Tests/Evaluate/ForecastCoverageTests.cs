using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>Four of five figures that were held back lie within the interval that was said of them: every hospital series with twelve months before October 2018.</summary>
public sealed class ForecastCoverageTests
{
    private static Period September => Given.Period("2018-09");
    private static Plausible Share => new(0, 1, null);

    [Fact]
    public void Interval_OfTheLastSixMonthsOfEveryHospital_HoldsFourInFive()
    {
        var (counts, _) = Held(September, (_, _) => true);

        Assert.Equal([202, 200, 199, 198, 197, 197], counts.Select(c => c.Of));
        Assert.All(counts, c => Assert.InRange(100.0 * c.Held / c.Of, 75, 85));
    }

    [Fact]
    public void Interval_OfSeriesThatEverVaried_HoldsFourInFiveOverAllSixMonths()
    {
        var (counts, _) = Held(September, (_, series) => series.Select(r => r.Share).Distinct().Count() > 1);

        Assert.InRange(100.0 * counts.Sum(c => c.Held) / counts.Sum(c => c.Of), 75, 85);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Interval_OfEitherHalfOfTheTrusts_HoldsFourInFiveOverAllSixMonths(int half)
    {
        var trusts = Hospitals.All().Keys.Select(k => k.Trust).Distinct().Order(StringComparer.Ordinal).ToList();

        var (counts, _) = Held(September, (trust, _) => trusts.IndexOf(trust) % 2 == half);

        Assert.InRange(100.0 * counts.Sum(c => c.Held) / counts.Sum(c => c.Of), 75, 85);
    }

    [Fact]
    public void Interval_SaidInEveryMonthOfTheLastYear_HoldsFourInFiveInAll()
    {
        var said = Enumerable.Range(-6, 12).Select(months => Held(September.Plus(months), (_, _) => true).Counts).ToList();

        Assert.InRange(100.0 * said.Sum(s => s.Sum(c => c.Held)) / said.Sum(s => s.Sum(c => c.Of)), 75, 85);
    }

    // Of each number of months ahead, 1 to 6: how many figures were within what was said of them in a month, and of how many.
    private static (List<(int Held, int Of)> Counts, int Series) Held(Period said, Func<string, List<(Period Month, decimal Share)>, bool> which)
    {
        var counts = new (int Held, int Of)[6];
        var used = 0;
        foreach (var ((trust, _), series) in Hospitals.All())
        {
            var known = series.Where(r => r.Month <= said).ToList();
            if (known.Count < 12 || known[^1].Month != said || !which(trust, known))
                continue;
            used++;
            foreach (var (month, share) in series.Where(r => r.Month > said && r.Month.Since(said) <= 6))
            {
                var path = Given.Path(new Baseline(Given.Day("2016-03-31"), 0.95m), new Milestone(month.LastDay, 0.95m));
                var forecast = Forecast.Of(known.Judged(), path, Better.Higher, Share, [])!;
                Assert.InRange(forecast.Projected, forecast.Lower, forecast.Upper);
                Assert.InRange(forecast.Lower, 0, 1);
                Assert.InRange(forecast.Upper, 0, 1);
                ref var count = ref counts[month.Since(said) - 1];
                count = (count.Held + ((double)share >= forecast.Lower - 1e-12 && (double)share <= forecast.Upper + 1e-12 ? 1 : 0), count.Of + 1);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{said}, {used} series: " + string.Join(", ", counts.Select((c, h) => $"{h + 1}: {c.Held} of {c.Of} = {100.0 * c.Held / c.Of:0.0} %")));
        return ([.. counts], used);
    }
}
