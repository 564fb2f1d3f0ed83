using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;

namespace GevinstMonitor.Configure;

/// <summary>The templates of letters, in Liquid: those that ship, or the installation's own by the same names in its folder <c>templates</c>. Each is parsed once.</summary>
public sealed class LetterTemplates
{
    private const string HtmlFile = "letter.html.liquid", TextFile = "letter.txt.liquid";

    /// <summary>All that a letter says to its templates, each name with a value of its kind: which names there are, and what a template is tried with.</summary>
    internal static readonly IReadOnlyDictionary<string, object> Sample = new Dictionary<string, object>
    {
        ["subject"] = "Rød afvigelse",
        ["preheader"] = "RØD, ny afvigelse",
        ["why"] = "Du får dette brev.",
        ["closing"] = "Sendt af Gevinstmonitor.",
        ["culture"] = "da-DK",
        ["language"] = "da",
        ["actionLabel"] = "Det gør du nu",
        ["sections"] = new[]
        {
            new Dictionary<string, object>
            {
                ["heading"] = "Sparet porto",
                ["status"] = "RØD, ny afvigelse",
                ["tone"] = "red",
                ["action"] = "Luk papirkanalen.",
                ["facts"] = new[] { new Dictionary<string, object> { ["label"] = "Målt", ["text"] = "48,0 %" } },
                ["chart"] = new Dictionary<string, object> { ["src"] = "cid:chart", ["alt"] = "Kurve", ["width"] = 560, ["height"] = 310 },
                ["links"] = new[] { new Dictionary<string, object> { ["text"] = "Jeg er på sagen", ["url"] = "https://gevinst.kommune.example/a" } },
            },
        },
    };

    // Data is escaped whatever it says; letters that people read stay letters.
    private static readonly TextEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Lazy<IFluidTemplate> _html;
    private readonly Lazy<IFluidTemplate> _text;

    /// <summary>Those that ship.</summary>
    public static LetterTemplates Shipped { get; } = new(null, null);

    private LetterTemplates(IFluidTemplate? html, IFluidTemplate? text) =>
        (_html, _text) = (new(() => html ?? Parsed(HtmlFile)), new(() => text ?? Parsed(TextFile)));

    /// <summary>The installation's templates, or those that ship.</summary>
    /// <param name="folder">The folder of templates, as faults name it; it need not be there.</param>
    internal static LetterTemplates In(string folder, ICollection<Fault> faults)
    {
        if (!Directory.Exists(folder))
            return Shipped;
        string[] names = [HtmlFile, TextFile];
        foreach (var other in Directory.EnumerateFiles(folder, "*.liquid").Select(f => Path.GetFileName(f)!).Except(names).Order(StringComparer.Ordinal))
            faults.Add(new Fault($"{folder}/{other}".Replace('\\', '/'), 1, $"no letter is made by this name{Binder.Nearest(other, names)}"));
        return new LetterTemplates(Own(folder, HtmlFile, faults), Own(folder, TextFile, faults));
    }

    public string FillHtml(IReadOnlyDictionary<string, object> letter) => Fill(_html.Value, letter, Html);

    public string FillText(IReadOnlyDictionary<string, object> letter) => Fill(_text.Value, letter, NullEncoder.Default);

    private static IFluidTemplate? Own(string folder, string name, ICollection<Fault> faults)
    {
        var path = Path.Combine(folder, name);
        var shown = path.Replace('\\', '/');
        if (!File.Exists(path))
            return null;
        try
        {
            if (CatalogLoader.TextIn(File.ReadAllBytes(path), shown, faults) is not { } text || TemplateCheck.Parse(text, shown, faults) is not { } template)
                return null;
            Fill(template, Sample, NullEncoder.Default);
            return template;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault(shown, 0, $"cannot be read: {e.Message}"));
        }
        catch (Exception e)
        {
            // Whatever a template stumbles over with a letter, it must not be found out by the letter.
            faults.Add(new Fault(shown, 0, $"cannot be filled in: {e.Message}"));
        }

        return null;
    }

    private static IFluidTemplate Parsed(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"templates/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Liquid.Parser.TryParse(reader.ReadToEnd(), out var template, out var error) ? template : throw new InvalidOperationException(error);
    }

    private static string Fill(IFluidTemplate template, IReadOnlyDictionary<string, object> letter, TextEncoder encoder)
    {
        var context = new TemplateContext(Liquid.Options);
        foreach (var (name, value) in letter)
            context.SetValue(name, FluidValue.Create(value, Liquid.Options));
        return template.Render(context, encoder);
    }
}
