using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class EvaluationTests
{
    [Fact]
    public void Month_OnARisingPath_IsJudgedByWhatIsPromisedOnItsLastDay()
    {
        var path = Given.Path(new Baseline(Given.Day("2025-12-31"), 42), new Milestone(Given.Day("2026-06-30"), 55));

        var march = Given.Seen(Given.Benefit(Given.Whole(path)), Given.Past(Given.Percent("*", "2026-03", 46)), "2026-04-10 06:00").Current;

        // 31 March is day 90 of the 181 in which 42 becomes 55.
        Assert.Equal(42 + (13m * 90 / 181), march.Expected);
        Assert.Equal(42 + (13m * 90 / 181) - 46, march.Gap);
        Assert.Equal(Standing.Amber, march.Standing); // the gap is 2.46
    }

    [Fact]
    public void Periods_BeforeTheBaseline_AreNotJudged()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))),
            Given.Past(Given.Percent("*", "2025-11", 10), Given.Percent("*", "2025-12", 50), Given.Percent("*", "2026-01", 51)), "2026-02-05 06:00");

        Assert.Equal(["2025-12", "2026-01"], seen.Judgements.Select(j => j.Period.ToString()));
    }

    [Fact]
    public void Period_ThatTheBaselineLiesIn_IsJudgedOnItsLastDay()
    {
        var path = Given.Path(new Baseline(Given.Day("2026-01-21"), 40), new Milestone(Given.Day("2026-02-10"), 60));

        var january = Given.Seen(Given.Benefit(Given.Whole(path)), Given.Past(Given.Percent("*", "2026-01", 50)), "2026-02-05 06:00").Judgements.Single();

        Assert.Equal((50m, 0m), (january.Expected, january.Gap)); // ten days of twenty
    }

    [Fact]
    public void Judgements_WithAMonthWithoutFigure_HaveNoHole()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))),
            Given.Past(Given.Percent("*", "2025-12", 50), Given.Percent("*", "2026-02", 50)), "2026-03-05 06:00");

        Assert.Equal([Standing.OnTrack, Standing.Late, Standing.OnTrack], seen.Judgements.Select(j => j.Standing));
    }

    [Fact]
    public void Month_WithoutFigureAndNotYetDue_SaysNothingOfToday()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent("*", "2026-05", 40)), "2026-07-05 06:00");

        Assert.Equal((Given.Period("2026-05"), Standing.Red), (seen.Current.Period, seen.Current.Standing));
    }

    [Fact]
    public void Month_WithFigureBeforeItIsDue_IsJudged()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent("*", "2026-06", 40)), "2026-07-01 06:00");

        Assert.Equal((Given.Period("2026-06"), Standing.Red), (seen.Current.Period, seen.Current.Standing));
    }

    [Fact]
    public void Benefit_WhoseBaselineIsStillToCome_IsNotYetDue()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(), "2025-10-05 06:00");

        Assert.Equal((Given.Period("2025-12"), Standing.NotYetDue), (seen.Judgements.Single().Period, seen.Current.Standing));
    }

    [Fact]
    public void NewestKnown_BehindAnUnknownMonth_IsTheMonthBefore()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))),
            Given.Past(Given.Percent("*", "2026-05", 50), Given.Figure("*", "2026-06", Figure.NotANumber)), "2026-07-05 06:00");

        Assert.Equal(Standing.NotANumber, seen.Current.Standing);
        Assert.Equal(Given.Period("2026-05"), seen.NewestKnown?.Period);
    }

    [Fact]
    public void NewestKnown_WhenNothingIsKnown_IsNone() =>
        Assert.Null(Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(), "2026-07-05 06:00").NewestKnown);

    [Fact]
    public void Judgement_OfAFigure_SaysWhichMeasurementAndReading()
    {
        var current = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))),
            Given.Past(Given.Percent("*", "2026-06", 48) with { Id = 77 }), "2026-07-05 06:00").Current;

        Assert.Null(Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent("*", "2026-06", 48)), "2026-07-05 06:00").Current.Measurement);
        Assert.Equal((77, "c0ffee", Given.Clock("2026-07-01 06:00")), (current.Measurement, current.Stamp!.QueryHash, current.Stamp.TakenAt.Instant));
    }

    [Fact]
    public void Plan_WithTwoBenefits_IsJudgedInEveryPlace()
    {
        var plan = Given.Plan(
            Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(50))),
            Given.Benefit(Given.Whole(Given.Flat(50))) with { Id = "tid" });

        var seen = Evaluation.Of(plan, _ => Given.Indicator(), _ => Given.Past(Given.Percent("a", "2026-06", 50)), Given.At("2026-07-05 06:00"));

        Assert.Equal(["porto@*", "porto@a", "tid@*"], seen.Select(e => $"{e.Benefit.Id}@{e.Place.Unit}"));
    }

    [Property]
    public void Figures_GivenInAnyOrder_AreJudgedTheSame(byte[] percents, int seed)
    {
        var past = percents.Take(6).Select((p, i) => Given.Percent(i % 2 == 0 ? "a" : "b", Given.Period("2025-12").Plus(i / 2).ToString(), p)).ToArray();
        var shuffled = past.ToArray();
        new Random(seed).Shuffle(shuffled);
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("a", Given.Flat(40)));

        Assert.Equal(
            Given.Seen(benefit, Given.Past(past), "2026-04-05 06:00").Judgements.Select(j => (j.Period, j.Standing, j.Actual, j.Gap)),
            Given.Seen(benefit, Given.Past(shuffled), "2026-04-05 06:00").Judgements.Select(j => (j.Period, j.Standing, j.Actual, j.Gap)));
    }

    [Fact]
    public void Benefit_InItsFirstMonthBeforeTheFigureIsDue_IsNotYetDueForThatMonth()
    {
        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(), "2026-01-05 06:00");

        Assert.Equal((Given.Period("2025-12"), Standing.NotYetDue), (seen.Judgements.Single().Period, seen.Current.Standing));
    }
}
