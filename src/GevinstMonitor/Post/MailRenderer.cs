using System.Globalization;
using System.Text;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using MimeKit;
using MimeKit.Utils;

namespace GevinstMonitor.Post;

/// <summary>Makes a mail of a letter: plain text, and HTML that says the same, with its charts beside it.</summary>
/// <param name="from">The sender, as Name &lt;address&gt;.</param>
/// <param name="installation">The municipality, which names the list that its letters are to mail programs.</param>
/// <param name="templates">What a letter's body looks like; its headers come from no template.</param>
public sealed class MailRenderer(string from, string installation, LetterTemplates templates)
{
    private readonly string _domain = MailboxAddress.Parse(from).Domain;

    /// <summary>The Message-Id of a letter: the same each time, so that a repeat is recognisable.</summary>
    public string MessageId(Letter letter) => MessageId(letter.Id);

    /// <param name="asOf">The letter's date.</param>
    /// <param name="earlier">The ids of letters that told of the same before, oldest first: mail programs show them together. Null for none.</param>
    /// <param name="answersOf">The links by which a deviation is answered, by its id. Null for none.</param>
    public MimeMessage Render(Letter letter, DateTimeOffset asOf, IReadOnlyList<string>? earlier = null, Func<string, AnswerLinks?>? answersOf = null)
    {
        var message = new MimeMessage { Subject = Harmless.Line(letter.Subject, LetterModel.MostOfALine), Date = asOf, MessageId = MessageId(letter) };
        // One of its own: a list of addresses listens for changes of each, and so one that all letters share would hold them all.
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(new MailboxAddress(OneLine(letter.Name), letter.Address));
        if (earlier is [.., var newest])
        {
            message.InReplyTo = MessageId(newest);
            message.References.AddRange(earlier.Select(MessageId));
        }

        // Out-of-office answers stay away: by the standard (RFC 3834), by the custom of older programs, and by Exchange's own header.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.Precedence, "bulk");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ListId, $"{Encoding.ASCII.GetString(Rfc2047.EncodePhrase(Encoding.UTF8, OneLine(installation)))} <gevinstmonitor.{_domain}>");
        message.Body = Body(letter, answersOf);
        message.Body.Headers.Add(HeaderId.ContentLanguage, letter.Culture);
        return message;
    }

    private string MessageId(string letter) => $"{letter}@{_domain}";

    // Boundaries and names of parts come from the letter too, so that the same letter is the same file.
    private MultipartAlternative Body(Letter letter, Func<string, AnswerLinks?>? answersOf)
    {
        var pictures = letter.Sections.Select((section, i) => (section.Chart, Name: PictureOf(letter, i))).Where(p => p.Chart is not null).ToList();
        // Drawn on another core while the words are filled in.
        var words = Words.Of(letter.Culture)!;
        var drawn = pictures.Select(p => Task.Run(() => ChartImage.Of(p.Chart!, words))).ToList();
        var named = LetterModel.Of(letter, i => $"cid:{PictureOf(letter, i)}", answersOf);
        var html = new TextPart("html") { Text = templates.FillHtml(named), ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        MimeEntity seen = html;
        if (pictures.Count > 0)
        {
            // The first part is the one that the others belong to.
            var related = new MultipartRelated { html };
            related.ContentType.Boundary = $"=-{letter.Id}-pictures";
            foreach (var (picture, png) in pictures.Zip(drawn))
                related.Add(Picture(png.GetAwaiter().GetResult(), picture.Name));
            seen = related;
        }

        var body = new MultipartAlternative { new TextPart("plain") { Text = templates.FillText(named), ContentTransferEncoding = ContentEncoding.QuotedPrintable }, seen };
        body.ContentType.Boundary = "=-" + letter.Id;
        return body;
    }

    private static MimePart Picture(byte[] png, string name) => new("image", "png")
    {
        Content = new MimeContent(new MemoryStream(png)),
        ContentId = name,
        ContentDisposition = new ContentDisposition(ContentDisposition.Inline) { FileName = $"{name.Split('.')[0]}.png" },
        ContentTransferEncoding = ContentEncoding.Base64,
    };

    private string PictureOf(Letter letter, int section) => string.Create(CultureInfo.InvariantCulture, $"chart-{section + 1}.{MessageId(letter)}");

    /// <summary>A mail's HTML with its pictures inside, to be looked at without a mail program.</summary>
    public static string Page(MimeMessage message) => message.BodyParts.OfType<MimePart>().Where(part => part.ContentId is not null).Aggregate(message.HtmlBody ?? "", (html, part) =>
    {
        using var png = new MemoryStream();
        part.Content!.DecodeTo(png);
        return html.Replace($"cid:{part.ContentId}", $"data:{part.ContentType.MimeType};base64,{Convert.ToBase64String(png.ToArray())}", StringComparison.Ordinal);
    });

    private static string OneLine(string text) => Harmless.Line(text, LetterModel.MostOfALine);
}
