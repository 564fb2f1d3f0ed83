namespace GevinstMonitor.Core.Organisation;

/// <summary>A position with a line of holders. Plans name posts, so that they survive people.</summary>
/// <param name="Id">Kebab-case id, as plans name it.</param>
/// <param name="Title">What a reader sees.</param>
/// <param name="Deputy">The id of the post that hears instead while this one is vacant; null for none.</param>
/// <param name="Holders">Who held, holds and will hold the post; no two on one day.</param>
public sealed record OrganisationPost(string Id, string Title, string? Deputy, IReadOnlyList<Holder> Holders)
{
    /// <summary>Who holds the post on a day; null while it is vacant.</summary>
    public Holder? HolderOn(DateOnly day) => Holders.FirstOrDefault(holder => holder.Holds(day));
}

/// <summary>A person in a post.</summary>
/// <param name="Name">What a reader sees.</param>
/// <param name="Email">Where letters go.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; null while no end is known.</param>
public sealed record Holder(string Name, string Email, DateOnly From, DateOnly? To)
{
    /// <summary>Whether the person holds the post on this day; both end days count.</summary>
    public bool Holds(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>A management group that treats the measurements at its meetings.</summary>
/// <param name="Members">Posts.</param>
/// <param name="Meetings">Days, in any order.</param>
/// <param name="DigestBefore">So many workdays before a meeting its members get the digest; null for none.</param>
public sealed record Group(string Id, string Name, IReadOnlyList<string> Members, IReadOnlyList<DateOnly> Meetings, int? DigestBefore = null);
