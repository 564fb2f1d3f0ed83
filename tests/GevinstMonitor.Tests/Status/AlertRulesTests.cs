using System.Text.RegularExpressions;
using GevinstMonitor.Tests.Collect.Web;

namespace GevinstMonitor.Tests.Status;

/// <summary>The alerts that ship.</summary>
public sealed partial class AlertRulesTests
{
    private const string Rules = "prometheus/gevinst.rules.yml";
    private const string Cases = "prometheus/gevinst.rules.test.yml";

    public static TheoryData<string> Alerts => [.. AlertsIn(Deployed.Text(Rules)).Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_HasWhatItsReaderNeeds_AndNamesMetricsThatThereAre(string name)
    {
        var text = AlertsIn(Deployed.Text(Rules)).Single(a => a.Name == name).Text;
        var expression = Regex.Match(text, @"expr: (.+)").Groups[1].Value;

        Assert.Matches(@"severity: (critical|warning)\b", text);
        Assert.Matches(@"summary: \S", text);
        Assert.Matches(@"description: \S", text);
        Assert.Contains($"runbook: deploy/README.md#{name.ToLowerInvariant()}\n", text + "\n", StringComparison.Ordinal);
        var steps = Deployed.Text("README.md").Split($"\n### {name}\n");
        Assert.Equal(2, steps.Length);
        Assert.Equal(["1.", "2.", "3."], Regex.Matches(steps[1].Split("\n#")[0], @"^\d\.", RegexOptions.Multiline).Select(m => m.Value));
        Assert.Contains("gevinst_", expression, StringComparison.Ordinal);
        var metrics = Deployed.Metrics();
        Assert.Empty(Deployed.Unknown(expression, metrics));
        Assert.Subset(Deployed.LabelsOf(expression, metrics).ToHashSet(), Label().Matches(text).Select(m => m.Groups[1].Value).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_IsTestedWhereItFiresAndWhereItDoesNot(string name)
    {
        var cases = Regex.Split(Deployed.Text(Cases), @"eval_time: ").Where(c => c.Contains($"alertname: {name}", StringComparison.Ordinal)).ToList();

        Assert.Contains(cases, c => c.Contains("exp_alerts:", StringComparison.Ordinal));
        Assert.Contains(cases, c => !c.Contains("exp_alerts:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_InPromtool_FireAndDoNotAsTheirTestsSay()
    {
        PrometheusServer.SkipUnlessInstalled();

        foreach (var arguments in new[] { new[] { "check", "config", Deployed.PathOf("prometheus/prometheus.yml") }, ["test", "rules", Deployed.PathOf(Cases)] })
        {
            var (exit, said) = await PrometheusServer.PromtoolAsync(arguments);
            Assert.True(exit == 0, said);
        }
    }

    private static IEnumerable<(string Name, string Text)> AlertsIn(string rules) =>
        rules.Split("- alert: ").Skip(1).Select(alert => (alert[..alert.IndexOf('\n', StringComparison.Ordinal)], alert.TrimEnd()));

    [GeneratedRegex(@"\$labels\.(\w+)")]
    private static partial Regex Label();
}
