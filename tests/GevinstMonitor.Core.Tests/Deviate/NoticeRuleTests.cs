using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

public class NoticeRuleTests
{
    private static Moment Now => Given.At("2026-07-05 06:00");

    private static TargetPath Path => Given.Path(new Baseline(Given.Day("2024-12-31"), 50), new Milestone(Given.Day("2026-06-30"), 50.1m), new Milestone(Given.Day("2026-12-31"), 70));

    private static Benefit Benefit => Given.Benefit(Given.Whole(Path)) with { Needs = ["ambassadoerer"] };

    private static Plan Plan(Benefit benefit, params Change[] changes) => Given.Plan(benefit) with { Changes = changes };

    private static Change Change(string due, string? done = null) => new("ambassadoerer", "Ambassadører uddannet", null, Given.Day(due), done is null ? null : Given.Day(done));

    // Eighteen months at half, and nothing that says that it will be more.
    private static Evaluation Steady(Plan plan, string read = "2026-07-05 06:00")
    {
        var benefit = plan.Benefits[0];
        var past = Given.Past([.. Enumerable.Range(0, 18).Select(m => Given.Percent("*", $"{2025 + (m / 12)}-{(m % 12) + 1:00}", 50 + (m % 2 * 0.2m)).Read(m == 17 ? read : "2026-07-01 06:00"))]);
        return Evaluation.Of(plan, benefit, Given.Indicator(), past, Now).Single();
    }

    private static List<(TroubleKind, string?, string)> Notices(params Evaluation[] seen) =>
        [.. new NoticeRule(seen, false, Now).Notices(_ => false).Select(n => (n.Kind, n.Post, n.State))];

    [Fact]
    public void Benefit_OnItsPathThatWillNotReachTheNextMilestone_IsAWarningToItsOwner() =>
        Assert.Equal([(TroubleKind.WillMiss, "centerchef", "2026-12-31")], Notices(Steady(Plan(Benefit))));

    [Fact]
    public void Warning_OfAMilestone_SaysWhatIsExpectedByThen()
    {
        var warning = new NoticeRule([Steady(Plan(Benefit))], false, Now).Notices(_ => false).Single();

        Assert.Equal(("2026-12", "digital-post/porto@*", "forecast digital-post/porto@* 2026-12-31"), ($"{warning.Period}", warning.Subject, warning.Scope));
        // Half of the slopes over nine months are 0.2 up: from 50.2 in June, six months on.
        Assert.Equal(50.333333m, warning.Shown);
    }

    [Fact]
    public void Scopes_OfWhatIsSeen_AreItsPlanAndItsBenefitAndTheMilestonesThatHaveCome()
    {
        var today = Benefit with { Places = [Benefit.Places[0] with { Path = Given.Path(new Baseline(Given.Day("2024-12-31"), 50), new Milestone(Given.Day("2026-07-05"), 50.1m), new Milestone(Given.Day("2026-07-06"), 70)) }] };

        Assert.Equal(["benefit digital-post/porto", "forecast digital-post/porto@* 2026-07-05", "plan digital-post"], new NoticeRule([Steady(Plan(today))], false, Now).Scopes().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Benefit_WhoseOwnerKnowsOfADeviation_IsNoWarning() =>
        Assert.Empty(new NoticeRule([Steady(Plan(Benefit))], false, Now).Notices(_ => true));

    [Fact]
    public void Benefit_WithoutANewFigure_IsNeitherWarnedOfAgainNorOver()
    {
        var seen = Steady(Plan(Benefit), read: "2026-07-04 06:00");
        Assert.Empty(Notices(seen));
        Assert.DoesNotContain("forecast digital-post/porto@* 2026-12-31", new NoticeRule([seen], false, Now).Scopes());
        // A look at all there is does look.
        Assert.Equal(TroubleKind.WillMiss, new NoticeRule([seen], true, Now).Notices(_ => false).Single().Kind);
    }

    [Fact]
    public void Warning_OfAMilestone_IsOverWhenItIsPastOrWillBeReachedAndNotByAnOddFigure()
    {
        var scopes = new NoticeRule([Steady(Plan(Benefit))], false, Now).Scopes().ToList();
        Assert.Contains("forecast digital-post/porto@* 2026-06-30", scopes);
        Assert.DoesNotContain("forecast digital-post/porto@* 2026-12-31", scopes);
        var reached = Benefit with { Places = [Benefit.Places[0] with { Path = Given.Path(new Baseline(Given.Day("2024-12-31"), 40), new Milestone(Given.Day("2026-12-31"), 45)) }] };
        Assert.Contains("forecast digital-post/porto@* 2026-12-31", new NoticeRule([Steady(Plan(reached))], false, Now).Scopes());
    }

    [Fact]
    public void Imbalance_OfAPlan_IsTheSameWhicheverOfItsIndicatorsWasRead()
    {
        var earning = new Worth(10_000, new Booking("nord", Given.Day("2026-01-01")));
        var (first, second) = (Given.Benefit(Given.Whole(Given.Flat(50)) with { Worth = earning }), Given.Benefit(Given.Whole(Given.Flat(50)) with { Worth = earning }) with { Id = "tid", Indicator = "svartid" });
        var plan = Given.Plan(first, second) with { Changes = [Change("2026-03-31")] };
        Evaluation Seen(Benefit benefit) => Evaluation.Of(plan, benefit, Given.Indicator() with { Id = benefit.Indicator }, Given.Past(Given.Percent("*", "2026-06", 50)), Now).Single();
        string[] Keys(params Evaluation[] seen) => [.. new NoticeRule(seen, false, Now).Notices(_ => false).Select(n => $"{n.Key} {n.Scope}")];
        Assert.Equal(Keys(Seen(first)), Keys(Seen(second)));
        Assert.NotEmpty(Keys(Seen(first)));
    }

    [Fact]
    public void Change_ThatIsOverdue_ExposesEachOwnerOfABenefitOnce()
    {
        var split = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50)), Given.In("syd", Given.Flat(50)) with { Owner = "sydchef" }) with { Needs = ["ambassadoerer"] };
        var plan = Plan(split, Change("2026-03-31"));
        var seen = Evaluation.Of(plan, split, Given.Indicator(), Given.Past(Given.Percent("nord", "2026-06", 50), Given.Percent("syd", "2026-06", 50)), Now).ToArray();
        Assert.Equal([(TroubleKind.Exposed, "centerchef", "ambassadoerer"), (TroubleKind.Exposed, "sydchef", "ambassadoerer")], Notices(seen));
    }

    [Theory]
    [InlineData("2026-07-05", null, false)]
    [InlineData("2026-07-04", null, true)]
    [InlineData("2026-03-31", "2026-07-05", false)]
    [InlineData("2026-03-31", "2026-07-06", true)]
    public void Change_DueToTheDay_IsOverdueFromTheDayAfter(string due, string? done, bool exposes) =>
        Assert.Equal(exposes, Notices(Steady(Plan(Benefit, Change(due, done)), read: "2026-07-04 06:00")).Any(n => n.Item1 == TroubleKind.Exposed));

    [Fact]
    public void Change_ThatTheBenefitDoesNotNeed_ExposesNobody() =>
        Assert.Empty(Notices(Steady(Plan(Benefit with { Needs = [] }, Change("2026-03-31")), read: "2026-07-04 06:00")));

    [Fact]
    public void Imbalance_ThatHasLasted_IsToldToEveryOwnerOfMoneyAndTheControllerOnce()
    {
        var earning = new Worth(10_000, new Booking("nord", Given.Day("2026-01-01")));
        var split = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50)) with { Worth = earning }, Given.In("syd", Given.Flat(50)) with { Worth = earning, Owner = "sydchef" });
        var plan = Plan(split, Change("2026-03-31"));
        var seen = Evaluation.Of(plan, split, Given.Indicator(), Given.Past(Given.Percent("nord", "2026-06", 50), Given.Percent("syd", "2026-06", 50)), Now).ToArray();
        Assert.Equal(
            [(TroubleKind.Imbalance, "centerchef", "BudgetWithoutChange"), (TroubleKind.Imbalance, "sydchef", "BudgetWithoutChange"), (TroubleKind.Imbalance, "gevinstcontroller", "BudgetWithoutChange")],
            Notices(seen));
    }
}
