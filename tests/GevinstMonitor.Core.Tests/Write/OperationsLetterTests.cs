using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

public class OperationsLetterTests
{
    private static OrganisationPost Nobody => new("gevinstcontroller", "Gevinstcontroller", null, []);

    private static Letter Letter(string culture, params Pending<TroubleChange>[] troubles) =>
        new LetterWriter(Desk(culture: culture)).Write([], troubles, Today).Single().Letter;

    [Fact]
    public void SourceThatIsDown_InDanish_IsThisPage() => Assert.Equal(
        """
        Til: Drift <drift@eksempelby.example>
        Emne: Teknisk fejl: post-register

        I får dette brev, fordi der er opstået en teknisk fejl, så tal ikke kan hentes, breve ikke kan sendes eller ændringer ikke kan tages i brug.

        # Kilde post-register
        FEJL: kan ikke læses [Fault]
        Hvad der skete: TimedOut: no complete answer within 30 s
        Berører: Andel breve sendt som Digital Post

        Sendt af Gevinstmonitor for Eksempelby Kommune. Hver fejl meldes, når den opstår, og når den er ovre.
        """, Letter("da-DK", Fault(1, "post-register")).Page());

    [Fact]
    public void SourceThatIsBack_InEnglish_IsThisPage() => Assert.Equal(
        """
        Til: Operations <drift@eksempelby.example>
        Emne: Fault over: post-register

        You get this letter because a technical fault is over.

        # Source post-register
        OVER: can be read again [Good]
        Affects: Andel breve sendt som Digital Post

        Sent by Gevinstmonitor for Eksempelby Kommune. Each fault is reported when it begins and when it is over.
        """, Letter("en-GB", Fault(1, "post-register", began: false)).Page());

    [Fact]
    public void Faults_ThatBeganAndEnded_AreCountedAndTheNewComeFirst()
    {
        var letter = Letter("da-DK", Fault(1, "a", began: false), Fault(2, "b"), Fault(3, "c"));

        Assert.Equal("Teknisk fejl: b (og 2 til)", letter.Subject);
        Assert.Equal("I får dette brev, fordi der er opstået 2 tekniske fejl, og 1 er ovre.", letter.Why);
        Assert.Equal(["Kilde b", "Kilde c", "Kilde a"], letter.Sections.Select(s => s.Heading));
    }

    [Fact]
    public void Faults_OneThatBeganAndOneThatEnded_AreOneAndNotMany()
    {
        var both = new[] { Fault(1, "a", began: false), Fault(2, "b") };

        Assert.Equal("I får dette brev, fordi der er opstået 1 teknisk fejl, og 1 er ovre.", Letter("da-DK", both).Why);
        Assert.Equal("You get this letter because a technical fault began, and 1 is over.", Letter("en-GB", both).Why);
    }

    [Fact]
    public void Deviation_ThatNobodyHearsOf_IsToldOnceAsItIsNow()
    {
        var written = new LetterWriter(Desk(Nobody)).Write([Change(1, "tom", level: Level.Amber), Change(2, "tom", ChangeKind.Worsened)], [], Today).Single();

        Assert.Equal("RØD, værre end før: nu mere end 5,0 procentpoint fra målkurven", written.Letter.Sections.Single().Status);
        Assert.Equal("Teknisk fejl: Gevinst tom", written.Letter.Subject);
        Assert.Equal([1L, 2L], written.DeviationChanges);
    }

    [Fact]
    public void Subject_WithAnUnheardDeviationAndAFaultThatIsOver_NamesWhatIsNew() =>
        Assert.Equal("Teknisk fejl: Gevinst tom (og 1 til)",
            new LetterWriter(Desk(Nobody)).Write([Change(1, "tom")], [Fault(2, "post-register", began: false)], Today).Single().Letter.Subject);

    [Fact]
    public void LateFigure_SaysByWhenItWasDueAndWhereItComesFrom()
    {
        var late = new Trouble(TroubleKind.Late, "indicator digital-post", "indicator digital-post", null, "2026-06", "") { Period = Given.Period("2026-06") };

        var section = Letter("da-DK", new Pending<TroubleChange>(1, new TroubleChange(late, true, Given.Clock("2026-07-11 06:00")))).Sections.Single();

        Assert.Equal("Andel breve sendt som Digital Post (indikator digital-post)", section.Heading);
        Assert.Equal("FORSINKET: tallet skulle være kommet nu", section.Status);
        Assert.Equal(["Periode: juni 2026", "Ventet senest: 10. juli 2026", "Kilde: post-register"], section.Facts.Select(f => $"{f.Label}: {f.Text}"));
    }

    [Fact]
    public void LetterThatWasGivenUp_SaysWhich()
    {
        var given = new Trouble(TroubleKind.LetterGivenUp, "letter 0123abcd", "letter 0123abcd", null, "", "550 no such mailbox");

        var section = Letter("da-DK", new Pending<TroubleChange>(1, new TroubleChange(given, true, Given.Clock("2026-07-06 08:00")))).Sections.Single();

        Assert.Equal(("Brev 0123abcd", "OPGIVET: brevet kunne ikke leveres"), (section.Heading, section.Status));
        Assert.Equal([new Fact("Hvad der skete", "550 no such mailbox")], section.Facts);
    }

    [Theory]
    [InlineData(10, "i1, i2, i3, i4, i5, i6, i7, i8, i9, i10")]
    [InlineData(11, "i1, i2, i3, i4, i5, i6, i7, i8, i9, i10 (+ 1)")]
    public void SourceThatIsDown_NamesTenIndicatorsAndCountsTheRest(int indicators, string affects)
    {
        var desk = Desk() with { Indicators = Enumerable.Range(1, indicators).ToDictionary(i => $"i{i}", i => Given.Indicator() with { Id = $"i{i}", Name = $"i{i}" }) };

        var section = new LetterWriter(desk).Write([], [Fault(1, "post-register")], Today).Single().Letter.Sections.Single();

        Assert.Equal(affects, section.Facts.Single(f => f.Label == "Berører").Text);
    }
}
