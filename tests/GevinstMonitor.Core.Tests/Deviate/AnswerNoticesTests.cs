using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>A benefit that was red in June 2026, looked at on Monday 3 August; workdays are Monday to Friday.</summary>
public class AnswerNoticesTests
{
    private static readonly Moment Now = Given.At("2026-08-03 06:00");
    private static readonly Evaluation Seen = Given.Seen(Given.Benefit(Given.Whole(Given.Flat(50))), Given.Past(Given.Percent("*", "2026-06", 40)), "2026-08-03 06:00");
    private static readonly Deviation Open = new("D-1", Seen.Plan.Id, Seen.Benefit.Id, "*", Level.Red, Given.Period("2026-06"), Given.Clock("2026-07-08 06:00"), 1);

    private static Response Accepted(string until, string at = "2026-07-09 12:00") =>
        new("D-1", ResponseKind.Accepted, Given.Clock(at)) { Id = 1, Post = "centerchef", Note = "Printerne", Until = Given.Day(until) };

    private static OpenCases Cases(IEnumerable<Response> responses, params ToldDeviation[] told) =>
        new(new Dictionary<(string, string, string), Deviation> { [(Open.Plan, Open.Benefit, Open.Unit)] = Open }, [])
        {
            Responses = responses.ToLookup(r => r.Deviation),
            Told = told.ToLookup(_ => (Open.Plan, Open.Benefit)),
        };

    private static IReadOnlyList<Trouble> In(OpenCases open) => [.. AnswerNotices.In([Seen], open, day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), Now)];

    [Theory]
    [InlineData("2026-08-10", true)] // five workdays after today
    [InlineData("2026-08-11", false)]
    [InlineData("2026-08-03", true)]
    [InlineData("2026-08-02", false)] // it has ended, which is told as a change
    public void Acceptance_ThatEndsWithinFiveWorkdays_IsToldToOwnerAndController(string until, bool isTold) =>
        Assert.Equal(isTold ? [(TroubleKind.AcceptanceEnds, "centerchef"), (TroubleKind.AcceptanceEnds, "gevinstcontroller")] : [], In(Cases([Accepted(until)])).Select(n => (n.Kind, n.Post!)).Order());

    [Fact]
    public void Acceptance_ForLongerThanItsOwnerDecides_AwaitsTheControllerUntilConfirmed()
    {
        var notice = Assert.Single(In(Cases([Accepted("2026-12-31")])));
        Assert.Equal((TroubleKind.AcceptanceAwaits, "gevinstcontroller", "D-1 2026-10-07", "2026-12-31"), (notice.Kind, notice.Post, notice.State, notice.Detail));

        Assert.Empty(In(Cases([Accepted("2026-12-31"), new Response("D-1", ResponseKind.Confirmed, Given.Clock("2026-07-10 12:00")) { Id = 2, Post = "gevinstcontroller" }])));
    }

    [Fact]
    public void Indicator_OfWhichNobodyAnswersThreeDeviations_IsToldToTheControllerUntilOneIsAnswered()
    {
        var told = new[] { "D-1", "D-2", "D-3" }.Select(id => new ToldDeviation(id, Given.Clock("2026-06-08 07:00"), null)).ToArray();

        var notice = Assert.Single(In(Cases([], told)));
        Assert.Equal((TroubleKind.NeverActedOn, "gevinstcontroller", Seen.Indicator.Id, 3m), (notice.Kind, notice.Post, notice.State, notice.Shown));
        Assert.Empty(In(Cases([], told[..2])));
        Assert.Empty(In(Cases([new Response("D-2", ResponseKind.Acknowledged, Given.Clock("2026-07-09 07:00"))], told)));
    }

    [Fact]
    public void Scopes_AreThoseOfTheNotices()
    {
        var scopes = AnswerNotices.Scopes([Seen]).ToHashSet();
        var told = new[] { "D-1", "D-2", "D-3" }.Select(id => new ToldDeviation(id, Given.Clock("2026-06-08 07:00"), null)).ToArray();

        Assert.All(In(Cases([])).Concat(In(Cases([], told))).Concat(In(Cases([Accepted("2026-08-05")]))), notice => Assert.Contains(notice.Scope, scopes));
        Assert.Equal(2, scopes.Count);
    }
}
