using GevinstMonitor.Configure;
using MimeKit;

namespace GevinstMonitor.Post;

/// <summary>A way for letters to leave.</summary>
public interface IMailer : IAsyncDisposable
{
    /// <summary>How long a claim on a letter lasts: nothing where sending twice gives one letter all the same.</summary>
    TimeSpan Lease { get; }

    /// <exception cref="MailException">The letter did not leave.</exception>
    Task SendAsync(MimeMessage message, string fileName, CancellationToken ct);

    /// <summary>Tries the way without sending anything.</summary>
    /// <exception cref="MailException">Nothing would leave.</exception>
    Task TryAsync(CancellationToken ct);
}

/// <summary>A letter did not leave.</summary>
/// <param name="everyLetter">Whether no other letter would either: the server is away, or does not take the login.</param>
/// <param name="forGood">Whether trying again is of no use: the server will never take it.</param>
/// <param name="noSuchAddress">Whether it is for the address: the server knows no such mailbox, so that nobody will ever read there.</param>
public sealed class MailException(string message, bool everyLetter, Exception? inner = null, bool forGood = false, bool noSuchAddress = false) : Exception(message, inner)
{
    public bool EveryLetter { get; } = everyLetter;

    public bool ForGood { get; } = forGood || noSuchAddress;

    public bool NoSuchAddress { get; } = noSuchAddress;
}

/// <summary>Makes the mailer that the configuration asks for.</summary>
public sealed class Mailers(Catalog catalog)
{
    // For as long as the process lives: a token is good for many deliveries.
    private readonly MailTokens? _tokens = catalog.Installation.Mail is SmtpMail { Oauth: { } oauth } ? new MailTokens(oauth, catalog.Folder) : null;

    public IMailer Open() => catalog.Installation.Mail switch
    {
        FolderMail folder => new FolderMailer(catalog.PathOf(folder.Folder)),
        SmtpMail smtp => new SmtpMailer(smtp, catalog.Folder, _tokens),
        var other => throw new NotSupportedException(other.GetType().Name),
    };
}
