using FsCheck.Xunit;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>A benefit that promises 50, amber beyond 2 and red beyond 5, from January 2026 on; figures were due by the end of the tenth.</summary>
public class ReplayTests
{
    private static Benefit Promised => Given.Benefit(Given.Whole(Given.Flat(50)));

    // The moment at which the figure of a month was due.
    private static DateTimeOffset Due(string month) => Moment.Due(Given.Period(month), Given.Indicator().Due, Given.Copenhagen).Instant;

    // Figures month by month from January on, all read in one history in December; null for none.
    private static List<Fact> History(string unit, params int?[] percent) => FactsOf(percent
        .Select((p, i) => (Percent: p, Month: Given.Period("2026-01").Plus(i))).Where(m => m.Percent is not null)
        .Select(m => Given.Percent(unit, m.Month.ToString(), m.Percent!.Value).Read("2026-12-05 06:00")));

    private static List<Fact> FactsOf(IEnumerable<Measurement> measurements) =>
        Fact.Of(Given.Indicator(), [.. measurements.Select((m, i) => m with { Id = i + 1 })], new HashSet<long> { 1 }, Array.Empty<long>().ToLookup(x => x, _ => default((Decision, DateTimeOffset))));

    private static Replay Run(IReadOnlyList<Fact> facts, Benefit? benefit = null, string until = "2026-12-06 06:00", DateOnly? ends = null)
    {
        var plan = Given.Plan(benefit ?? Promised) with { Ends = ends };
        return Replay.Of([(plan, plan.Benefits[0])], Given.Indicator(), facts, Given.At(until));
    }

    private static IEnumerable<(ChangeKind, Level, DateTimeOffset)> Said(ReplayedPlace place) => place.Changes.Select(c => (c.Kind, c.Deviation.Level, c.At));

    [Fact]
    public void History_ReadInOneReading_IsToldWhenItsFiguresWereDue()
    {
        var place = Assert.Single(Run(History("*", 50, 47, 47, 44, 50, 50, 44)).Places);

        Assert.Equal([
            (ChangeKind.Opened, Level.Amber, Due("2026-03")), (ChangeKind.Worsened, Level.Red, Due("2026-04")),
            (ChangeKind.Resolved, Level.Red, Due("2026-05")), (ChangeKind.Opened, Level.Red, Due("2026-07"))], Said(place));
        Assert.Equal("2026-02", place.Changes[0].Deviation.OpenedPeriod.ToString());
        Assert.Equal(3m, place.Changes[0].Seen.Gap);
    }

    [Fact]
    public void Deviation_OfAReplay_HasTheIdThatTheWorkerWouldGive()
    {
        var opened = Run(History("*", 44)).Places[0].Changes[0];

        Assert.Equal(Deviation.IdOf("digital-post", "porto", "*", Due("2026-01")), opened.Deviation.Id);
    }

    [Fact]
    public void Replay_UntilAMoment_KnowsNothingThatCameLater()
    {
        Assert.Empty(Run(History("*", 44), until: "2026-02-11 00:00").Places);

        var place = Assert.Single(Run(History("*", 44, 50), until: "2026-03-10 23:59").Places);
        Assert.Equal([(ChangeKind.Opened, Level.Red, Due("2026-01"))], Said(place));
        Assert.Equal("2026-01", place.Seen.Current.Period.ToString());
    }

    [Fact]
    public void Figure_ThatWasCorrected_IsJudgedAsItStoodAndThenAsItStands()
    {
        var facts = FactsOf([Given.Percent("*", "2026-01", 44), Given.Percent("*", "2026-01", 50).Read("2026-02-20 06:00") with { Stamp = new ReadingStamp(2, Given.At("2026-02-20 06:00"), "c0ffee") }]);

        Assert.Equal([(ChangeKind.Opened, Level.Red, Given.Clock("2026-02-01 06:00")), (ChangeKind.Resolved, Level.Red, Given.Clock("2026-02-20 06:00"))], Said(Run(facts).Places[0]));
        Assert.Equal(ChangeKind.Resolved, Run(facts, until: "2026-02-20 06:00").Places[0].Changes[^1].Kind);
        Assert.Equal(ChangeKind.Opened, Run(facts, until: "2026-02-20 05:59").Places[0].Changes[^1].Kind);
    }

    [Fact]
    public void MonthWithoutAFigure_NeitherOpensNorResolves() =>
        Assert.Equal([(ChangeKind.Opened, Level.Red, Due("2026-01")), (ChangeKind.Resolved, Level.Red, Due("2026-03"))], Said(Run(History("*", 44, null, 50)).Places[0]));

    [Fact]
    public void UnitThatIsMissing_IsADoubtFromTheDayItsFigureWasDueUntilItCame()
    {
        var late = Given.Percent("syd", "2026-01", 50) with { Stamp = new ReadingStamp(2, Given.At("2026-02-20 06:00"), "c0ffee") };
        var facts = FactsOf([Given.Percent("nord", "2026-01", 50), late]);

        var replay = Run(facts, Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50)), Given.In("syd", Given.Flat(50))), until: "2026-02-28 06:00");

        Assert.Equal([(TroubleKind.MissingUnit, "digital-post/porto@syd", true, Due("2026-01")), (TroubleKind.MissingUnit, "digital-post/porto@syd", false, Given.Clock("2026-02-20 06:00"))],
            replay.Troubles.Select(d => (d.Trouble.Kind, d.Trouble.Subject, d.Began, d.At)));
        Assert.Empty(replay.Places.SelectMany(p => p.Changes));
        Assert.Equal(3, replay.Places.Count);
    }

    [Fact]
    public void WholeOfKnownUnits_WithOneMissing_IsJudgedWhenTheMissingOneWasDue()
    {
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50)), Given.In("syd", Given.Flat(50))) with { Whole = WholeRule.KnownUnits };

        var whole = Run(FactsOf([Given.Percent("nord", "2026-01", 44)]), benefit).Places.Single(p => p.Seen.Place.IsWhole);

        Assert.Equal([(ChangeKind.Opened, Level.Red, Due("2026-01"))], Said(whole));
    }

    [Fact]
    public void TechnicalTrouble_IsLeftOut() => Assert.Empty(Run(History("*", 50, null, 50)).Troubles);

    [Fact]
    public void Plan_ThatEnds_IsNotJudgedAfterwards()
    {
        var place = Run(History("*", 44, 50), ends: Given.Day("2026-02-28")).Places[0];

        Assert.Equal([ChangeKind.Opened], place.Changes.Select(c => c.Kind));
        Assert.Equal("2026-01", place.Seen.Current.Period.ToString());
    }

    [Fact]
    public void Plan_OnItsLastDay_IsJudged() =>
        Assert.Equal([ChangeKind.Opened, ChangeKind.Resolved], Run(History("*", 44, 50), ends: DateOnly.FromDateTime(Due("2026-02").Date)).Places[0].Changes.Select(c => c.Kind));

    [Fact]
    public void DeviationsFound_AreToldWhenTheyOpenedAndClosedWhenTheyWereBack()
    {
        var place = Run(History("*", 44, 50, 44)).Places[0];

        Assert.Equal([(Due("2026-01"), Due("2026-02")), (Due("2026-03"), (DateTimeOffset?)null)], place.Found.Select(d => (d.Told, d.Closed)));
        Assert.Equal(place.Changes.Where(c => c.Kind == ChangeKind.Opened).Select(c => c.Deviation.Id), place.Found.Select(d => d.Id));
    }

    private static IEnumerable<(TroubleKind, string?, bool, DateTimeOffset)> Notices(Plan plan, IReadOnlyList<Fact> facts) =>
        Replay.Of([(plan, plan.Benefits[0])], Given.Indicator(), facts, Given.At("2026-12-06 06:00")).Troubles.Select(t => (t.Trouble.Kind, t.Trouble.Post, t.Began, t.At));

    [Fact]
    public void ForecastOfAHistory_ThatMissesTheNextMilestone_IsSeenWhenItsFigureWasDueAndNotAgain()
    {
        var path = Given.Path(new Baseline(Given.Day("2024-12-31"), 50), new Milestone(Given.Day("2026-06-30"), 50.1m), new Milestone(Given.Day("2026-12-31"), 70));
        var steady = FactsOf(Enumerable.Range(0, 18).Select(m => Given.Percent("*", Given.Period("2025-01").Plus(m).ToString(), 50 + (m % 2 * 0.2m)).Read("2026-12-05 06:00")));

        Assert.Equal([(TroubleKind.WillMiss, "centerchef", true, Due("2026-06"))], Notices(Given.Plan(Given.Benefit(Given.Whole(path))), steady));
    }

    [Fact]
    public void Change_ThatWasOverdue_ExposedItsBenefitUntilItWasDone()
    {
        var plan = Given.Plan(Promised with { Needs = ["kursus"] }) with { Changes = [new Change("kursus", "Kursus holdt", null, Given.Day("2026-03-31"), Given.Day("2026-06-20"))] };

        Assert.Equal([(TroubleKind.Exposed, "centerchef", true, Given.Clock("2026-04-01 00:00")), (TroubleKind.Exposed, "centerchef", false, Given.Clock("2026-06-20 00:00"))],
            Notices(plan, History("*", 50, 50, 50, 50, 50, 50)));
    }

    [Fact]
    public void Change_ThatWasOverdueBeforeTheFirstFigure_IsSeenWithIt()
    {
        var plan = Given.Plan(Promised with { Needs = ["kursus"] }) with { Changes = [new Change("kursus", "Kursus holdt", null, Given.Day("2025-03-31"), null)] };

        Assert.Equal([(TroubleKind.Exposed, "centerchef", true, Due("2026-01"))], Notices(plan, History("*", 50, 50)));
    }

    [Fact]
    public void BudgetThatWasCutWithoutItsChange_IsToldOwnerAndControllerOnceItHasLasted()
    {
        var place = Given.Whole(Given.Flat(50)) with { Worth = new Worth(12_000, new Booking("nord", Given.Day("2026-02-15"))) };
        var plan = Given.Plan(Given.Benefit(place)) with { Changes = [new Change("kursus", "Kursus holdt", null, Given.Day("2026-01-31"), null)] };

        Assert.Equal([(TroubleKind.Imbalance, "centerchef", true, Given.Clock("2026-05-18 00:00")), (TroubleKind.Imbalance, "gevinstcontroller", true, Given.Clock("2026-05-18 00:00"))],
            Notices(plan, History("*", 50, 50, 50, 50, 50, 50)));
    }

    [Fact]
    public void Indicator_WithoutFigures_HasNoPlaces() => Assert.Empty(Run([]).Places);

    [Fact]
    public void PeriodsOffThePath_AreThoseOfTheStretchAndCoveredWhileTheDeviationIsOpen()
    {
        // Amber in January, one month and not told; red from March to April; amber in June.
        var place = Run(History("*", 47, 50, 44, 44, 50, 47)).Places[0];

        Assert.Equal(["2026-01", "2026-03", "2026-04", "2026-06"], place.OffPath(DateOnly.MinValue, DateOnly.MaxValue).Select(p => p.ToString()));
        Assert.Equal(["2026-03"], place.OffPath(Given.Day("2026-02-01"), Given.Day("2026-03-31")).Select(p => p.ToString()));
        Assert.Equal(["2026-03"], place.OffPath(Given.Day("2026-03-31"), Given.Day("2026-04-29")).Select(p => p.ToString()));
        Assert.Equal(["2026-03", "2026-04"], place.OffPath(DateOnly.MinValue, DateOnly.MaxValue).Where(p => place.IsCovered(p, _ => true)).Select(p => p.ToString()));
        Assert.DoesNotContain(place.OffPath(DateOnly.MinValue, DateOnly.MaxValue), p => place.IsCovered(p, _ => false));
        Assert.False(place.IsCovered(Given.Period("2026-05"), _ => true));
    }

    [Fact]
    public void Deviation_ThatIsOpen_CoversWhatComes()
    {
        var place = Run(History("*", 44, 44)).Places[0];

        Assert.True(place.IsCovered(Given.Period("2026-07"), _ => true));
        Assert.False(place.IsCovered(Given.Period("2025-12"), _ => true));
    }

    /// <summary>What a worker does that reads each month when it is over, against the replay of what it left on file.</summary>
    /// <remarks>Thirty months are few enough to look at as they are; to look for fewer takes minutes.</remarks>
    [Property]
    public void Replay_OfWhatWasReadMonthByMonth_IsWhatWasConcludedThen(FsCheck.DoNotShrink<byte[]> any)
    {
        var figures = any.Item.Take(30).Select((b, i) => Given.Percent("*", Given.Period("2026-01").Plus(i).ToString(), 42 + (b % 12)) with { Id = i + 1 }).ToList();
        var plan = Given.Plan(Promised with { Confirm = null });
        var (open, concluded) = ((Deviation?)null, new List<DeviationChange>());
        foreach (var figure in figures)
        {
            var at = figure.Stamp.TakenAt;
            var seen = Evaluation.Of(plan, plan.Benefits[0], Given.Indicator(), new Past(figures.Take((int)figure.Id), null), at).Single();
            if (DeviationRule.Next(open, seen, at.Instant) is { } change)
            {
                concluded.Add(change);
                open = change.Kind == ChangeKind.Resolved ? null : change.Deviation;
            }
        }

        var replayed = Replay.Of([(plan, plan.Benefits[0])], Given.Indicator(), FactsOf(figures), Given.At("2029-01-01 06:00")).Places.SelectMany(p => p.Changes);

        Assert.Equal(concluded.Select(c => (c.Deviation, c.Kind, c.Reason, c.At, c.Seen.Period, c.Kroner)), replayed.Select(c => (c.Deviation, c.Kind, c.Reason, c.At, c.Seen.Period, c.Kroner)));
    }
}
