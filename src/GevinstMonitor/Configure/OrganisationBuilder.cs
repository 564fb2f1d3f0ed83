using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Configure;

/// <summary>Checks <c>organisation.yml</c> and builds the chart from it.</summary>
internal sealed class OrganisationBuilder(Binder binder, string path, ICollection<Fault> faults, InstallationFile? installation)
{
    private readonly Ids _units = new("unit", faults);
    private readonly Ids _posts = new("post", faults);
    private readonly Ids _groups = new("group", faults);

    public OrganisationChart Build(OrganisationFile file)
    {
        foreach (var unit in file.Units)
            _units.Declare(unit.Id, path, binder.LineOf(unit, "id"));
        foreach (var post in file.Posts)
            _posts.Declare(post.Id, path, binder.LineOf(post, "id"));
        foreach (var group in file.Groups)
            _groups.Declare(group.Id, path, binder.LineOf(group, "id"));

        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var unit in file.Units)
            Check(unit, file, codes);
        foreach (var post in file.Posts)
            Check(post, file);
        foreach (var group in file.Groups)
        {
            for (var i = 0; i < group.Members.Count; i++)
            {
                if (_posts.Refer(group.Members[i]) is { } wrong)
                    binder.Fault(group, "members", i, wrong);
            }
        }

        return new OrganisationChart(
            [.. file.Units.DistinctBy(u => u.Id).Select(u => new Unit(u.Id, u.Name, u.Under, u.Codes))],
            [.. file.Posts.DistinctBy(p => p.Id).Select(p => new OrganisationPost(p.Id, p.Title, p.Deputy, [.. p.Holders.Select(h => new Holder(h.Name, h.Email, h.From, h.To))]))],
            [.. file.Groups.DistinctBy(g => g.Id).Select(g => new Group(g.Id, g.Name, g.Members, g.Meetings))]);
    }

    private void Check(UnitFile unit, OrganisationFile file, Dictionary<string, string> codes)
    {
        if (unit.Under is { } under)
        {
            if (_units.Refer(under) is { } wrong)
                binder.Fault(unit, "under", wrong);
            else if (Circles(unit.Id, id => file.Units.FirstOrDefault(u => u.Id == id)?.Under))
                binder.Fault(unit, "under", $"unit '{unit.Id}' comes out above itself");
        }

        foreach (var code in unit.Codes)
        {
            if (!codes.TryAdd(code, unit.Id))
                binder.Fault(unit, "codes", $"code '{code}' is that of unit '{codes[code]}' already");
            else if (_units.Contains(code.ToLowerInvariant()) && !string.Equals(code, unit.Id, StringComparison.OrdinalIgnoreCase))
                binder.Fault(unit, "codes", $"code '{code}' is the id of another unit");
        }
    }

    private void Check(PostFile post, OrganisationFile file)
    {
        if (post.Deputy is { } deputy)
        {
            if (_posts.Refer(deputy) is { } wrong)
                binder.Fault(post, "deputy", wrong);
            else if (Circles(post.Id, id => file.Posts.FirstOrDefault(p => p.Id == id)?.Deputy))
                binder.Fault(post, "deputy", $"post '{post.Id}' comes out as its own deputy");
        }

        foreach (var holder in post.Holders)
        {
            if (holder.To < holder.From)
                binder.Fault(holder, "to", $"'to' {holder.To:yyyy-MM-dd} comes before 'from' {holder.From:yyyy-MM-dd}");
            if (installation is not null && Addresses.FaultOf(holder.Email, installation.Mail.AllowedDomains) is { } wrong)
                binder.Fault(holder, "email", wrong);
        }

        foreach (var (earlier, later) in post.Holders.OrderBy(h => h.From).Zip(post.Holders.OrderBy(h => h.From).Skip(1)))
        {
            if (earlier.To is null || earlier.To >= later.From)
                binder.Fault(later, "from", $"post '{post.Id}' has two holders on {later.From:yyyy-MM-dd}: '{earlier.Name}' and '{later.Name}'");
        }
    }

    private static bool Circles(string start, Func<string, string?> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { start };
        for (var id = next(start); id is not null; id = next(id))
        {
            if (id == start)
                return true;
            if (!seen.Add(id))
                return false;
        }

        return false;
    }
}
