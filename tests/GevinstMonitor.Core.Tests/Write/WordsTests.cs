using System.Globalization;
using System.Reflection;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Tests.Deviate;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Write;

public class WordsTests
{
    private static Words Danish => Words.Of("da-DK")!;
    private static Words English => Words.Of("en-GB")!;

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void Words_OfACultureThatDoesNotShip_AreNone() => Assert.Null(Words.Of("fr-FR"));

    [Theory]
    [InlineData("da-DK", "7,0 procentpoint under; 48,0 % og kr. 412.000, kr. -5 (± 15 %) pr. 30. juni 2026, 3. kvartal 2026, 2 mio. kr.", "7,0_procentpoint under; 48,0_% og kr._412.000, kr._-5 (±_15_%) pr. 30._juni 2026, 3._kvartal 2026, 2_mio._kr.")]
    [InlineData("en-GB", "7.0 percentage points below; DKK 412,000 (± 15%) by 30 June 2026, 16 FTE", "7.0_percentage points below; DKK_412,000 (±_15%) by 30_June 2026, 16_FTE")]
    public void Line_NeverEndsBetweenANumberAndItsUnit(string culture, string text, string unbroken) =>
        Assert.Equal(unbroken, Words.Of(culture)!.Unbroken(text).Replace('\u00a0', '_'));

    [Theory]
    [InlineData("54.3", "percent", "54,3 %", "54.3%")]
    [InlineData("54.25", "percent", "54,3 %", "54.3%")]
    [InlineData("100", "percent", "100,0 %", "100.0%")]
    [InlineData("-0.5", "percent", "-0,5 %", "-0.5%")]
    [InlineData("-0.04", "percent", "0,0 %", "0.0%")]
    [InlineData("412000", "DKK", "kr. 412.000", "DKK 412,000")]
    [InlineData("1234567.5", "DKK", "kr. 1.234.568", "DKK 1,234,568")]
    [InlineData("-400000", "DKK", "kr. -400.000", "DKK -400,000")]
    [InlineData("16", "fte", "16 årsværk", "16 FTE")]
    [InlineData("16.25", "fte", "16,25 årsværk", "16.25 FTE")]
    [InlineData("1200.5", "hours", "1.200,5 timer", "1,200.5 hours")]
    [InlineData("1234", "count", "1.234", "1,234")]
    [InlineData("98.6", "index", "98,6", "98.6")]
    [InlineData("3", "dage", "3 dage", "3 dage")]
    public void Value_InItsUnit_IsWrittenAsTheReaderDoes(string value, string measure, string danish, string english)
    {
        Assert.Equal(danish, Danish.Value(Number(value), measure));
        Assert.Equal(english, English.Value(Number(value), measure));
    }

    [Fact]
    public void Value_OnAMachineOfAnotherCulture_LooksTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("en-US") { NumberFormat = { NumberDecimalSeparator = "·", NumberGroupSeparator = "'" } };

            Assert.Equal("kr. 412.000", Danish.Kroner(412_000));
            Assert.Equal("1.200,5 timer", Danish.Value(1200.5m, "hours"));
            Assert.Equal("1. juni 2026", Danish.Date(Given.Day("2026-06-01")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Date_IsWrittenOut()
    {
        Assert.Equal("1. juni 2026", Danish.Date(Given.Day("2026-06-01")));
        Assert.Equal("1 June 2026", English.Date(Given.Day("2026-06-01")));
        Assert.Equal("31. december 2026", Danish.Date(Given.Day("2026-12-31")));
    }

    [Theory]
    [InlineData(PeriodKind.Day, "2026-06-30", "30. juni 2026", "30 June 2026")]
    [InlineData(PeriodKind.Week, "2026-W53", "uge 53 2026", "week 53 2026")]
    [InlineData(PeriodKind.Month, "2026-03", "marts 2026", "March 2026")]
    [InlineData(PeriodKind.Quarter, "2026-Q3", "3. kvartal 2026", "Q3 2026")]
    [InlineData(PeriodKind.Year, "2026", "2026", "2026")]
    public void Period_HasTheNameThatPeopleUse(PeriodKind kind, string period, string danish, string english)
    {
        Assert.Equal(danish, Danish.Name(Given.Period(period, kind)));
        Assert.Equal(english, English.Name(Given.Period(period, kind)));
    }

    [Theory]
    [InlineData(Better.Higher, 7, "7,0 procentpoint under målkurven", "7.0 percentage points below the path")]
    [InlineData(Better.Higher, -7, "7,0 procentpoint over målkurven", "7.0 percentage points above the path")]
    [InlineData(Better.Lower, 7, "7,0 procentpoint over målkurven", "7.0 percentage points above the path")]
    [InlineData(Better.Lower, -7, "7,0 procentpoint under målkurven", "7.0 percentage points below the path")]
    [InlineData(Better.Lower, 0, "på målkurven", "on the path")]
    public void Gap_SaysOnWhichSideOfThePath(Better better, int gap, string danish, string english)
    {
        var indicator = Given.Indicator() with { Better = better };

        Assert.Equal(danish, Danish.Gap(gap, indicator));
        Assert.Equal(english, English.Gap(gap, indicator));
    }

    [Fact]
    public void Gap_OfKroner_IsInKroner() =>
        Assert.Equal("kr. 12.000 over målkurven", Danish.Gap(12_000, Given.Indicator() with { Measure = "DKK", Better = Better.Lower }));

    /// <summary>Colour is never alone: what a colour says is said in words first.</summary>
    [Theory]
    [InlineData(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, "RØD, ny afvigelse: mere end 5,0 fra målkurven", "RED, new deviation: more than 5,0 off the path")]
    [InlineData(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Amber, "GUL, ny afvigelse: mere end 2,0 fra målkurven", "AMBER, new deviation: more than 2,0 off the path")]
    [InlineData(ChangeKind.Worsened, ChangeReason.GapGrew, Level.Red, "RØD, værre end før: nu mere end 5,0 fra målkurven", "RED, worse than before: now more than 5,0 off the path")]
    [InlineData(ChangeKind.Improved, ChangeReason.GapShrank, Level.Amber, "GUL, bedre end før: højst 5,0 fra målkurven", "AMBER, better than before: at most 5,0 off the path")]
    [InlineData(ChangeKind.Resolved, ChangeReason.BackOnTrack, Level.Red, "GRØN, tilbage på målkurven: højst 2,0 fra den", "GREEN, back on the path: at most 2,0 off it")]
    [InlineData(ChangeKind.Resolved, ChangeReason.TargetMoved, Level.Red, "GRØN, men kun fordi målet er flyttet: efter den tidligere plan ville gevinsten stadig afvige", "GREEN only because the target was moved: by the earlier plan it would still deviate")]
    public void Status_OfAChange_IsAWordNotAColourAlone(ChangeKind kind, ChangeReason reason, Level level, string danish, string english)
    {
        var change = new DeviationChange(Months.Open(level), kind, reason, Months.Now, 1, Months.Seen("r").Current, null);

        Assert.Equal(danish, Danish.Status(change, "2,0", "5,0"));
        Assert.Equal(english, English.Status(change, "2,0", "5,0"));
    }

    [Fact]
    public void Status_OfEveryTroubleThatBegins_IsAWordOfItsOwn()
    {
        foreach (var words in new[] { Danish, English })
        {
            var faults = new[] { TroubleKind.SourceFailed, TroubleKind.RowsRejected, TroubleKind.Late, TroubleKind.NothingReturned, TroubleKind.LetterGivenUp, TroubleKind.ConfigRefused }
                .Select(kind => words.Trouble(new TroubleChange(new Trouble(kind, "x", "x", null, "", ""), true, Months.Now)));
            var doubts = new[] { TroubleKind.Held, TroubleKind.MissingUnit, TroubleKind.NotANumber, TroubleKind.Suppressed }.Select(kind => words.Doubt(kind, Doubt.OutOfBounds));

            Assert.Equal(10, faults.Concat(doubts).Select(s => s.Split(':')).Where(s => s.Length > 1).DistinctBy(s => string.Join(':', s)).Count());
        }
    }

    [Theory]
    [InlineData(Doubt.QueryChanged, "tallet er hentet med en anden forespørgsel end før, og ændringen er ikke noteret ved indikatoren (changes)", "it was read by another query than before, and the change is not noted at the indicator (changes)")]
    [InlineData(Doubt.DenominatorCollapsed, "nævneren er mere end 92,5 % mindre, end den plejer at være, som når kun en del er leveret", "the denominator is more than 92.5% below what is usual, as when only a part was delivered")]
    [InlineData(Doubt.OutOfBounds, "uden for det sandsynlige (0,0 % til 100,0 %)", "outside the plausible range (0.0% to 100.0%)")]
    [InlineData(Doubt.StepTooLarge, "springer mere end 25,0 procentpoint fra det forrige tal", "is more than 25.0 percentage points from the figure before")]
    [InlineData(Doubt.None, "afvist", "rejected")]
    public void Doubt_OfAHeldFigure_IsToldInWords(Doubt doubt, string danish, string english)
    {
        var bounded = Given.Indicator() with { Plausible = new Plausible(0, 100, 25, 0.925m) };

        Assert.Equal(danish, Danish.Why(doubt, bounded));
        Assert.Equal(english, English.Why(doubt, bounded));
    }

    [Theory]
    [InlineData(Doubt.QueryChanged, "TILBAGEHOLDT: tallet er hentet på en anden måde end før, og ingen har fået at vide, at det passer", "HELD: the figure was read in another way than before, and nobody has been told that it is true")]
    [InlineData(Doubt.DenominatorCollapsed, "TILBAGEHOLDT: tallets nævner er faldet så meget, at noget sandsynligvis mangler, og ingen har fået at vide, at det passer", "HELD: the figure's denominator has fallen so far that something is probably missing, and nobody has been told that it is true")]
    [InlineData(Doubt.OutOfBounds, "TILBAGEHOLDT: tallet ligger uden for det sandsynlige, og ingen har fået at vide, at det passer", "HELD: the figure is outside the plausible range, and nobody has been told that it is true")]
    [InlineData(Doubt.StepTooLarge, "TILBAGEHOLDT: tallet springer for meget fra det forrige, og ingen har fået at vide, at det passer", "HELD: the figure is too far from the one before, and nobody has been told that it is true")]
    public void Status_OfAHeldFigure_SaysWhyItIsHeld(Doubt doubt, string danish, string english)
    {
        Assert.Equal(danish, Danish.Doubt(TroubleKind.Held, doubt));
        Assert.Equal(english, English.Doubt(TroubleKind.Held, doubt));
    }

    [Fact]
    public void DenominatorCollapsed_WhereNothingIsStated_SaysTheUsualDrop() =>
        Assert.Contains(" 95 % ", Danish.Why(Doubt.DenominatorCollapsed, Given.Indicator()), StringComparison.Ordinal);

    [Fact]
    public void Listing_OfReasons_ReadsLikeASentence()
    {
        Assert.Equal("Du får dette brev, fordi a.", Danish.Why(["a"]));
        Assert.Equal("Du får dette brev, fordi a, og fordi b.", Danish.Why(["a", "b"]));
        Assert.Equal("You get this letter because a, because b, and because c.", English.Why(["a", "b", "c"]));
    }

    [Fact]
    public void EnglishLabels_HaveNoDanishLetters()
    {
        var labels = typeof(Words).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType == typeof(string));

        Assert.All(labels, label => Assert.DoesNotMatch("[æøåÆØÅ]", (string)label.GetValue(English)!));
    }

    [Theory]
    [InlineData("l", null, "Not known: no unit has the figure that should be here by now")]
    [InlineData("gg", null, "Exactly on its path")]
    [InlineData("ga", null, "Below its path for 1 month; with 2 months the series is too short to know its noise (it takes 12); not confirmed yet: it takes 2 in a row or 1 red")]
    [InlineData("gaa", null, "Below its path for 2 months; with 3 months the series is too short to know its noise (it takes 12); confirmed: it takes 2 in a row or 1 red")]
    [InlineData("gaa", 3, "Below its path for 2 months; not confirmed yet: it takes 3 in a row or 3 red in a row")]
    [InlineData("ggggggggggga", null, "Below its path for 1 month; it may still be chance")]
    [InlineData("ggggggggaaaa", null, "Below its path for 4 months; 99% certain that it is no chance")]
    [InlineData("gggggggggggr", null, "Below its path for 1 month; red, and further than the figure moves by chance")]
    public void Verdict_SaysWhereItStandsAndHowSureThatIs(string months, int? confirm, string sentence)
    {
        var seen = Months.Seen(months);

        Assert.Equal(sentence, English.Verdict(seen with { Benefit = seen.Benefit with { Confirm = confirm is { } n ? new Confirm(n, n) : null } }));
    }

    [Fact]
    public void Verdict_WhereLowerIsBetter_SaysAboveThePath()
    {
        var seen = Months.Seen("a");

        Assert.StartsWith("Above its path for 1 month", English.Verdict(seen with { Indicator = seen.Indicator with { Better = Better.Lower } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_WithinTheTolerance_SaysHowFarOffThePath()
    {
        var seen = Months.Seen("g");

        Assert.Equal("On its path: 1.0 percentage points below the path is within the tolerance of 2.0 percentage points",
            English.Verdict(seen with { Judgements = [seen.Current with { Actual = 49, Gap = 1 }] }));
    }
}
