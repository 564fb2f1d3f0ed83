using System.ComponentModel;

namespace GevinstMonitor.Configure;

/// <summary><c>organisation.yml</c>: who is accountable.</summary>
[Description("Units, posts and groups. Plans name posts, so they survive people.")]
public sealed record OrganisationFile
{
    [Description("The organisational units that benefits are measured for.")]
    public required IReadOnlyList<UnitFile> Units { get; init; }

    [Description("The positions that plans name.")]
    public required IReadOnlyList<PostFile> Posts { get; init; }

    [Description("Management groups that treat the measurements at their meetings.")]
    public IReadOnlyList<GroupFile> Groups { get; init; } = [];
}

public sealed record UnitFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    [Description("The unit above.")]
    public string? Under { get; init; }

    [Description("The post that leads it: who hears at last when nobody below answers.")]
    public string? Leader { get; init; }

    [Description("What source systems call this unit, where it is not the id.")]
    public IReadOnlyList<string> Codes { get; init; } = [];
}

public sealed record PostFile
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    [Description("The post that hears instead while this one is vacant.")]
    public string? Deputy { get; init; }

    [Description("Who holds the post, and when.")]
    public IReadOnlyList<HolderFile> Holders { get; init; } = [];
}

public sealed record HolderFile
{
    public required string Name { get; init; }
    public required string Email { get; init; }

    [Description("First day, inclusive.")]
    public required DateOnly From { get; init; }

    [Description("Last day, inclusive.")]
    public DateOnly? To { get; init; }
}

public sealed record GroupFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    [Description("Posts.")]
    public required IReadOnlyList<string> Members { get; init; }
    public IReadOnlyList<DateOnly> Meetings { get; init; } = [];
    public DigestFile? Digest { get; init; }
}

public sealed record DigestFile
{
    [Description("How long before each meeting the digest goes out, as 3 workdays.")]
    public required Workdays Before { get; init; }
}
