using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>"Act on it or stop measuring it": what became of the deviations that owners were told of, as of the first of December 2026.</summary>
public class AttentionTests
{
    private static readonly DateTimeOffset Now = Given.Utc("2026-12-01T06:00");

    private static ToldDeviation Told(string id, string on, string? back = null) => new(id, Given.Utc(on), back is null ? null : Given.Utc(back));

    private static Attention Of(IReadOnlyList<ToldDeviation> told, params Response[] responses) => Attention.Of(told, responses, Now);

    private static Response Answer(string id, string at = "2026-11-01", ResponseKind kind = ResponseKind.Acknowledged) => new(id, kind, Given.Utc(at));

    [Fact]
    public void Deviations_ToldOpenAndClosed_AreCountedWithTheLongestOpen()
    {
        var attention = Of([Told("D-1", "2026-02-08", "2026-05-08"), Told("D-2", "2026-11-08"), Told("D-3", "2026-07-08")]);

        Assert.Equal((3, 2, 1, 0, Given.Utc("2026-07-08")), (attention.Told, attention.Open, attention.Closed, attention.Answered, attention.OpenSince!.Value));
    }

    [Fact]
    public void Deviations_ToldLongAgo_CountOnlyWhileTheyAreOpen()
    {
        Assert.Equal(0, Of([Told("D-1", "2024-12-01T06:00", "2025-03-01")]).Told);
        Assert.Equal(1, Of([Told("D-1", "2024-12-01T06:01", "2025-03-01")]).Told);
        Assert.Equal((1, 1), (Of([Told("D-1", "2020-01-08")]).Told, Of([Told("D-1", "2020-01-08")]).Open));
    }

    [Fact]
    public void Deviation_ToldOrClosedAfterTheMoment_IsNotLookedAt()
    {
        Assert.Equal(0, Of([Told("D-1", "2026-12-01T06:01")]).Told);
        Assert.Equal(1, Of([Told("D-1", "2026-12-01T06:00")]).Told);
        Assert.Equal(1, Of([Told("D-1", "2026-11-08", "2026-12-02")]).Open);
        Assert.Equal(0, Of([Told("D-1", "2026-11-08", "2026-12-01T06:00")]).Open);
    }

    [Fact]
    public void Indicator_OfWhichThreeWereToldAndNoneAnswered_IsNeverActedOnThoughAllCameBackByThemselves()
    {
        var three = new[] { Told("D-1", "2026-02-08", "2026-03-08"), Told("D-2", "2026-05-08", "2026-06-08"), Told("D-3", "2026-08-08", "2026-09-08") };

        Assert.True(Of(three).IsNeverActedOn);
        Assert.False(Of(three[1..]).IsNeverActedOn);
    }

    [Theory]
    [InlineData("2026-11-01T06:00", true)]
    [InlineData("2026-11-01T06:01", false)]
    public void Indicator_OfWhichThreeUnitsWereToldAtOnce_IsNeverActedOnWhenTheyHadAMonthToAnswer(string last, bool isNever) =>
        Assert.Equal(isNever, Of([Told("D-1", "2026-11-01T06:00"), Told("D-2", "2026-11-01T06:00"), Told("D-3", last)]).IsNeverActedOn);

    [Fact]
    public void Indicator_OfWhichOneIsOpenForMoreThanHalfAYear_IsNeverActedOn()
    {
        Assert.True(Of([Told("D-1", "2026-06-01T05:59")]).IsNeverActedOn);
        Assert.False(Of([Told("D-1", "2026-06-01T06:00")]).IsNeverActedOn);
        Assert.False(Of([]).IsNeverActedOn);
    }

    [Theory]
    [InlineData(ResponseKind.Acknowledged)]
    [InlineData(ResponseKind.Accepted)]
    [InlineData(ResponseKind.Disputed)]
    public void Indicator_OfWhichOneWasAnswered_IsActedOn(ResponseKind kind)
    {
        var three = new[] { Told("D-1", "2026-02-08"), Told("D-2", "2026-05-08", "2026-06-08"), Told("D-3", "2026-08-08", "2026-09-08") };

        var answered = Of(three, Answer("D-2", kind: kind));

        Assert.Equal((1, false), (answered.Answered, answered.IsNeverActedOn));
        Assert.True(Of(three, Answer("D-9")).IsNeverActedOn);
        Assert.True(Of(three, Answer("D-2", at: "2026-12-01T06:01")).IsNeverActedOn);
        Assert.False(Of(three, Answer("D-2", at: "2026-12-01T06:00")).IsNeverActedOn);
    }

    [Fact]
    public void Deviation_AnsweredTwice_IsOneThatWasAnswered() =>
        Assert.Equal(1, Of([Told("D-1", "2026-11-08"), Told("D-2", "2026-11-08")], Answer("D-1"), Answer("D-1", kind: ResponseKind.Disputed)).Answered);
}
