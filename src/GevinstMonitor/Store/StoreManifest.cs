using System.Text.Json;
using System.Text.Json.Serialization;

namespace GevinstMonitor.Store;

/// <summary>What a file of a store says of itself.</summary>
/// <param name="Format">Of the file.</param>
/// <param name="Installation">The municipality.</param>
/// <param name="Kind">The kind of store that it came from.</param>
/// <param name="Schema">The number of the newest script that made its tables.</param>
internal sealed record StoreManifest(int Format, string Installation, string Kind, int Schema, DateTimeOffset At, IReadOnlyList<TableManifest> Tables)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    [JsonIgnore]
    public long Rows => Tables.Sum(t => t.Rows);

    public string ToJson() => JsonSerializer.Serialize(this, ManifestJson.Default.StoreManifest);
}

/// <summary>A table in a file.</summary>
/// <param name="Sha256">Of its lines, in lower-case hex.</param>
internal sealed record TableManifest(string Name, IReadOnlyList<ColumnManifest> Columns, long Rows, string Sha256)
{
    public static TableManifest Of(StoredTable table, RowSum sum) => new(table.Name, [.. table.Columns.Select(c => new ColumnManifest(c.Name, c.Kind))], sum.Rows, sum.Sha256);
}

/// <summary>A column in a file.</summary>
internal sealed record ColumnManifest(string Name, ColumnKind Holds);

/// <summary>The manifest as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoreManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
