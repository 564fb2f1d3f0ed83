using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Eksempelby in July 2026: Anna is in charge, Bo leads a team, Cim is deputy, Dea the controller; some posts are vacant.</summary>
internal static class Municipality
{
    public static readonly DateOnly Today = Given.Day("2026-07-06");

    public static OrganisationPost Controller => Held("gevinstcontroller", "Gevinstcontroller", "Dea");

    /// <summary>A benefit for each of these posts, named after it.</summary>
    public static OrganisationPost[] Owners =>
    [
        Held("centerchef", "Centerchef", "Anna"),
        Held("digitalisering", "Digitaliseringschef", "Anna"), // the same Anna
        Held("teamleder", "Teamleder", "Bo"),
        new("ledig", "Borgmesterkontor", "souschef", []),
        Held("souschef", "Souschef", "Cim"),
        new("tom", "Tom stilling", "tomme", []),
        new("tomme", "Tom stedfortræder", null, []),
        new("afloest", "Afløst stilling", "gevinstcontroller", []),
        new("controllers", "Controllers ansvar", "gevinstcontroller", []),
    ];

    public static OrganisationPost Held(string id, string title, string name) =>
        new(id, title, null, [new Holder(name, $"{name.ToUpperInvariant()}@eksempelby.example", Given.Day("2024-01-01"), null)]);

    public static Desk Desk(OrganisationPost? controller = null, string culture = "da-DK", params OrganisationPost[] more) => new(
        "Eksempelby Kommune", "drift@eksempelby.example", Words.Of(culture)!,
        new OrganisationChart([], [.. Owners, controller ?? Controller, .. more], []),
        new Dictionary<string, Plan> { ["digital-post"] = Given.Plan([.. Owners.Select(BenefitOf)]) },
        new Dictionary<string, Indicator> { ["digital-post"] = Given.Indicator() with { Plausible = new Plausible(0, 100, 25) } });

    public static Benefit BenefitOf(OrganisationPost owner) =>
        Given.Benefit(Given.Whole(Given.Flat(50)) with { Owner = owner.Id }) with { Id = owner.Id, Name = $"Gevinst {owner.Id}" };

    /// <summary>A change of the benefit of a post: in June it was 44 where 50 was promised, or 50 again.</summary>
    public static Pending<DeviationChange> Change(long id, string owner, ChangeKind kind = ChangeKind.Opened, decimal? kroner = null, Level level = Level.Red)
    {
        var reason = kind switch
        {
            ChangeKind.Opened => ChangeReason.BeyondTolerance,
            ChangeKind.Worsened => ChangeReason.GapGrew,
            ChangeKind.Improved => ChangeReason.GapShrank,
            _ => ChangeReason.BackOnTrack,
        };
        var actual = kind == ChangeKind.Resolved ? 50m : 44m;
        var deviation = new Deviation($"D-{owner}", "digital-post", owner, "*", level, Given.Period("2026-06"), Given.Clock("2026-07-05 06:00"), 1);
        var seen = new Judgement { Period = Given.Period("2026-06"), Standing = Standing.Red, Expected = 50, Actual = actual, Gap = 50 - actual };
        return new(id, new DeviationChange(deviation, kind, reason, Given.Clock("2026-07-05 06:00"), 1, seen, kroner is { } k ? new Kroner(k, k, k) : null));
    }

    /// <summary>The figure of the benefit of a post is held: it was 120 per cent.</summary>
    public static Pending<TroubleChange> Doubt(long id, string owner, bool began = true) => new(id, new TroubleChange(
        new Trouble(TroubleKind.Held, $"digital-post/{owner}@*", "indicator digital-post", "gevinstcontroller", "2026-06#7", "OutOfBounds")
        {
            Period = Given.Period("2026-06"),
            Shown = 120,
            Measurement = 7,
        }, began, Given.Clock("2026-07-05 06:00")));

    public static Pending<TroubleChange> Fault(long id, string source, bool began = true) => new(id, new TroubleChange(
        new Trouble(TroubleKind.SourceFailed, $"source {source}", $"source {source}", null, "TimedOut", "no complete answer within 30 s"), began, Given.Clock("2026-07-05 06:00")));

    /// <summary>A letter as a page of text.</summary>
    public static string Page(this Letter letter)
    {
        var lines = new List<string> { $"Til: {letter.Name} <{letter.Address}>", $"Emne: {letter.Subject}", "", letter.Why };
        foreach (var section in letter.Sections)
        {
            lines.AddRange(["", $"# {section.Heading}", $"{section.Status} [{section.Tone}]"]);
            lines.AddRange(section.Facts.Select(f => $"{f.Label}: {f.Text}"));
            if (section.Action is not null)
                lines.Add($"-> {section.Action}");
        }

        return string.Join('\n', [.. lines, "", letter.Closing]);
    }
}
