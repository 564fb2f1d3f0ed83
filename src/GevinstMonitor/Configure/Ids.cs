using System.Text.RegularExpressions;
using GevinstMonitor.Core.Organisation;

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
        if (id.Length > Unit.LongestId)
            faults.Add(new Fault(file, line, $"id '{id}' has {id.Length} characters; {Unit.LongestId} is the most"));
        if (!_declared.TryAdd(id, $"{file}:{line}"))
            faults.Add(new Fault(file, line, $"{what} '{id}' is declared already at {_declared[id]}"));
    }

    /// <summary>Declares the ids of a list of records.</summary>
    /// <param name="record">The record that has the list.</param>
    public void Declare<T>(Binder binder, object record, string key, IReadOnlyList<T> list, Func<T, string> id) where T : class
    {
        foreach (var item in list.Where(i => binder.IsSound(i, "id")))
            Declare(id(item), binder.File, binder.LineOf(item, "id"));
        if (!binder.IsSound(record, key) && (list.Count == 0 || binder.IsShort(list) || list.Any(i => !binder.IsSound(i, "id"))))
            LacksSome();
    }

    /// <summary>What is wrong with a reference; null when it is fine.</summary>
    public string? Refer(string id) => Contains(id) || _lacksSome ? null : $"there is no {what} '{id}'{where}{Binder.Nearest(id, _declared.Keys)}";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();
}
