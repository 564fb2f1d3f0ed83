using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Configure;

/// <summary>Checks <c>organisation.yml</c> and builds the chart from it.</summary>
/// <param name="domains">The domains that letters may leave for; null when they could not be read.</param>
internal sealed class OrganisationBuilder(Binder binder, OrganisationIds ids, IReadOnlyList<string>? domains)
{
    /// <summary>Whether posts, deputies and holders are right, so that it can be said who hears on a day.</summary>
    public bool KnowsWhoHears { get; private set; }

    public OrganisationChart Build(OrganisationFile file)
    {
        KnowsWhoHears = binder.IsSound(file, "posts") && file.Posts.DistinctBy(p => p.Id).Count() == file.Posts.Count;
        ids.Units.Declare(binder, file, "units", file.Units, u => u.Id);
        ids.Posts.Declare(binder, file, "posts", file.Posts, p => p.Id);
        ids.Groups.Declare(binder, file, "groups", file.Groups, g => g.Id);

        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var unit in file.Units)
            Check(unit, file, codes);
        foreach (var post in file.Posts)
            Check(post, file);
        foreach (var group in file.Groups)
        {
            for (var i = 0; i < group.Members.Count; i++)
            {
                if (ids.Posts.Refer(group.Members[i]) is { } wrong)
                    binder.FaultOfItem(group.Members, i, wrong);
            }
        }

        return new OrganisationChart(
            [.. file.Units.DistinctBy(u => u.Id).Select(u => new Unit(u.Id, u.Name, u.Under, u.Codes, u.Leader))],
            [.. file.Posts.DistinctBy(p => p.Id).Select(p => new OrganisationPost(p.Id, p.Title, p.Deputy, [.. p.Holders.Select(h => new Holder(h.Name, h.Email, h.From, h.To))]))],
            [.. file.Groups.DistinctBy(g => g.Id).Select(g => new Group(g.Id, g.Name, g.Members, g.Meetings, g.Digest?.Before.Count))]);
    }

    private void Check(UnitFile unit, OrganisationFile file, Dictionary<string, string> codes)
    {
        if (unit.Under is { } under)
        {
            if (ids.Units.Refer(under) is { } wrong)
                binder.Fault(unit, "under", wrong);
            else if (Circle(unit.Id, id => file.Units.FirstOrDefault(u => u.Id == id)?.Under, [.. file.Units.Select(u => u.Id)]) is { } circle)
                binder.Fault(unit, "under", $"units lie under each other in a circle: {circle}");
        }

        if (unit.Leader is { } leader && ids.Posts.Refer(leader) is { } unknown)
            binder.Fault(unit, "leader", unknown);
        foreach (var code in unit.Codes)
        {
            if (!codes.TryAdd(code, unit.Id))
                binder.Fault(unit, "codes", $"code '{code}' is that of unit '{codes[code]}' already");
            else if (ids.Units.Contains(code.ToLowerInvariant()) && !string.Equals(code, unit.Id, StringComparison.OrdinalIgnoreCase))
                binder.Fault(unit, "codes", $"code '{code}' is the id of another unit");
        }
    }

    private void Check(PostFile post, OrganisationFile file)
    {
        if (post.Deputy is { } deputy)
        {
            var wrong = ids.Posts.Refer(deputy);
            var circle = Circle(post.Id, id => file.Posts.FirstOrDefault(p => p.Id == id)?.Deputy, [.. file.Posts.Select(p => p.Id)]);
            if (wrong is not null)
                binder.Fault(post, "deputy", wrong);
            else if (circle is not null)
                binder.Fault(post, "deputy", $"deputies stand in for each other in a circle: {circle}");
            KnowsWhoHears &= wrong is null && circle is null;
        }

        foreach (var holder in post.Holders)
        {
            if (holder.To < holder.From && binder.IsSound(holder, "from"))
            {
                binder.Fault(holder, "to", $"'to' {holder.To:yyyy-MM-dd} comes before 'from' {holder.From:yyyy-MM-dd}");
                KnowsWhoHears = false;
            }

            if (Addresses.FaultOf(holder.Email, domains) is { } wrong)
                binder.Fault(holder, "email", wrong);
        }

        if (post.Holders.Any(h => !binder.IsSound(h, "from", "to") || h.To < h.From))
            return;
        foreach (var (earlier, later) in post.Holders.OrderBy(h => h.From).Zip(post.Holders.OrderBy(h => h.From).Skip(1)))
        {
            if (earlier.To is not null && earlier.To < later.From)
                continue;
            KnowsWhoHears = false;
            binder.Fault(later, "from", $"post '{post.Id}' has two holders on {later.From:yyyy-MM-dd}: '{earlier.Name}' and '{later.Name}'");
        }
    }

    // A circle is told of once, where the first of its members stands.
    private static string? Circle(string start, Func<string, string?> next, List<string> order)
    {
        var seen = new List<string> { start };
        for (var id = next(start); id is not null; id = next(id))
        {
            if (id == start)
                return seen.MinBy(order.IndexOf) == start ? string.Join(" → ", seen.Append(start)) : null;
            if (seen.Contains(id))
                return null;
            seen.Add(id);
        }

        return null;
    }
}

/// <summary>The ids that <c>organisation.yml</c> declares.</summary>
internal sealed record OrganisationIds(Ids Units, Ids Posts, Ids Groups)
{
    public static OrganisationIds In(ICollection<Fault> faults) => new(new Ids("unit", faults), new Ids("post", faults), new Ids("group", faults));

    /// <summary>Says that the file could not be read.</summary>
    public void LackAll()
    {
        Units.LacksSome();
        Posts.LacksSome();
        Groups.LacksSome();
    }
}
