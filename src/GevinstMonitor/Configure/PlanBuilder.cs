using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary>What a plan may refer to.</summary>
/// <param name="WhoHears">The organisation; null when its posts are not right, so that it cannot be said who hears on a day.</param>
/// <param name="MoreTypes">Null when they could not be read; then types are not looked up.</param>
internal sealed record PlanReferences(OrganisationIds Organisation, OrganisationChart? WhoHears, Ids Indicators, IReadOnlyList<string>? MoreTypes)
{
    private static readonly string[] Types = ["economic", "quality", "service", "employee", "innovation"];

    public string? Post(string id) => Organisation.Posts.Refer(id);
    public string? Unit(string id) => Organisation.Units.Refer(id);
    public string? Group(string id) => Organisation.Groups.Refer(id);
    public string? Type(string type) => MoreTypes is null || Types.Concat(MoreTypes).Contains(type) ? null
        : $"unknown benefit type '{type}'{(Binder.Nearest(type, Types.Concat(MoreTypes)) is { Length: > 0 } near ? near : $"; use one of {string.Join(", ", Types.Concat(MoreTypes))}, or add it to benefitTypes in gevinstmonitor.yml")}";
}

/// <summary>Checks a file in <c>plans/</c> and builds the plan from it.</summary>
/// <param name="references">Null for an earlier version: what it refers to may be gone by now.</param>
internal sealed class PlanBuilder(Binder binder, ICollection<Fault> faults, PlanReferences? references)
{
    private readonly Ids _changes = new("change", faults, " in this plan");
    private readonly Ids _benefits = new("benefit", faults, " in this plan");

    /// <returns>Null when a benefit's path is wrong; the faults say how.</returns>
    public Plan? Build(PlanFile file, string text, IReadOnlyList<Plan> earlier)
    {
        Refer(file, "controller", references?.Post(file.Controller));
        if (file.ReportTo is { } group)
            Refer(file, "reportTo", references?.Group(group));
        if (file.Version < 1)
            binder.Fault(file, "version", "'version' must be at least 1");
        CheckHistory(file);
        _changes.Declare(binder, file, "changes", file.Changes, c => c.Id);
        foreach (var change in file.Changes.Where(c => c.Owner is not null))
            Refer(change, "owner", references?.Post(change.Owner!));
        _benefits.Declare(binder, file, "benefits", file.Benefits, b => b.Id);
        if (file.Benefits.Count == 0)
            binder.Fault(file, "benefits", "'benefits' is empty; a plan promises at least one");

        if (file.BusinessCase is { RunningCosts: < 0 } costs)
            binder.Fault(costs, "runningCosts", "'runningCosts' must not be negative; it is what the years have taken off");

        foreach (var late in file.Benefits.Where(b => binder.IsSound(b, "baseline") && file.Ends < b.Baseline.On).Take(1))
            binder.Fault(file, "ends", $"'ends' {file.Ends:yyyy-MM-dd} comes before the baseline of benefit '{late.Id}' on {late.Baseline.On:yyyy-MM-dd}, so it would never be judged");

        file.Escalation?.Check(binder, references?.WhoHears?.Units.Any(u => u.Leader is not null) ?? true);
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
            Escalation = file.Escalation?.Escalation(),
            Goal = file.Goal,
            Technology = file.Technology,
            Changes = [.. file.Changes.Select(c => new Change(c.Id, c.Name, c.Owner, c.Due, c.Done))],
            BusinessCase = file.BusinessCase is { } money
                ? new BusinessCase(money.Margin?.Fraction, money.Years, money.InvestmentPool is { } pool ? new InvestmentPool(pool.Borrowed, pool.Repaid) : null) { RunningCosts = money.RunningCosts ?? 0 }
                : null,
            Benefits = benefits!,
            Earlier = earlier,
            Text = text,
            ContentHash = PlanContent.HashOf(file),
        };
    }

    private void CheckHistory(PlanFile file)
    {
        var before = 0;
        foreach (var entry in file.History)
        {
            if (!binder.IsSound(file, "version") || !binder.IsSound(entry, "version"))
                continue;
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
            if (_changes.Refer(file.Needs[i]) is { } wrong)
                binder.FaultOfItem(file.Needs, i, wrong);
        }

        if (file.Confirm?.Amber < 1)
            binder.Fault(file.Confirm, "amber", "'amber' counts periods and must be at least 1");
        if (file.Confirm?.Red < 1)
            binder.Fault(file.Confirm, "red", "'red' counts periods and must be at least 1");
        foreach (var again in file.Units.Where(u => binder.IsSound(u, "id")).GroupBy(u => u.Id).SelectMany(same => same.Skip(1)))
            binder.Fault(again, "id", $"unit '{again.Id}' stands twice");

        var whole = new Paths(binder).Place(Unit.Whole, file.Owner, file.Baseline, file.Path, (file, file.Targets), file.Tolerance, Worth(file.Worth));
        var units = file.Units.Select(unit =>
        {
            Refer(unit, "id", references?.Unit(unit.Id));
            if (unit.Owner is { } owner)
                Refer(unit, "owner", references?.Post(owner));
            // A path that the unit does not state is the whole's, whose faults are reported there.
            var own = unit.Baseline is not null || unit.Targets is not null || unit.Path is not null;
            return !own && unit.Tolerance is null && whole is null ? null
                : new Paths(binder).Place(unit.Id, unit.Owner ?? file.Owner,
                    unit.Baseline ?? file.Baseline, unit.Path ?? file.Path, unit.Targets is { } targets ? (unit, targets) : (file, file.Targets),
                    unit.Tolerance ?? file.Tolerance, Worth(unit.Worth ?? file.Worth));
        }).ToList();
        var process = new Processes(binder).Process(file);
        return whole is null || units.Contains(null) ? null : new Benefit
        {
            Id = file.Id,
            Name = file.Name,
            Type = file.Type,
            Indicator = file.Indicator,
            Needs = file.Needs,
            ActionOnDeviation = file.ActionOnDeviation,
            Confirm = file.Confirm is { } confirm ? new Confirm(confirm.Amber, confirm.Red) : null,
            Process = process,
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
        if (file.DkkPerUnitYear > 1_000_000_000)
            binder.Fault(file, "dkkPerUnitYear", "'dkkPerUnitYear' must be at most 1000000000");
        if (file.Booked is { } booked)
            Refer(booked, "unit", references?.Unit(booked.Unit));
        return new Worth(file.DkkPerUnitYear, file.Booked is { } b ? new Booking(b.Unit, b.From) : null);
    }

    // Somebody must hear on every day of the plan's life: from its first baseline until it ends, or for ever.
    private void CheckOwners(PlanFile file)
    {
        if (references?.WhoHears is not { } chart || !binder.IsSound(file, "ends"))
            return;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var benefit in file.Benefits.Where(b => binder.IsSound(b, "baseline")))
        {
            // The owner of the whole answers for units that name none, also from where they begin.
            var from = benefit.Units.Where(u => u.Owner is null && u.Baseline is not null && binder.IsSound(u, "owner", "baseline")).Select(u => u.Baseline!.On).Append(benefit.Baseline.On).Min();
            Check(benefit, benefit.Owner, from);
            foreach (var unit in benefit.Units.Where(u => u.Owner is not null && binder.IsSound(u, "baseline")))
                Check(unit, unit.Owner!, (unit.Baseline ?? benefit.Baseline).On);
        }

        void Check(object record, string owner, DateOnly from)
        {
            if (chart.Post(owner) is not null && chart.FirstDayUnheard(owner, from, file.Ends) is { } day && told.Add(owner))
                binder.Fault(record, "owner", $"nobody holds post '{owner}' or stands in for it on {day:yyyy-MM-dd}; the plan needs an owner on every day from {from:yyyy-MM-dd}{(file.Ends is { } ends ? $" to {ends:yyyy-MM-dd}" : " on")}; name a holder or a deputy in organisation.yml");
        }
    }

    private void Refer(object record, string key, string? wrong)
    {
        if (wrong is not null)
            binder.Fault(record, key, wrong);
    }
}
