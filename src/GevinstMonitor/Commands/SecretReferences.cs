using System.Collections;
using System.Reflection;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Commands;

/// <summary>Every place that the worker fetches secrets from, whichever kind of source or store names it; not for sources that no indicator is read from.</summary>
internal static class SecretReferences
{
    public static IEnumerable<Secret> In(Catalog catalog) =>
        In((object)catalog.Installation).Concat(catalog.Indicators.Values.Select(i => i.Indicator.Source).Distinct().SelectMany(source => In(catalog.Sources[source]))).DistinctBy(s => (s.Env, s.File));

    // What is configured is records of this program's, and lists of them.
    private static IEnumerable<Secret> In(object? value) => value switch
    {
        null or string => [],
        Secret secret => [secret],
        IEnumerable many => many.Cast<object?>().SelectMany(In),
        _ when value.GetType() is { IsClass: true, Assembly: var assembly } type && assembly == typeof(Secret).Assembly =>
            type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => In(p.GetValue(value))),
        _ => [],
    };
}
