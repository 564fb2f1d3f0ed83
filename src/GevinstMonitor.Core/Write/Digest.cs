using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>What a management group is told before a meeting: where the plans that report to it stand, and what happened since the last one.</summary>
/// <param name="Meeting">The day of the meeting.</param>
/// <param name="Since">What happened after this moment is news.</param>
/// <param name="AsOf">The moment it is written as of.</param>
public sealed record Digest(Group Group, DateOnly Meeting, Moment Since, Moment AsOf)
{
    /// <summary>So many workdays without an answer are slow.</summary>
    public const int Slow = 5;

    /// <summary>The benefits of the group's plans in their places.</summary>
    public required IReadOnlyList<Evaluation> Seen { get; init; }

    /// <summary>What happened to deviations since, in order; those of other groups' plans are passed over.</summary>
    public required IReadOnlyList<DeviationChange> Changes { get; init; }

    /// <summary>What plans promise less since.</summary>
    public IReadOnlyList<TargetChange> Targets { get; init; } = [];

    /// <summary>The deviations that are open now.</summary>
    public required IReadOnlyCollection<Deviation> Open { get; init; }

    /// <summary>The open deviations that somebody was told of, since when nothing was answered that still covers them.</summary>
    public IReadOnlyList<Unanswered> Unanswered { get; init; } = [];

    /// <summary>What was answered, by the deviation's id.</summary>
    public ILookup<string, Response> Answers { get; init; } = Enumerable.Empty<Response>().ToLookup(r => r.Deviation);

    /// <summary>What is accepted of open deviations, in force now.</summary>
    public IReadOnlyList<Acceptance> Accepted { get; init; } = [];

    /// <summary>Which figures are told as withheld; none where nothing is stated.</summary>
    public SmallNumbers SmallNumbers { get; init; }

    /// <summary>The group's plans.</summary>
    public IReadOnlyList<Plan> Plans => [.. Seen.Select(e => e.Plan).DistinctBy(p => p.Id)];

    /// <summary>The open deviations of benefits that are judged, those that cost most first.</summary>
    public IReadOnlyList<OpenCase> Cases => [.. Open
        .Select(d => PlaceOf(d) is { } seen ? new OpenCase(d, seen) { IsWithheld = Kroner.RestsOnWithheld(seen, d.OpenedPeriod, SmallNumbers) } : null).OfType<OpenCase>()
        .OrderByDescending(c => c.Deviation.Level).ThenByDescending(c => c.ByYearEnd?.Value).ThenBy(c => c.Deviation.Id, StringComparer.Ordinal)];

    /// <summary>What became red since, and is.</summary>
    public IReadOnlyList<OpenCase> NewlyRed => [.. Cases.Where(c => c.Deviation.Level == Level.Red && Changes.Any(n => n.Deviation.Id == c.Deviation.Id && n.Kind is ChangeKind.Opened or ChangeKind.Worsened))];

    /// <summary>What somebody was told of that came back on its path since: the change, and where it is now.</summary>
    public IReadOnlyList<(DeviationChange Change, Evaluation Seen)> BackOnTrack => [.. Changes
        .Where(c => c is { Kind: ChangeKind.Resolved, Deviation.Told: not null } && !Open.Any(o => SamePlace(o, c.Deviation)))
        .Select(c => (c, PlaceOf(c.Deviation)!)).Where(c => c.Item2 is not null).DistinctBy(c => (c.Item2.Plan.Id, c.Item2.Benefit.Id, c.Item2.Place.Unit))];

    /// <summary>What is not known though it should be.</summary>
    public IReadOnlyList<Evaluation> NotKnown => [.. Seen.Where(e => e.Current.Standing.IsSilent())];

    /// <summary>The plans that have been out of balance for long.</summary>
    public IReadOnlyList<(Plan Plan, Balance Balance)> OutOfBalance => [.. Plans
        .Select(p => (Plan: p, Balance: Balance.Of(p, [], AsOf.Day)!)).Where(p => p.Balance?.HasLasted(AsOf.Day) == true)];

    /// <summary>The deviations that nobody has answered, or of which what was answered should be done by now, and how many workdays so; longest first.</summary>
    public IReadOnlyList<(OpenCase Case, int Workdays)> Awaiting => [.. Unanswered
        .Where(u => Response.Standing(Answers[u.Newest.Deviation.Id], AsOf) is not { } answer || answer.Until < AsOf.Day)
        .Select(u => (Case: Cases.FirstOrDefault(c => c.Deviation.Id == u.Newest.Deviation.Id)!, Workdays: u.WorkdaysOn(AsOf.Day)))
        .Where(u => u.Case is not null).OrderByDescending(u => u.Workdays)];

    /// <summary>Those of them that are slow.</summary>
    public IReadOnlyList<(OpenCase Case, int Workdays)> SlowestAnswers => [.. Awaiting.Where(u => u.Workdays >= Slow)];

    /// <summary>What is accepted and ends before the meeting after this one, or within a quarter of this one where none is known.</summary>
    public IReadOnlyList<(OpenCase Case, Acceptance Acceptance)> Ending => [.. Accepted
        .Where(a => a.LastDay < (Meetings.After(Group, Meeting) ?? Meeting.AddDays(Meetings.DaysOfFirst)))
        .Select(a => (Case: Cases.FirstOrDefault(c => c.Deviation.Id == a.Response.Deviation)!, a)).Where(a => a.Case is not null).OrderBy(a => a.a.LastDay)];

    /// <summary>Whether there is nothing to treat that was not there before.</summary>
    public bool IsNothingNew => NewlyRed.Count + BackOnTrack.Count + NotKnown.Count + Targets.Count + OutOfBalance.Count + SlowestAnswers.Count + Ending.Count == 0;

    /// <summary>What open deviations cost from when they began to the end of the budget year, if nothing changes; see <see cref="OpenCase.AtRisk"/>.</summary>
    /// <param name="isCounted">Which benefits.</param>
    /// <returns>Null when none of them has a worth. Amounts that give a withheld figure away are not in it: <see cref="Withheld"/> counts them.</returns>
    public Estimate? AtRisk(Func<Evaluation, bool> isCounted) => OpenCase.AtRisk(Cases.Where(c => isCounted(c.Seen))).Amount;

    /// <summary>How many open deviations cost something that is not told.</summary>
    public int Withheld => OpenCase.AtRisk(Cases).Withheld;

    /// <summary>What the plans' benefits were worth, before costs; see <see cref="PlanMoney"/>.</summary>
    /// <param name="isCounted">Which benefits.</param>
    /// <param name="year">In this year; null for all years to date.</param>
    /// <returns>Null when nothing is known of it. Periods whose figures are withheld add nothing.</returns>
    public Estimate? Realised(Func<Evaluation, bool> isCounted, int? year = null) => Estimate.Sum(Plans.SelectMany(plan =>
    {
        var counted = Seen.Where(e => e.Plan.Id == plan.Id && isCounted(e)).Select(e => e.Withholding(SmallNumbers)).ToList();
        return PlanMoney.Of(plan, counted, AsOf.Day).Years.Where(y => year is null || y.Year == year).Select(y => y.Realised).OfType<Estimate>();
    }));

    /// <summary>How many places stand how.</summary>
    public Standings CountOf(Func<Evaluation, bool> isCounted)
    {
        var standings = Seen.Where(isCounted).Select(e => e.Current.Standing).ToList();
        return new Standings(standings.Count(s => s == Standing.OnTrack), standings.Count(s => s == Standing.Amber), standings.Count(s => s == Standing.Red), standings.Count(s => !s.IsKnown()));
    }

    private Evaluation? PlaceOf(Deviation deviation) =>
        Seen.FirstOrDefault(e => (e.Plan.Id, e.Benefit.Id, e.Place.Unit) == (deviation.Plan, deviation.Benefit, deviation.Unit));

    private static bool SamePlace(Deviation one, Deviation other) => (one.Plan, one.Benefit, one.Unit) == (other.Plan, other.Benefit, other.Unit);
}

/// <summary>An open deviation, and where its benefit stands now.</summary>
public sealed record OpenCase(Deviation Deviation, Evaluation Seen)
{
    /// <summary>Whether its amounts give a withheld figure away.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>What it costs from when it began to the end of the budget year, if nothing changes; null when the plan states no worth.</summary>
    public Estimate? ByYearEnd => Kroner.Of(Seen, Deviation.OpenedPeriod) is { } kroner ? new Estimate(kroner.ByYearEnd, kroner.Margin) : null;

    /// <summary>
    /// What open deviations cost from when they began to the end of the budget year, if nothing changes. No krone counts twice: of a benefit that is split either the
    /// whole, where it is off its path itself, or its units. What is on its way to cost nothing takes nothing off.
    /// </summary>
    /// <param name="cases">Of a benefit all or none.</param>
    /// <returns>The amount, null when none of them has a worth; and how many cost something that is not told, and is not in it.</returns>
    public static (Estimate? Amount, int Withheld) AtRisk(IEnumerable<OpenCase> cases)
    {
        var costing = cases.Where(c => c.ByYearEnd is not null)
            .GroupBy(c => (c.Seen.Plan.Id, c.Seen.Benefit.Id))
            .SelectMany(b => b.Any(c => c.Seen.Place.IsWhole) ? b.Where(c => c.Seen.Place.IsWhole) : b).ToList();
        return (Estimate.Sum(costing.Where(c => !c.IsWithheld).Select(c => c.ByYearEnd!.Value).Where(e => e.Value > 0)), costing.Count(c => c.IsWithheld));
    }
}

/// <summary>How many benefits and units stand how, as of their newest figure.</summary>
public readonly record struct Standings(int OnTrack, int Amber, int Red, int NotKnown)
{
    public int All => OnTrack + Amber + Red + NotKnown;
}
