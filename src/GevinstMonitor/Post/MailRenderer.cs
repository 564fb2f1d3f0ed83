using GevinstMonitor.Core.Write;
using MimeKit;

namespace GevinstMonitor.Post;

/// <summary>Makes a mail of a letter: plain text, and simple HTML that says the same.</summary>
public sealed class MailRenderer(string from)
{
    private readonly MailboxAddress _from = MailboxAddress.Parse(from);

    /// <summary>The Message-Id of a letter: the same each time, so that a repeat is recognisable.</summary>
    public string MessageId(Letter letter) => $"{letter.Id}@{_from.Domain}";

    /// <param name="asOf">The letter's date.</param>
    public MimeMessage Render(Letter letter, DateTimeOffset asOf)
    {
        var message = new MimeMessage { Subject = letter.Subject, Date = asOf, MessageId = MessageId(letter) };
        message.From.Add(_from);
        message.To.Add(new MailboxAddress(OneLine(letter.Name), letter.Address));
        // Out-of-office answers stay away (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
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

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
