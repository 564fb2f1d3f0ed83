using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class HeldTests
{
    private static Indicator Bounded => Given.Indicator() with { Plausible = new Plausible(5, 95, 25) };

    private static IReadOnlyList<Judgement> Judged(params Measurement[] figures) =>
        Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(figures), "2026-07-05 06:00", indicator: Bounded).Judgements;

    private static Judgement Judged(string month, params Measurement[] figures) => Judged(figures).Single(j => j.Period == Given.Period(month));

    private static Measurement Whole(string month, decimal percent, Decision? decision = null) =>
        Given.Percent("*", month, percent) with { Decision = decision };

    [Theory]
    [InlineData(95, Standing.OnTrack, Doubt.None)]
    [InlineData(95.1, Standing.Held, Doubt.OutOfBounds)]
    [InlineData(5, Standing.Red, Doubt.None)]
    [InlineData(4.9, Standing.Held, Doubt.OutOfBounds)]
    public void Figure_OutsideItsBounds_IsHeld(double percent, Standing standing, Doubt doubt)
    {
        var june = Judged("2026-06", Whole("2026-06", (decimal)percent));

        Assert.Equal((standing, doubt), (june.Standing, june.Doubt));
    }

    [Fact]
    public void HeldFigure_IsShownButHasNoGap()
    {
        var june = Judged("2026-06", Whole("2026-06", 99));

        Assert.Equal((99m, null), (june.Actual, june.Gap));
    }

    [Theory]
    [InlineData(75, Standing.OnTrack)]
    [InlineData(75.1, Standing.Held)]
    [InlineData(25, Standing.Red)]
    [InlineData(24.9, Standing.Held)]
    public void Step_FromTheMonthBefore_IsBelievedUpToAndWithTheLargest(double percent, Standing expected) =>
        Assert.Equal(expected, Judged("2026-06", Whole("2026-05", 50), Whole("2026-06", (decimal)percent)).Standing);

    [Fact]
    public void FirstFigure_HasNoStep() => Assert.Equal(Standing.Red, Judged("2026-06", Whole("2026-06", 10)).Standing);

    [Fact]
    public void Step_AfterAHeldFigure_IsFromTheNewestCountedOne()
    {
        var judged = Judged(Whole("2026-03", 50), Whole("2026-04", 90), Whole("2026-05", 85), Whole("2026-06", 60));

        // 90 and 85 are more than 25 from 50; 60 is not, though it is 25 from 85 and 30 from 90.
        Assert.Equal([Standing.OnTrack, Standing.Held, Standing.Held, Standing.OnTrack], judged.TakeLast(4).Select(j => j.Standing));
    }

    [Fact]
    public void Step_AfterAMonthWithoutNumber_IsFromTheNewestCountedOne() =>
        Assert.Equal(Doubt.StepTooLarge, Judged("2026-06",
            Whole("2026-03", 50), Given.Figure("*", "2026-04", Figure.NotANumber), Given.Figure("*", "2026-05", Figure.Suppressed), Whole("2026-06", 80)).Doubt);

    [Fact]
    public void Step_FromAFigureBeforeTheBaseline_IsLookedAtToo() =>
        Assert.Equal(Standing.Held, Judged("2025-12", Whole("2025-11", 10), Whole("2025-12", 50)).Standing);

    [Fact]
    public void ReleasedFigure_CountsAndTheNextStepsFromIt()
    {
        var judged = Judged(Whole("2026-04", 50), Whole("2026-05", 90, Decision.Released), Whole("2026-06", 88));

        Assert.Equal([Standing.OnTrack, Standing.OnTrack, Standing.OnTrack], judged.TakeLast(3).Select(j => j.Standing));
        Assert.Equal(-40, judged[^2].Gap);
    }

    [Fact]
    public void RejectedFigure_StaysHeldAndTheNextStepsFromTheOneBefore()
    {
        var judged = Judged(Whole("2026-04", 50), Whole("2026-05", 70, Decision.Rejected), Whole("2026-06", 30));

        Assert.Equal([Standing.OnTrack, Standing.Held, Standing.Red], judged.TakeLast(3).Select(j => j.Standing));
        Assert.Equal((null, Doubt.Rejected), (judged[^2].Gap, judged[^2].Doubt));
    }

    [Theory]
    [InlineData(Decision.Rejected, null)]
    [InlineData(null, Decision.Rejected)]
    public void WholeOfUnits_OneRejectedAndOneToDecideOn_NamesTheOneToDecideOn(Decision? a, Decision? b)
    {
        var past = Given.Past(Given.Percent("a", "2026-06", 99) with { Decision = a }, Given.Percent("b", "2026-06", 99) with { Decision = b });

        var whole = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), past, "2026-07-12 06:00", indicator: Bounded).Current;

        Assert.Equal((Standing.Held, Doubt.OutOfBounds, a is null ? "a" : "b"), (whole.Standing, whole.Doubt, whole.Cause!.Unit));
    }

    [Fact]
    public void Released_WhatIsNoNumber_IsStillNoNumber() =>
        Assert.Equal(Standing.NotANumber, Judged("2026-06", Given.Figure("*", "2026-06", Figure.NotANumber) with { Decision = Decision.Released }).Standing);

    [Fact]
    public void HeldUnit_LeavesTheWholeHeldForTheSameReason()
    {
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50)), Given.In("b", Given.Flat(50)));
        var past = Given.Past(Given.Percent("a", "2026-06", 99), Given.Percent("b", "2026-06", 50));

        var whole = Given.Seen(benefit, past, "2026-07-12 06:00", indicator: Bounded).Current;

        Assert.Equal((Standing.Held, Doubt.OutOfBounds, null), (whole.Standing, whole.Doubt, whole.Gap));
    }
}
