using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Letters that come early: what an owner should see coming.</summary>
public class NoticeLetterTests
{
    private static Plan Plan => Given.Plan(
        Given.Benefit(Given.Whole(Given.Path(new Baseline(Given.Day("2025-12-31"), 40), new Milestone(Given.Day("2026-12-31"), 60))) with { Worth = new Worth(10_000, new Booking("nord", Given.Day("2026-01-01"))) })
            with
        { Needs = ["ambassadoerer"] }) with
    {
        Changes = [new Change("ambassadoerer", "Ambassadører uddannet", null, Today.AddDays(-90), null)],
    };

    private static Desk DeskOf(Plan plan, string culture = "da-DK") => Desk(null, culture) with
    {
        Plans = new Dictionary<string, Plan> { ["digital-post"] = plan },
        Indicators = new Dictionary<string, Indicator> { ["digital-post"] = Given.Indicator() },
    };

    private static Pending<TroubleChange> Notice(TroubleKind kind, string state, decimal? shown = null) => new(1, new TroubleChange(
        new Trouble(kind, "digital-post/porto@*", "indicator digital-post", "centerchef", state, "") { Shown = shown }, Began: true, Given.Clock("2026-07-05 06:00")));

    private static Pending<DeviationChange> Deviation(ChangeKind kind) => new(7, new DeviationChange(
        new Deviation("D-0123456789", "digital-post", "porto", "*", Level.Amber, Given.Period("2026-06"), Given.Clock("2026-07-05 06:00"), 1), kind, ChangeReason.BeyondTolerance, Given.Clock("2026-07-05 06:00"), 1,
        new Judgement { Period = Given.Period("2026-06"), Standing = Standing.Amber, Expected = 50, Actual = 47, Gap = 3 }, null));

    private static string Page(string culture, params Pending<TroubleChange>[] notices) => new LetterWriter(DeskOf(Plan, culture)).Write([], notices, Today).Single().Letter.Page();

    [Fact]
    public void Letter_OfAMilestoneThatWillBeMissed_IsThisPage()
    {
        var page = Page("da-DK", Notice(TroubleKind.WillMiss, "2026-12-31", 51.23m));
        Assert.Contains("Emne: Varsel: Sparet porto når ikke sin næste milepæl", page, StringComparison.Ordinal);
        Assert.Contains("Du får dette brev, fordi gevinsten »Sparet porto« er på sin målkurve nu, men med den nuværende udvikling ikke når sin næste milepæl. Du er gevinstansvarlig.", page, StringComparison.Ordinal);
        Assert.Contains("VARSEL: på målkurven nu, men med den nuværende udvikling nås den næste milepæl ikke [Amber]\nNæste milepæl: 60,0 % senest 31. december 2026\nForventet til den tid: 51,2 %", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_OfAnOverdueChange_NamesItAndHowLateItIs()
    {
        var page = Page("da-DK", Notice(TroubleKind.Exposed, "ambassadoerer"));
        Assert.Contains("Emne: Udsat: Sparet porto: en forandring er forsinket", page, StringComparison.Ordinal);
        Assert.Contains(
            """
            # Sparet porto
            UDSAT: Ambassadører uddannet, 12 uger forsinket [Amber]
            Forandring: Ambassadører uddannet, skulle være gennemført senest 7. april 2026
            Plan: Digital Post, version 1
            """, page, StringComparison.Ordinal);
        Assert.Contains("EXPOSED: Ambassadører uddannet, 12 weeks overdue [Amber]", Page("en-GB", Notice(TroubleKind.Exposed, "ambassadoerer")), StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_OfAnImbalance_SaysWhatIsTakenAndWhatIsDone()
    {
        var page = Page("da-DK", Notice(TroubleKind.Imbalance, "BudgetWithoutChange"));
        Assert.Contains("Emne: Ubalance: budget og forandring følges ikke ad i Digital Post", page, StringComparison.Ordinal);
        Assert.Contains("# Digital Post\nUBALANCE: budgettet er skåret, men forandringen er ikke gennemført [Amber]\nSkåret i budgetterne: kr. 200.000 om året\nGennemførte forandringer: 0 af 1", page, StringComparison.Ordinal);
        Assert.Contains("OUT OF BALANCE: the budget is cut, but the change is not made", Page("en-GB", Notice(TroubleKind.Imbalance, "BudgetWithoutChange")), StringComparison.Ordinal);
    }

    [Fact]
    public void Deviation_OfABenefitWhoseChangeIsOverdue_IsNotSentByItself() =>
        Assert.Empty(new LetterWriter(DeskOf(Plan)).Write([Deviation(ChangeKind.Opened)], [], Today));

    [Fact]
    public void Deviation_OfAnExposedBenefit_GoesAlongAndNamesTheCause()
    {
        var letter = new LetterWriter(DeskOf(Plan)).Write([Deviation(ChangeKind.Opened)], [Notice(TroubleKind.Exposed, "ambassadoerer")], Today).Single();
        Assert.Equal([7], letter.DeviationChanges);
        Assert.Contains("Udsat: Ambassadører uddannet, 12 uger forsinket", letter.Letter.Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void Deviation_OfAnExposedBenefitThatGetsWorse_IsSent() =>
        Assert.Single(new LetterWriter(DeskOf(Plan)).Write([Deviation(ChangeKind.Worsened)], [], Today));

    [Fact]
    public void Deviation_ThatIsRed_OrWaitsForMoreThanAQuarter_IsSent()
    {
        var red = Deviation(ChangeKind.Opened);
        Assert.Single(new LetterWriter(DeskOf(Plan)).Write([red with { Change = red.Change with { Deviation = red.Change.Deviation with { Level = Level.Red } } }], [], Today));
        Assert.Single(new LetterWriter(DeskOf(Plan with { Changes = [Plan.Changes[0] with { Due = Today.AddDays(-93) }] })).Write([red], [], Today));
        Assert.Empty(new LetterWriter(DeskOf(Plan with { Changes = [Plan.Changes[0] with { Due = Today.AddDays(-92) }] })).Write([red], [], Today));
    }

    [Fact]
    public void Deviation_WhenTheChangeIsDone_IsSentAtLast() =>
        Assert.Single(new LetterWriter(DeskOf(Plan with { Changes = [Plan.Changes[0] with { Done = Today }] })).Write([Deviation(ChangeKind.Opened)], [], Today));

    [Fact]
    public void Deviation_ThatWaitsForAChange_GoesAlongWithOneThatIsSent()
    {
        var plan = Plan with { Benefits = [.. Plan.Benefits, Plan.Benefits[0] with { Id = "tid", Name = "Sparet tid", Needs = [] }] };
        var other = Deviation(ChangeKind.Opened);
        other = other with { Id = 8, Change = other.Change with { Deviation = other.Change.Deviation with { Id = "D-9876543210", Benefit = "tid" } } };

        Assert.Equal([7, 8], new LetterWriter(DeskOf(plan)).Write([Deviation(ChangeKind.Opened), other], [], Today).Single().DeviationChanges);
    }

    [Fact]
    public void Notices_ToOnePerson_AreInOneLetterWithTheMilestoneFirst()
    {
        var letter = new LetterWriter(DeskOf(Plan)).Write([], [Notice(TroubleKind.Exposed, "ambassadoerer"), Notice(TroubleKind.WillMiss, "2026-12-31") with { Id = 2 }], Today).Single().Letter;

        Assert.Equal("Gevinster: 2 varsler: Sparet porto m.fl.", letter.Subject);
        Assert.Equal(["VARSEL: på målkurven nu, men med den nuværende udvikling nås den næste milepæl ikke", "UDSAT: Ambassadører uddannet, 12 uger forsinket"], letter.Sections.Select(s => s.Status));
    }

    [Fact]
    public void Notice_OfABenefitInAPlaceOrOfAChange_ThatThePlanNoLongerHas_IsLeftWaiting()
    {
        var gone = Notice(TroubleKind.WillMiss, "2026-12-31");
        var twoChanges = Plan with { Changes = [new Change("kursus", "Kursus holdt", null, Today, null), .. Plan.Changes] };

        Assert.Empty(new LetterWriter(DeskOf(Plan)).Write([], [gone with { Change = gone.Change with { Trouble = gone.Change.Trouble with { Subject = "digital-post/porto@nord" } } }], Today));
        Assert.Empty(new LetterWriter(DeskOf(twoChanges)).Write([], [Notice(TroubleKind.Exposed, "nedlagt")], Today));
        Assert.Single(new LetterWriter(DeskOf(twoChanges)).Write([], [Notice(TroubleKind.Exposed, "ambassadoerer")], Today));
    }

    private static Pending<TroubleChange> Imbalance(string post) =>
        Notice(TroubleKind.Imbalance, "BudgetWithoutChange") is var notice ? notice with { Change = notice.Change with { Trouble = notice.Change.Trouble with { Post = post } } } : null!;

    [Fact]
    public void Controller_WhoHearsOfAnImbalance_IsNotCalledTheOwner() =>
        Assert.DoesNotContain("gevinstansvarlig", new LetterWriter(DeskOf(Plan)).Write([], [Imbalance("gevinstcontroller")], Today).Single().Letter.Why, StringComparison.Ordinal);

    [Theory]
    [InlineData("ledig", "Cim", "fordi posten »Borgmesterkontor« er ubesat.")]
    [InlineData("tom", "Dea", "men med den nuværende udvikling ikke når sin næste milepæl.")]
    public void Notice_ToAVacantOwner_GoesToWhoStandsInOrElseTheController(string owner, string name, string why)
    {
        var plan = Plan with { Benefits = [Plan.Benefits[0] with { Places = [Plan.Benefits[0].Places[0] with { Owner = owner }] }] };
        var notice = Notice(TroubleKind.WillMiss, "2026-12-31");

        var letter = new LetterWriter(DeskOf(plan)).Write([], [notice with { Change = notice.Change with { Trouble = notice.Change.Trouble with { Post = owner } } }], Today).Single().Letter;

        Assert.Equal(name, letter.Name);
        Assert.EndsWith(why, letter.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("gevinstansvarlig", letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_ThatNobodyHears_GoesToOperationsAsItIs()
    {
        var desk = DeskOf(Plan) with { Chart = new OrganisationChart([], [], []) };

        var letter = new LetterWriter(desk).Write([], [Notice(TroubleKind.Exposed, "ambassadoerer")], Today).Single().Letter;

        Assert.Equal((LetterKind.Operations, "UDSAT: Ambassadører uddannet, 12 uger forsinket"), (letter.Kind, letter.Sections.Single().Status));
    }

    [Fact]
    public void Deviation_ThatIsBackThoughAChangeIsOverdue_SaysNothingOfIt()
    {
        var page = new LetterWriter(DeskOf(Plan)).Write([Deviation(ChangeKind.Resolved)], [], Today).Single().Letter.Page();

        Assert.DoesNotContain("forsinket", page, StringComparison.Ordinal);
    }
}
