using System.Text;
using System.Text.Unicode;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary>Reads a configuration folder: an immutable catalog, or every fault there is.</summary>
/// <param name="folder">The folder, as the user named it; faults name files below it.</param>
/// <param name="sourceKinds">The kinds of source that this version can read.</param>
public sealed class CatalogLoader(string folder, KindMap sourceKinds)
{
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<(string Plan, int Version), Fault> _planFiles = [];
    private readonly IReadOnlyDictionary<Type, KindMap> _kinds = KindsOf(sourceKinds);

    /// <summary>The kinds of every record that has a <c>kind</c>.</summary>
    public static IReadOnlyDictionary<Type, KindMap> KindsOf(KindMap sourceKinds) => new Dictionary<Type, KindMap>
    {
        [typeof(SourceSettings)] = sourceKinds,
        [typeof(StoreSettings)] = new(new Dictionary<string, Type> { ["sqlite"] = typeof(SqliteStore), ["postgres"] = typeof(PostgresStore), ["sqlserver"] = typeof(SqlServerStore) }, new HashSet<string>()),
        [typeof(MailSettings)] = new(new Dictionary<string, Type> { ["folder"] = typeof(FolderMail), ["smtp"] = typeof(SmtpMail) }, new HashSet<string>()),
    };

    /// <exception cref="CatalogRefusedException">Something is wrong; it lists everything that is.</exception>
    public Catalog Load()
    {
        if (!Directory.Exists(folder))
            throw new CatalogRefusedException([new Fault(folder, 0, "there is no such folder; name the configuration folder with --config or GEVINST_CONFIG")]);
        var installation = ReadOne<InstallationFile>("gevinstmonitor.yml");
        var organisation = ReadOne<OrganisationFile>("organisation.yml");
        var sources = ReadAll<SourceSettings>("sources");
        var indicators = ReadAll<IndicatorFile>("indicators");
        var plans = ReadAll<PlanFile>("plans");

        var check = installation is { } i ? new InstallationCheck(i.Binder, i.Record) : null;
        var settings = check?.Check();
        var allowed = AllowedFoldersOf(check);
        var organisationIds = OrganisationIds.In(_faults);
        var builder = organisation is { } o ? new OrganisationBuilder(o.Binder, organisationIds, check?.AllowedDomains) : null;
        var chart = builder?.Build(organisation!.Record);
        if (chart is null)
            organisationIds.LackAll();

        if (installation is { Record.Letters.Escalation: { } escalation })
            escalation.Check(installation.Binder, chart is null || chart.Units.Any(u => u.Leader is not null));
        var (sourceIds, indicatorIds, planIds) = (Declare("source", sources), Declare("indicator", indicators), Declare("plan", plans));
        foreach (var source in sources)
        {
            if (source.Record is not { } record)
                continue;
            record.Folders = allowed;
            record.Check(allowed, (key, message) => source.Binder.Fault(record, key, message));
        }

        var readable = sources.Where(s => s.Record is not null).DistinctBy(s => s.Record!.Id).ToDictionary(s => s.Record!.Id, s => s.Record!, StringComparer.Ordinal);

        var built = new Dictionary<string, IndicatorSettings>(StringComparer.Ordinal);
        foreach (var file in indicators.Where(f => f.Record is not null))
        {
            var indicator = new IndicatorBuilder(file.Binder, sourceIds, readable).Build(file.Record!);
            built.TryAdd(indicator.Indicator.Id, indicator);
        }

        var (promised, sound) = (new Dictionary<string, Plan>(StringComparer.Ordinal), new List<SoundPlan>());
        var references = new PlanReferences(organisationIds, builder is { KnowsWhoHears: true } ? chart : null, indicatorIds, check?.BenefitTypes);
        foreach (var file in plans.Where(f => f.Record is not null))
        {
            if (Kept(new PlanBuilder(file.Binder, _faults, references).Build(file.Record!, file.Text, EarlierOf(file)), file.Binder, file.Record!) is { } plan)
            {
                promised.TryAdd(plan.Id, plan);
                sound.Add(new SoundPlan(file.Record!, file.Binder, plan));
            }
        }

        var wrong = _faults.Select(f => f.File).ToHashSet(StringComparer.Ordinal);
        var wrongIndicators = indicators.Where(f => wrong.Contains(f.Path)).Select(f => f.Record?.Id).ToHashSet(StringComparer.Ordinal);
        sound.RemoveAll(p => wrong.Contains(p.Binder.File));
        if (chart is not null)
            new Sums(sound, sound.Count == plans.Count, id => wrongIndicators.Contains(id) ? null : built.GetValueOrDefault(id)?.Indicator, chart).Check();

        var templates = LetterTemplates.In(Shown(Path.Combine(folder, "templates")), _faults);
        if (_faults.Count > 0)
            throw new CatalogRefusedException([.. _faults.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Message, StringComparer.Ordinal)]);
        return new Catalog
        {
            Folder = Path.GetFullPath(folder),
            Installation = installation!.Record,
            Zone = settings!.Zone,
            Words = settings.Words,
            DeliveryWindow = settings.Window,
            AllowedFolders = allowed,
            Chart = chart!,
            Sources = readable,
            Indicators = built,
            Plans = promised,
            PlanFiles = _planFiles,
            Templates = templates,
        };
    }

    private sealed record Loaded<T>(string Path, Binder Binder, T Record, MapNode Node, string Text);

    private Loaded<T>? ReadOne<T>(string name) where T : class
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            _faults.Add(new Fault(Shown(path), 0, "the file is missing"));
            return null;
        }

        return Read<T>(path) is { Record: { } record } loaded ? new Loaded<T>(loaded.Path, loaded.Binder, record, loaded.Node, loaded.Text) : null;
    }

    // A file that is no YAML is in the list as one without keys: it may declare any id.
    private List<Loaded<T?>> ReadAll<T>(string name) where T : class
    {
        var path = Path.Combine(folder, name);
        return !Directory.Exists(path) ? [] : [.. Directory.EnumerateFiles(path).Where(IsYaml).Order(StringComparer.Ordinal).Select(Read<T>)];
    }

    private Loaded<T?> Read<T>(string path) where T : class
    {
        var shown = Shown(path);
        var binder = new Binder(shown, _kinds, _faults);
        return TextOf(path) is { } text && new YamlFile(shown, _faults).Read(text) is { } node
            ? new Loaded<T?>(shown, binder, binder.Bind<T>(node), node, text)
            : new Loaded<T?>(shown, binder, null, new MapNode(0, []), "");
    }

    private string? TextOf(string path)
    {
        try
        {
            return TextIn(File.ReadAllBytes(path), Shown(path), _faults);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add(new Fault(Shown(path), 0, $"cannot be read: {e.Message}"));
            return null;
        }
    }

    /// <summary>The text of a file.</summary>
    /// <returns>Null when it is not UTF-8; then a fault says so.</returns>
    internal static string? TextIn(byte[] bytes, string file, ICollection<Fault> faults)
    {
        if (Utf8.IsValid(bytes))
            return new StreamReader(new MemoryStream(bytes), Encoding.UTF8).ReadToEnd();
        var line = 1 + bytes.AsSpan(0, Invalid(bytes)).Count((byte)'\n');
        faults.Add(new Fault(file, line, "not UTF-8; save the file in that encoding"));
        return null;
    }

    private static int Invalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private Ids Declare<T>(string what, List<Loaded<T>> files)
    {
        var ids = new Ids(what, _faults);
        foreach (var file in files)
        {
            if (file.Node["id"] is { Value: TextNode { Text: { } id } } entry)
                ids.Declare(id, file.Path, entry.Line);
            else
                ids.LacksSome();
        }

        return ids;
    }

    private List<Plan> EarlierOf(Loaded<PlanFile?> plan)
    {
        var earlier = new List<Plan>();
        foreach (var entry in plan.Record!.History.Where(e => plan.Binder.IsSound(e, "file")))
        {
            var path = Path.Combine(folder, "plans", entry.File);
            if (!Path.GetFullPath(path).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                plan.Binder.Fault(entry, "file", $"'{entry.File}' lies outside the configuration folder");
            else if (!File.Exists(path))
                plan.Binder.Fault(entry, "file", $"there is no file '{entry.File}' in plans/");
            else if (Read<PlanFile>(path) is { Record: { } file } loaded)
            {
                if (file.Id != plan.Record.Id && plan.Binder.IsSound(plan.Record, "id"))
                    loaded.Binder.Fault(file, "id", $"an earlier version of plan '{plan.Record.Id}' must have its id, not '{file.Id}'");
                if (file.Version != entry.Version && plan.Binder.IsSound(entry, "version"))
                    loaded.Binder.Fault(file, "version", $"{plan.Path} says that this is version {entry.Version}, not {file.Version}");
                if (Kept(new PlanBuilder(loaded.Binder, _faults, null).Build(file, loaded.Text, []), loaded.Binder, file) is { } built)
                    earlier.Add(built);
            }
        }

        return earlier;
    }

    private Plan? Kept(Plan? plan, Binder binder, PlanFile file)
    {
        if (plan is not null)
            _planFiles.TryAdd((plan.Id, plan.Version), new Fault(binder.File, binder.LineOf(file, "version"), ""));
        return plan;
    }

    // Folders that could not be read are faulted already; then every folder will do.
    private AllowedFolders AllowedFoldersOf(InstallationCheck? installation)
    {
        var root = Path.GetFullPath(folder);
        return new AllowedFolders(root, installation?.AllowedFolders is { } named ? [.. named.Select(f => Path.GetFullPath(Path.Combine(root, f)))] : [Path.GetPathRoot(root)!]);
    }

    private static string Shown(string path) => path.Replace('\\', '/');

    /// <summary>Whether a file below the configuration folder is read, by its name.</summary>
    internal static bool IsYaml(string path) => Path.GetExtension(path) is ".yml" or ".yaml";
}
