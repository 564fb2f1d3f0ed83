using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Plans;

public class PromisesTests
{
    private static Plan Version(int version, decimal promised, string approved, params Plan[] earlier) =>
        Given.Plan(Given.Benefit(Given.Whole(Given.Flat(promised)))) with { Version = version, Approved = new Approval(Given.Day(approved), "Direktionen", null), Earlier = earlier };

    private static (int Original, int? Approved, int Current) On(Plan plan, string day, string unit = "*")
    {
        var promised = Promises.Of(plan, "porto", unit, Given.Day(day));
        return (promised.Original.Version.Version, promised.Approved?.Version.Version, promised.Current.Version.Version);
    }

    private static Plan Third => Version(3, 40, "2026-10-01", Version(1, 60, "2025-12-04"), Version(2, 50, "2026-03-12"));

    [Fact]
    public void Promises_OfOneVersion_AreAllThatOne() => Assert.Equal((1, 1, 1), On(Version(1, 60, "2025-12-04"), "2026-01-01"));

    [Fact]
    public void Promises_OfThreeVersions_AreTheFirstTheLastApprovedAndTheLast()
    {
        Assert.Equal((1, 3, 3), On(Third, "2026-10-01"));
        // Judged by a version that is approved tomorrow.
        Assert.Equal((1, 2, 3), On(Third, "2026-09-30"));
        Assert.Equal((1, 1, 3), On(Third, "2026-03-11"));
    }

    [Fact]
    public void Promises_BeforeAnyApproval_HaveNoneApproved() => Assert.Equal((1, null, 3), On(Third, "2025-12-03"));

    [Fact]
    public void Promises_OfAPlaceThatCameLater_BeginWithTheVersionThatHasIt()
    {
        var plan = Given.Plan(Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50)))) with { Version = 2, Earlier = [Version(1, 60, "2025-12-04")] };

        Assert.Equal((2, 2, 2), On(plan, "2026-06-01", "nord"));
        Assert.Equal((1, 2, 2), On(plan, "2026-06-01"));
    }

    [Fact]
    public void Promises_ByAnotherIndicator_AreNotTheSameBenefits()
    {
        var before = Version(1, 60, "2025-12-04");
        before = before with { Benefits = [before.Benefits[0] with { Indicator = "en-anden" }] };

        Assert.Equal((2, 2, 2), On(Version(2, 50, "2026-03-12", before), "2026-06-01"));
    }
}
