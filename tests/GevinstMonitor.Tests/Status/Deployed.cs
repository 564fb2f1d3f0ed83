using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace GevinstMonitor.Tests.Status;

/// <summary>What ships in <c>deploy/</c>, and the metrics that it may name.</summary>
internal static partial class Deployed
{
    // What Prometheus itself adds to a series.
    private static readonly string[] OfPrometheus = ["job", "instance", "le"];

    public static string PathOf(string relative) => Path.Combine(SharedData.Root, "deploy", relative);

    public static string Text(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    /// <summary>A table in a file of <c>deploy/</c>, between its marks, is what the program has; else the file as it should be is laid in <c>var/</c>.</summary>
    public static void Keep(string file, string what, string table)
    {
        var (begin, text) = ($"<!-- {what}: kept by a test -->\n", Text(file));
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf($"<!-- /{what} -->", StringComparison.Ordinal));
        if (table == text[from..to])
            return;
        var whole = Path.Combine(SharedData.Root, "var", $"{Path.GetFileNameWithoutExtension(file)}.{what}.md");
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllText(whole, text[..from] + table + text[to..]);
        Assert.Fail($"deploy/{file} has another table of {what} than the program; var/{Path.GetFileName(whole)} is that file as it should be. The table:\n{table}");
    }

    /// <summary>Every metric there is, by name.</summary>
    public static IReadOnlyDictionary<string, Collector> Metrics()
    {
        using var config = Configure.ConfigFolder.Base();
        return new MonitorMetrics(Prometheus.Metrics.NewCustomRegistry(), config.Load(), new FakeTimeProvider()).All.ToDictionary(m => m.Name, StringComparer.Ordinal);
    }

    /// <summary>Names of metrics and labels in an expression that no metric has.</summary>
    public static IEnumerable<string> Unknown(string expression, IReadOnlyDictionary<string, Collector> metrics)
    {
        var named = Metric().Matches(expression).Select(m => m.Value).Distinct().ToList();
        var known = named.Where(name => Of(name) is not null).ToList();
        var labels = known.SelectMany(name => Of(name)!.LabelNames).Concat(OfPrometheus).ToHashSet(StringComparer.Ordinal);
        return named.Except(known)
            .Concat(Selector().Matches(expression).SelectMany(m => Matcher().Matches(m.Groups[2].Value).Select(l => l.Groups[1].Value)
                .Where(label => !OfPrometheus.Contains(label) && Of(m.Groups[1].Value)?.LabelNames.Contains(label) == false).Select(label => $"{m.Groups[1].Value}{{{label}}}")))
            .Concat(Grouping().Matches(expression).SelectMany(m => m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Where(label => !labels.Contains(label)));

        Collector? Of(string name) => metrics.GetValueOrDefault(name) ?? (metrics.GetValueOrDefault(Part().Replace(name, "")) as Histogram);
    }

    /// <summary>The labels of an expression's metrics, and Prometheus' own.</summary>
    public static IReadOnlySet<string> LabelsOf(string expression, IReadOnlyDictionary<string, Collector> metrics) =>
        Metric().Matches(expression).SelectMany(m => (metrics.GetValueOrDefault(m.Value) ?? metrics.GetValueOrDefault(Part().Replace(m.Value, "")))?.LabelNames ?? []).Concat(OfPrometheus).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"gevinst_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(gevinst_\w+)\{([^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(?:by|on|ignoring|without|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();
}
