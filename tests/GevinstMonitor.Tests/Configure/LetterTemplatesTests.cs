using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Tests.Post;

namespace GevinstMonitor.Tests.Configure;

/// <summary>An installation's own templates; those that are refused stand in BadConfig/template-*.</summary>
public sealed class LetterTemplatesTests
{
    private static readonly IReadOnlyDictionary<string, object> Letter = LetterModel.Of(PostTown.Charted("aaaa"), i => $"cid:{i}", _ => new AnswerLinks("https://a", "https://b", "https://c", "https://d"));

    [Fact]
    public void Sample_HasEveryNameOfALetter() => Assert.Equal(NamesIn(Letter).Order(), NamesIn(LetterTemplates.Sample).Order());

    [Fact]
    public void Template_InTheFolder_IsUsedAndTheOtherShips()
    {
        using var config = With("letter.txt.liquid", "Kære leder\n{{ why }}\n{% for s in sections %}{{ s.heading | upcase }}\n{% endfor %}");
        var templates = config.Load().Templates;

        Assert.Equal("Kære leder\nDu får dette brev, fordi gevinsten »Sparet porto« nu afviger fra sin målkurve.\nSPARET PORTO\n", templates.FillText(Letter));
        Assert.Equal(LetterTemplates.Shipped.FillHtml(Letter), templates.FillHtml(Letter));
    }

    [Fact]
    public void Data_InAnOwnTemplate_IsEscapedInHtmlAndNeverRun()
    {
        using var config = With("letter.html.liquid", "{% capture all %}{{ subject }}{% endcapture %}<p title=\"{{ subject }}\">{{ all }}</p>");
        var hostile = LetterModel.Of(PostTown.Letter("aaaa", subject: "<b>\"{{ 7 | times: 7 }}\"</b> {% if true %}æ"), _ => "");

        const string Escaped = "&lt;b&gt;&quot;{{ 7 | times: 7 }}&quot;&lt;/b&gt; {% if true %}æ";
        Assert.Equal($"<p title=\"{Escaped}\">{Escaped}</p>", config.Load().Templates.FillHtml(hostile));
    }

    [Fact]
    public void Template_ThatTakesForEver_IsRefused()
    {
        using var config = With("letter.txt.liquid", "{% for i in (1..1000) %}{% for j in (1..1000) %}{% assign x = j %}{% endfor %}{% endfor %}");

        Assert.StartsWith("templates/letter.txt.liquid: cannot be filled in: ", Assert.Single(config.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Template_ThatIsNotUtf8_IsRefused()
    {
        using var config = ConfigFolder.Base();
        Directory.CreateDirectory(Path.Combine(config.Folder, "templates"));
        File.WriteAllBytes(Path.Combine(config.Folder, "templates", "letter.txt.liquid"), [0x61, 0x0a, 0xe6, 0x62]);

        Assert.Equal(["templates/letter.txt.liquid:2: not UTF-8; save the file in that encoding"], config.Faults());
    }

    private static ConfigFolder With(string name, string text)
    {
        var config = ConfigFolder.Base();
        Directory.CreateDirectory(Path.Combine(config.Folder, "templates"));
        return config.Write(Path.Combine("templates", name), text);
    }

    private static IEnumerable<string> NamesIn(object value, string path = "") => value switch
    {
        IReadOnlyDictionary<string, object> record => record.SelectMany(r => NamesIn(r.Value, $"{path}.{r.Key}")),
        IEnumerable<object> list => list.Take(1).SelectMany(v => NamesIn(v, path)),
        _ => [path],
    };
}
