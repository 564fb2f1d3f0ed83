using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Plans;

public class PlanTests
{
    [Fact]
    public void Before_OfTheFirstVersion_IsNothing() => Assert.Null(Given.Plan().Before);

    [Fact]
    public void Before_OfTheThirdVersion_IsTheSecond()
    {
        var plan = Given.Plan() with { Version = 3, Earlier = [Given.Plan(), Given.Plan() with { Version = 2 }] };

        Assert.Equal(2, plan.Before?.Version);
    }

    [Fact]
    public void PlaceOf_ABenefitAndUnit_IsFoundWhereThePlanHasIt()
    {
        var plan = Given.Plan(Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("borgerservice", Given.Flat(60))));

        Assert.Equal(60, plan.PlaceOf("porto", "borgerservice")?.Path.Baseline.Value);
        Assert.Equal(50, plan.PlaceOf("porto", Unit.Whole)?.Path.Baseline.Value);
        Assert.Null(plan.PlaceOf("porto", "teknik"));
        Assert.Null(plan.PlaceOf("ukendt", Unit.Whole));
    }

    [Fact]
    public void Split_OfABenefit_IsItsUnitsWithoutTheWhole() =>
        Assert.Equal(["borgerservice"], Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("borgerservice", Given.Flat(60))).Split.Select(p => p.Unit));

    [Fact]
    public void Money_OfABenefit_IsCountedForTheWholeOrElseInItsUnits()
    {
        var (whole, nord, syd) = (Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50)), Given.In("syd", Given.Flat(50)));
        var worth = new Worth(1_000, null);

        Assert.Equal(["*"], Given.Benefit(whole with { Worth = worth }, nord with { Worth = worth }, syd).Earning.Select(p => p.Unit));
        Assert.Equal(["syd"], Given.Benefit(whole, nord, syd with { Worth = worth }).Earning.Select(p => p.Unit));
        Assert.Empty(Given.Benefit(whole, nord, syd).Earning);
    }

    [Fact]
    public void Exposers_OfABenefit_AreTheOverdueChangesItNeedsWithTheLatestFirst()
    {
        Change Due(string id, string due) => new(id, id, null, Given.Day(due), null);
        var benefit = Given.Benefit(Given.Whole(Given.Flat(50))) with { Needs = ["kursus", "udstyr", "lokale"] };
        var plan = Given.Plan(benefit) with { Changes = [Due("kursus", "2026-06-30"), Due("andet", "2026-01-31"), Due("udstyr", "2026-03-31"), Due("lokale", "2026-07-06")] };

        Assert.Equal(["udstyr", "kursus"], plan.ExposersOf(benefit, Given.Day("2026-07-06")).Select(c => c.Id));
    }
}
