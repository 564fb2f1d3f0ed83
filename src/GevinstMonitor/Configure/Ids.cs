using System.Text.RegularExpressions;

namespace GevinstMonitor.Configure;

/// <summary>The ids that are declared, and where: also those of things with faults, so that one fault is reported once.</summary>
/// <param name="where">Where they are declared, as in <c> in this plan</c>; empty for the whole configuration.</param>
internal sealed partial class Ids(string what, ICollection<Fault> faults, string where = "")
{
    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);
    private bool _lacksSome;

    public bool Contains(string id) => _declared.ContainsKey(id);

    /// <summary>Says that some id could not be read; a reference that is not found may mean that one, and is not faulted.</summary>
    public void LacksSome() => _lacksSome = true;

    public void Declare(string id, string file, int line)
    {
        if (!Kebab().IsMatch(id))
            faults.Add(new Fault(file, line, $"id '{id}' must be in kebab-case: small letters a-z, digits and single hyphens"));
        if (!_declared.TryAdd(id, $"{file}:{line}"))
            faults.Add(new Fault(file, line, $"{what} '{id}' is declared already at {_declared[id]}"));
    }

    /// <summary>What is wrong with a reference; null when it is fine.</summary>
    public string? Refer(string id) => Contains(id) || _lacksSome ? null : $"there is no {what} '{id}'{where}{Binder.Nearest(id, _declared.Keys)}";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();
}
