using MailKit.Net.Smtp;
using MimeKit;

namespace GevinstMonitor.Post;

/// <summary>What of a letter a mail server refused.</summary>
internal enum Refused { Sender, Recipient, Letter }

/// <summary>MailKit's client, which also knows how far a letter has come: servers refuse with codes that do not say what.</summary>
internal sealed class LetterSmtp : SmtpClient
{
    /// <summary>What a refusal now would be of.</summary>
    public Refused Refused { get; private set; }

    /// <summary>Sends a letter to its one recipient.</summary>
    public Task SendAnewAsync(MimeMessage message, CancellationToken ct)
    {
        Refused = Refused.Sender;
        return SendAsync(message, ct);
    }

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Refused = Refused.Recipient;

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Refused = Refused.Letter;
}
