using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>What a letter says of one benefit, doubt or fault.</summary>
internal sealed class Sections(Desk desk)
{
    private readonly Words _words = desk.Words;

    public string NameOf(Deviation deviation) => Name(deviation.Plan, deviation.Benefit, deviation.Unit);

    public string NameOf(Trouble trouble)
    {
        if (PlaceOf(trouble) is { } place)
            return Name(place.Plan.Id, place.Benefit.Id, place.Unit);
        var (kind, id) = Subject(trouble);
        return kind == "indicator" && desk.Indicators.TryGetValue(id, out var indicator) ? indicator.Name : id;
    }

    /// <summary>Whether the configuration still has what a doubt is about.</summary>
    public bool Knows(Trouble trouble) => PlaceOf(trouble) is not null;

    public string SubjectOf(DeviationChange change)
    {
        var (benefit, indicator, _) = Of(change.Deviation);
        return _words.SubjectOne(change, Heading(benefit, change.Deviation.Unit),
            _words.Value(change.Seen.Actual!.Value, indicator.Measure), _words.Value(change.Seen.Expected, indicator.Measure));
    }

    public Section Of(DeviationChange change)
    {
        var deviation = change.Deviation;
        var (benefit, indicator, place) = Of(deviation);
        var plan = desk.Plans[deviation.Plan];
        var seen = change.Seen;
        var facts = new List<Fact>
        {
            new(_words.PeriodLabel, _words.Name(seen.Period)),
            new(_words.Actual, _words.Value(seen.Actual!.Value, indicator.Measure)),
            new(_words.Expected, _words.Value(seen.Expected, indicator.Measure)),
            new(_words.GapLabel, _words.Gap(seen.Gap!.Value, indicator)),
            new(_words.Since, _words.Name(deviation.OpenedPeriod)),
        };
        if (change.Kroner is { } kroner)
            facts.Add(new Fact(_words.Worth, _words.WorthOf(kroner, seen.Period.BudgetYear)));
        if (place.Worth?.Booked is { } booked)
            facts.Add(new Fact(_words.Booked, _words.BookedAt(desk.Chart.UnitName(booked.Unit), _words.Date(booked.From))));
        facts.Add(new Fact(_words.NextMilestone, Milestone(place.Path.NextFrom(seen.Period.LastDay.AddDays(1)), indicator)));
        if (TargetMoved(plan, benefit, place, indicator, seen.Period.LastDay) is { } moved)
            facts.Add(new Fact(_words.Target, moved));
        facts.Add(new Fact(_words.Plan, _words.PlanNamed(plan.Name, change.PlanVersion)));
        facts.Add(new Fact(_words.CaseId, deviation.Id));
        var resolved = change.Kind == ChangeKind.Resolved;
        return new Section(
            NameOf(deviation),
            _words.Status(change, _words.Distance(place.Tolerance.Amber, indicator.Measure), _words.Distance(place.Tolerance.Red, indicator.Measure)),
            resolved ? Tone.Good : deviation.Level == Level.Red ? Tone.Red : Tone.Amber,
            facts,
            resolved ? null : benefit.ActionOnDeviation);
    }

    public Section OfDoubt(Trouble trouble)
    {
        var (plan, benefit, _) = PlaceOf(trouble)!.Value;
        var indicator = desk.Indicators[benefit.Indicator];
        var doubt = Enum.TryParse<Doubt>(trouble.Detail, out var stated) ? stated : Doubt.None;
        var facts = new List<Fact>();
        if (trouble.Period is { } period)
            facts.Add(new Fact(_words.PeriodLabel, _words.Name(period)));
        if (trouble.Unit is { } unit)
            facts.Add(new Fact(_words.UnitLabel, desk.Chart.UnitName(unit)));
        if (trouble.Shown is { } shown)
            facts.Add(new Fact(_words.Figure, $"{_words.Value(shown, indicator.Measure)}, {_words.Why(doubt, indicator)}"));
        facts.Add(new Fact(_words.Source, $"{indicator.Name} ({indicator.Source})"));
        facts.Add(new Fact(_words.Plan, _words.PlanNamed(plan.Name, plan.Version)));
        return new Section(NameOf(trouble), _words.Doubt(trouble.Kind, doubt), Tone.Doubt, facts,
            trouble.Measurement is { } m ? _words.ReleaseBy(m, plan.Controller) : _words.LookInto);
    }

    public Section OfFault(TroubleChange change)
    {
        var trouble = change.Trouble;
        var facts = new List<Fact>();
        if (change.Began && trouble.State.Length > 0 && trouble.Kind == TroubleKind.SourceFailed)
            facts.Add(new Fact(_words.What, $"{trouble.State}: {trouble.Detail}"));
        else if (change.Began && trouble.Detail.Length > 0)
            facts.Add(new Fact(_words.What, trouble.Detail));
        if (trouble.Period is { } period)
            facts.Add(new Fact(_words.PeriodLabel, _words.Name(period)));
        if (trouble.Kind is TroubleKind.Late or TroubleKind.NothingReturned && trouble.Period is { } late && desk.Indicators.TryGetValue(trouble.Subject["indicator ".Length..], out var indicator))
        {
            facts.Add(new Fact(_words.DueBy, _words.Date(late.LastDay.AddDays((int)indicator.Due.TotalDays))));
            facts.Add(new Fact(_words.Source, indicator.Source));
        }

        var affected = desk.Indicators.Values.Where(i => trouble.Subject == $"source {i.Source}").Select(i => i.Name).ToList();
        if (affected.Count > 0)
            facts.Add(new Fact(_words.Affects, string.Join(", ", affected.Take(10)) + (affected.Count > 10 ? $" (+ {affected.Count - 10})" : "")));
        var (kind, id) = Subject(trouble);
        return new Section($"{NameOf(trouble)} ({_words.Thing(kind)} {id})", _words.Trouble(change), change.Began ? Tone.Fault : Tone.Good, facts, null);
    }

    private string? TargetMoved(Plan plan, Benefit benefit, Place place, Indicator indicator, DateOnly day)
    {
        if (plan.Before?.PlaceOf(benefit.Id, place.Unit)?.Path is not { } before)
            return null;
        var (was, now) = before.NextFrom(day) != place.Path.NextFrom(day)
            ? (before.NextFrom(day), place.Path.NextFrom(day))
            : (before.Milestones[^1], place.Path.Milestones[^1]);
        return was == now ? null
            : _words.TargetMoved(Milestone(was, indicator), Milestone(now, indicator), plan.Version, _words.Date(plan.Approved.On), plan.Approved.By);
    }

    private string Milestone(Milestone milestone, Indicator indicator) =>
        _words.Milestone(_words.Value(milestone.Value, indicator.Measure), _words.Date(milestone.By));

    private (Benefit Benefit, Indicator Indicator, Place Place) Of(Deviation deviation)
    {
        var benefit = desk.Plans[deviation.Plan].Benefits.First(b => b.Id == deviation.Benefit);
        return (benefit, desk.Indicators[benefit.Indicator], benefit.Places.First(p => p.Unit == deviation.Unit));
    }

    private string Name(string plan, string benefit, string unit) =>
        Heading(desk.Plans[plan].Benefits.First(b => b.Id == benefit), unit);

    // Where a benefit is not split, the whole is all there is, and goes without saying.
    private string Heading(Benefit benefit, string unit) =>
        unit == Organisation.Unit.Whole && !benefit.Split.Any() ? benefit.Name : _words.Heading(benefit.Name, Unit(unit));

    private string Unit(string unit) => unit == Organisation.Unit.Whole ? _words.TheWhole : desk.Chart.UnitName(unit);

    // A fault is about source ID, indicator ID or letter ID.
    private static (string Kind, string Id) Subject(Trouble trouble) =>
        trouble.Subject.Split(' ', 2) is [var kind, var id] ? (kind, id) : ("", trouble.Subject);

    // A doubt is about PLAN/BENEFIT@UNIT.
    private (Plan Plan, Benefit Benefit, string Unit)? PlaceOf(Trouble trouble)
    {
        var slash = trouble.Subject.IndexOf('/', StringComparison.Ordinal);
        var at = trouble.Subject.IndexOf('@', StringComparison.Ordinal);
        return slash > 0 && at > slash && desk.Plans.TryGetValue(trouble.Subject[..slash], out var plan)
            && plan.Benefits.FirstOrDefault(b => b.Id == trouble.Subject[(slash + 1)..at]) is { } benefit
            ? (plan, benefit, trouble.Subject[(at + 1)..])
            : null;
    }
}
