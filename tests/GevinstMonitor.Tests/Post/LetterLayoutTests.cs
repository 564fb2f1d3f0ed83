using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using MimeKit;

namespace GevinstMonitor.Tests.Post;

/// <summary>What a letter is made of as a mail.</summary>
public sealed class LetterLayoutTests
{
    private static readonly DateTimeOffset At = new(2026, 7, 13, 8, 0, 0, TimeSpan.FromHours(2));
    private static readonly MailRenderer Renderer = new("Gevinstmonitor <gevinst@proeveby.example>", "Prøveby Kommune", LetterTemplates.Shipped);

    [Fact]
    public void Letter_WithAChart_HasItBesideTheHtmlThatShowsIt()
    {
        var message = Renderer.Render(PostTown.Charted("aaaa"), At);

        var body = Assert.IsType<MultipartAlternative>(message.Body);
        Assert.Equal("text/plain", body[0].ContentType.MimeType);
        var related = Assert.IsType<MultipartRelated>(body[1]);
        Assert.Equal("text/html", related.Root!.ContentType.MimeType);
        var picture = Assert.IsType<MimePart>(related[1]);
        Assert.Equal(("image/png", "inline", "chart-1.png"), (picture.ContentType.MimeType, picture.ContentDisposition!.Disposition, picture.FileName));
        Assert.Contains($"<img src=\"cid:{picture.ContentId}\" width=\"560\" alt=\"{PostTown.Chart.Alt}\"", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains($"\n{PostTown.Chart.Alt}\n", message.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        using var png = new MemoryStream();
        picture.Content!.DecodeTo(png, TestContext.Current.CancellationToken);
        Assert.Equal(ChartImage.Of(PostTown.Chart, new Danish()), png.ToArray());
    }

    [Fact]
    public void Letter_WithoutAChart_IsTextAndHtml() =>
        Assert.Equal(["text/plain", "text/html"], Assert.IsType<MultipartAlternative>(Renderer.Render(PostTown.Letter("aaaa"), At).Body).Select(part => part.ContentType.MimeType));

    [Fact]
    public void Letter_RenderedTwice_IsTheSameBytes() => Assert.Equal(Bytes(PostTown.Charted("aaaa")), Bytes(PostTown.Charted("aaaa")));

    [Fact]
    public void Html_FetchesNothingAndRunsNothing()
    {
        var html = Renderer.Render(PostTown.Charted("aaaa"), At).HtmlBody!;

        Assert.DoesNotMatch(@"(?i)<(script|link|iframe|object|embed|form|base)\b|\bon\w+=|@import|url\(|https?:", html);
        Assert.All(System.Text.RegularExpressions.Regex.Matches(html, "src=\"([^\"]*)\"").Select(m => m.Groups[1].Value), src => Assert.StartsWith("cid:", src, StringComparison.Ordinal));
    }

    [Fact]
    public void Deviation_ThatCanBeAnswered_HasItsLinksInHtmlAndText()
    {
        var letter = PostTown.Charted("aaaa");
        letter = letter with { Sections = [letter.Sections[0] with { Deviation = "D-1" }] };
        var message = Renderer.Render(letter, At, answersOf: d => new AnswerLinks($"https://svar.example/{d}?kind=a&x=1", "https://svar.example/b", "https://svar.example/c", "https://svar.example/d"));

        Assert.Contains(" href=\"https://svar.example/D-1?kind=a&amp;x=1\"", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("\nJeg tager hånd om det: https://svar.example/D-1?kind=a&x=1\n", message.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("svar.example", Renderer.Render(letter, At).HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfALetter_HasItsPicturesInside()
    {
        var page = MailRenderer.Page(Renderer.Render(PostTown.Charted("aaaa"), At));

        Assert.Contains($"src=\"data:image/png;base64,{Convert.ToBase64String(ChartImage.Of(PostTown.Chart, new Danish()))}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cid:", page, StringComparison.Ordinal);
    }

    private static byte[] Bytes(Letter letter)
    {
        using var eml = new MemoryStream();
        Renderer.Render(letter, At).WriteTo(eml);
        return eml.ToArray();
    }
}
