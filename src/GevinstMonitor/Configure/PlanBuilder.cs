using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary>What a plan may refer to.</summary>
/// <param name="Chart">Null when the organisation could not be read; then posts and units are not looked up.</param>
internal sealed record PlanReferences(OrganisationChart? Chart, Ids Indicators, IReadOnlyList<string> MoreTypes)
{
    private static readonly string[] Types = ["economic", "quality", "service", "employee", "innovation"];

    public string? Post(string id) => Chart is null || Chart.Post(id) is not null ? null : $"there is no post '{id}'{Binder.Nearest(id, Chart.Posts.Select(p => p.Id))}";
    public string? Unit(string id) => Chart is null || Chart.Unit(id) is not null ? null : $"there is no unit '{id}'{Binder.Nearest(id, Chart.Units.Select(u => u.Id))}";
    public string? Group(string id) => Chart is null || Chart.Groups.Any(g => g.Id == id) ? null : $"there is no group '{id}'{Binder.Nearest(id, Chart.Groups.Select(g => g.Id))}";
    public string? Type(string type) => Types.Concat(MoreTypes).Contains(type) ? null
        : $"unknown benefit type '{type}'{Binder.Nearest(type, Types.Concat(MoreTypes))}; the installation can add to benefitTypes";
}

/// <summary>Checks a file in <c>plans/</c> and builds the plan from it.</summary>
/// <param name="references">Null for an earlier version: what it refers to may be gone by now.</param>
internal sealed class PlanBuilder(Binder binder, PlanReferences? references)
{
    /// <returns>Null when a benefit's path is wrong; the faults say how.</returns>
    public Plan? Build(PlanFile file, string text, IReadOnlyList<Plan> earlier)
    {
        Refer(file, "controller", references?.Post(file.Controller));
        if (file.ReportTo is { } group)
            Refer(file, "reportTo", references?.Group(group));
        if (file.Version < 1)
            binder.Fault(file, "version", "'version' must be at least 1");
        CheckHistory(file);
        Unique(file.Changes, c => c.Id, "change");
        foreach (var change in file.Changes.Where(c => c.Owner is not null))
            Refer(change, "owner", references?.Post(change.Owner!));
        Unique(file.Benefits, b => b.Id, "benefit");
        if (file.Benefits.Count == 0)
            binder.Fault(file, "benefits", "a plan without benefits promises nothing; name at least one");

        var benefits = file.Benefits.Select(b => Build(b, file)).ToList();
        CheckOwners(file);
        return benefits.Contains(null) ? null : new Plan
        {
            Id = file.Id,
            Name = file.Name,
            Programme = file.Programme,
            Controller = file.Controller,
            ReportTo = file.ReportTo,
            Version = file.Version,
            Approved = new Approval(file.Approved.On, file.Approved.By, file.Approved.Note),
            Ends = file.Ends,
            Goal = file.Goal,
            Technology = file.Technology,
            Changes = [.. file.Changes.Select(c => new Change(c.Id, c.Name, c.Owner, c.Due, c.Done))],
            BusinessCase = file.BusinessCase is { } money
                ? new BusinessCase(money.Margin?.Fraction, money.Years, money.InvestmentPool is { } pool ? new InvestmentPool(pool.Borrowed, pool.Repaid) : null)
                : null,
            Benefits = benefits!,
            Earlier = earlier,
            Text = text,
        };
    }

    private void CheckHistory(PlanFile file)
    {
        var before = 0;
        foreach (var entry in file.History)
        {
            if (entry.Version <= before || entry.Version >= file.Version)
                binder.Fault(entry, "version", $"earlier versions run upwards and stay below {file.Version}; {entry.Version} does not");
            before = entry.Version;
        }
    }

    private Benefit? Build(BenefitFile file, PlanFile plan)
    {
        Refer(file, "indicator", references?.Indicators.Refer(file.Indicator));
        Refer(file, "owner", references?.Post(file.Owner));
        Refer(file, "type", references?.Type(file.Type));
        for (var i = 0; i < file.Needs.Count; i++)
        {
            if (plan.Changes.All(c => c.Id != file.Needs[i]))
                binder.Fault(file, "needs", i, $"this plan has no change '{file.Needs[i]}'{Binder.Nearest(file.Needs[i], plan.Changes.Select(c => c.Id))}");
        }

        if (file.Confirm.Amber < 1 || file.Confirm.Red < 1)
            binder.Fault(file.Confirm, file.Confirm.Amber < 1 ? "amber" : "red", "'confirm' counts periods and must be at least 1");
        Unique(file.Units, u => u.Id, "unit");

        var whole = new Paths(binder).Place(Unit.Whole, file.Owner, (file, file.Baseline), file.Path, (file, file.Targets), file.Tolerance, Worth(file.Worth));
        var units = file.Units.Select(unit =>
        {
            Refer(unit, "id", references?.Unit(unit.Id));
            if (unit.Owner is { } owner)
                Refer(unit, "owner", references?.Post(owner));
            // A path that the unit does not state is the whole's, whose faults are reported there.
            var own = unit.Baseline is not null || unit.Targets is not null || unit.Path is not null;
            return !own && unit.Tolerance is null && whole is null ? null
                : new Paths(binder).Place(unit.Id, unit.Owner ?? file.Owner,
                    (own ? unit : file, unit.Baseline ?? file.Baseline), unit.Path ?? file.Path, (own ? unit : file, unit.Targets ?? file.Targets),
                    unit.Tolerance ?? file.Tolerance, Worth(unit.Worth ?? file.Worth));
        }).ToList();
        return whole is null || units.Contains(null) ? null : new Benefit
        {
            Id = file.Id,
            Name = file.Name,
            Type = file.Type,
            Indicator = file.Indicator,
            Needs = file.Needs,
            ActionOnDeviation = file.ActionOnDeviation,
            Confirm = new Confirm(file.Confirm.Amber, file.Confirm.Red),
            Whole = file.Whole,
            Places = [whole, .. units!],
        };
    }

    private Worth? Worth(WorthFile? file)
    {
        if (file is null)
            return null;
        if (file.DkkPerUnitYear < 0)
            binder.Fault(file, "dkkPerUnitYear", "'dkkPerUnitYear' must not be negative; 'better' says which way is better");
        if (file.Booked is { } booked)
            Refer(booked, "unit", references?.Unit(booked.Unit));
        return new Worth(file.DkkPerUnitYear, file.Booked is { } b ? new Booking(b.Unit, b.From) : null);
    }

    // Somebody must hear on every day of the plan's life: from its first baseline until it ends, or for ever.
    private void CheckOwners(PlanFile file)
    {
        if (references?.Chart is not { } chart)
            return;
        foreach (var benefit in file.Benefits)
        {
            Check(benefit, benefit.Owner, benefit.Baseline.On);
            foreach (var unit in benefit.Units.Where(u => u.Owner is not null))
                Check(unit, unit.Owner!, (unit.Baseline ?? benefit.Baseline).On);
        }

        void Check(object record, string owner, DateOnly from)
        {
            if (chart.Post(owner) is not null && chart.FirstDayUnheard(owner, from, file.Ends) is { } day)
                binder.Fault(record, "owner", $"nobody holds post '{owner}' or stands in for it on {day:yyyy-MM-dd}; the plan needs an owner on every day from {from:yyyy-MM-dd}{(file.Ends is { } ends ? $" to {ends:yyyy-MM-dd}" : " on")}");
        }
    }

    private void Unique<T>(IReadOnlyList<T> records, Func<T, string> id, string what) where T : class
    {
        foreach (var again in records.GroupBy(id).SelectMany(same => same.Skip(1)))
            binder.Fault(again, "id", $"{what} '{id(again)}' stands twice");
    }

    private void Refer(object record, string key, string? wrong)
    {
        if (wrong is not null)
            binder.Fault(record, key, wrong);
    }
}
