using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class VerdictTests
{
    private static Tolerance Tolerance => new(2, 5);

    [Fact]
    public void Level_FarBeyondALimit_IsCertain() =>
        Assert.True(LevelTest.Above([0, 1, -1, 0, 1, 0, -1, 1, 0, 6, 7, 6], 2, 0).IsCertain);

    [Fact]
    public void OneOddFigure_OfANoisySeries_IsNotCertain() =>
        Assert.False(LevelTest.Above([0, 3, -3, 1, 3, 0, -3, 2, -2, 3, -1, 4], 2, 0).IsCertain);

    [Fact]
    public void Level_ExactlyAtALimit_IsAsLikelyBeyondAsNot() =>
        Assert.Equal(0.5, LevelTest.Above([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], 2, 0.5).Certainty, 6);

    [Fact]
    public void SeriesThatNeverMoved_IsCertainOnlyByTheNoiseItIsTakenToHave()
    {
        double[] figures = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2.1];
        Assert.Equal(1, LevelTest.Above(figures, 2, 0).Certainty);
        Assert.False(LevelTest.Above(figures, 2, 0.5).IsCertain);
    }

    [Fact]
    public void FiguresOfAnotherTime_SayNothing()
    {
        double[] now = [.. Enumerable.Range(0, LevelTest.Most).Select(i => i % 3 + (i > 30 ? 4.0 : 0))];
        Assert.Equal(LevelTest.Above(now, 2, 0.1), LevelTest.Above([1e6, -1e6, .. now], 2, 0.1));
    }

    /// <summary>The probability does not depend on the unit, or on where zero is.</summary>
    [Property]
    public void Certainty_InAnotherUnit_IsTheSame(int seed, byte unit, short zero)
    {
        var figures = Simulated.Series(new Random(seed), 1, 0.3, 20, t => t > 14 ? 2 : 0);
        var scale = 1 + unit;
        Assert.Equal(LevelTest.Above(figures, 1, 0.1).Certainty,
            LevelTest.Above([.. figures.Select(f => (f * scale) + zero)], scale + zero, 0.1 * scale).Certainty, 6);
    }

    [Property]
    public void Certainty_OfAHigherLimit_IsNoHigher(int seed, byte more)
    {
        var figures = Simulated.Series(new Random(seed), 1, 0.3, 20, t => t > 14 ? 2 : 0);
        Assert.True(LevelTest.Above(figures, 1 + (more / 10.0), 0.1).Certainty <= LevelTest.Above(figures, 1, 0.1).Certainty + 1e-9);
    }

    [Fact]
    public void RedFigure_OfASteadySeries_IsToldAtOnce()
    {
        var verdict = Verdict.OfGaps([0, 1, -1, 0, 1, 0, -1, 1, 0, -1, 0, 5.5], Tolerance, 12);
        Assert.Equal((Standing.Red, true, VerdictBasis.Certainty), (verdict.Sure, verdict.IsBeyondNoise, verdict.Basis));
    }

    [Fact]
    public void RedFigure_OfASeriesThatSwingsSoFar_IsNotTold()
    {
        var verdict = Verdict.OfGaps([0, 6, -6, 2, 5, -4, -6, 4, -4, 6, -2, 5.5], Tolerance, 12);
        Assert.Equal((Standing.OnTrack, false, false), (verdict.Sure, verdict.IsBeyondNoise, verdict.IsBack));
    }

    [Fact]
    public void AmberLevel_HeldForMonths_IsSureAmberAndNotRed() =>
        Assert.Equal(Standing.Amber, Verdict.OfGaps([0, 1, -1, 0, 1, 0, -1, 1, 4, 3.5, 4, 3], Tolerance, 12).Sure);

    [Fact]
    public void OneGoodMonth_OfANoisySeriesOffItsPath_IsNotBack()
    {
        Assert.False(Verdict.OfGaps([4, 7, 1, 8, 5, 2, 9, 6, 3, 7, 8, 1.9], Tolerance, 12).IsBack);
        Assert.True(Verdict.OfGaps([4, 7, 1, 8, 5, 2, 0, -1, 1, -2, 1, -1], Tolerance, 12).IsBack);
    }

    [Fact]
    public void Plan_ThatStatesConfirm_IsFollowedHoweverLongTheSeries()
    {
        var verdict = Verdict.Of(Deviate.Months.Seen(new string('g', 24) + "aa", new Confirm(3, 1)));
        Assert.Equal((Standing.OnTrack, VerdictBasis.Confirm), (verdict.Sure, verdict.Basis));
    }

    [Theory]
    [InlineData("gggggggggaa", Standing.Amber, VerdictBasis.TooShort)]
    [InlineData("ggggggggggaa", Standing.Amber, VerdictBasis.Certainty)]
    [InlineData("gggglggggggaa", Standing.Amber, VerdictBasis.Certainty)]
    [InlineData("ggggggggggga", Standing.OnTrack, VerdictBasis.Certainty)]
    public void Series_OfFewerThanTwelveKnownMonths_IsTooShort(string months, Standing sure, VerdictBasis basis)
    {
        var seen = Deviate.Months.Seen(months);
        var verdict = Verdict.Of(seen with { Benefit = seen.Benefit with { Confirm = null } });
        Assert.Equal((sure, basis, months.Count(m => m != 'l')), (verdict.Sure, verdict.Basis, verdict.Known));
    }

    [Property]
    public void Verdict_OfAnyGaps_IsRedOnlyAboveAmberAndBackOnlyOnTrack(int seed, byte noise, byte length)
    {
        var gaps = Simulated.Series(new Random(seed), noise / 20.0, 0.3, 12 + (length % 40), t => t > 10 ? 3 : 0);
        var verdict = Verdict.OfGaps(gaps, Tolerance, gaps.Length);
        Assert.InRange(verdict.Certainty!.Value, 0, 1);
        if (verdict.IsBack)
            Assert.True(gaps[^1] <= (double)Tolerance.Amber);
        if (verdict.IsBeyondNoise)
            Assert.True(gaps[^1] > (double)Tolerance.Red);
        Assert.Equal(verdict, Verdict.OfGaps(gaps, Tolerance, gaps.Length));
    }

    /// <summary>By the definitions: the noise of the figures before the newest, and the level test of the same series the other way round.</summary>
    [Property]
    public void Verdict_OfAnyGaps_IsBeyondNoiseOrBackAsItIsDefined(int seed, byte noise, byte length, byte last)
    {
        var gaps = Simulated.Series(new Random(seed), noise / 60.0, 0.3, 12 + (length % 40), t => t % 20 > 10 ? 3 : 0);
        gaps[^1] = (last - 128) / 16.0;
        var before = gaps[..^1];
        var deviation = Math.Sqrt(before.Sum(g => Math.Pow(g - before.Average(), 2)) / (before.Length - 1));
        var step = before.Zip(before.Skip(1), (a, b) => Math.Abs(b - a)).Average();

        var verdict = Verdict.OfGaps(gaps, Tolerance, gaps.Length);

        Assert.Equal(gaps[^1] > 5 && (deviation <= 0.45 * 5 || 3 * step / 1.128 <= 5), verdict.IsBeyondNoise);
        Assert.Equal(gaps[^1] <= 2 && (gaps[^3..].All(g => g <= 2) || LevelTest.Above([.. gaps.Select(g => -g)], -2, 0.5).Certainty >= 0.8), verdict.IsBack);
    }

    [Fact]
    public void Figure_ExactlyAtTheRedTolerance_IsNotBeyondIt() =>
        Assert.False(Verdict.OfGaps([0, 1, -1, 0, 1, 0, -1, 1, 0, -1, 0, 5], Tolerance, 12).IsBeyondNoise);

    [Fact]
    public void Place_OfWhichNothingIsKnown_IsNotBack() => Assert.False(Verdict.Of(Deviate.Months.Seen("lll")).IsBack);
}
