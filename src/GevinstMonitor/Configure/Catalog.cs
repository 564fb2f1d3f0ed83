using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Configure;

/// <summary>The whole configuration, checked and unchanging.</summary>
public sealed class Catalog
{
    /// <summary>The configuration folder, whole path.</summary>
    public required string Folder { get; init; }
    public required InstallationFile Installation { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    public required Words Words { get; init; }
    public required DeliveryWindow DeliveryWindow { get; init; }
    public required AllowedFolders AllowedFolders { get; init; }
    public required OrganisationChart Chart { get; init; }
    public required IReadOnlyDictionary<string, SourceSettings> Sources { get; init; }
    public required IReadOnlyDictionary<string, IndicatorSettings> Indicators { get; init; }
    public required IReadOnlyDictionary<string, Plan> Plans { get; init; }

    public required LetterTemplates Templates { get; init; }

    /// <summary>Where each version of a plan states its number: a fault without a message.</summary>
    public required IReadOnlyDictionary<(string Plan, int Version), Fault> PlanFiles { get; init; }

    /// <summary>The whole path of something that the configuration names relative to its folder.</summary>
    public string PathOf(string relative) => Path.GetFullPath(Path.Combine(Folder, relative));

    public Moment At(DateTimeOffset instant) => new(instant, Zone);

    /// <summary>The plans that are followed on a day.</summary>
    public IEnumerable<Plan> PlansOn(DateOnly day) => Plans.Values.Where(p => p.Ends is null || day <= p.Ends);

    /// <summary>Which figures letters withhold.</summary>
    public SmallNumbers SmallNumbers => new(Installation.SmallNumbers);

    /// <summary>What letters are written from.</summary>
    public Desk Desk => new(Installation.Installation, Installation.Mail.Operations, Words, Chart, Plans,
        Indicators.ToDictionary(i => i.Key, i => i.Value.Indicator, StringComparer.Ordinal))
    {
        SaysHowToAnswer = Installation.Letters.Answers is null,
        SmallNumbers = SmallNumbers,
        Escalation = Installation.Letters.Escalation?.Escalation(),
    };
}
