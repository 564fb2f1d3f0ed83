using System.Text.Json;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>What a table has, as tableinfo says: asked for what it has not, StatBank refuses all of it, or answers with something else.</summary>
/// <param name="Variables">Each with its codes.</param>
internal sealed record StatbankTable(IReadOnlyList<StatbankVariable> Variables)
{
    private const int MostListed = 20;
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <exception cref="SourceException">It is not what tableinfo says of a table.</exception>
    public static StatbankTable Read(JsonElement info)
    {
        try
        {
            return info.Deserialize<StatbankTable>(Strict) is { } table && table.Variables.Count(v => v.Time) == 1
                ? table
                : throw new SourceException(CollectFault.Malformed, "tableinfo names no variable of time, or several");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SourceException(CollectFault.Malformed, "tableinfo does not answer as StatBank does; see url", inner: e);
        }
    }

    /// <summary>What is to be asked of each variable.</summary>
    /// <param name="source">Names variables and codes that the table must have.</param>
    /// <returns>Codes in order; those of time may be none.</returns>
    /// <exception cref="SourceException">The table has not what the source names.</exception>
    public IReadOnlyList<(string Code, IReadOnlyList<string> Values)> Ask(StatbankSettings source, PeriodKind kind, Window window)
    {
        foreach (var (code, values) in source.Variables)
        {
            var variable = Variables.FirstOrDefault(v => v.IsNamed(code))
                ?? throw Refused($"no variable '{code}'; it has {Listed(Variables.Where(v => !v.Time).Select(v => v.Id))}");
            var codes = variable.Values.Select(v => v.Id).ToHashSet(StringComparer.Ordinal);
            if (values.FirstOrDefault(v => !v.Contains('*', StringComparison.Ordinal) && !codes.Contains(v)) is { } unknown)
                throw Refused($"no code '{unknown}' of {code}; it has {Listed(variable.Values.Select(v => v.Id))}");
        }

        if (Variables.FirstOrDefault(v => !v.Time && !v.Elimination && !source.Variables.Keys.Any(v.IsNamed)) is { } needed)
            throw Refused($"no sum over {needed.Id}: name its codes under 'variables'; it has {Listed(needed.Values.Select(v => v.Id))}");
        var time = Variables.Single(v => v.Time);
        var periods = time.Values.Select(v => (v.Id, Period: PeriodFormat.Of(null, kind).Read(v.Id))).ToList();
        if (periods.TrueForAll(p => p.Period is null))
            throw new SourceException(CollectFault.Malformed, $"{source.Table} has times like '{(time.Values is [.., var newest] ? newest.Id : "")}', which is no {Configure.Scalars.KebabCase(kind.ToString())}; see 'period' of the indicator");
        return [.. source.Variables.Select(v => (v.Key, v.Value)), (time.Id.ToUpperInvariant(), [.. periods.Where(p => p.Period?.Start >= window.From && p.Period?.Start < window.To).Select(p => p.Id)])];

        SourceException Refused(string lacks) => new(CollectFault.QueryRefused, $"{source.Table} has {lacks}");
    }

    private static string Listed(IEnumerable<string> codes)
    {
        var all = codes.ToList();
        return string.Join(", ", all.Take(MostListed)) + (all.Count > MostListed ? $" and {all.Count - MostListed} more" : "");
    }
}

/// <param name="Elimination">Whether it may be left out, so that it is summed away.</param>
/// <param name="Time">Whether its codes are periods.</param>
internal sealed record StatbankVariable(string Id, bool Elimination, bool Time, IReadOnlyList<StatbankValue> Values)
{
    public bool IsNamed(string code) => Id.Equals(code, StringComparison.OrdinalIgnoreCase);
}

internal sealed record StatbankValue(string Id);
