using System.Net;
using System.Text;
using System.Text.Json;
using MimeKit;

namespace GevinstMonitor.Tests.Flow;

/// <summary>Secrets of a town, each a value of its own that stands nowhere else, and a nose for them in whatever writing.</summary>
internal sealed class PlantedSecrets(Town town)
{
    /// <summary>Where the files with secrets lie; nothing else does.</summary>
    public const string Folder = "secrets";

    // By name, the ways in which each might be written.
    private readonly Dictionary<string, string[]> _forms = [];
    private readonly List<string> _environment = [];

    /// <summary>The variables that hold what is not in a file, as NAME=value.</summary>
    public IReadOnlyList<string> Environment => _environment;

    /// <summary>The names of all that are planted.</summary>
    public IReadOnlyCollection<string> Names => _forms.Keys;

    /// <summary>Plants a secret of a new value, with signs that addresses, pages and JSON write in ways of their own.</summary>
    /// <returns>How the configuration refers to it.</returns>
    public string Plant(string name) => Plant(name, ValueOf(name), ValueOf(name));

    public static string ValueOf(string name) => $"Hmlg+{name}/42=&<%>";

    /// <summary>Plants a secret that holds others.</summary>
    /// <param name="value">All of it, as the program gets it.</param>
    /// <param name="parts">What of it nobody may read.</param>
    public string Plant(string name, string value, params IReadOnlyList<string> parts)
    {
        _forms.Add(name, [.. parts.SelectMany(Forms).Distinct()]);
        if (_forms.Count % 2 == 0)
        {
            town.Write($"{Folder}/{name}", value + "\n");
            return $"{{ file: ../{Folder}/{name} }}";
        }

        _environment.Add($"PLANTED_{_forms.Count}={value}");
        return $"{{ env: PLANTED_{_forms.Count} }}";
    }

    /// <summary>The names of those that a text holds, however it writes them.</summary>
    public IEnumerable<string> In(string text) => _forms.Where(f => f.Value.Any(form => text.Contains(form, StringComparison.Ordinal))).Select(f => f.Key);

    /// <summary>The names of those that a letter holds, as it is sent and as it is read.</summary>
    public IEnumerable<string> In(MimeMessage letter) =>
        new[] { letter.ToString(), letter.Subject, letter.TextBody, letter.HtmlBody }.SelectMany(text => In(text ?? "")).Distinct();

    /// <summary>The names of those that a file holds: text, a letter, or a store.</summary>
    public IEnumerable<string> InFile(string path) =>
        Path.GetExtension(path) == ".eml" ? In(MimeMessage.Load(path)) : In(File.ReadAllText(path, Encoding.Latin1));

    public static IEnumerable<string> Forms(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        string[] forms = [value, Uri.EscapeDataString(value), WebUtility.UrlEncode(value), WebUtility.HtmlEncode(value), JsonEncodedText.Encode(value).ToString(),
            Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(value))];
        // Base64 writes three bytes together: what the same text looks like depends on where in what is written it begins.
        string[] packed = [.. Enumerable.Range(0, 3).Select(before => Convert.ToBase64String([.. new byte[before], .. bytes])[(((before * 8) + 5) / 6)..^4])];
        return [.. forms, .. packed, .. packed.Select(p => p.Replace('+', '-').Replace('/', '_'))];
    }
}
