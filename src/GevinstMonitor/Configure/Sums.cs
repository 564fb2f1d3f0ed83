using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Configure;

/// <summary>A plan that was read without a fault.</summary>
internal sealed record SoundPlan(PlanFile File, Binder Binder, Plan Plan);

/// <summary>Numbers of plans that contradict each other, or the indicators they are measured by. Looked for where all that they rest on was read without a fault.</summary>
/// <param name="indicatorOf">Null for an indicator that is not right.</param>
/// <param name="isWhole">Whether these are all the plans there are; else a name may be of one that is not right.</param>
internal sealed class Sums(IReadOnlyList<SoundPlan> plans, bool isWhole, Func<string, Indicator?> indicatorOf, OrganisationChart chart)
{
    public void Check()
    {
        foreach (var (file, binder, plan) in plans)
        {
            for (var i = 0; i < file.Benefits.Count; i++)
            {
                if (indicatorOf(plan.Benefits[i].Indicator) is not { } indicator)
                    continue;
                CheckPossible(file.Benefits[i], indicator, binder);
                CheckUnits(file.Benefits[i], plan.Benefits[i], indicator, binder);
            }

            CheckBusinessCase(file, plan, binder);
        }

        CheckEarnedOnce();
    }

    private static void CheckPossible(BenefitFile benefit, Indicator indicator, Binder binder)
    {
        if (indicator.Plausible is not { } plausible)
            return;
        // What units add up to is held against no bound: that guards each unit's figure.
        foreach (var target in (benefit.Units.Count > 0 && indicator.Kind != IndicatorKind.Ratio ? [] : benefit.Targets).Concat(benefit.Units.SelectMany(u => u.Targets ?? [])))
        {
            if (target.Value < plausible.Min || target.Value > plausible.Max)
                binder.Fault(target, "value", FormattableString.Invariant($"a target of {target.Value} is outside what is plausible for indicator '{indicator.Id}' ({Bound(plausible.Min)} to {Bound(plausible.Max)}); a figure that reached it would be held"));
        }
    }

    private static string Bound(decimal? bound) => bound is { } b ? FormattableString.Invariant($"{b}") : "any";

    // One unit alone is singled out; two or more are what the whole is the sum of.
    private static void CheckUnits(BenefitFile file, Benefit benefit, Indicator indicator, Binder binder)
    {
        var units = benefit.Split.Select(p => p.Path).ToList();
        if (!indicator.Adds || units.Count < 2)
            return;
        var whole = benefit.Places[0].Path;
        var last = units.Append(whole).Max(p => p.Milestones[^1].By);
        foreach (var day in whole.Milestones.Select(m => m.By).Where(day => units.All(u => u.Milestones.Any(m => m.By == day))).Append(last).Distinct())
        {
            var (promised, parts) = (whole.ExpectedOn(day)!.Value, units.Select(u => u.ExpectedOn(day)!.Value).ToList());
            if (Contradiction(promised, parts, indicator, file.Reserve) is not { } wrong)
                continue;
            binder.Fault(file.Targets.LastOrDefault(t => t.By <= day) ?? file.Targets[^1], "value",
                FormattableString.Invariant($"the whole's target for {day:yyyy-MM-dd} is {promised}, but {wrong}; {(file.Reserve ? "units may promise more in 'reserve', not less" : "make them agree, or state 'reserve: true' where the units promise more on purpose")}"));
            return;
        }
    }

    private static string? Contradiction(decimal whole, List<decimal> units, Indicator indicator, bool reserve)
    {
        if (indicator.Kind == IndicatorKind.Ratio)
        {
            var (lowest, highest) = (units.Min(), units.Max());
            var least = indicator.Better == Better.Higher ? highest : lowest;
            return (reserve ? Evaluation.GapOf(indicator.Better, whole, least) <= 0 : lowest <= whole && whole <= highest) ? null
                : FormattableString.Invariant($"its units' run from {lowest} to {highest}, and a ratio of them all lies between");
        }

        var sum = units.Sum();
        // Each number as it is written may be half of its last digit off.
        var rounding = units.Append(whole).Sum(HalfOfLastDigit);
        return (reserve ? Evaluation.GapOf(indicator.Better, whole, sum) <= rounding : Math.Abs(whole - sum) <= rounding) ? null
            : FormattableString.Invariant($"its units' add up to {sum}");
    }

    private static decimal HalfOfLastDigit(decimal number) => new(5, 0, 0, false, (byte)Math.Min(28, number.Scale + 1));

    // Where the case says nothing of the years from the last target on, its best year may be one of those; and one that states costs alone says nothing of what comes.
    private void CheckBusinessCase(PlanFile file, Plan plan, Binder binder)
    {
        if (plan.BusinessCase is not { Years.Count: > 0 } money || plan.Benefits.Any(b => b.Earning.Any(p => p.Path.Milestones[^1].By.Year > money.Years.Keys.Max())) || money.Years.Values.Max() <= 0)
            return;
        var (best, margin) = (money.Years.Values.Max() + money.RunningCosts, money.Margin ?? 0);
        var worth = plan.Benefits.Sum(b => b.Earning.Sum(p => p.Worth!.DkkPerUnitYear * Improvement(b, p)));
        if (worth > best + (Math.Abs(best) * margin))
            binder.Fault(file.BusinessCase!, "years", FormattableString.Invariant($"at their last targets the benefits are worth {worth:0} DKK a year, more than the best year of the business case ({best:0}{(money.RunningCosts > 0 ? " with its running costs" : "")}) and its margin of {margin * 100:0.##}%; count no saving twice, or state what the years have taken off as 'runningCosts'"));
    }

    private decimal Improvement(Benefit benefit, Place place) =>
        indicatorOf(benefit.Indicator) is { } indicator ? Evaluation.GapOf(indicator.Better, place.Path.Milestones[^1].Value, place.Path.Baseline.Value) : 0;

    private sealed record Earner(SoundPlan In, BenefitFile File, Benefit Benefit, IReadOnlyList<string> Beside)
    {
        public string Name => $"{In.Plan.Id}/{Benefit.Id}";

        public bool Names(Earner other) => Beside.Contains(other.Name) || (other.In == In && Beside.Contains(other.Benefit.Id));
    }

    private void CheckEarnedOnce()
    {
        var earners = plans.SelectMany(p => p.File.Benefits.Zip(p.Plan.Benefits, (file, benefit) => new Earner(p, file, benefit,
            [.. file.Units.Select(u => u.Worth).Prepend(file.Worth).SelectMany(w => w?.Beside ?? [])]))).ToList();
        foreach (var earner in earners.Where(_ => isWhole))
        {
            foreach (var unknown in earner.Beside.Where(name => !earners.Any(e => e != earner && (e.Name == name || (e.In == earner.In && e.Benefit.Id == name)))))
                earner.In.Binder.Fault(earner.File, "worth", $"there is no other benefit '{unknown}' for 'beside'; name one of this plan as BENEFIT, one of another as PLAN/BENEFIT");
        }

        foreach (var money in earners.Where(e => e.Benefit.Earning.Any(p => p.Worth!.DkkPerUnitYear > 0)).GroupBy(e => e.Benefit.Indicator).Select(same => same.ToList()))
        {
            for (var i = 1; i < money.Count; i++)
            {
                if (money.Take(i).FirstOrDefault(other => IsTwice(other, money[i])) is { } first)
                    money[i].In.Binder.Fault(money[i].File, "worth", $"benefit '{first.Name}' earns money by indicator '{first.Benefit.Indicator}' in the same units; count it once, or name it under 'beside' where this is other money");
            }
        }
    }

    // Of two that are measured by the same indicator.
    private bool IsTwice(Earner one, Earner other) =>
        !one.Names(other) && !other.Names(one)
        && !(one.In.Plan.Ends < other.Benefit.Places[0].Path.Baseline.On) && !(other.In.Plan.Ends < one.Benefit.Places[0].Path.Baseline.On)
        && UnitsOf(one.Benefit).Any(a => UnitsOf(other.Benefit).Any(b => IsIn(a, b) || IsIn(b, a)));

    // A benefit that is not split is of all units there are.
    private static IEnumerable<string> UnitsOf(Benefit benefit) =>
        !benefit.Split.Any() ? [Unit.Whole] : benefit.Places[0].Worth is not null ? benefit.Split.Select(p => p.Unit) : benefit.Earning.Select(p => p.Unit);

    private bool IsIn(string unit, string other)
    {
        // Units that lie under each other in a circle are a fault of their own.
        var passed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = unit; at is not null && passed.Add(at); at = chart.Unit(at)?.Under)
        {
            if (at == other)
                return true;
        }

        return other == Unit.Whole;
    }
}
