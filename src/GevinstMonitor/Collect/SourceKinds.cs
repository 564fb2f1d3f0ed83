using System.Collections.Frozen;
using GevinstMonitor.Collect.Databases;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Collect.Web;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Collect;

/// <summary>The kinds of source, by the word that a source's file names them with. A new kind is one class and one line here.</summary>
public sealed class SourceKinds(IReadOnlyDictionary<string, SourceKind> kinds)
{
    /// <summary>What this version can read.</summary>
    public static SourceKinds All { get; } = new(new Dictionary<string, SourceKind>
    {
        ["csv"] = new CsvKind(),
        ["excel"] = new ExcelKind(),
        ["sftp"] = new SftpKind(),
        ["sqlite"] = new SqliteKind(),
        ["sqlserver"] = new SqlServerKind(),
        ["postgres"] = new PostgresKind(),
        ["mysql"] = new MySqlKind(),
        ["http"] = new HttpKind(),
        ["statbank"] = new StatbankKind(),
        ["prometheus"] = new PrometheusKind(),
    });

    private readonly FrozenDictionary<Type, SourceKind> _bySettings = kinds.Values.ToFrozenDictionary(k => k.Settings);

    /// <summary>The kinds as the configuration sees them.</summary>
    public KindMap Map { get; } = new(
        kinds.ToDictionary(k => k.Key, k => k.Value.Settings, StringComparer.Ordinal),
        new HashSet<string>());

    public SourceKind Of(SourceSettings source) => _bySettings[source.GetType()];
}
