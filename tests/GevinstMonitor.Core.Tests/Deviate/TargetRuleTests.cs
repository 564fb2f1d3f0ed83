using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>In January 2026 the figure is 50.</summary>
public class TargetRuleTests
{
    private static OpenCases Nothing => new(new Dictionary<(string, string, string), Deviation>(), []);

    private static Plan Version(int version, decimal promised, params Plan[] earlier) =>
        Given.Plan(Given.Benefit(Given.Whole(Given.Flat(promised)))) with { Version = version, Earlier = earlier };

    private static List<TargetChange> Changes(Plan plan, OpenCases? open = null, string standing = "g") =>
        [.. TargetRule.Next(open ?? Nothing, [Months.Seen(standing, plan: plan)], Months.Now)];

    private static OpenCases Judged(params int[] versions) => Nothing with { Judged = versions.Select(v => ("digital-post", v)).ToHashSet() };

    [Fact]
    public void Version_ThatPromisesLess_IsAChangeThatSaysWhetherItIsGreenByIt()
    {
        var change = Assert.Single(Changes(Version(2, 50, Version(1, 60)), Judged(1)));

        Assert.Equal(("digital-post", "porto", "*", 2, 1, true), (change.Plan, change.Benefit, change.Unit, change.Version, change.Since, change.IsOnTrackByIt));
        Assert.False(Assert.Single(Changes(Version(2, 51, Version(1, 52)), Judged(1))).IsOnTrackByIt);
    }

    [Fact]
    public void Version_ThatPromisesAsMuch_IsNone()
    {
        Assert.Empty(Changes(Version(2, 60, Version(1, 60)), Judged(1)));
        Assert.Empty(Changes(Version(2, 61, Version(1, 60)), Judged(1)));
        Assert.Empty(Changes(Version(1, 60)));
    }

    [Fact]
    public void Version_OfWhichItIsToldAlready_IsNone() =>
        Assert.Empty(Changes(Version(2, 50, Version(1, 60)), Judged(1, 2) with { Moved = new HashSet<(string, int, string, string)> { ("digital-post", 2, "porto", "*") } }));

    [Fact]
    public void Version_FirstJudgedInAPlaceAfterItWasInAnother_IsStillComparedWithTheOneBefore() =>
        Assert.Equal(1, Assert.Single(Changes(Version(2, 50, Version(1, 60)), Judged(1, 2))).Since);

    [Fact]
    public void Versions_OfWhichOneWasNeverJudgedBy_AreComparedOverIt() =>
        Assert.Equal(1, Assert.Single(Changes(Version(3, 50, Version(1, 60), Version(2, 40)), Judged(1))).Since);

    [Fact]
    public void Versions_ThatWereAllJudgedBy_AreComparedWithTheNewestOfThem() =>
        Assert.Equal(2, Assert.Single(Changes(Version(3, 50, Version(1, 60), Version(2, 55)), Judged(1, 2))).Since);

    [Fact]
    public void Versions_InANewStore_AreComparedWithTheOriginal() =>
        Assert.Equal(1, Assert.Single(Changes(Version(3, 50, Version(1, 60), Version(2, 50)))).Since);

    [Fact]
    public void Place_ThatIsNotKnown_IsToldOfAllTheSame() => Assert.False(Assert.Single(Changes(Version(2, 50, Version(1, 60)), Judged(1), "l")).IsOnTrackByIt);

    [Fact]
    public void Place_ThatTheVersionDoesNotHaveAnyMore_IsAChange()
    {
        var before = Given.Plan(Given.Benefit(Given.Whole(Given.Flat(50)), Given.In("nord", Given.Flat(50))));

        var change = Assert.Single(Changes(Version(2, 50, before), Judged(1)));

        Assert.Equal(("nord", false, null), (change.Unit, change.IsOnTrackByIt, change.Less));
    }
}
