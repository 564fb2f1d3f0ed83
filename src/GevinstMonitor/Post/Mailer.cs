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
/// <param name="forGood">Whether trying again is of no use: the server knows no such mailbox.</param>
public sealed class MailException(string message, bool everyLetter, Exception? inner = null, bool forGood = false) : Exception(message, inner)
{
    public bool EveryLetter { get; } = everyLetter;

    public bool ForGood { get; } = forGood;
}

/// <summary>Makes the mailer that the configuration asks for.</summary>
public sealed class Mailers(Catalog catalog)
{
    public IMailer Open() => catalog.Installation.Mail switch
    {
        FolderMail folder => new FolderMailer(catalog.PathOf(folder.Folder)),
        SmtpMail smtp => new SmtpMailer(smtp, catalog.Folder),
        var other => throw new NotSupportedException(other.GetType().Name),
    };
}
