using System.Globalization;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>What a letter says of one benefit, doubt or fault.</summary>
internal sealed class Sections(Desk desk)
{
    // A letter of more is read by nobody; the rest is counted.
    private const int MostPlaces = 20;
    private const int MostAnswers = 3;

    private readonly Words _words = desk.Words;

    public string NameOf(Evaluation seen) => Heading(seen.Benefit, seen.Place.Unit);

    public string NameOf(Deviation deviation) => Name(deviation.Plan, deviation.Benefit, deviation.Unit);

    public string NameOf(Trouble trouble)
    {
        if (PlaceOf(trouble) is { } place)
            return Name(place.Plan.Id, place.Benefit.Id, place.Unit);
        var (kind, id) = Subject(trouble);
        return kind == "indicator" && desk.Indicators.TryGetValue(id, out var indicator) ? indicator.Name : id;
    }

    /// <summary>Whether the configuration still has what a doubt is about.</summary>
    public bool Knows(Trouble trouble) => PlaceOf(trouble) is { } at
        && (!trouble.IsNotice || at.Plan.PlaceOf(at.Benefit.Id, at.Unit) is not null)
        && (trouble.Kind != TroubleKind.NeverActedOn || desk.Indicators.ContainsKey(trouble.State))
        && (trouble.Kind != TroubleKind.Exposed || at.Plan.Changes.Any(c => c.Id == trouble.State));

    public string SubjectOf(DeviationChange change)
    {
        var (benefit, indicator, _) = Of(change.Deviation);
        return _words.SubjectOne(change, Heading(benefit, change.Deviation.Unit),
            Figure(change.Seen, indicator), _words.Value(change.Seen.Expected, indicator.Measure));
    }

    /// <summary>The figure of a judgement that has one, or that it is withheld.</summary>
    public string Figure(in Judgement seen, Indicator indicator) =>
        seen.IsWithheldBy(desk.SmallNumbers, indicator) ? _words.WithheldFigure : _words.Value(seen.Actual!.Value, indicator.Measure);

    /// <param name="on">The day of the letter.</param>
    /// <param name="reader">Who is to answer it; null for nobody.</param>
    public Section Of(DeviationChange change, DateOnly on, Addressee? reader = null)
    {
        var deviation = change.Deviation;
        var (benefit, indicator, place) = Of(deviation);
        var plan = desk.Plans[deviation.Plan];
        var seen = change.Seen;
        var withheld = seen.IsWithheldBy(desk.SmallNumbers, indicator);
        var facts = new List<Fact>
        {
            new(_words.PeriodLabel, _words.Name(seen.Period)),
            new(_words.Actual, withheld ? _words.Withheld(desk.SmallNumbers.Limit) : _words.Value(seen.Actual!.Value, indicator.Measure)),
            new(_words.Expected, _words.Value(seen.Expected, indicator.Measure)),
        };
        if (!withheld)
            facts.Add(new Fact(_words.GapLabel, _words.Gap(seen.Gap!.Value, indicator)));
        facts.Add(new Fact(_words.Since, _words.Name(deviation.OpenedPeriod)));
        var giveAway = withheld || (desk.Seen.TryGetValue((plan.Id, benefit.Id, deviation.Unit), out var whole) && Kroner.RestsOnWithheld(whole, deviation.OpenedPeriod, desk.SmallNumbers));
        if (change.Kroner is { } kroner)
            facts.Add(new Fact(_words.Worth, giveAway ? _words.WithheldAmount : _words.WorthOf(kroner, seen.Period.BudgetYear)));
        facts.AddRange(BookedOf(place));
        var exposers = change.Kind == ChangeKind.Resolved ? [] : plan.ExposersOf(benefit, on);
        if (exposers.Count > 0)
            facts.Add(new Fact(_words.Exposed, string.Join("; ", exposers.Select(c => _words.Overdue(c.Name, c.DaysLateOn(on))))));
        if (!giveAway && change.Kroner?.Overrun is { } overrun)
            facts.Add(new Fact(_words.OverrunLabel, _words.OverrunOf(overrun, desk.Chart.UnitName(overrun.Unit), overrun.LastDayToAct is { } day && day >= on ? _words.Date(day) : null)));
        facts.Add(new Fact(_words.NextMilestone, Milestone(place.Path.NextFrom(seen.Period.LastDay.AddDays(1)), indicator)));
        if (TargetMoved(Promises.Of(plan, benefit.Id, place.Unit, on), indicator, seen.Period.LastDay) is { } moved)
            facts.Add(new Fact(_words.Target, moved));
        facts.Add(new Fact(_words.Plan, _words.PlanNamed(plan.Name, change.PlanVersion)));
        facts.Add(new Fact(_words.CaseId, deviation.Id));
        facts.AddRange(AnswersOf(deviation.Id, indicator));
        var resolved = change.Kind == ChangeKind.Resolved;
        if (!resolved)
            facts.AddRange(HowToAnswer(deviation.Id, plan, on, reader));
        return new Section(
            NameOf(deviation),
            _words.Status(change, _words.Distance(place.Tolerance.Amber, indicator.Measure), _words.Distance(place.Tolerance.Red, indicator.Measure)),
            resolved ? Tone.Good : deviation.Level == Level.Red ? Tone.Red : Tone.Amber,
            facts,
            resolved ? null : benefit.ActionOnDeviation)
        {
            Deviation = resolved ? null : deviation.Id,
            Chart = ChartOf(plan.Id, benefit, deviation.Unit),
        };
    }

    /// <summary>From when a saving is taken out of which unit's budget; nothing where none is.</summary>
    public IEnumerable<Fact> BookedOf(Place place) =>
        place.Worth?.Booked is { } booked ? [new Fact(_words.Booked, _words.BookedAt(desk.Chart.UnitName(booked.Unit), _words.Date(booked.From)))] : [];

    /// <summary>A deviation that nobody answers.</summary>
    /// <param name="on">The day of the letter.</param>
    public Section OfStep(Step step, DateOnly on)
    {
        // The leader above has the owner answer.
        var isToAnswer = step.Due != EscalationStep.Leader || step.IsOwner;
        var section = Of(step.Now, on, isToAnswer ? step.To : null);
        return section with
        {
            Status = _words.Unanswered(step.Now.Deviation.Level, step.IsOwner, step.Workdays, step.IsOwner ? step.Further : null),
            Facts = [.. section.Facts, new Fact(_words.FirstTold, _words.Date(step.Since))],
            Deviation = isToAnswer ? section.Deviation : null,
        };
    }

    private static string Ended(string sentence) => sentence.Length == 0 || char.IsPunctuation(sentence[^1]) ? sentence : sentence + ".";

    private PathChart? ChartOf(string plan, Benefit benefit, string unit) =>
        desk.Seen.TryGetValue((plan, benefit.Id, unit), out var seen) ? PathChart.Of(seen, Heading(benefit, unit), _words, desk.SmallNumbers) : null;

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
        {
            var figure = trouble.Figure is { } parts && desk.SmallNumbers.Hides(parts, indicator.Measure) ? _words.WithheldFigure : _words.Value(shown, indicator.Measure);
            facts.Add(new Fact(_words.Figure, $"{figure}, {_words.Why(doubt, indicator)}"));
        }

        if (trouble.Disputed is { } disputed)
            facts.Add(new Fact(_words.Disputed, $"{desk.Chart.PostTitle(disputed.Post)}: {disputed.Note}"));
        facts.Add(new Fact(_words.Source, $"{indicator.Name} ({indicator.Source})"));
        facts.Add(new Fact(_words.Plan, _words.PlanNamed(plan.Name, plan.Version)));
        return new Section(NameOf(trouble), _words.Doubt(trouble.Kind, doubt), Tone.Doubt, facts,
            trouble.Measurement is { } m ? _words.ReleaseBy(m, plan.Controller) : _words.LookInto);
    }

    /// <summary>Something that the reader should see coming.</summary>
    /// <param name="on">The day of the letter.</param>
    /// <param name="reader">Who is to answer it, where there is something to answer; null for nobody.</param>
    public Section OfNotice(Trouble notice, DateOnly on, Addressee? reader = null)
    {
        var (plan, benefit, unit) = PlaceOf(notice)!.Value;
        var facts = new List<Fact>();
        string status, action;
        switch (notice.Kind)
        {
            case TroubleKind.WillMiss:
                var indicator = desk.Indicators[benefit.Indicator];
                (status, action) = (_words.WillMiss, benefit.ActionOnDeviation);
                facts.Add(new Fact(_words.NextMilestone, Milestone(plan.PlaceOf(benefit.Id, unit)!.Path.NextFrom(DateOnly.ParseExact(notice.State, "O", CultureInfo.InvariantCulture)), indicator)));
                if (ProjectedOf(notice, plan.Id, benefit, unit) is { } projected)
                    facts.Add(new Fact(_words.Projected, _words.Value(projected, indicator.Measure)));
                break;
            case TroubleKind.Exposed:
                var change = plan.Changes.First(c => c.Id == notice.State);
                (status, action) = ($"{_words.Exposed.ToUpperInvariant()}: {_words.Overdue(change.Name, change.DaysLateOn(on))}", _words.WhileExposed);
                facts.Add(new Fact(_words.ChangeLabel, _words.DoneBy(change.Name, _words.Date(change.Due), change.Owner is { } owner ? desk.Chart.PostTitle(owner) : null)));
                break;
            case TroubleKind.AcceptanceEnds:
                (status, action) = (_words.AcceptanceEnds(_words.Date(AcceptedOf(notice).LastDay)), _words.BeforeItEnds);
                facts.AddRange(AnswersOf(AcceptedOf(notice).Deviation, desk.Indicators[benefit.Indicator]));
                facts.AddRange(HowToAnswer(AcceptedOf(notice).Deviation, plan, on, reader));
                break;
            case TroubleKind.AcceptanceAwaits:
                var (accepted, last) = AcceptedOf(notice);
                (status, action) = (_words.AwaitsController(_words.Date(last), _words.Date(DateOnly.ParseExact(notice.Detail, "O", CultureInfo.InvariantCulture))), _words.ConfirmBy(accepted, plan.Controller));
                facts.AddRange(AnswersOf(accepted, desk.Indicators[benefit.Indicator]));
                break;
            case TroubleKind.NeverActedOn:
                (status, action) = (_words.NeverActedOn((int)(notice.Shown ?? 0)), _words.ActOrStop);
                facts.Add(new Fact(_words.Source, $"{desk.Indicators[notice.State].Name} ({desk.Indicators[notice.State].Source})"));
                break;
            default:
                var corner = Enum.Parse<Corner>(notice.State);
                (status, action) = (_words.Imbalance(corner), _words.InBalanceAgain(corner));
                if (Balance.Of(plan, [], on) is { } balance)
                {
                    facts.Add(new Fact(_words.BudgetTaken, _words.AYear(_words.Kroner(balance.BudgetTaken))));
                    facts.Add(new Fact(_words.ChangesDone, _words.Of(balance.ChangesDone, plan.Changes.Count)));
                }

                break;
        }

        facts.Add(new Fact(_words.Plan, _words.PlanNamed(plan.Name, plan.Version)));
        var isOfPlace = notice.Kind is not (TroubleKind.Imbalance or TroubleKind.NeverActedOn);
        return new Section(notice.Kind == TroubleKind.Imbalance ? plan.Name : notice.Kind == TroubleKind.NeverActedOn ? desk.Indicators[notice.State].Name : NameOf(notice), status, Tone.Amber, facts, action)
        {
            Chart = isOfPlace ? ChartOf(plan.Id, benefit, unit) : null,
            IsToConfirm = notice.Kind == TroubleKind.AcceptanceAwaits,
            Deviation = notice.Kind is TroubleKind.AcceptanceEnds or TroubleKind.AcceptanceAwaits ? AcceptedOf(notice).Deviation : null,
        };
    }

    // Where figures are withheld it is told as the chart has it, which is drawn without them.
    private decimal? ProjectedOf(Trouble notice, string plan, Benefit benefit, string unit) =>
        desk.Seen.TryGetValue((plan, benefit.Id, unit), out var seen) && seen.Withholds(desk.SmallNumbers)
            ? Forecast.Of(seen.Withholding(desk.SmallNumbers)) is { Projected: var projected } && Math.Abs(projected) < (double)Readings.Figure.TooLarge ? (decimal)projected : null
            : notice.Shown;

    // The state of a notice about an acceptance is the deviation's id and the last day.
    private static (string Deviation, DateOnly LastDay) AcceptedOf(Trouble notice) =>
        notice.State.Split(' ') is [var id, var day] ? (id, DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture)) : throw new FormatException($"'{notice.State}' names no acceptance.");

    private IEnumerable<Fact> AnswersOf(string deviation, Indicator indicator) =>
        desk.Answers[deviation].OrderByDescending(a => (a.At, a.Id)).Take(MostAnswers).Reverse().Select(answer => new Fact(_words.OnFile, AnswerOf(answer, DateOnly.FromDateTime(answer.At.Date), indicator)));

    /// <summary>An answer, in a few sentences.</summary>
    /// <param name="on">The day it was given.</param>
    /// <param name="indicator">What it is about is measured by; null where nothing knows it any more.</param>
    public string AnswerOf(Response answer, DateOnly on, Indicator? indicator) => string.Join(" ", new[]
    {
        $"{_words.Answered(answer, desk.Chart.PostTitle(answer.Post), _words.Date(on))}: {Ended(answer.Note.ReplaceLineEndings(" "))}",
        answer.Until is { } until ? _words.AnsweredUntil(answer.Kind, _words.Date(until)) : null,
        answer.Interim is { } interim ? _words.InterimIs(_words.Value(interim, indicator?.Measure ?? "count")) : null,
    }.OfType<string>());

    // A manager writes to the controller; the controller, or whoever stands alone, has the command.
    private IEnumerable<Fact> HowToAnswer(string deviation, Plan plan, DateOnly on, Addressee? reader) => !desk.SaysHowToAnswer || reader is null ? []
        : [new Fact(_words.HowToAnswer, desk.Chart.WhoHears(plan.Controller, on) is { } controller && !string.Equals(controller.Email, reader.Email, StringComparison.OrdinalIgnoreCase)
            ? _words.AnswerTo(controller.Name, controller.Email, deviation) : _words.RespondBy(deviation, reader.Post))];

    public bool IsOwner(Trouble notice) => PlaceOf(notice) is { } at && at.Plan.PlaceOf(at.Benefit.Id, at.Unit)?.Owner == notice.Post;

    public Plan PlanOf(Trouble notice) => PlaceOf(notice)!.Value.Plan;

    public Section OfFault(TroubleChange change)
    {
        var trouble = change.Trouble;
        var facts = new List<Fact>();
        if (change.Began && trouble.Kind == TroubleKind.SourceFailed)
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
        var (name, thing) = (NameOf(trouble), $"{_words.Thing(kind)} {id}");
        // What has no name of its own goes by its id, once.
        return new Section(name == id ? char.ToUpperInvariant(thing[0]) + thing[1..] : $"{name} ({thing})", _words.Trouble(change), change.Began ? Tone.Fault : Tone.Good, facts, null);
    }

    /// <summary>What a version of a plan promises less, benefit by benefit.</summary>
    /// <param name="changes">Of one plan and version; the configuration has both versions.</param>
    public Section OfTargets(IReadOnlyList<TargetChange> changes)
    {
        var plan = desk.Plans[changes[0].Plan].VersionOf(changes[0].Version)!;
        var facts = changes.Take(MostPlaces).Select(change => new Fact(_words.TargetLabel, Lowered(change, plan))).ToList();
        if (changes.Count > MostPlaces)
            facts.Add(new Fact(_words.TargetLabel, $"(+ {changes.Count - MostPlaces})"));
        facts.Add(new Fact(_words.Approved, _words.ApprovedBy(_words.Date(plan.Approved.On), plan.Approved.By, plan.Approved.Note)));
        return new Section(NameOf(changes[0]), _words.StatusTargets(changes[0].Since, changes.Count(c => c.IsOnTrackByIt)), Tone.Doubt, facts, null);
    }

    /// <summary>Whether the configuration still has the version that promises less, and the one it is compared with.</summary>
    public bool Knows(TargetChange change) =>
        desk.Plans.TryGetValue(change.Plan, out var plan) && plan.VersionOf(change.Version) is not null && plan.VersionOf(change.Since)?.PlaceOf(change.Benefit, change.Unit) is not null;

    public string NameOf(TargetChange change) => _words.PlanNamed(desk.Plans[change.Plan].Name, change.Version);

    public string Lowered(TargetChange change, Plan plan)
    {
        var was = desk.Plans[change.Plan].VersionOf(change.Since)!.PromiseOf(change.Benefit, change.Unit)!;
        var now = plan.PromiseOf(change.Benefit, change.Unit);
        var name = Heading((now ?? was).Benefit, change.Unit);
        if (now is null)
            return $"{name}: {_words.NotPromised}";
        var indicator = desk.Indicators[now.Benefit.Indicator];
        var lowered = Lowering.Of(was, now, indicator.Better) is { } lowering ? _words.Lowered(lowering, now.Place.Tolerance, indicator) : "";
        return $"{name}: {lowered}{(change.IsOnTrackByIt ? $"; {_words.OnTrackByIt(change.Less)}" : "")}";
    }

    private string? TargetMoved(Promises promised, Indicator indicator, DateOnly day)
    {
        var (original, current) = (promised.Original.Place.Path, promised.Current.Place.Path);
        var next = original.NextFrom(day) != current.NextFrom(day);
        var (was, now) = (At(original), At(current));
        if (was == now)
            return null;
        var plan = promised.Current.Version;
        return _words.TargetMoved(Milestone(was, indicator), was.By == now.By ? _words.Value(now.Value, indicator.Measure) : Milestone(now, indicator), plan.Version, _words.Date(plan.Approved.On), plan.Approved.By)
            + (promised.Approved == promised.Current ? "" : _words.NotApprovedYet(promised.Approved is { } approved ? Milestone(At(approved.Place.Path), indicator) : null));

        Milestone At(TargetPath path) => next ? path.NextFrom(day) : path.Milestones[^1];
    }

    public string Milestone(Milestone milestone, Indicator indicator) =>
        _words.Milestone(_words.Value(milestone.Value, indicator.Measure), _words.Date(milestone.By));

    private (Benefit Benefit, Indicator Indicator, Place Place) Of(Deviation deviation)
    {
        var benefit = desk.Plans[deviation.Plan].Benefits.First(b => b.Id == deviation.Benefit);
        return (benefit, desk.Indicators[benefit.Indicator], benefit.Places.First(p => p.Unit == deviation.Unit));
    }

    private string Name(string plan, string benefit, string unit) =>
        Heading(desk.Plans[plan].Benefits.First(b => b.Id == benefit), unit);

    // Where a benefit is not split, the whole is all there is, and goes without saying.
    public string Heading(Benefit benefit, string unit) =>
        unit == Organisation.Unit.Whole && !benefit.Split.Any() ? benefit.Name : _words.Heading(benefit.Name, UnitOf(unit));

    public string UnitOf(string unit) => unit == Organisation.Unit.Whole ? _words.TheWhole : desk.Chart.UnitName(unit);

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
