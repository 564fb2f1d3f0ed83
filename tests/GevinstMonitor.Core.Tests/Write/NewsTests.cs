using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Found on Sunday 5 July 2026 at six, answered before the letter of Monday.</summary>
public class NewsTests
{
    private static readonly Moment Monday = Given.At("2026-07-06 07:00");

    [Theory]
    [InlineData(ResponseKind.Accepted, "2026-08-20", false)]
    [InlineData(ResponseKind.Accepted, "2026-07-05", false)] // it ended, which the next pass concludes
    [InlineData(ResponseKind.Acknowledged, "2026-08-20", true)]
    [InlineData(ResponseKind.Disputed, null, true)] // what becomes of the figure decides
    public void Deviation_AnsweredBeforeItsFirstLetter_IsToldUnlessItIsAccepted(ResponseKind kind, string? until, bool told) =>
        Assert.Equal(told, Of([Change(1, "centerchef")], [Answer(kind, "2026-07-05 09:00", until)]).Count == 1);

    [Fact]
    public void Deviation_ThatBecameWorseAfterwards_IsNewsWhereItWasAcceptedAsItStood()
    {
        var worse = Change(2, "centerchef", ChangeKind.Worsened) is var w ? w with { Change = w.Change with { At = Given.Clock("2026-07-05 18:00") } } : null!;

        Assert.Equal([1L, 2L], Of([Change(1, "centerchef"), worse], [Answer(ResponseKind.Accepted, "2026-07-05 09:00", "2026-08-20")]).Select(n => n.Id));
        Assert.Empty(Of([Change(1, "centerchef"), worse], [Answer(ResponseKind.Accepted, "2026-07-05 09:00", "2026-08-20") with { Interim = 40 }]));
        Assert.Empty(Of([Change(1, "centerchef"), worse], [Answer(ResponseKind.Accepted, "2026-07-05 20:00", "2026-08-20")]));
    }

    [Fact]
    public void AcceptanceThatLapsed_IsNews()
    {
        var lapsed = Change(2, "centerchef", ChangeKind.Lapsed) is var l ? l with { Change = l.Change with { At = Given.Clock("2026-07-06 06:00") } } : null!;

        Assert.Equal(2, Of([Change(1, "centerchef"), lapsed], [Answer(ResponseKind.Accepted, "2026-07-05 09:00", "2026-08-20") with { LapsedAt = Given.Clock("2026-07-06 06:00") }]).Count);
    }

    [Theory]
    [InlineData(Decision.Questioned, null, null)] // it is looked into
    [InlineData(Decision.Rejected, null, null)]
    [InlineData(Decision.Released, null, "2026-06")]
    [InlineData(Decision.Questioned, 40, "2026-07")] // the newer figure is off the path too
    [InlineData(Decision.Rejected, 50, null)]
    public void Figure_DoubtedBeforeTheLetter_IsNotTold(Decision decision, int? july, string? told)
    {
        var june = Given.Percent("*", "2026-06", 44) with { Id = 7, Decision = decision };
        var benefit = BenefitOf(Owners[0]);
        var seen = Evaluation.Of(Given.Plan(benefit), benefit, Given.Indicator(), Given.Past([june, .. july is { } figure ? [Given.Percent("*", "2026-07", figure)] : Array.Empty<Measurement>()]), Given.At("2026-08-05 07:00")).Single();

        var news = News.Of([Change(1, "centerchef")], Enumerable.Empty<Response>().ToLookup(r => r.Deviation), new Dictionary<(string, string, string), Evaluation> { [("digital-post", "centerchef", "*")] = seen }, Given.At("2026-08-05 07:00"));

        Assert.Equal(told, news.SingleOrDefault()?.Change.Seen.Period.ToString());
    }

    private static Response Answer(ResponseKind kind, string at, string? until) =>
        new("D-centerchef", kind, Given.Clock(at)) { Id = 1, Post = "centerchef", Note = "Printeren er i brug", Until = until is null ? null : Given.Day(until) };

    private static IReadOnlyList<Pending<DeviationChange>> Of(Pending<DeviationChange>[] pending, Response[] answers) =>
        News.Of(pending, answers.ToLookup(a => a.Deviation), new Dictionary<(string, string, string), Evaluation>(), Monday);
}
