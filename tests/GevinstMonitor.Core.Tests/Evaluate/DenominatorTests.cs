using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

/// <summary>A ratio whose denominator is a twentieth of what it was is most likely a part of an answer.</summary>
public class DenominatorTests
{
    private static Indicator Usual => Given.Indicator();

    private static Indicator Stating(decimal drop) => Usual with { Plausible = new Plausible(null, null, null, drop) };

    /// <summary>Half of so many letters digital in each month up to and with June 2026.</summary>
    private static List<Standing> Judged(Indicator indicator, params decimal[] letters) => Judged(indicator, [.. letters.Select(l => (l, (Decision?)null))]);

    private static List<Standing> Judged(Indicator indicator, params (decimal Letters, Decision? Decision)[] months)
    {
        var figures = months.Select((m, i) =>
            Given.Figure("*", $"{Given.Period("2026-06").Plus(i - months.Length + 1)}", Figure.Ratio(m.Letters / 2, m.Letters)) with { Decision = m.Decision });
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past([.. figures]), "2026-07-05 06:00", indicator: indicator);
        Assert.All(seen.Judgements.Where(j => j.Standing == Standing.Held), j => Assert.Equal(Doubt.DenominatorCollapsed, j.Doubt));
        return [.. seen.Judgements.TakeLast(Math.Min(months.Length, 6)).Select(j => j.Standing)];
    }

    [Theory]
    [InlineData(50, Standing.OnTrack)]
    [InlineData(49, Standing.Held)]
    public void Denominator_ThatFell95PerCent_IsBelievedUpToAndWithThat(int letters, Standing expected) =>
        Assert.Equal(expected, Judged(Usual, 1000, 1000, 1000, letters)[^1]);

    [Fact]
    public void Denominator_AfterTwoFigures_SaysNothingOfWhatIsUsual() => Assert.Equal(Standing.OnTrack, Judged(Usual, 1000, 1000, 10)[^1]);

    [Fact]
    public void Denominator_IsHeldAgainstTheMedianOfTheLastSix()
    {
        Assert.Equal(Standing.OnTrack, Judged(Usual, 4000, 4000, 4000, 250, 250, 250, 250, 250, 250, 13)[^1]);
        Assert.Equal(Standing.Held, Judged(Usual, 4000, 4000, 4000, 250, 250, 250, 250, 250, 250, 12)[^1]);
        Assert.Equal(Standing.OnTrack, Judged(Usual, 200, 200, 200, 9999, 9999, 9999, 11)[^1]);
    }

    [Fact]
    public void Denominator_ThatCollapsed_IsNotWhatTheNextIsHeldAgainst() =>
        Assert.Equal([Standing.OnTrack, Standing.OnTrack, Standing.OnTrack, Standing.Held, Standing.Held, Standing.OnTrack], Judged(Usual, 1000, 1000, 1000, 30, 30, 1000));

    [Fact]
    public void Denominator_ThatWasReleased_IsWhatIsUsualFromThenOn() =>
        Assert.Equal([Standing.OnTrack, Standing.OnTrack, Standing.OnTrack, Standing.OnTrack, Standing.OnTrack, Standing.OnTrack],
            Judged(Usual, (1000, null), (1000, null), (1000, null), (30, Decision.Released), (30, null), (28, null)));

    [Fact]
    public void Denominator_OfASmallUnit_MayBeAsSmallAsItIs() => Assert.Equal(Standing.OnTrack, Judged(Usual, 20, 19, 20, 20, 18, 20, 1)[^1]);

    [Theory]
    [InlineData(0.5, 500, Standing.OnTrack)]
    [InlineData(0.5, 499, Standing.Held)]
    [InlineData(1, 1, Standing.OnTrack)]
    public void Drop_ThatIsStated_IsBelievedUpToAndWithIt(double drop, int letters, Standing expected) =>
        Assert.Equal(expected, Judged(Stating((decimal)drop), 1000, 1000, 1000, letters)[^1]);

    [Fact]
    public void Value_HasNoDenominator()
    {
        var count = Usual with { Kind = IndicatorKind.Value, Measure = "count" };
        var past = Given.Past([.. Enumerable.Range(2, 5).Select(m => Given.Figure("*", $"2026-0{m}", Figure.Value(m == 6 ? 50 : 5000)))]);

        Assert.Equal(Standing.OnTrack, Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), past, "2026-07-05 06:00", indicator: count).Current.Standing);
    }

    [Fact]
    public void Denominator_OfOneOddlyLargeMonth_DoesNotMoveWhatIsBelieved()
    {
        Assert.Equal(Standing.OnTrack, Judged(Usual, 1000, 1000, 2000, 50)[^1]);
        Assert.Equal(Standing.Held, Judged(Usual, 1000, 1000, 2000, 49)[^1]);
    }

    [Fact]
    public void Denominator_OfMoreThanSixMonthsAgo_SaysNothingOfWhatIsUsual() =>
        Assert.Equal(Standing.OnTrack, Judged(Usual, [.. Enumerable.Repeat(10_000m, 7), .. Enumerable.Repeat(600m, 6), 40m])[^1]);

    [Fact]
    public void Denominator_ThatWasReleasedThoughItFell_MakesWhatWasUsualBeforeSayNothing() =>
        Assert.Equal([Standing.OnTrack, Standing.OnTrack, Standing.Held], Judged(Usual, (1000, null), (1000, null), (1000, null), (30, Decision.Released), (1, null), (30, null), (1, null)) is var judged
            ? [judged[^3], judged[^2], judged[^1]] : []);

    [Fact]
    public void Denominator_ThatWasReleasedAsItUsuallyIs_LeavesWhatIsUsual() =>
        Assert.Equal(Standing.Held, Judged(Usual, (1000, null), (1000, null), (1000, null), (1000, Decision.Released), (40, null))[^1]);
}
