using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

/// <summary>What a plan says, however it is written down.</summary>
public sealed class PlanContentTests
{
    private static readonly string Plan = File.ReadAllText(Path.Combine(ConfigFolder.Bad, "_base", "plans", "post.yml")).ReplaceLineEndings("\n");

    private static string HashWith(string old, string now)
    {
        Assert.Contains(old, Plan, StringComparison.Ordinal);
        return PlanContent.HashOf(Plan.Replace(old, now, StringComparison.Ordinal))!;
    }

    [Theory]
    [InlineData("id: post\nname: Digital post\n", "name: \"Digital post\"   # kaldes Posten\nid: post\n")]
    [InlineData("baseline: { on: 2025-12-31, value: 40 }", "baseline: { value: 40.00, on: 2025-12-31 }")]
    [InlineData("due: 2026-06-30 }", "due: 2026-06-30, done: 2026-06-18 }")]
    [InlineData("history:\n  - { version: 1, approved: { on: 2025-12-04, by: Direktionen }, file: history/post.v1.yml }\n", "")]
    [InlineData("    owner: chef\n", "    owner: chef\n    path: linear\n    whole: all-units\n")]
    [InlineData("  - { id: printere, name: Printere nedlagt, owner: chef, due: 2026-06-30 }\n", "  - id: printere\n    due: 2026-06-30\n    owner: chef\n    name: Printere nedlagt\n")]
    [InlineData("years: { 2026: -100, 2027: ", "years: { 2026: -100.0, 2027: ")]
    public void Content_WrittenInAnotherWay_IsTheSame(string old, string now) => Assert.Equal(PlanContent.HashOf(Plan), HashWith(old, now));

    [Theory]
    [InlineData("    owner: chef\n", "    owner: chef\n    confirm: { amber: 2, red: 1 }\n")]
    [InlineData("value: 55 }", "value: 54 }")]
    [InlineData("by: 2026-06-30", "by: 2026-07-01")]
    [InlineData("red: 5", "red: 6")]
    [InlineData("value: 40 }", "value: 39 }")]
    [InlineData("due: 2026-06-30", "due: 2026-07-30")]
    [InlineData("Chefen lukker papirkanalen.", "Chefen lukker papirkanalen")]
    [InlineData("2026: -100", "2026: -101")]
    [InlineData("margin: 15%", "margin: 16%")]
    [InlineData("approved: { on: 2026-03-12, by: Direktionen }", "approved: { on: 2026-03-12, by: Kommunalbestyrelsen }")]
    [InlineData("from: 2027-01-01", "from: 2028-01-01")]
    [InlineData("    owner: chef\n", "    owner: chef\n    confirm: { amber: 3 }\n")]
    public void Content_ThatSaysSomethingElse_IsAnother(string old, string now) => Assert.NotEqual(PlanContent.HashOf(Plan), HashWith(old, now));

    [Fact]
    public void Content_InAnotherOrder_IsTheSame()
    {
        using var config = ConfigFolder.Base();
        var two = Plan.Replace("changes:\n", "changes:\n  - { id: kurser, name: Kurser holdt, due: 2026-05-31 }\n", StringComparison.Ordinal);
        var turned = Plan.Replace("due: 2026-06-30 }\n", "due: 2026-06-30 }\n  - { id: kurser, name: Kurser holdt, due: 2026-05-31 }\n", StringComparison.Ordinal);

        Assert.NotEqual(two, turned);
        Assert.Equal(PlanContent.HashOf(two), PlanContent.HashOf(turned));
    }

    [Fact]
    public void Content_OfNoPlan_IsNone() => Assert.Null(PlanContent.HashOf("id: [\n"));

    [Fact]
    public void Content_OfALoadedPlan_IsThatOfItsText()
    {
        using var config = ConfigFolder.Base();
        var plan = config.Load().Plans["post"];

        Assert.Equal(PlanContent.HashOf(plan.Text), plan.ContentHash);
    }
}
