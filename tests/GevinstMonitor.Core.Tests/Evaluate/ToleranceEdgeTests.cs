using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class ToleranceEdgeTests
{
    // 50 is promised; amber beyond 2, red beyond 5.
    private static Judgement Judged(Better better, double actual) =>
        Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent("*", "2026-06", (decimal)actual)),
            "2026-07-10 06:00", indicator: Given.Indicator() with { Better = better }).Current;

    [Theory]
    [InlineData(Better.Higher, 90, Standing.OnTrack)]
    [InlineData(Better.Higher, 50, Standing.OnTrack)]
    [InlineData(Better.Higher, 48, Standing.OnTrack)]
    [InlineData(Better.Higher, 47.9, Standing.Amber)]
    [InlineData(Better.Higher, 45, Standing.Amber)]
    [InlineData(Better.Higher, 44.9, Standing.Red)]
    [InlineData(Better.Lower, 10, Standing.OnTrack)]
    [InlineData(Better.Lower, 50, Standing.OnTrack)]
    [InlineData(Better.Lower, 52, Standing.OnTrack)]
    [InlineData(Better.Lower, 52.1, Standing.Amber)]
    [InlineData(Better.Lower, 55, Standing.Amber)]
    [InlineData(Better.Lower, 55.1, Standing.Red)]
    public void Figure_ExactlyAtTheEdge_IsStillInside(Better better, double actual, Standing expected) =>
        Assert.Equal(expected, Judged(better, actual).Standing);

    [Fact]
    public void Gap_IsPositiveOnTheWorseSide()
    {
        Assert.Equal(3, Judged(Better.Higher, 47).Gap);
        Assert.Equal(-3, Judged(Better.Higher, 53).Gap);
        Assert.Equal(3, Judged(Better.Lower, 53).Gap);
        Assert.Equal(-3, Judged(Better.Lower, 47).Gap);
    }

    [Fact]
    public void Gap_WithoutTolerance_IsRedAtOnce()
    {
        var nothing = new Core.Plans.Tolerance(0, 0);

        Assert.Equal(Standing.OnTrack, Evaluation.StandingOf(0, nothing));
        Assert.Equal(Standing.Red, Evaluation.StandingOf(0.0001m, nothing));
    }
}
