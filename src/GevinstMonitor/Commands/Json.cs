using System.Text.Encodings.Web;
using System.Text.Json;

namespace GevinstMonitor.Commands;

/// <summary>JSON for programs: stable keys, invariant numbers, ISO dates; Danish letters as they are.</summary>
internal static class Json
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Day(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    public static string? Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
