using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace GevinstMonitor.Store;

/// <summary>What a link to answer by says, signed: who may answer what, and until when.</summary>
/// <param name="Deviation">The deviation's id.</param>
/// <param name="Post">The post that the letter went to.</param>
/// <param name="Expires">The first moment at which it is of no use any more, in whole seconds.</param>
public sealed record AnswerToken(string Deviation, string Post, DateTimeOffset Expires);

/// <summary>Signs and reads links.</summary>
/// <remarks>The expiry is part of what is signed: Data Protection's own time-limited protector asks the machine's clock, and not the one that the program goes by.</remarks>
/// <param name="protection">Not loaded, and no key made, before there is something to sign or to read.</param>
public sealed class AnswerTokens(Lazy<IDataProtectionProvider> protection)
{
    // Far longer than any that is made.
    private const int Longest = 2048;

    private readonly Lazy<IDataProtector> _protector = new(() => protection.Value.CreateProtector("GevinstMonitor.Answer.v1"));

    public string Write(AnswerToken token) =>
        _protector.Value.Protect(string.Create(CultureInfo.InvariantCulture, $"{token.Expires.ToUnixTimeSeconds()} {token.Deviation} {token.Post}"));

    /// <returns>Null when it is not one of ours; whether it has expired is for the caller to see.</returns>
    public AnswerToken? Read(string text)
    {
        if (text.Length > Longest)
            return null;
        try
        {
            return _protector.Value.Unprotect(text).Split(' ') is [var expires, var deviation, var post]
                ? new AnswerToken(deviation, post, DateTimeOffset.FromUnixTimeSeconds(long.Parse(expires, CultureInfo.InvariantCulture))) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
