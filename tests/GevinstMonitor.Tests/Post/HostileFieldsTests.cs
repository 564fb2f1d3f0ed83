using System.Text.Encodings.Web;
using System.Text.Unicode;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Status;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Configure;
using Microsoft.AspNetCore.Html;
using MimeKit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GevinstMonitor.Tests.Post;

/// <summary>
/// The example with a hostile text in every field that takes one: which those are is tried out, so that a new field is among them without a new test. Every kind of letter,
/// the digest among them, and the page for answers are what they are with an innocent text. Notes of answers, details of faults and units that rows name are hostile too.
/// </summary>
public sealed class HostileFieldsTests : IDisposable
{
    private const string Innocent = "navn";
    private static readonly Lazy<IReadOnlySet<string>> Free = new(FreeFields);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-hostile-");

    // All at once: each by itself is tried in one letter. YAML holds neither NUL nor halves of characters.
    private static string Everything { get; } = string.Concat(string.Join(' ', HostileTextTests.Texts.Select(row => row.Data)).Where(c => c != '\0' && !char.IsSurrogate(c)));

    public static TheoryData<string, string> Texts => new() { { "da-DK", Everything }, { "en-GB", Everything }, { "da-DK", new string('æ', 10_000) } };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_InEveryField_ComesOutHarmlessInEveryLetter(string culture, string hostile)
    {
        var (plain, marked) = (MailsOf(Innocent, culture), MailsOf(hostile, culture));

        Assert.Equal(plain.Count, marked.Count);
        foreach (var (innocent, message) in plain.Zip(marked))
        {
            Assert.Equal(innocent.Headers.Select(h => h.Field), message.Headers.Select(h => h.Field));
            Assert.Equal(innocent.To.Mailboxes.Select(m => m.Address), message.To.Mailboxes.Select(m => m.Address));
            Assert.Equal(innocent.BodyParts.Select(p => p.ContentType.MimeType), message.BodyParts.Select(p => p.ContentType.MimeType));
            Assert.Equal(HostileTextTests.Tags(innocent.HtmlBody!), HostileTextTests.Tags(message.HtmlBody!));
            Assert.Equal(HostileTextTests.Lines(innocent.TextBody!), HostileTextTests.Lines(message.TextBody!));
            Assert.All([.. message.Headers.Where(h => h.Field is "Subject" or "To" or "List-Id").Select(h => h.Value), message.TextBody!, message.HtmlBody!], HostileTextTests.HasNothingUnseen);
            Assert.InRange(message.Subject!.Length, 1, LetterModel.MostOfALine + 1);
            Assert.Equal(hostile.Contains("{{ 7", StringComparison.Ordinal), message.TextBody!.Contains("{{ 7 | times: 7 }}", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_InEveryField_ComesOutHarmlessOnThePage(string culture, string hostile)
    {
        foreach (var kind in new ResponseKind?[] { null, ResponseKind.Acknowledged, ResponseKind.Accepted })
        {
            var page = PageOf(hostile, culture, kind);

            Assert.Equal(HostileTextTests.Tags(PageOf(Innocent, culture, kind)), HostileTextTests.Tags(page));
            HostileTextTests.HasNothingUnseen(page);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_InEveryField_ComesOutHarmlessInTheReport(string culture, string hostile)
    {
        var page = ReportOf(hostile, culture);

        Assert.Equal(HostileTextTests.Tags(ReportOf(Innocent, culture)), HostileTextTests.Tags(page));
        HostileTextTests.HasNothingUnseen(page);
    }

    // Else a new field would go untried.
    [Fact]
    public void Field_OfPlansIndicatorsAndTheOrganisation_IsInTheExampleWhereItTakesAText()
    {
        var stated = Documents(CopyOfExample()).SelectMany(d => Scalars(d.Yaml)).Select(s => s.Path.Split('/')[^1]).ToHashSet(StringComparer.Ordinal);

        var missing = new[] { typeof(PlanFile), typeof(IndicatorFile), typeof(OrganisationFile) }.SelectMany(Language.RecordsBelow)
            .SelectMany(type => Binder.KeysOf(type).Where(k => k.Property.PropertyType == typeof(string)).Select(k => (type.Name, k.Key))).Distinct()
            .Where(k => !stated.Contains(k.Key)).Select(k => $"{k.Name}.{k.Key}");

        Assert.Empty(missing);
        Assert.Superset(new HashSet<string>
        {
            "gevinstmonitor.yml:installation", "organisation.yml:units/name", "organisation.yml:posts/title", "organisation.yml:posts/holders/name", "organisation.yml:groups/name",
            "indicators:name", "indicators:unit", "plans:name", "plans:programme", "plans:goal", "plans:approved/by", "plans:approved/note", "plans:changes/name",
            "plans:benefits/name", "plans:benefits/actionOnDeviation", "gevinstmonitor.yml:benefitTypes+plans:benefits/type",
        }, (HashSet<string>)Free.Value);
    }

    private List<MimeMessage> MailsOf(string text, string culture)
    {
        var catalog = CatalogOf(text);
        var renderer = new MailRenderer(catalog.Installation.Mail.From, catalog.Installation.Installation, catalog.Templates);
        return [.. EveryLetter.Of(catalog, Words.Of(culture)!, text).Select(l => renderer.Render(l.Letter, EveryLetter.At))];
    }

    private string PageOf(string text, string culture, ResponseKind? kind)
    {
        var catalog = CatalogOf(text, culture);
        var seen = EveryLetter.Evaluations(catalog, text)[0];
        var about = new AnswerCase(EveryLetter.Red, true, seen, EveryLetter.Answers(text), [42], catalog.At(EveryLetter.At));
        using var page = new StringWriter();
        new AnswerPage(catalog).Of(about, "gevinstcontroller", kind is { } k ? AnswerForm.Empty(k) with { Note = text, Day = text, Interim = text } : null, isKept: false, HtmlString.Empty)
            .WriteTo(page, HtmlEncoder.Create(UnicodeRanges.All));
        return page.ToString();
    }

    private string ReportOf(string text, string culture)
    {
        var catalog = CatalogOf(text, culture);
        var (seen, at, red) = (EveryLetter.Evaluations(catalog, text), catalog.At(EveryLetter.At), EveryLetter.Red);
        var plan = catalog.Plans[red.Plan];
        var indicator = catalog.Indicators[plan.Benefits[0].Indicator].Indicator;
        return ReportPage.Of(new ReportWriter(catalog.Desk with { Answers = EveryLetter.Answers(text).ToLookup(a => a.Deviation) }).Write(new Account(plan, at)
        {
            Seen = [.. seen.Where(e => e.Plan.Id == plan.Id)],
            Changes = [new DeviationChange(red, ChangeKind.Opened, ChangeReason.BeyondTolerance, red.OpenedAt, plan.Version, seen.First(e => e.NewestKnown is not null).NewestKnown!.Value, null)],
            Open = [red],
            Decisions = [new DecidedFigure(42, text, text, text, Decision.Rejected, text, text, at.Instant)],
            Questions = [new AskedQuestion(indicator, text, text, [new AskedReading(at.Instant, text, at.Day, at.Day, 1, 1, text)])],
            Letters = [new ToldLetter(at.Instant, text, text, text, null)],
        }));
    }

    private Catalog CatalogOf(string text, string culture = "da-DK")
    {
        var folder = Path.Combine(_folder.FullName, $"{text.GetHashCode(StringComparison.Ordinal)}-{culture}", "config");
        if (!Directory.Exists(folder))
            Write(Directory.CreateDirectory(folder).FullName, path => Free.Value.Contains(path) ? text : path == "gevinstmonitor.yml:culture" ? culture : null);
        return ConfigFolder.Load(folder);
    }

    // Those that the configuration is loaded with, whatever stands there; a benefit's type and the list of types go together.
    private static HashSet<string> FreeFields()
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-fields-");
        try
        {
            var fields = Documents(CopyOfExample()).SelectMany(d => Scalars(d.Yaml).Select(s => $"{d.Name}:{s.Path}")).Distinct().ToList();
            var free = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (i, field) in fields.Append("gevinstmonitor.yml:benefitTypes+plans:benefits/type").Index())
            {
                var tried = Directory.CreateDirectory(Path.Combine(folder.FullName, $"{i}")).FullName;
                Write(tried, path => field.Split('+').Contains(path) ? "En <b>fri</b> tekst" : null);
                try
                {
                    ConfigFolder.Load(tried);
                    free.UnionWith([field, .. field.Split('+')]);
                }
                catch (CatalogRefusedException)
                {
                    // It is a number, a day, the name of something else: a text does not get that far.
                }
            }

            return free;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string folder, Func<string, string?> textOf)
    {
        foreach (var (name, file, yaml) in Documents(CopyOfExample()))
        {
            foreach (var (path, scalar) in Scalars(yaml))
            {
                if (textOf($"{name}:{path}") is { } text)
                    (scalar.Value, scalar.Style) = (text, ScalarStyle.DoubleQuoted);
            }

            var to = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            using var writer = new StreamWriter(to);
            new YamlStream(new YamlDocument(yaml)).Save(writer, assignAnchors: false);
        }

        foreach (var source in Directory.EnumerateFiles(Path.Combine(ConfigFolder.Example, "sources")))
        {
            Directory.CreateDirectory(Path.Combine(folder, "sources"));
            File.Copy(source, Path.Combine(folder, "sources", Path.GetFileName(source)), overwrite: true);
        }
    }

    // With what stands in the example's comments, or nowhere in it.
    private static IEnumerable<(string File, string Text)> CopyOfExample() => Directory.EnumerateFiles(ConfigFolder.Example, "*.yml", SearchOption.AllDirectories)
        .Select(path => (File: Path.GetRelativePath(ConfigFolder.Example, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
        .Where(f => !f.File.StartsWith("sources/", StringComparison.Ordinal))
        .Select(f => (f.File, f.File switch
        {
            "gevinstmonitor.yml" => f.Text + "\nbenefitTypes: [climate]\n",
            "plans/loen.yml" => f.Text.Replace("type: employee", "type: climate", StringComparison.Ordinal),
            "indicators/loen-svartid.yml" => f.Text + "\nchanges: [ { on: 2026-01-01, note: Ny telefoncentral } ]\n",
            _ => f.Text,
        }));

    private static IEnumerable<(string Name, string File, YamlNode Yaml)> Documents(IEnumerable<(string File, string Text)> files) => files.Select(f =>
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(f.Text));
        return (f.File.Split('/')[0], f.File, yaml.Documents[0].RootNode);
    });

    private static IEnumerable<(string Path, YamlScalarNode Scalar)> Scalars(YamlNode node, string path = "") => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(c => Scalars(c.Value, path.Length == 0 ? $"{c.Key}" : $"{path}/{c.Key}")),
        YamlSequenceNode list => list.Children.SelectMany(item => Scalars(item, path)),
        YamlScalarNode scalar => [(path, scalar)],
        _ => [],
    };

    public void Dispose() => _folder.Delete(recursive: true);
}
