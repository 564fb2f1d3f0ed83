using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Every letter says in its first line why it came.</summary>
public class FirstLineTests
{
    private static Letter Letter(string culture, params Pending<DeviationChange>[] changes) =>
        new LetterWriter(Desk(culture: culture)).Write(changes, [], Today).Single().Letter;

    [Theory]
    [InlineData(ChangeKind.Opened, "Du får dette brev, fordi gevinsten »Gevinst centerchef« nu afviger fra sin målkurve. Du er gevinstansvarlig.")]
    [InlineData(ChangeKind.Worsened, "Du får dette brev, fordi afvigelsen for gevinsten »Gevinst centerchef« er blevet værre. Du er gevinstansvarlig.")]
    [InlineData(ChangeKind.Resolved, "Du får dette brev, fordi gevinsten »Gevinst centerchef« er tilbage på sin målkurve. Du er gevinstansvarlig.")]
    public void FirstLine_InDanish_SaysNewWorseOrBack(ChangeKind kind, string expected) =>
        Assert.Equal(expected, Letter("da-DK", Change(1, "centerchef", kind)).Why);

    [Theory]
    [InlineData(ChangeKind.Opened, "You get this letter because the benefit “Gevinst centerchef” has left its target path. You are the benefit owner.")]
    [InlineData(ChangeKind.Worsened, "You get this letter because the deviation of the benefit “Gevinst centerchef” has become worse. You are the benefit owner.")]
    [InlineData(ChangeKind.Resolved, "You get this letter because the benefit “Gevinst centerchef” is back on its target path. You are the benefit owner.")]
    public void FirstLine_InEnglish_SaysNewWorseOrBack(ChangeKind kind, string expected) =>
        Assert.Equal(expected, Letter("en-GB", Change(1, "centerchef", kind)).Why);

    [Fact]
    public void FirstLine_OfSeveralThings_SaysThemAll() =>
        Assert.Equal(
            "Du får dette brev, fordi gevinsten »Gevinst centerchef« nu afviger fra sin målkurve, og fordi gevinsten »Gevinst digitalisering« er tilbage på sin målkurve. Du er gevinstansvarlig.",
            Letter("da-DK", Change(1, "centerchef"), Change(2, "digitalisering", ChangeKind.Resolved)).Why);

    [Fact]
    public void FirstLine_OfTwoNewDeviations_CountsThem() =>
        Assert.StartsWith("Du får dette brev, fordi 2 gevinster nu afviger fra deres målkurve.", Letter("da-DK", Change(1, "centerchef"), Change(2, "digitalisering")).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData(ChangeKind.Opened, Level.Red, "Rød afvigelse: Gevinst centerchef: 44,0 % mod forventet 50,0 %")]
    [InlineData(ChangeKind.Opened, Level.Amber, "Gul afvigelse: Gevinst centerchef: 44,0 % mod forventet 50,0 %")]
    [InlineData(ChangeKind.Worsened, Level.Red, "Rød, værre end før: Gevinst centerchef: 44,0 % mod forventet 50,0 %")]
    [InlineData(ChangeKind.Resolved, Level.Red, "Tilbage på målkurven: Gevinst centerchef: 50,0 % mod forventet 50,0 %")]
    public void Subject_OfOneChange_SaysItAll(ChangeKind kind, Level level, string expected) =>
        Assert.Equal(expected, Letter("da-DK", Change(1, "centerchef", kind, level: level)).Subject);

    [Fact]
    public void Subject_OfSeveralChanges_CountsThem() =>
        Assert.Equal("Gevinster: 1 afviger fra målkurven, 1 er tilbage på målkurven: Gevinst centerchef m.fl.",
            Letter("da-DK", Change(1, "centerchef"), Change(2, "digitalisering", ChangeKind.Resolved)).Subject);

    [Fact]
    public void Deviation_ThatChangedTwiceSinceTheLastLetter_IsToldAsItIsNow()
    {
        var written = new LetterWriter(Desk()).Write([Change(1, "centerchef", level: Level.Amber), Change(2, "centerchef", ChangeKind.Worsened)], [], Today).Single();

        Assert.Equal("RØD, værre end før: nu mere end 5,0 procentpoint fra målkurven", written.Letter.Sections.Single().Status);
        Assert.Equal([1L, 2L], written.DeviationChanges);
    }

    [Theory]
    [InlineData(ChangeKind.Worsened, Level.Red)]
    [InlineData(ChangeKind.Improved, Level.Amber)]
    public void Deviation_ThatNobodyHasHeardOfYet_IsNewWhateverCameAfter(ChangeKind after, Level level) =>
        Assert.Equal("Du får dette brev, fordi gevinsten »Gevinst centerchef« nu afviger fra sin målkurve. Du er gevinstansvarlig.",
            Letter("da-DK", Change(1, "centerchef"), Change(2, "centerchef", after, level: level)).Why);

    [Fact]
    public void Whole_OfABenefitThatIsSplit_IsCalledTheWhole()
    {
        var desk = Desk();
        var (plan, benefit) = (desk.Plans["digital-post"], desk.Plans["digital-post"].Benefits[0]);
        desk = desk with { Plans = new Dictionary<string, Core.Plans.Plan> { ["digital-post"] = plan with { Benefits = [benefit with { Places = [.. benefit.Places, Given.In("nord", Given.Flat(50))] }] } } };

        var section = new LetterWriter(desk).Write([Change(1, "centerchef", level: Level.Amber)], [], Today).Single().Letter.Sections.Single();

        Assert.Equal(("Gevinst centerchef, alle enheder", Tone.Amber), (section.Heading, section.Tone));
    }
}
