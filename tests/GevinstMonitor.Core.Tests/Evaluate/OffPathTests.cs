using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class OffPathTests
{
    /// <summary>Months from January 2026 on, a letter each: g on track, a amber, r red, l late, h held.</summary>
    private static List<Judgement> Months(string standings) =>
        [.. standings.Select((s, i) => new Judgement { Period = Given.Period("2026-01").Plus(i), Expected = 50, Standing = Standing(s) })];

    private static Standing Standing(char letter) => letter switch
    {
        'g' => Core.Evaluate.Standing.OnTrack,
        'a' => Core.Evaluate.Standing.Amber,
        'r' => Core.Evaluate.Standing.Red,
        'l' => Core.Evaluate.Standing.Late,
        _ => Core.Evaluate.Standing.Held,
    };

    [Theory]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("rrg")]
    [InlineData("rgl")]
    [InlineData("lhl")]
    public void Run_WhenTheNewestKnownIsOnTrackOrNoneIs_IsNone(string months) => Assert.Null(OffPath.Of(Months(months)));

    [Theory]
    [InlineData("a", "2026-01", 1, 0)]
    [InlineData("r", "2026-01", 1, 1)]
    [InlineData("gar", "2026-02", 2, 1)]
    [InlineData("gra", "2026-02", 2, 0)]
    [InlineData("rarr", "2026-01", 4, 2)]
    [InlineData("gala", "2026-02", 2, 0)] // a month that is not known neither breaks the run nor counts in it
    [InlineData("rhr", "2026-01", 2, 2)]
    [InlineData("gahll", "2026-02", 1, 0)]
    [InlineData("glla", "2026-04", 1, 0)]
    public void Run_OfMonthsOffThePath_IsCountedFromItsFirst(string months, string since, int periods, int red) =>
        Assert.Equal(new OffPath(Given.Period(since), periods, red), OffPath.Of(Months(months)));

    [Property]
    public void Run_OfAnyMonths_IsThatOfTheKnownOnesAlone(byte[] any)
    {
        var months = Months(string.Concat(any.Take(30).Select(b => "garlh"[b % 5])));
        var known = months.Where(m => m.Standing.IsKnown()).Reverse().ToList();
        var run = known.TakeWhile(m => m.Standing != Core.Evaluate.Standing.OnTrack).ToList();

        var found = OffPath.Of(months);

        Assert.Equal(run.Count, found?.Periods ?? 0);
        Assert.Equal(known.TakeWhile(m => m.Standing == Core.Evaluate.Standing.Red).Count(), found?.RedPeriods ?? 0);
        Assert.Equal(run.Count == 0 ? null : run[^1].Period, found?.Since);
    }
}
