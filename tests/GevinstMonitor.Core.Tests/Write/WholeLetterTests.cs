using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>From figures to the page that the owner reads: June 2026 was to be 55 per cent, and version 1 had promised 58.</summary>
public class WholeLetterTests
{
    private static Plan Version(int version, decimal june, params Plan[] earlier)
    {
        var path = Given.Path(new Baseline(Given.Day("2025-12-31"), 42), new Milestone(Given.Day("2026-06-30"), june), new Milestone(Given.Day("2026-12-31"), 70));
        var unit = Given.In("borgerservice", path) with { Worth = new Worth(21_000, new Booking("borgerservice", Given.Day("2027-01-01"))) };
        return Given.Plan(Given.Benefit(Given.Whole(path), unit)) with
        {
            Version = version,
            Approved = new Approval(Given.Day(version == 1 ? "2025-06-01" : "2026-03-12"), "Direktionen", null),
            Earlier = earlier,
        };
    }

    private static Plan Plan => Version(2, 55, Version(1, 58));

    private static OrganisationChart Chart => new(
        [new Unit("borgerservice", "Center for Borgerservice", null, [])],
        [
            new OrganisationPost("centerchef", "Centerchef, Borgerservice", null,
            [
                new Holder("Anna", "anna@eksempelby.example", Given.Day("2024-01-01"), Given.Day("2026-05-31")),
                new Holder("Bo", "bo@eksempelby.example", Given.Day("2026-06-01"), null),
            ]),
            new OrganisationPost("gevinstcontroller", "Gevinstcontroller", null, [new Holder("Dea", "dea@eksempelby.example", Given.Day("2024-01-01"), null)]),
        ], []);

    private static Indicator Indicator => Given.Indicator() with { Plausible = new Plausible(0, 100, 25) };

    private static LetterWriter Writer(string culture) => new(new Desk("Eksempelby Kommune", "drift@eksempelby.example", Words.Of(culture)!, Chart,
        new Dictionary<string, Plan> { ["digital-post"] = Plan }, new Dictionary<string, Indicator> { ["digital-post"] = Indicator }));

    private static Evaluation Seen(string asOf, params Measurement[] figures) =>
        Evaluation.Of(Plan, Plan.Benefits[0], Indicator, Given.Past(figures), Given.At(asOf)).Single(e => e.Place.Unit == "borgerservice");

    private static Evaluation June => Seen("2026-07-05 06:00", Given.Percent("borgerservice", "2026-06", 48));
    private static DeviationChange Opened => DeviationRule.Next(null, June, Given.Clock("2026-07-05 06:00"))! is var opened
        ? opened with { Deviation = opened.Deviation with { Id = "D-0123456789" } } : null!;

    private static string Page(string culture, DeviationChange change) =>
        Writer(culture).Write([new(1, change)], [], Given.Day("2026-07-06")).Single().Letter.Page();

    // June: 7 points, 7/12 of 21,000 are 12,250. July through December: 7, and 15 more × day of 184 each month, 94.58 points in all, 165,518.
    [Fact]
    public void NewDeviation_InDanish_IsThisPage() => Assert.Equal(
        """
        Til: Bo <bo@eksempelby.example>
        Emne: Rød afvigelse: Sparet porto, Center for Borgerservice: 48,0 % mod forventet 55,0 %

        Du får dette brev, fordi gevinsten »Sparet porto, Center for Borgerservice« nu afviger fra sin målkurve. Du er gevinstansvarlig.

        # Sparet porto, Center for Borgerservice
        RØD, ny afvigelse: mere end 5,0 procentpoint fra målkurven [Red]
        Periode: juni 2026
        Målt: 48,0 %
        Forventet efter planen: 55,0 %
        Afvigelse: 7,0 procentpoint under målkurven
        Afvigelsen begyndte: juni 2026
        Værdi: kr. 12.250 tabt, siden afvigelsen begyndte; kr. 177.768 ved udgangen af 2026, hvis intet ændrer sig
        Budget: besparelsen er taget ud af budgettet for Center for Borgerservice fra 1. januar 2027
        Næste milepæl: 70,0 % senest 31. december 2026
        Målet er ændret: oprindeligt 58,0 % senest 30. juni 2026, nu 55,0 % (version 2, godkendt 12. marts 2026 af Direktionen)
        Plan: Digital Post, version 2
        Sag: D-0123456789
        -> Centerchefen lukker papirkanalen for de tre største brevtyper.

        Sendt af Gevinstmonitor for Eksempelby Kommune. Du får kun brev, når noget har ændret sig.
        """, Page("da-DK", Opened));

    [Fact]
    public void NewDeviation_InEnglish_IsThisPage() => Assert.Equal(
        """
        Til: Bo <bo@eksempelby.example>
        Emne: Red deviation: Sparet porto, Center for Borgerservice: 48.0% against 55.0% expected

        You get this letter because the benefit “Sparet porto, Center for Borgerservice” has left its target path. You are the benefit owner.

        # Sparet porto, Center for Borgerservice
        RED, new deviation: more than 5.0 percentage points off the path [Red]
        Period: June 2026
        Actual: 48.0%
        Expected by the plan: 55.0%
        Gap: 7.0 percentage points below the path
        The deviation began: June 2026
        Worth: DKK 12,250 lost since the deviation began; DKK 177,768 by the end of 2026 if nothing changes
        Budget: the saving is taken out of the budget of Center for Borgerservice from 1 January 2027
        Next milestone: 70.0% by 31 December 2026
        The target was moved: originally 58.0% by 30 June 2026, now 55.0% (version 2, approved 12 March 2026 by Direktionen)
        Plan: Digital Post, version 2
        Case: D-0123456789
        -> Centerchefen lukker papirkanalen for de tre største brevtyper.

        Sent by Gevinstmonitor for Eksempelby Kommune. You only get a letter when something has changed.
        """, Page("en-GB", Opened));

    [Theory]
    [InlineData("2026-10-31", "kr. 7.000 i 2026 indtil nu for Center for Borgerservice; kr. 79.000 ved udgangen af 2026, hvis intet ændrer sig; hullet kan lukkes i 2026, hvis der handles senest 31. oktober 2026")]
    [InlineData("2026-07-06", "kr. 7.000 i 2026 indtil nu for Center for Borgerservice; kr. 79.000 ved udgangen af 2026, hvis intet ændrer sig; hullet kan lukkes i 2026, hvis der handles senest 6. juli 2026")]
    [InlineData("2026-07-05", "kr. 7.000 i 2026 indtil nu for Center for Borgerservice; kr. 79.000 ved udgangen af 2026, hvis intet ændrer sig; hullet kan ikke længere lukkes i 2026")]
    [InlineData(null, "kr. 7.000 i 2026 indtil nu for Center for Borgerservice; kr. 79.000 ved udgangen af 2026, hvis intet ændrer sig; hullet kan ikke længere lukkes i 2026")]
    public void Miss_OnABookedSaving_IsMarkedAsAnOverrunWithTheLastDayToAct(string? lastDay, string text)
    {
        var overrun = new Overrun("borgerservice", 2026, 7_000, 79_000, lastDay is null ? null : Given.Day(lastDay));
        var change = Opened with { Kroner = Opened.Kroner! with { Margin = 0.15m, Overrun = overrun } };

        var facts = Writer("da-DK").Write([new(1, change)], [], Given.Day("2026-07-06")).Single().Letter.Sections.Single().Facts;

        Assert.Equal(text, facts.Single(f => f.Label == "Budgetoverskridelse").Text);
        Assert.EndsWith("hvis intet ændrer sig (± 15 %)", facts.Single(f => f.Label == "Værdi").Text, StringComparison.Ordinal);
    }

    // 31 August is day 62 of 184: 55 + 15 × 62 / 184 = 60.05 is promised, and 59 is within 2 of it.
    [Fact]
    public void ResolvedDeviation_InDanish_IsThisPage()
    {
        var august = Seen("2026-09-05 06:00", Given.Percent("borgerservice", "2026-06", 48), Given.Percent("borgerservice", "2026-08", 59));
        var resolved = DeviationRule.Next(Opened.Deviation, august, Given.Clock("2026-09-05 06:00"))! with { Kroner = null };

        Assert.Equal(
            """
            Til: Bo <bo@eksempelby.example>
            Emne: Tilbage på målkurven: Sparet porto, Center for Borgerservice: 59,0 % mod forventet 60,1 %

            Du får dette brev, fordi gevinsten »Sparet porto, Center for Borgerservice« er tilbage på sin målkurve. Du er gevinstansvarlig.

            # Sparet porto, Center for Borgerservice
            GRØN, tilbage på målkurven: højst 2,0 procentpoint fra den [Good]
            Periode: august 2026
            Målt: 59,0 %
            Forventet efter planen: 60,1 %
            Afvigelse: 1,1 procentpoint under målkurven
            Afvigelsen begyndte: juni 2026
            Budget: besparelsen er taget ud af budgettet for Center for Borgerservice fra 1. januar 2027
            Næste milepæl: 70,0 % senest 31. december 2026
            Plan: Digital Post, version 2
            Sag: D-0123456789

            Sendt af Gevinstmonitor for Eksempelby Kommune. Du får kun brev, når noget har ændret sig.
            """, Page("da-DK", resolved));
    }

    [Fact]
    public void HeldFigure_InDanish_IsThisPage()
    {
        var seen = Seen("2026-07-05 06:00", Given.Percent("borgerservice", "2026-06", 120) with { Id = 77 });
        var began = new TroubleChange(TroubleRule.In([seen]).Single(), Began: true, Given.Clock("2026-07-05 06:00"));

        Assert.Equal(
            """
            Til: Dea <dea@eksempelby.example>
            Emne: Tal at tage stilling til: Sparet porto, Center for Borgerservice

            Du får dette brev, fordi et tal ikke kan bruges, før du som gevinstcontroller har set på det.

            # Sparet porto, Center for Borgerservice
            TILBAGEHOLDT: tallet ligger uden for det sandsynlige, og ingen har fået at vide, at det passer [Doubt]
            Periode: juni 2026
            Tal: 120,0 %, uden for det sandsynlige (0,0 % til 100,0 %)
            Kilde: Andel breve sendt som Digital Post (post-register)
            Plan: Digital Post, version 2
            -> Passer tallet, så lad det tælle med: gevinst release 77 --by gevinstcontroller --note "…" (tilføj --reject, hvis det er forkert)

            Sendt af Gevinstmonitor for Eksempelby Kommune. Du får kun brev, når noget har ændret sig.
            """, Writer("da-DK").Write([], [new(1, began)], Given.Day("2026-07-06")).Single().Letter.Page());
    }
}
