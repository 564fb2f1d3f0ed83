using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;

namespace GevinstMonitor.Tests.Post;

/// <summary>Whatever stands in any field of a letter, it is text and nothing else.</summary>
public sealed class HostileTextTests
{
    private static readonly DateTimeOffset At = new(2026, 7, 13, 8, 0, 0, TimeSpan.FromHours(2));
    private static readonly MailRenderer Renderer = new("Gevinstmonitor <gevinst@proeveby.example>", "Prøveby Kommune", LetterTemplates.Shipped);

    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover=\"alert(1)",
        "--></style><!-- </title><h1>",
        "navn\r\nBcc: tyv@andetsteds.example\r\n\r\n-- \r\nSendt af en anden",
        "navn\u2028ny linje\u2029nyt afsnit\u0085næste\0nul\u001b[31m",
        "{{ 7 | times: 7 }}{% for i in (1..9) %}{{ why }}{% endfor %}{{ 'x' | raw }}",
        "regnskab\u202efdp.exe\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u200e\u200f\u061c",
        "\ud800 halv \udc00",
        "cid:chart-1.aaaa@proeveby.example",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_InEveryField_ComesOutHarmless(string hostile)
    {
        var message = Renderer.Render(Everywhere(hostile), At);
        var plain = Renderer.Render(Everywhere("navn"), At);

        // The same mail as of an innocent text: no header, tag, line or part more.
        Assert.Equal(plain.Headers.Select(h => h.Field), message.Headers.Select(h => h.Field));
        Assert.Equal("chef@proeveby.example", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal(plain.BodyParts.Count(), message.BodyParts.Count());
        Assert.Equal(Tags(plain.HtmlBody!), Tags(message.HtmlBody!));
        Assert.Equal(Lines(plain.TextBody!), Lines(message.TextBody!));
        Assert.All([message.Subject!, message.To.Mailboxes.Single().Name!, message.TextBody!, message.HtmlBody!], HasNothingUnseen);
        Assert.DoesNotContain("49", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_OfTenThousandLetters_IsCutInHeadersAndFileName()
    {
        var letter = Everywhere(new string('æ', 10_000)) with { Post = new string('p', 10_000) };
        var message = Renderer.Render(letter, At);

        Assert.Equal(LetterModel.MostOfALine + 1, message.Subject!.Length);
        Assert.EndsWith("æ…", message.Subject, StringComparison.Ordinal);
        Assert.Equal(LetterModel.MostOfALine + 1, message.To.Mailboxes.Single().Name!.Length);
        Assert.True(Postman.FileName(letter, At).Length < 120);
    }

    private static Letter Everywhere(string text)
    {
        var section = new Section(text, text, Tone.Red, [new Fact(text, text), new Fact("Målt", text)], text) { Chart = PostTown.Chart with { Title = text, Measure = text, Alt = text } };
        return PostTown.Letter("aaaa") with { Name = text, Subject = text, Why = text, Closing = text, Sections = [section] };
    }

    /// <summary>No control but line breaks, and no mark that turns the text around it, in itself or as an entity.</summary>
    internal static void HasNothingUnseen(string text)
    {
        Assert.DoesNotMatch("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0085\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", text);
        Assert.DoesNotMatch("&#x(20[0-9A-F]{2}|61C);", text);
    }

    internal static List<string> Tags(string html) => [.. System.Text.RegularExpressions.Regex.Matches(html, @"<!--|-->|</?[a-zA-Z][a-zA-Z0-9]*|\s[a-z-]+=""").Select(m => m.Value.Trim())];

    internal static int Lines(string text) => text.Split('\n').Length;
}
