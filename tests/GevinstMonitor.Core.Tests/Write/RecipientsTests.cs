using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

public class RecipientsTests
{
    private static OrganisationPost Vacant => new("gevinstcontroller", "Gevinstcontroller", null, []);

    private static IReadOnlyList<Written> Write(Desk desk, params Pending<DeviationChange>[] changes) => new LetterWriter(desk).Write(changes, [], Today);

    [Fact]
    public void Person_WithThreeChanges_GetsOneLetterWithThemAll()
    {
        var letter = new LetterWriter(Desk()).Write(
            [Change(1, "centerchef"), Change(2, "digitalisering", ChangeKind.Worsened)], [Fault(1, "post-register")], Today)
            .Single(w => w.Letter.Kind == LetterKind.Person);

        Assert.Equal([1L, 2L], letter.DeviationChanges);
        Assert.Equal(2, letter.Letter.Sections.Count);
    }

    [Fact]
    public void Persons_GetALetterEachWithTheirOwnChanges()
    {
        var letters = Write(Desk(), Change(1, "centerchef"), Change(2, "teamleder"));

        Assert.Equal(["Anna: 1", "Bo: 2"], letters.Select(w => $"{w.Letter.Name}: {string.Join(',', w.DeviationChanges)}"));
    }

    [Fact]
    public void Addresses_ThatDifferOnlyInCase_AreOnePerson()
    {
        var anna = new OrganisationPost("centerchef2", "Vikar", null, [new Holder("Anna", "anna@EKSEMPELBY.example", Given.Day("2024-01-01"), null)]);
        var desk = Desk(more: anna);
        var plan = desk.Plans["digital-post"];
        desk = desk with { Plans = new Dictionary<string, Core.Plans.Plan> { ["digital-post"] = plan with { Benefits = [.. plan.Benefits, BenefitOf(anna)] } } };

        Assert.Equal([1L, 2L], Write(desk, Change(1, "centerchef"), Change(2, "centerchef2")).Single().DeviationChanges);
    }

    [Fact]
    public void Deputy_OfAVacantPost_HearsAndIsToldWhy()
    {
        var letter = Write(Desk(), Change(1, "ledig")).Single().Letter;

        Assert.Equal(("Cim", "souschef"), (letter.Name, letter.Post));
        Assert.EndsWith("Du får det som stedfortræder, fordi posten »Borgmesterkontor« er ubesat.", letter.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("gevinstansvarlig", letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Deputy_WithABenefitOfTheirOwnToo_IsToldBoth()
    {
        var letter = Write(Desk(), Change(1, "ledig"), Change(2, "souschef")).Single().Letter;

        Assert.EndsWith("Du er gevinstansvarlig. Du får det som stedfortræder, fordi posten »Borgmesterkontor« er ubesat.", letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Controller_WhenThePostAndItsDeputyAreVacant_HearsAndIsToldWhy()
    {
        var letter = Write(Desk(), Change(1, "tom")).Single().Letter;

        Assert.Equal("Dea", letter.Name);
        Assert.EndsWith("Det sendes til dig, fordi posten »Tom stilling« og dens stedfortrædere er ubesatte.", letter.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("gevinstansvarlig", letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Controller_WhoIsTheDeputyOfAVacantPost_IsNotToldThatNobodyStandsIn()
    {
        var letter = Write(Desk(), Change(1, "afloest")).Single().Letter;

        Assert.Equal("Dea", letter.Name);
        Assert.EndsWith("« nu afviger fra sin målkurve. Du får det som stedfortræder, fordi posten »Afløst stilling« er ubesat.", letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void DeputyOfTheController_WhoHearsForAVacantOwner_IsToldBothReasons()
    {
        var letter = Write(Desk(Vacant with { Deputy = "souschef" }), Change(1, "tom")).Single().Letter;

        Assert.Equal("Cim", letter.Name);
        Assert.EndsWith(
            "Du får det som stedfortræder, fordi posten »Gevinstcontroller« er ubesat. Det sendes til dig, fordi posten »Tom stilling« og dens stedfortrædere er ubesatte.",
            letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_WhenTheControllerIsVacantToo_HearAndAreToldWhy()
    {
        var letter = Write(Desk(Vacant), Change(1, "tom")).Single();

        Assert.Equal((LetterKind.Operations, "drift@eksempelby.example", null), (letter.Letter.Kind, letter.Letter.Address, letter.Letter.Post));
        Assert.EndsWith("Det sendes til dig, fordi posten »Tom stilling« og dens stedfortrædere er ubesatte.", letter.Letter.Why, StringComparison.Ordinal);
        Assert.Equal([1L], letter.DeviationChanges);
        Assert.Equal("Gevinst tom", letter.Letter.Sections.Single().Heading);
    }

    [Fact]
    public void Operations_WhoGetADoubtForAVacantController_ReadWhatIsDoubtedAndWhyTheyGetIt()
    {
        var letter = new LetterWriter(Desk(Vacant)).Write([], [Doubt(1, "centerchef")], Today).Single().Letter;

        Assert.Equal((LetterKind.Operations, "drift@eksempelby.example"), (letter.Kind, letter.Address));
        Assert.EndsWith("Det sendes til dig, fordi posten »Gevinstcontroller« og dens stedfortrædere er ubesatte.", letter.Why, StringComparison.Ordinal);
        var section = letter.Sections.Single();
        Assert.Equal("TILBAGEHOLDT: tallet ligger uden for det sandsynlige, og ingen har fået at vide, at det passer", section.Status);
        Assert.Contains(new Fact("Tal", "120,0 %, uden for det sandsynlige (0,0 % til 100,0 %)"), section.Facts);
    }

    [Fact]
    public void HolderOfTheDay_HearsNotTheOneBefore()
    {
        var handedOver = new OrganisationPost("gevinstcontroller", "Gevinstcontroller", null,
        [
            new Holder("Dea", "dea@eksempelby.example", Given.Day("2024-01-01"), Today.AddDays(-1)),
            new Holder("Eva", "eva@eksempelby.example", Today, null),
        ]);

        Assert.Equal("Eva", Write(Desk(handedOver), Change(1, "tom")).Single().Letter.Name);
    }

    [Fact]
    public void Doubt_GoesToTheControllerAndAFaultToOperations()
    {
        var letters = new LetterWriter(Desk()).Write([], [Doubt(1, "centerchef"), Fault(2, "post-register")], Today);

        Assert.Equal(["Dea: 1", "Drift: 2"], letters.Select(w => $"{w.Letter.Name}: {string.Join(',', w.TroubleChanges)}"));
    }

    [Fact]
    public void Controller_WhoOwnsABenefitToo_GetsDoubtAndDeviationInOneLetter()
    {
        var letter = new LetterWriter(Desk()).Write([Change(1, "controllers")], [Doubt(2, "centerchef")], Today).Single();

        Assert.Equal([1L], letter.DeviationChanges);
        Assert.Equal([2L], letter.TroubleChanges);
        Assert.Equal("Gevinster: 1 afviger fra målkurven, 1 tal at tage stilling til: Gevinst controllers m.fl.", letter.Letter.Subject);
    }

    [Fact]
    public void Change_OfABenefitThatTheConfigurationNoLongerHas_IsLeftWaiting()
    {
        Assert.Empty(Write(Desk(), Change(1, "nedlagt")));
        Assert.Equal([2L], Write(Desk(), Change(1, "nedlagt"), Change(2, "centerchef")).Single().DeviationChanges);
        Assert.Empty(new LetterWriter(Desk()).Write([], [Doubt(1, "nedlagt")], Today));
    }

    [Fact]
    public void EveryChange_IsToldExactlyOnce()
    {
        var changes = Owners.Select((o, i) => Change(i + 1, o.Id)).ToArray();

        var letters = new LetterWriter(Desk()).Write(changes, [Doubt(1, "tom"), Fault(2, "a"), Fault(3, "b", began: false)], Today);

        Assert.Equal(changes.Select(c => c.Id), letters.SelectMany(w => w.DeviationChanges).Order());
        Assert.Equal([1L, 2L, 3L], letters.SelectMany(w => w.TroubleChanges).Order());
        Assert.Equal(letters.Count, letters.DistinctBy(w => w.Letter.Address).Count());
    }

    [Fact]
    public void Nothing_ToTell_IsNoLetter() => Assert.Empty(Write(Desk()));

    [Fact]
    public void Deputy_OfAVacantController_IsToldWhyTheDoubtCame()
    {
        var letter = new LetterWriter(Desk(Vacant with { Deputy = "souschef" })).Write([], [Doubt(1, "centerchef")], Today).Single().Letter;

        Assert.Equal("Cim", letter.Name);
        Assert.EndsWith("Du får det som stedfortræder, fordi posten »Gevinstcontroller« er ubesat.", letter.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_OfALetter_AreInTheOrderOfTheirNumbers() =>
        Assert.Equal([1L, 2L, 3L], new LetterWriter(Desk()).Write([], [Fault(2, "a"), Fault(3, "b"), Fault(1, "c")], Today).Single().TroubleChanges);
}
