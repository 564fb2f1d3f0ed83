using System.Text.RegularExpressions;

namespace GevinstMonitor.Configure;

/// <summary>The ids that are declared, and where: also those of things with faults, so that one fault is reported once.</summary>
internal sealed partial class Ids(string what, ICollection<Fault> faults)
{
    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);

    public IEnumerable<string> All => _declared.Keys;

    public bool Contains(string id) => _declared.ContainsKey(id);

    public void Declare(string id, string file, int line)
    {
        if (!Kebab().IsMatch(id))
            faults.Add(new Fault(file, line, $"id '{id}' must be in kebab-case: small letters a-z, digits and single hyphens"));
        if (!_declared.TryAdd(id, $"{file}:{line}"))
            faults.Add(new Fault(file, line, $"{what} '{id}' is declared already at {_declared[id]}"));
    }

    /// <summary>What is wrong with a reference; null when it is fine.</summary>
    public string? Refer(string id) => Contains(id) ? null : $"there is no {what} '{id}'{Binder.Nearest(id, All)}";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();
}
