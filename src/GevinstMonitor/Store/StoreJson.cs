using System.Text.Json;
using System.Text.Json.Serialization;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Store;

/// <summary>JSON in the store. Generated when the program is built, so that a short command does not compile it each time.</summary>
[JsonSerializable(typeof(Letter))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    public static string Text(Letter letter) => JsonSerializer.Serialize(letter, Default.Letter);

    public static string Text(IReadOnlyList<string> ids) => JsonSerializer.Serialize(ids, Default.IReadOnlyListString);

    public static Letter LetterOf(string text) => JsonSerializer.Deserialize(text, Default.Letter)!;
}
