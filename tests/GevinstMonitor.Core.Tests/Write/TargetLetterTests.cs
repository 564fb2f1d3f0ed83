using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>The controller hears what a version promises less.</summary>
public class TargetLetterTests
{
    private static Plan Version(int version, TargetPath path, Tolerance tolerance, params Plan[] earlier) =>
        Given.Plan(Given.Benefit(Given.Whole(path) with { Tolerance = tolerance })) with
        {
            Version = version,
            Approved = new Approval(Given.Day("2026-03-12"), "Direktionen", "Genberegnet"),
            Earlier = earlier,
        };

    private static TargetPath Path(string by, decimal value) => Given.Path(new Baseline(Given.Day("2025-12-31"), 40), new Milestone(Given.Day(by), value));

    private static Plan Plan => Version(2, Path("2026-12-31", 54), new Tolerance(3, 5), Version(1, Path("2026-06-30", 60), new Tolerance(2, 5)));

    private static Desk DeskOf(Plan plan, string culture = "da-DK", OrganisationPost? controller = null, Better better = Better.Higher)
    {
        var desk = Desk(controller, culture);
        return desk with
        {
            Plans = new Dictionary<string, Plan> { ["digital-post"] = plan },
            Indicators = new Dictionary<string, Indicator> { ["digital-post"] = Given.Indicator() with { Better = better } },
        };
    }

    private static Pending<TargetChange> Change(long id = 1, decimal? less = null, string unit = "*", int version = 2) =>
        new(id, new TargetChange("digital-post", "porto", unit, version, 1, Given.Clock("2026-07-05 06:00"), less is not null, less));

    private static IReadOnlyList<Written> Write(Desk desk, params Pending<TargetChange>[] changes) => new LetterWriter(desk).Write([], [], Today, changes);

    private static string Fact(Plan plan, Better better = Better.Higher) => Write(DeskOf(plan, better: better), Change()).Single().Letter.Sections.Single().Facts[0].Text;

    [Fact]
    public void Letter_InDanish_IsThisPage() => Assert.Equal(
        """
        Til: Dea <DEA@eksempelby.example>
        Emne: Planen lover mindre end før: Digital Post, version 2

        Du får dette brev, fordi planen »Digital Post« lover mindre end før.

        # Digital Post, version 2
        LOVER MINDRE end version 1; én gevinst er grøn alene af den grund [Doubt]
        Mål: Sparet porto: sænket fra 60,0 % til 54,0 %, og udskudt 6 måneder, fra 30. juni 2026 til 31. december 2026; tolerancen udvidet: gul ud over 3,0 procentpoint (før 2,0 procentpoint), rød ud over 5,0 procentpoint (før 5,0 procentpoint); grøn alene fordi målet er sænket med 30 % af den lovede forbedring
        Godkendt: 12. marts 2026 af Direktionen: Genberegnet

        Sendt af Gevinstmonitor for Eksempelby Kommune. Du får kun brev, når noget har ændret sig.
        """, Write(DeskOf(Plan), Change(less: 0.3m)).Single().Letter.Page());

    [Fact]
    public void Letter_InEnglish_SaysTheSame()
    {
        var letter = Write(DeskOf(Plan, "en-GB"), Change(less: 0.3m)).Single().Letter;

        Assert.Equal("The plan promises less than before: Digital Post, version 2", letter.Subject);
        Assert.Equal("LESS PROMISED than in version 1; one benefit is green only because of that", letter.Sections[0].Status);
        Assert.StartsWith("Sparet porto: lowered from 60.0% to 54.0%, and put off 6 months, from 30 June 2026 to 31 December 2026; tolerance widened: amber beyond 3.0 percentage points (2.0 percentage points before)", letter.Sections[0].Facts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_PutOff_SaysByHowMuch()
    {
        Assert.Equal("Sparet porto: 60,0 % udskudt 45 dage, fra 30. juni 2026 til 14. august 2026", Fact(Version(2, Path("2026-08-14", 60), new Tolerance(2, 5), Plan.Earlier[0])));
        Assert.Equal("Sparet porto: 60,0 % udskudt 1 måned, fra 30. juni 2026 til 31. juli 2026, da 61,0 %", Fact(Version(2, Path("2026-07-31", 61), new Tolerance(2, 5), Plan.Earlier[0])));
    }

    [Fact]
    public void Target_EasedWhereLowerIsBetter_IsNotCalledLowered() =>
        Assert.Equal("Sparet porto: lempet fra 60,0 % til 61,0 % pr. 30. juni 2026", Fact(Version(2, Path("2026-06-30", 61), new Tolerance(2, 5), Plan.Earlier[0]), Better.Lower));

    [Fact]
    public void Path_LoweredBetweenItsMilestones_SaysWhereItDiffersMost() => Assert.Equal(
        "Sparet porto: mindre undervejs: 40,0 % pr. 29. juni 2026 mod før 59,9 %",
        Fact(Version(2, new TargetPath(new Baseline(Given.Day("2025-12-31"), 40), [new Milestone(Given.Day("2026-06-30"), 60)], PathShape.Step), new Tolerance(2, 5), Plan.Earlier[0])));

    [Fact]
    public void Benefit_MeasuredByAnotherIndicator_IsSaidToBeBeyondComparison()
    {
        var before = Plan.Earlier[0] with { Benefits = [Plan.Earlier[0].Benefits[0] with { Indicator = "breve" }] };

        Assert.Equal("Sparet porto: måles nu med en anden indikator end før (breve), så målene ikke kan sammenlignes", Fact(Plan with { Earlier = [before] }));
    }

    [Fact]
    public void Place_ThatIsGone_IsSaidToBe()
    {
        var before = Given.Plan(Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50))));

        Assert.Equal("Sparet porto, nord: ikke længere i planen", Write(DeskOf(Version(2, Given.Flat(50), new Tolerance(2, 5), before)), Change(unit: "nord")).Single().Letter.Sections[0].Facts[0].Text);
    }

    [Fact]
    public void Changes_OfOneVersion_AreOneSectionBesideADoubtInOneLetter()
    {
        var desk = Desk();
        var plan = desk.Plans["digital-post"] with { Version = 2 };
        plan = plan with { Earlier = [plan with { Version = 1, Earlier = [] }] };
        desk = desk with { Plans = new Dictionary<string, Plan> { ["digital-post"] = plan } };

        var written = new LetterWriter(desk).Write([], [Doubt(1, "centerchef")], Today, [Of(7, "centerchef"), Of(8, "teamleder")]).Single();

        Assert.Equal("Gevinster: 1 tal at tage stilling til, 1 plan lover mindre end før: Gevinst centerchef m.fl.", written.Letter.Subject);
        Assert.Equal(2, written.Letter.Sections.Count);
        Assert.Equal([7L, 8L], written.TargetChanges);
        static Pending<TargetChange> Of(long id, string benefit) => new(id, new TargetChange("digital-post", benefit, "*", 2, 1, Given.Clock("2026-07-05 06:00"), false, null));
    }

    [Theory]
    [InlineData(25, 22, "(+ 5)")]
    [InlineData(21, 22, "(+ 1)")]
    [InlineData(20, 21, "12. marts 2026 af Direktionen: Genberegnet")]
    public void Version_ThatMovesManyPlaces_ListsTheFirstTwentyAndCountsTheRest(int places, int lines, string afterTwenty)
    {
        Plan Of(int version, decimal promised, params Plan[] earlier) =>
            Given.Plan(Given.Benefit([Given.Whole(Given.Flat(50)), .. Enumerable.Range(1, places).Select(i => Given.In($"u{i}", Given.Flat(promised)))])) with { Version = version, Earlier = earlier, Approved = Plan.Approved };

        var facts = Write(DeskOf(Of(2, 50, Of(1, 60))), [.. Enumerable.Range(1, places).Select(i => Change(i, unit: $"u{i}"))]).Single().Letter.Sections.Single().Facts;

        Assert.Equal(lines, facts.Count);
        Assert.Equal(afterTwenty, facts[20].Text);
    }

    [Fact]
    public void Change_OfAVersionThatIsNotOnFile_IsLeftWaiting() => Assert.Empty(Write(DeskOf(Plan), Change(version: 3)));

    [Fact]
    public void Change_ThatNobodyHears_GoesToOperations()
    {
        var letter = Write(DeskOf(Plan, controller: new("gevinstcontroller", "Gevinstcontroller", null, [])), Change()).Single();

        Assert.Equal((LetterKind.Operations, "drift@eksempelby.example"), (letter.Letter.Kind, letter.Letter.Address));
        Assert.Equal([1L], letter.TargetChanges);
        Assert.EndsWith("fordi posten »Gevinstcontroller« og dens stedfortrædere er ubesatte.", letter.Letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_ThatADeputyHears_SaysWhoseItIs() =>
        Assert.EndsWith("Du får det som stedfortræder, fordi posten »Gevinstcontroller« er ubesat.",
            Write(DeskOf(Plan, controller: new("gevinstcontroller", "Gevinstcontroller", "souschef", [])), Change()).Single().Letter.Why, StringComparison.Ordinal);

    [Fact]
    public void Change_OfAnotherNumber_IsAnotherLetter() =>
        Assert.NotEqual(Write(DeskOf(Plan), Change(1)).Single().Letter.Id, Write(DeskOf(Plan), Change(2)).Single().Letter.Id);

    [Fact]
    public void Benefit_ThatHasANewName_IsCalledByIt() =>
        Assert.StartsWith("Sparede breve: ", Fact(Plan with { Benefits = [Plan.Benefits[0] with { Name = "Sparede breve" }] }), StringComparison.Ordinal);

    [Fact]
    public void Plans_ThatPromiseLess_AreCountedAndTheFirstIsNamed()
    {
        var desk = DeskOf(Plan);
        desk = desk with { Plans = new Dictionary<string, Plan>(desk.Plans) { ["hjemmepleje"] = Plan with { Id = "hjemmepleje", Name = "Hjemmepleje" } } };
        var other = Change(2);

        Assert.Equal("Gevinster: 2 planer lover mindre end før: Digital Post, version 2 m.fl.",
            Write(desk, Change(1), other with { Change = other.Change with { Plan = "hjemmepleje" } }).Single().Letter.Subject);
    }

    [Fact]
    public void Notice_BesideATarget_IsTheOneThatIsNamed()
    {
        var notice = new Trouble(TroubleKind.WillMiss, "digital-post/porto@*", "forecast", "gevinstcontroller", "2026-12-31", "");

        Assert.Equal("Gevinster: 1 varsel, 1 plan lover mindre end før: Sparet porto m.fl.",
            new LetterWriter(DeskOf(Plan)).Write([], [new(1, new TroubleChange(notice, true, Given.Clock("2026-07-05 06:00")))], Today, [Change()]).Single().Letter.Subject);
    }
}
