using GevinstMonitor.Core.Organisation;

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
}
