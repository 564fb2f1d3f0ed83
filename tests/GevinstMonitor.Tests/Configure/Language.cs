using GevinstMonitor.Collect;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

/// <summary>The records that the configuration language is made of.</summary>
internal static class Language
{
    public static IReadOnlyDictionary<Type, KindMap> Kinds { get; } = CatalogLoader.KindsOf(SourceKinds.All.Map);

    /// <summary>The record of a file, and the name of its schema.</summary>
    public static IReadOnlyDictionary<string, Type> Files { get; } = new Dictionary<string, Type>
    {
        ["gevinstmonitor"] = typeof(InstallationFile),
        ["organisation"] = typeof(OrganisationFile),
        ["source"] = typeof(SourceSettings),
        ["indicator"] = typeof(IndicatorFile),
        ["plan"] = typeof(PlanFile),
    };

    /// <summary>Every record that a file can hold, however deep.</summary>
    public static IReadOnlyCollection<Type> Records { get; } = Below(Files.Values);

    /// <summary>The records that a value of a type can be: none for a single value, several where a kind chooses.</summary>
    public static IEnumerable<Type> RecordsIn(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return Scalars.FormOf(type) is not null ? []
            : type.IsGenericType ? RecordsIn(type.GetGenericArguments()[^1])
            : Kinds.TryGetValue(type, out var map) ? map.Kinds.Values
            : [type];
    }

    /// <summary>A record and every record that it can hold, however deep.</summary>
    public static IReadOnlyCollection<Type> RecordsBelow(Type type) => Below([type]);

    private static HashSet<Type> Below(IEnumerable<Type> types)
    {
        var found = new HashSet<Type>();
        var next = new Queue<Type>(types.SelectMany(RecordsIn));
        while (next.TryDequeue(out var type))
        {
            if (!found.Add(type))
                continue;
            foreach (var below in Binder.KeysOf(type).SelectMany(k => RecordsIn(k.Property.PropertyType)))
                next.Enqueue(below);
        }

        return found;
    }
}
