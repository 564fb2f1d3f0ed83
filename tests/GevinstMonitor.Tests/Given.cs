using GevinstMonitor.Tests.Store;

namespace GevinstMonitor.Tests;

/// <summary>Configuration files that tests start from.</summary>
internal static class Given
{
    /// <summary>What <c>store</c> is, where a test does not say otherwise.</summary>
    public const string Store = "{ kind: sqlite, file: ../store.db }";

    public const string Installation = $$"""
        installation: Prøveby Kommune
        store: {{Store}}
        mail: { kind: folder, folder: ../mail, from: Gevinstmonitor <gevinst@proeveby.example>, allowedDomains: [proeveby.example], operations: drift@proeveby.example }
        """;

    public const string Organisation = """
        units:
          - { id: nord, name: Center Nord }
          - { id: syd, name: Center Syd }
        posts:
          - { id: chef, title: Centerchef, holders: [ { name: Chefen, email: chef@proeveby.example, from: 2020-01-01 } ] }
          - { id: chef-syd, title: Centerchef Syd, holders: [ { name: Chefen i Syd, email: chef.syd@proeveby.example, from: 2020-01-01 } ] }
          - { id: controller, title: Gevinstcontroller, holders: [ { name: Controlleren, email: controller@proeveby.example, from: 2020-01-01 } ] }
        """;

    /// <summary>A file of one figure a month for the whole.</summary>
    public const string Source = """
        id: maalinger
        kind: csv
        file: maalinger.csv
        """;

    public const string Indicator = """
        id: andel
        name: Andel digitale breve
        source: maalinger
        kind: ratio
        unit: percent
        better: higher
        period: month
        due: 10d
        schedule: "0 0 6 * * ?"
        columns: { period: måned, numerator: digitale, denominator: alle }
        """;

    /// <summary>50 % at the end of May 2026, 55 % at the end of June, 60 % at the end of July.</summary>
    public static readonly string Plan = PlanOf("2026-04-30, value: 45", "{ by: 2026-05-31, value: 50 }, { by: 2026-06-30, value: 55 }, { by: 2026-07-31, value: 60 }", "step");

    /// <summary>A plan of one benefit that runs from a baseline through its targets; 2 points off the path is amber.</summary>
    public static string PlanOf(string baseline, string targets, string path = "linear", int red = 5) => $$"""
        id: post
        name: Digital Post
        controller: controller
        version: 1
        approved: { on: 2026-01-10, by: Direktionen }
        benefits:
          - id: porto
            name: Sparet porto
            type: economic
            indicator: andel
            owner: chef
            actionOnDeviation: Chefen lukker papirkanalen for de tre største brevtyper.
            baseline: { on: {{baseline}} }
            path: {{path}}
            targets: [ {{targets}} ]
            tolerance: { amber: 2, red: {{red}} }
            worth: { dkkPerUnitYear: 12000 }
        """;

    /// <summary>A town with one benefit, measured by a file.</summary>
    public static Town OneBenefit(TestStore? store = null) => new Town(store: store)
        .Write("config/sources/maalinger.yml", Source)
        .Write("config/indicators/andel.yml", Indicator)
        .Write("config/plans/post.yml", Plan);

    /// <summary>The file of figures: digital letters in a thousand, month by month.</summary>
    public static string Figures(params (string Month, int Digital)[] rows) =>
        "måned;digitale;alle\n" + string.Concat(rows.Select(r => $"{r.Month};{r.Digital};1000\n"));
}
