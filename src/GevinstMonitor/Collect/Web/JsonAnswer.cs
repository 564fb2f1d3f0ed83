using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

/// <summary>
/// An answer in JSON. A path in it is keys with dots between, <c>data.items</c>; a number is a place in a list, from 0. A key that holds dots itself is found too.
/// </summary>
internal sealed class JsonAnswer : IDisposable
{
    // A key twice in one object is two truths: such an answer is none.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonDocument _document;
    private readonly string _name;

    private JsonAnswer(ReadOnlyMemory<byte> bytes, string name)
    {
        (Bytes, _name) = (bytes, name);
        try
        {
            _document = JsonDocument.Parse(bytes, Strict);
        }
        catch (JsonException e)
        {
            throw bytes.IsEmpty ? new SourceException(CollectFault.Malformed, $"{name}: it is empty", inner: e) : IsWhole(bytes.Span) switch
            {
                true => new SourceException(CollectFault.Malformed, $"{name}: a key stands twice in one object, so that one of the two is not true", inner: e),
                false => new SourceException(CollectFault.Truncated, $"{name}: the JSON ends before its end", transient: true, e),
                null => new SourceException(CollectFault.Malformed, $"{name}: not JSON, at line {e.LineNumber + 1}", inner: e),
            };
        }
        catch (InvalidOperationException e)
        {
            throw NotText(name, e);
        }
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Reads to the end; how much that is, is for the stream to bound.</summary>
    /// <param name="name">What the answer is called in faults.</param>
    /// <param name="encoding">One of the language's; a byte order mark wins.</param>
    /// <exception cref="SourceException">It is not JSON, or half of it.</exception>
    public static async Task<JsonAnswer> ReadAsync(Stream stream, string name, string encoding, CancellationToken ct)
    {
        var pipe = PipeReader.Create(stream);
        var written = await SeparatedValues.MarkedAsync(pipe, ct) ?? SeparatedValues.EncodingOf(encoding)!;
        var bytes = new MemoryStream();
        try
        {
            await using var utf8 = Encoding.CreateTranscodingStream(pipe.AsStream(), written, Encoding.UTF8);
            await utf8.CopyToAsync(bytes, ct);
        }
        catch (DecoderFallbackException e)
        {
            throw new SourceException(CollectFault.Malformed, $"{name}: not {encoding}; state the answer's encoding", inner: e);
        }

        return new JsonAnswer(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), name);
    }

    /// <summary>The list at a path; the whole answer without one.</summary>
    public JsonElement List(string? path)
    {
        var found = path is null ? Root : At(Root, path);
        return found is { ValueKind: JsonValueKind.Array } list ? list
            : throw new SourceException(CollectFault.Malformed, path is null
                ? $"{_name}: not a list of rows but {Called(Root.ValueKind)}; state in 'rows' where the list stands"
                : $"{_name}: at '{path}' stands {(found is { } other ? Called(other.ValueKind) : "nothing")} where a list of rows should; see 'rows'");
    }

    /// <summary>The address at a path; null where nothing stands, or no text.</summary>
    /// <exception cref="SourceException">What stands there is no text.</exception>
    public string? Address(string path) => At(Root, path) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => TextOf(text, _name) is { Length: > 0 } address ? address : null,
        _ => throw new SourceException(CollectFault.Malformed, $"{_name}: what stands at '{path}' is no address"),
    };

    /// <summary>What stands at a path; null when nothing does.</summary>
    public static JsonElement? At(JsonElement from, string path)
    {
        for (var dot = path.Length; dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (Step(from, path[..dot]) is { } next && (dot == path.Length ? next : At(next, path[(dot + 1)..])) is { } found)
                return found;
        }

        return null;
    }

    /// <exception cref="SourceException">It holds half a sign, as no text does.</exception>
    public static string TextOf(JsonElement text, string name)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw NotText(name, e);
        }
    }

    public static string NameOf(JsonProperty property, string name)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw NotText(name, e);
        }
    }

    public void Dispose() => _document.Dispose();

    private static JsonElement? Step(JsonElement from, string key) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(key, out var value) ? value
        : from.ValueKind == JsonValueKind.Array && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < from.GetArrayLength() ? from[place]
        : null;

    private static SourceException NotText(string name, Exception e) => new(CollectFault.Malformed, $"{name}: a text in the JSON holds half a sign (\\uD800 to \\uDFFF)", inner: e);

    private static string Called(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => "a single value",
    };

    // Null when it is no JSON, whatever followed.
    private static bool? IsWhole(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
            while (reader.Read())
            {
            }

            return reader is { CurrentDepth: 0, TokenType: JsonTokenType.EndArray or JsonTokenType.EndObject };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
