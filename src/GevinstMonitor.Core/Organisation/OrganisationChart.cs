namespace GevinstMonitor.Core.Organisation;

/// <summary>Units, posts and groups: who is accountable for what, on a given day.</summary>
public sealed class OrganisationChart
{
    private readonly Dictionary<string, Unit> _units;
    private readonly Dictionary<string, OrganisationPost> _posts;
    private readonly Dictionary<string, string> _unitOfCode;

    /// <param name="units">Ids are unique.</param>
    /// <param name="posts">Ids are unique; deputies name posts in the list.</param>
    /// <param name="groups">Ids are unique.</param>
    public OrganisationChart(IReadOnlyList<Unit> units, IReadOnlyList<OrganisationPost> posts, IReadOnlyList<Group> groups)
    {
        (Units, Posts, Groups) = (units, posts, groups);
        _units = units.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        _posts = posts.ToDictionary(post => post.Id, StringComparer.Ordinal);
        _unitOfCode = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var unit in units)
            foreach (var code in unit.Codes.Prepend(unit.Id))
                _unitOfCode.TryAdd(code, unit.Id);
    }

    public IReadOnlyList<Unit> Units { get; }
    public IReadOnlyList<OrganisationPost> Posts { get; }
    public IReadOnlyList<Group> Groups { get; }

    public OrganisationPost? Post(string id) => _posts.GetValueOrDefault(id);

    public Unit? Unit(string id) => _units.GetValueOrDefault(id);

    /// <summary>What a reader calls a unit; an id that is not in the chart is its own name.</summary>
    public string UnitName(string id) => _units.TryGetValue(id, out var unit) ? unit.Name : id;

    /// <summary>What a reader calls a post; an id that is not in the chart is its own title.</summary>
    public string PostTitle(string id) => _posts.TryGetValue(id, out var post) ? post.Title : id;

    /// <summary>The unit that a source system means by a code: its id or one of its codes, whatever the case; null when nobody knows it.</summary>
    public string? UnitOf(string code) => _unitOfCode.GetValueOrDefault(code);

    /// <summary>A post and those that stand in for it, each while all before it are vacant; empty when the post is unknown.</summary>
    public IEnumerable<OrganisationPost> LineOf(string post)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = Post(post); next is not null && seen.Add(next.Id); next = next.Deputy is null ? null : Post(next.Deputy))
            yield return next;
    }

    /// <summary>Who hears on a day what is meant for a post: its holder, or while it is vacant its deputy's holder, and so on.</summary>
    /// <returns>Null when the post is unknown, or it and all its deputies are vacant.</returns>
    public Addressee? WhoHears(string post, DateOnly day)
    {
        foreach (var next in LineOf(post))
        {
            if (next.HolderOn(day) is { } holder)
                return new Addressee(next.Id, holder.Name, holder.Email, next.Id == post ? null : PostTitle(post));
        }

        return null;
    }

    /// <summary>The post that leads above an owner: of the unit above the one that the owner leads, or else of the unit that the benefit is measured for, or one further up.</summary>
    /// <param name="owner">The accountable post.</param>
    /// <param name="unit">Where the benefit is measured; <see cref="Organisation.Unit.Whole"/> for all units, whose leader is that of the only unit at the top.</param>
    /// <returns>Null when no leader above is stated.</returns>
    public string? LeaderAbove(string owner, string unit)
    {
        var led = Units.FirstOrDefault(u => u.Leader == owner);
        var tops = Units.Where(u => u.Under is null).ToList();
        var next = led is not null ? Above(led) : unit == Organisation.Unit.Whole ? (tops.Count == 1 ? tops[0] : null) : Unit(unit);
        while (next is not null && (next.Leader is null || next.Leader == owner))
            next = Above(next);
        return next?.Leader;

        Unit? Above(Unit below) => below.Under is { } under ? Unit(under) : null;
    }

    /// <summary>The first day in a stretch on which nobody would hear what is meant for a post; null when somebody always does.</summary>
    /// <param name="post">The post's id.</param>
    /// <param name="from">First day, inclusive.</param>
    /// <param name="to">Last day, inclusive; null for a stretch without end.</param>
    public DateOnly? FirstDayUnheard(string post, DateOnly from, DateOnly? to)
    {
        // Who hears changes only where somebody starts or stops, so those days are all that need a look.
        return Posts.SelectMany(p => p.Holders)
            .SelectMany(h => h.To is { } last && last < DateOnly.MaxValue ? [h.From, last.AddDays(1)] : new[] { h.From })
            .Append(from)
            .Where(day => from <= day && (to is null || day <= to))
            .Order()
            .Cast<DateOnly?>()
            .FirstOrDefault(day => WhoHears(post, day!.Value) is null);
    }
}

/// <summary>The person a letter goes to.</summary>
/// <param name="Post">The post the person holds.</param>
/// <param name="Name">The person.</param>
/// <param name="Email">Where the letter goes.</param>
/// <param name="InsteadOf">The title of the vacant post the person stands in for; null when it is the person's own.</param>
public sealed record Addressee(string Post, string Name, string Email, string? InsteadOf);
