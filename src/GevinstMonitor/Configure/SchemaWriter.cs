using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;

namespace GevinstMonitor.Configure;

/// <summary>JSON Schemas of the configuration files, made from the very records they are read into.</summary>
public sealed class SchemaWriter(KindMap sourceKinds)
{
    private readonly IReadOnlyDictionary<Type, KindMap> _kinds = CatalogLoader.KindsOf(sourceKinds);

    /// <summary>Each schema with its name.</summary>
    public IEnumerable<(string Name, JsonObject Schema)> All()
    {
        yield return ("gevinstmonitor", File(typeof(InstallationFile)));
        yield return ("organisation", File(typeof(OrganisationFile)));
        yield return ("source", File(typeof(SourceSettings)));
        yield return ("indicator", File(typeof(IndicatorFile)));
        yield return ("plan", File(typeof(PlanFile)));
    }

    private JsonObject File(Type type)
    {
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#" };
        foreach (var (key, value) in Of(type))
            schema[key] = value?.DeepClone();
        return schema;
    }

    private JsonObject Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalars.FormOf(type) is { } form)
            return Single(type, form.Pattern, form.Form);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new JsonObject { ["type"] = "array", ["items"] = Of(type.GetGenericArguments()[0]) };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(type.GetGenericArguments()[1]) };
        return _kinds.TryGetValue(type, out var map)
            ? new JsonObject { ["oneOf"] = new JsonArray([.. map.Kinds.Select(kind => Record(kind.Value, kind.Key))]) }
            : Record(type, null);
    }

    private JsonObject Record(Type type, string? kind)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        if (kind is not null)
        {
            properties["kind"] = new JsonObject { ["const"] = kind };
            required.Add("kind");
        }

        foreach (var (key, property, isRequired) in Binder.KeysOf(type))
        {
            var schema = Of(property.PropertyType);
            if (property.GetCustomAttribute<DescriptionAttribute>() is { } description)
                schema["description"] = description.Description;
            properties[key] = schema;
            if (isRequired)
                required.Add(key);
        }

        var record = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
            record["required"] = required;
        if (type.GetCustomAttribute<DescriptionAttribute>(inherit: false) is { } about)
            record["description"] = about.Description;
        return record;
    }

    private static JsonObject Single(Type type, string? pattern, string form) =>
        type == typeof(int) ? new JsonObject { ["type"] = "integer" }
        : type == typeof(decimal) ? new JsonObject { ["type"] = "number" }
        : type == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
        : type.IsEnum ? new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)Scalars.KebabCase(name))]) }
        : pattern is not null ? new JsonObject { ["type"] = "string", ["pattern"] = pattern, ["description"] = char.ToUpperInvariant(form[0]) + form[1..] + "." }
        : new JsonObject { ["type"] = "string" };
}
