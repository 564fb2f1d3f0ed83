namespace GevinstMonitor.Tests.Configure;

/// <summary>What looks like a contradiction and is none; those that are stand in BadConfig/sums-*.</summary>
public sealed class SumsTests
{
    private const string Hours = """
        id: timer
        name: Sparede timer
        source: tal
        kind: value
        unit: hours
        better: higher
        period: month
        due: 10d
        schedule: "0 0 6 * * ?"
        columns: { period: Måned, unit: Center, value: Timer }
        """;

    private static string[] Faults(string benefit, string targets, string units, string money = "", string indicator = Hours, string head = "", string baseline = "2025-12-31")
    {
        using var config = ConfigFolder.Base();
        config.Write("indicators/timer.yml", indicator).Write("plans/timer.yml", $$"""
            id: timer
            name: Timer
            controller: controller
            version: 1
            approved: { on: 2025-12-04, by: Direktionen }
            {{head}}
            benefits:
              - id: tid
                name: Sparet tid
                type: economic
                indicator: {{benefit}}
                owner: chef
                actionOnDeviation: Chefen flytter opgaver.
                baseline: { on: {{baseline}}, value: 0 }
                targets: [ {{targets}} ]
                tolerance: { amber: 2, red: 5 }
                {{money}}
                units: [ {{units}} ]
            """);
        return config.Faults();
    }

    private static string Unit(string id, string by, string value) => $"{{ id: {id}, targets: [ {{ by: {by}, value: {value} }} ] }}";

    [Fact]
    public void Units_ThatAddUpWithinTheirRounding_Agree()
    {
        const string To100 = "{ by: 2026-12-31, value: 100 }";
        Assert.Empty(Faults("timer", To100, $"{Unit("borgerservice", "2026-12-31", "33.4")}, {Unit("kommunen", "2026-12-31", "66.0")}"));
        Assert.NotEmpty(Faults("timer", To100, $"{Unit("borgerservice", "2026-12-31", "33.4")}, {Unit("kommunen", "2026-12-31", "65.9")}"));
    }

    [Fact]
    public void Units_OnTheWayAtDaysOfTheirOwn_AreHeldAgainstTheWholeWhereAllHaveAMilestone() =>
        Assert.Empty(Faults("timer", "{ by: 2026-06-30, value: 10 }, { by: 2026-12-31, value: 100 }", $"{Unit("borgerservice", "2026-09-30", "40")}, {Unit("kommunen", "2026-12-31", "60")}"));

    [Fact]
    public void Units_ThatPromiseMoreInReserve_Agree() =>
        Assert.Empty(Faults("timer", "{ by: 2026-12-31, value: 90 }", $"{Unit("borgerservice", "2026-12-31", "40")}, {Unit("kommunen", "2026-12-31", "60")}", "reserve: true"));

    [Fact]
    public void Ratio_OfUnitsThatPromiseMoreInReserve_AgreesWithAWholeThatIsMoreCautious()
    {
        const string Units = "{ id: borgerservice, targets: [ { by: 2026-12-31, value: 60 } ] }, { id: kommunen, targets: [ { by: 2026-12-31, value: 65 } ] }";
        Assert.Empty(Faults("andel", "{ by: 2026-12-31, value: 62 }", Units));
        Assert.Single(Faults("andel", "{ by: 2026-12-31, value: 55 }", Units));
        Assert.Empty(Faults("andel", "{ by: 2026-12-31, value: 55 }", Units, "reserve: true"));
        Assert.Single(Faults("andel", "{ by: 2026-12-31, value: 66 }", Units, "reserve: true"));
    }

    [Fact]
    public void Units_OfAValueThatDoesNotAddUp_AreNotAdded() =>
        Assert.Empty(Faults("timer", "{ by: 2026-12-31, value: 90 }", $"{Unit("borgerservice", "2026-12-31", "90")}, {Unit("kommunen", "2026-12-31", "90")}", indicator: Hours + "\nadds: false"));

    [Fact]
    public void Unit_ThatIsSingledOut_MayPromiseSomethingElse() =>
        Assert.Empty(Faults("timer", "{ by: 2026-12-31, value: 90 }", Unit("borgerservice", "2026-12-31", "120")));

    [Fact]
    public void Money_OfOtherUnitsOrAnotherTime_IsNotCountedTwice()
    {
        // Plan post earns by 'andel' in borgerservice alone.
        const string Targets = "{ by: 2026-12-31, value: 50 }", Worth = "worth: { dkkPerUnitYear: 100 }";
        Assert.Single(Faults("andel", Targets, Unit("borgerservice", "2026-12-31", "50"), Worth));
        Assert.Single(Faults("andel", Targets, Unit("kommunen", "2026-12-31", "50"), Worth));
        Assert.Empty(Faults("andel", Targets, Unit("borgerservice", "2026-12-31", "50"), "worth: { dkkPerUnitYear: 100, beside: [post/porto] }"));
        Assert.Empty(Faults("andel", Targets, Unit("borgerservice", "2026-12-31", "50"), "worth: { dkkPerUnitYear: 0 }"));
        Assert.Empty(Faults("andel", Targets, Unit("borgerservice", "2026-12-31", "50"), Worth, head: "ends: 2025-12-30", baseline: "2024-12-31"));
        Assert.Single(Faults("andel", Targets, Unit("borgerservice", "2026-12-31", "50"), Worth, head: "ends: 2025-12-31", baseline: "2024-12-31"));
    }

    [Fact]
    public void BusinessCase_ThatEndsBeforeTheLastTarget_IsNotHeldAgainstIt()
    {
        const string Worth = "worth: { dkkPerUnitYear: 1000 }";
        Assert.Single(Faults("timer", "{ by: 2027-12-31, value: 90 }", "", Worth, head: "businessCase: { years: { 2026: -5000, 2027: 5000 } }"));
        Assert.Empty(Faults("timer", "{ by: 2027-12-31, value: 90 }", "", Worth, head: "businessCase: { years: { 2026: -5000 } }"));
        Assert.Empty(Faults("timer", "{ by: 2027-12-31, value: 90 }", "", Worth, head: "businessCase: { years: { 2027: -5000 } }"));
        Assert.Empty(Faults("timer", "{ by: 2027-12-31, value: 90 }", "", Worth, head: "businessCase: { runningCosts: 85000, years: { 2026: -5000, 2027: 5000 } }"));
    }
}
