using System.Text;
using GevinstMonitor.Core.Write;
using MimeKit;
using MimeKit.Utils;

namespace GevinstMonitor.Post;

/// <summary>Makes a mail of a letter: plain text, and simple HTML that says the same.</summary>
/// <param name="from">The sender, as Name &lt;address&gt;.</param>
/// <param name="installation">The municipality, which names the list that its letters are to mail programs.</param>
public sealed class MailRenderer(string from, string installation)
{
    private readonly MailboxAddress _from = MailboxAddress.Parse(from);

    /// <summary>The Message-Id of a letter: the same each time, so that a repeat is recognisable.</summary>
    public string MessageId(Letter letter) => MessageId(letter.Id);

    /// <param name="asOf">The letter's date.</param>
    /// <param name="earlier">The ids of letters that told of the same before, oldest first: mail programs show them together. Null for none.</param>
    public MimeMessage Render(Letter letter, DateTimeOffset asOf, IReadOnlyList<string>? earlier = null)
    {
        var message = new MimeMessage { Subject = letter.Subject, Date = asOf, MessageId = MessageId(letter) };
        message.From.Add(_from);
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
        message.Headers.Add(HeaderId.ListId, $"{Encoding.ASCII.GetString(Rfc2047.EncodePhrase(Encoding.UTF8, OneLine(installation)))} <gevinstmonitor.{_from.Domain}>");
        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = LetterText.Of(letter), ContentTransferEncoding = ContentEncoding.QuotedPrintable },
            new TextPart("html") { Text = LetterHtml.Of(letter), ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        message.Body.Headers.Add(HeaderId.ContentLanguage, letter.Culture);
        // The boundary too comes from the letter, so that the same letter is the same file.
        message.Body.ContentType.Boundary = "=-" + letter.Id;
        return message;
    }

    private string MessageId(string letter) => $"{letter}@{_from.Domain}";

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
