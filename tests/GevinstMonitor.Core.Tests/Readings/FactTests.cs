using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

/// <summary>Since when a replay knows a figure of March 2026, which was due by the end of 10 April.</summary>
public class FactTests
{
    private static readonly DateTimeOffset Due = Given.Clock("2026-04-11 00:00").AddSeconds(1);
    private static readonly HashSet<long> Histories = [1];

    private static Measurement March(long id, long reading, string read, int digital = 400) =>
        new(id, "*", Given.Period("2026-03"), Figure.Ratio(digital, 1000), new ReadingStamp(reading, Given.At(read), "c0ffee"));

    private static List<Fact> Facts(params Measurement[] measurements) => Facts([], measurements);

    private static List<Fact> Facts((long Measurement, Decision Decision, string At)[] decisions, params Measurement[] measurements) =>
        Fact.Of(Given.Indicator(), measurements, Histories, decisions.ToLookup(d => d.Measurement, d => (d.Decision, Given.Clock(d.At))));

    [Fact]
    public void Figure_OfAHistoryReadLongAfter_CountsFromWhenItWasDue() =>
        Assert.Equal(Due, Assert.Single(Facts(March(1, 1, "2026-12-05 06:00"))).Since);

    [Fact]
    public void Figure_OfAHistoryReadBeforeItWasDue_CountsFromWhenItWasRead() =>
        Assert.Equal(Given.Clock("2026-04-05 06:00"), Assert.Single(Facts(March(1, 1, "2026-04-05 06:00"))).Since);

    [Fact]
    public void Figure_ThatWasAwaitedAndCameLate_CountsFromWhenItWasRead() =>
        Assert.Equal(Given.Clock("2026-06-20 06:00"), Assert.Single(Facts(March(1, 2, "2026-06-20 06:00"))).Since);

    [Fact]
    public void History_ReadAgainWithOtherFigures_CountsFromWhenTheyWereDueAndTheNewestLast()
    {
        var facts = Facts(March(1, 1, "2026-12-05 06:00"), March(2, 1, "2026-12-06 06:00", 500));

        Assert.Equal([(1, Due), (2, Due)], facts.Select(f => (f.Measurement.Id, f.Since)));
    }

    [Fact]
    public void History_ThatMovesAFigureWhichWasAwaited_CountsFromWhenItWasRead()
    {
        var facts = Facts(March(1, 2, "2026-04-05 06:00"), March(2, 1, "2026-12-06 06:00", 500));

        Assert.Equal([Given.Clock("2026-04-05 06:00"), Given.Clock("2026-12-06 06:00")], facts.Select(f => f.Since));
    }

    [Fact]
    public void History_AfterAReadingWhileThePeriodRan_CountsFromWhenItWasDue()
    {
        var facts = Facts(March(1, 2, "2026-03-28 06:00"), March(2, 1, "2026-12-06 06:00", 500));

        Assert.Equal([Given.Clock("2026-03-28 06:00"), Due], facts.Select(f => f.Since));
    }

    [Fact]
    public void AwaitedFigure_OfAnotherUnitOrPeriod_ChangesNothing()
    {
        var awaited = March(1, 2, "2026-04-05 06:00");
        var history = March(2, 1, "2026-12-06 06:00");

        Assert.Equal(Due, Facts(awaited with { Unit = "nord" }, history)[^1].Since);
        Assert.Equal(Due, Facts(awaited with { Period = Given.Period("2026-02") }, history)[^1].Since);
    }

    [Fact]
    public void Decision_CountsAsLongAfterTheFigureAsItDidThen()
    {
        var decided = new[] { (1L, Decision.Rejected, "2026-12-05 07:00"), (1L, Decision.Released, "2026-12-07 06:00") };

        Assert.Equal([((Decision?)null, Due), (Decision.Rejected, Due.AddHours(1)), (Decision.Released, Due.AddDays(2))],
            Facts(decided, March(1, 1, "2026-12-05 06:00")).Select(f => (f.Measurement.Decision, f.Since)));
        Assert.Equal(Given.Clock("2026-12-07 06:00"), Facts(decided, March(1, 2, "2026-12-05 06:00"))[^1].Since);
    }

    [Theory]
    [InlineData("2026-03", "2026-04-11 00:00")]
    [InlineData("2026-09", "2026-10-11 00:00")]
    public void Due_IsTheFirstSecondAtWhichTheFigureShouldBeKnown(string month, string local)
    {
        var (period, indicator) = (Given.Period(month), Given.Indicator());
        var due = Moment.Due(period, indicator.Due, Given.Copenhagen);

        Assert.Equal(Given.Clock(local).AddSeconds(1), due.Instant);
        Assert.True(due.IsDue(period, indicator.Due));
        Assert.False(new Moment(due.Instant.AddSeconds(-1), Given.Copenhagen).IsDue(period, indicator.Due));
    }
}
