using System.Text.RegularExpressions;
using MailKit.Net.Smtp;

namespace GevinstMonitor.Post;

/// <summary>
/// What a mail server's refusal means (RFC 5321, 4.2.1; RFC 3463): 4xx passes, 5xx does not. A policy (x.7.x: no relaying, sender not allowed, taken for spam) is
/// not for ever though it says 5xx, and says nothing of the address: it is mended at the server, and the letter is tried until then.
/// </summary>
internal static partial class SmtpRefusal
{
    // The server is about to close.
    private const int Closing = 421;

    /// <param name="what">What it refused.</param>
    public static MailException Of(SmtpCommandException e, Refused what)
    {
        var (code, isForGood) = ((int)e.StatusCode, (int)e.StatusCode >= 500 && !Policy().IsMatch(e.Message));
        // The server's own words may hold the address; its code says enough.
        return new MailException(
            code == Closing ? $"the mail server is closing ({code})" : $"the mail server refused the {what.ToString().ToLowerInvariant()} with {code}{(what == Refused.Sender ? "; see mail.from" : "")}",
            // All letters have one sender: that it is refused, for good or not, is mended in the configuration or at the server.
            everyLetter: what == Refused.Sender || code == Closing, e,
            forGood: isForGood && what == Refused.Letter, noSuchAddress: isForGood && what == Refused.Recipient);
    }

    [GeneratedRegex(@"^\s*5\.7\.\d")]
    private static partial Regex Policy();
}
