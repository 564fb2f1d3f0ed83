using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class PartialPeriodTests
{
    private static Judgement Current(string asOf, params Measurement[] figures) =>
        Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(figures), asOf).Current;

    private static Measurement ReadAtUtc(Measurement measurement, string utc) =>
        measurement with { Stamp = new ReadingStamp(1, Given.AtUtc(utc), "c0ffee") };

    [Fact]
    public void Month_ThatIsNotOver_IsNotJudged() =>
        Assert.Equal(Given.Period("2026-05"),
            Current("2026-06-30 23:59", Given.Percent("*", "2026-05", 50), Given.Percent("*", "2026-06", 20).Read("2026-06-30 06:00")).Period);

    [Fact]
    public void Month_ReadOnlyBeforeItEnded_IsNotJudgedByThatFigure()
    {
        var may = Given.Percent("*", "2026-05", 50);
        var partial = Given.Percent("*", "2026-06", 20).Read("2026-06-30 23:59");

        Assert.Equal(Given.Period("2026-05"), Current("2026-07-05 06:00", may, partial).Period);
        Assert.Equal(Standing.Late, Current("2026-07-12 06:00", may, partial).Standing);
    }

    [Fact]
    public void Month_ReadAgainAfterItEnded_IsJudgedByTheSecondReading()
    {
        var june = Current("2026-07-05 06:00", Given.Percent("*", "2026-06", 20).Read("2026-06-30 23:59"), Given.Percent("*", "2026-06", 49).Read("2026-07-01 00:00"));

        Assert.Equal((49m, Standing.OnTrack), (june.Actual, june.Standing));
    }

    [Theory]
    [InlineData("2026-06", "2026-06-30T21:59:00", false)] // 23:59 in Copenhagen
    [InlineData("2026-06", "2026-06-30T22:00:00", true)] // midnight there; still June by UTC
    [InlineData("2026-10", "2026-10-31T22:59:00", false)] // summer time ended on the 25th
    [InlineData("2026-10", "2026-10-31T23:00:00", true)]
    [InlineData("2026-03", "2026-03-31T21:59:00", false)] // summer time began on the 29th
    [InlineData("2026-03", "2026-03-31T22:00:00", true)]
    public void Month_ReadAroundItsEnd_IsJudgedFromMidnightInCopenhagenOn(string month, string readUtc, bool judged)
    {
        var figure = ReadAtUtc(Given.Percent("*", month, 49), readUtc);

        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(figure), "2026-12-31 06:00");

        Assert.Equal(judged ? Standing.OnTrack : Standing.Late, seen.Judgements.Single(j => j.Period == figure.Period).Standing);
    }

    [Theory]
    [InlineData("2026-10-25", "2026-10-25T22:30:00", false)] // the day of 25 hours: 23:30, winter time
    [InlineData("2026-10-25", "2026-10-25T23:00:00", true)]
    [InlineData("2026-03-29", "2026-03-29T21:30:00", false)] // the day of 23 hours: 23:30, summer time
    [InlineData("2026-03-29", "2026-03-29T22:00:00", true)]
    public void Day_OnWhichClocksChange_IsJudgedFromItsOwnMidnightOn(string day, string readUtc, bool judged)
    {
        var daily = Given.Indicator() with { Period = PeriodKind.Day };
        var figure = new Measurement(0, "*", Given.Period(day, PeriodKind.Day), Figure.Ratio(49, 100), new ReadingStamp(1, Given.AtUtc(readUtc), "c0ffee"));

        var seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(figure), "2026-12-01 06:00", indicator: daily);

        Assert.Equal(judged, seen.Judgements.Single(j => j.Period == figure.Period).Standing == Standing.OnTrack);
    }
}
