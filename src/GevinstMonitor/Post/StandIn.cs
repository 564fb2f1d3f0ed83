using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Post;

/// <summary>Who gets a letter instead of a person whose address the mail server does not know.</summary>
internal static class StandIn
{
    /// <summary>The same letter for the post's holder by now, or its deputy, or else the controller of what it tells of, with a first line that says why.</summary>
    /// <param name="tried">The addresses that are dead.</param>
    /// <param name="plans">The plans that the letter tells of.</param>
    /// <param name="day">Who holds a post that day gets it.</param>
    /// <returns>Null when nobody is left: then operations hear that it was given up, and that is all.</returns>
    public static Letter? For(Letter letter, IReadOnlySet<string> tried, IEnumerable<string> plans, Catalog catalog, DateOnly day)
    {
        if (letter.Post is not { } post)
            return null;
        var (id, to) = plans.Where(catalog.Plans.ContainsKey).Select(p => catalog.Plans[p].Controller).Prepend(post)
            .SelectMany(catalog.Chart.LineOf)
            .Select(p => (p.Id, Holder: p.HolderOn(day)))
            .FirstOrDefault(p => p.Holder is { } holder && !tried.Contains(holder.Email));
        return to is null ? null : letter with
        {
            // Derived, as every letter's id is: the same again is the same letter.
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{letter.Id}|{to.Email.ToUpperInvariant()}")).AsSpan(0, 10)),
            Post = id,
            Name = to.Name,
            Address = to.Email,
            Why = $"{catalog.Words.WhyNoSuchAddress(catalog.Chart.PostTitle(post))} {letter.Why}",
        };
    }
}
