using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>What a report says of what happened: deviations and their answers, decisions, targets, changes.</summary>
internal sealed class ReportHistory(Desk desk, Account account)
{
    private readonly Words _words = desk.Words;
    private readonly Sections _sections = new(desk);

    /// <summary>Every deviation there ever was; the open ones first, then the newest.</summary>
    public ReportPart Deviations()
    {
        var parts = account.Changes.GroupBy(c => c.Deviation.Id).Select(same => same.ToList())
            .OrderByDescending(d => account.Open.Any(o => o.Id == d[0].Deviation.Id)).ThenByDescending(d => d[0].At).Select(Deviation).ToList<ReportBlock>();
        return new ReportPart(Label(ReportLabel.Deviations), parts.Count > 0 ? parts : [new ReportText(Label(ReportLabel.NoDeviations))]);
    }

    private ReportPart Deviation(IReadOnlyList<DeviationChange> changes)
    {
        var deviation = changes[^1].Deviation;
        var promise = PromiseOf(deviation);
        var indicator = promise is null ? null : desk.Indicators.GetValueOrDefault(promise.Benefit.Indicator);
        // In whatever unit it was measured, where nothing knows it any more.
        string Value(decimal? value) => value is { } v ? _words.Value(v, indicator?.Measure ?? "count") : "–";
        string Tolerance(Func<Tolerance, decimal> edge) => promise is null ? "–" : _words.Distance(edge(promise.Place.Tolerance), indicator?.Measure ?? "count");
        string Figure(Judgement seen) => seen.Actual is not null && indicator is not null ? _sections.Figure(seen, indicator) : Value(seen.Actual);
        var place = account.Seen.FirstOrDefault(e => (e.Benefit.Id, e.Place.Unit) == (deviation.Benefit, deviation.Unit));
        var isWithheld = (place is not null && Evaluate.Kroner.RestsOnWithheld(place, deviation.OpenedPeriod, desk.SmallNumbers))
            || (indicator is not null && changes.Any(c => c.Seen.IsWithheldBy(desk.SmallNumbers, indicator)));
        var open = account.Open.FirstOrDefault(o => o.Id == deviation.Id);
        var answers = desk.Answers[deviation.Id].OrderBy(a => (a.At, a.Id)).ToList();
        return new ReportPart($"{NameOf(deviation, promise)} ({deviation.Id})",
        [
            new ReportText(open is not null ? _words.OpenSince(_words.Name(open.OpenedPeriod)) : _words.ClosedOn(_words.Date(At(changes[^1].At).Day))),
            new ReportTable(
                [new(Label(ReportLabel.Moment), ReportColumnKind.Moment), new(Label(ReportLabel.Happened)), new(_words.PeriodLabel), new(Label(ReportLabel.Measured), ReportColumnKind.Number), new(Label(ReportLabel.Promised), ReportColumnKind.Number), new(Label(ReportLabel.Kroner), ReportColumnKind.Number)],
                [.. changes.Select(c => new ReportRow(
                    [_words.Date(At(c.At)), _words.Status(c, Tolerance(t => t.Amber), Tolerance(t => t.Red)), _words.Name(c.Seen.Period), Figure(c.Seen), Value(c.Seen.Expected),
                        isWithheld ? _words.WithheldFigure : c.Kroner is { } kroner ? _words.Amount(new Estimate(kroner.ByYearEnd, kroner.Margin)) : "–"],
                    c.Kind == ChangeKind.Resolved ? Tone.Good : c.Deviation.Level == Level.Red ? Tone.Red : Tone.Amber))]),
            .. ExplanationOf(open is null ? null : place),
            answers.Count == 0 ? new ReportText(Label(ReportLabel.NoAnswers)) : new ReportTable(
                [new(Label(ReportLabel.Moment), ReportColumnKind.Moment), new(Label(ReportLabel.Answers))],
                [.. answers.Select(a => new ReportRow([_words.Date(At(a.At)), _sections.AnswerOf(a, At(a.At).Day, indicator)]))]),
        ]);
    }

    private IEnumerable<ReportBlock> ExplanationOf(Evaluation? seen)
    {
        if (seen is null)
            yield break;
        var facts = new List<Fact> { new(Label(ReportLabel.Explanation), _words.Verdict(seen, desk.SmallNumbers)) };
        facts.AddRange(account.Plan.ExposersOf(seen.Benefit, account.AsOf.Day).Select(c => new Fact(_words.Exposed, _words.Overdue(c.Name, c.DaysLateOn(account.AsOf.Day)))));
        facts.Add(new Fact(Label(ReportLabel.Action), seen.Benefit.ActionOnDeviation));
        yield return new ReportFacts(facts);
    }

    /// <summary>What was said of figures.</summary>
    public ReportPart Decisions() => new(Label(ReportLabel.Decisions), [account.Decisions.Count == 0 ? new ReportText(Label(ReportLabel.NoDecisions)) : new ReportTable(
        [new(Label(ReportLabel.Figure)), new(_words.Source), new(_words.UnitLabel), new(_words.PeriodLabel), new(Label(ReportLabel.Decision)), new(Label(ReportLabel.By)), new(Label(ReportLabel.Moment), ReportColumnKind.Moment), new(Label(ReportLabel.Note))],
        [.. account.Decisions.Select(d => new ReportRow(
            [$"{d.Measurement}", desk.Indicators.TryGetValue(d.Indicator, out var indicator) ? indicator.Name : d.Indicator, _sections.UnitOf(d.Unit),
                indicator is not null && Period.TryParse(d.Period, indicator.Period, out var period) ? _words.Name(period) : d.Period,
                _words.Name(d.Decision), desk.Chart.PostTitle(d.Post), _words.Date(At(d.At)), d.Note]))])]);

    /// <summary>The plan's versions, what each promised less, and where each target began and is.</summary>
    public ReportPart Targets()
    {
        var plan = account.Plan;
        string Path(Promise? promise, Indicator indicator) => promise is null ? Label(ReportLabel.NoneApproved)
            : string.Join("; ", promise.Place.Path.Milestones.Select(m => _sections.Milestone(m, indicator)));
        return new ReportPart(Label(ReportLabel.Targets),
        [
            new ReportPart(Label(ReportLabel.Versions), [new ReportTable(
                [new(Label(ReportLabel.Version)), new(_words.Approved, ReportColumnKind.Moment), new(Label(ReportLabel.By)), new(Label(ReportLabel.Note)), new(Label(ReportLabel.Less))],
                [.. plan.Earlier.Append(plan).Select((v, i) => new ReportRow([$"{v.Version}", _words.Date(v.Approved.On), v.Approved.By, v.Approved.Note ?? "–",
                    i == 0 ? "–" : string.Join(" · ", LoweredIn(v, plan.Earlier[i - 1]).DefaultIfEmpty("–"))]))])]),
            new ReportPart(Label(ReportLabel.TargetsNow), [new ReportTable(
                [new(Label(ReportLabel.Benefit)), new(Label(ReportLabel.Original)), new(Label(ReportLabel.LatestApproved)), new(Label(ReportLabel.Current)), new(Label(ReportLabel.Tolerance))],
                [.. account.Seen.Select(e => (Seen: e, Promised: Promises.Of(plan, e.Benefit.Id, e.Place.Unit, account.AsOf.Day))).Select(p => new ReportRow(
                    [_sections.NameOf(p.Seen), Path(p.Promised.Original, p.Seen.Indicator), Path(p.Promised.Approved, p.Seen.Indicator), Path(p.Promised.Current, p.Seen.Indicator),
                        _words.AmberBeyond(_words.Distance(p.Seen.Place.Tolerance.Amber, p.Seen.Indicator.Measure), _words.Distance(p.Seen.Place.Tolerance.Red, p.Seen.Indicator.Measure))]))])]),
        ]);
    }

    private IEnumerable<string> LoweredIn(Plan version, Plan before)
    {
        foreach (var (benefit, place) in before.Benefits.SelectMany(b => b.Places, (b, p) => (b, p)).Where(was => desk.Indicators.ContainsKey(was.b.Indicator)))
        {
            var now = version.PromiseOf(benefit.Id, place.Unit);
            if (now is null || (desk.Indicators.TryGetValue(now.Benefit.Indicator, out var indicator) && Lowering.Of(new Promise(before, benefit, place), now, indicator.Better) is not null))
            {
                var green = now is null || version != account.Plan ? null : account.Seen.Where(e => (e.Benefit.Id, e.Place.Unit) == (benefit.Id, place.Unit)).Select(e => OnTrackByMove.Of(e, before)).FirstOrDefault();
                yield return _sections.Lowered(new TargetChange(version.Id, benefit.Id, place.Unit, version.Version, before.Version, account.AsOf.Instant, green is not null, green?.Less), version);
            }
        }
    }

    /// <summary>What people do differently, and whether the budget goes with it.</summary>
    public ReportPart Changes()
    {
        var (plan, day) = (account.Plan, account.AsOf.Day);
        var blocks = new List<ReportBlock>();
        if (Balance.Of(plan, account.Seen.Select(e => e.Withholding(desk.SmallNumbers)), day) is { } balance)
        {
            blocks.Add(new ReportFacts([.. new (string Label, string? Text)[]
            {
                (Label(ReportLabel.Balance), _words.Name(balance.Corner) + (balance.Since is { } since ? $", {_words.SinceDay(_words.Date(since))}" : "")),
                (_words.BudgetTaken, _words.AYear(_words.Kroner(balance.BudgetTaken))),
                (_words.ChangesDone, _words.Of(balance.ChangesDone, plan.Changes.Count)),
                (Label(ReportLabel.Effect), balance.Effect is { } effect ? _words.PartOf(effect) : null),
            }.Where(f => f.Text is not null).Select(f => new Fact(f.Label, f.Text!))]));
        }
        else
        {
            blocks.Add(new ReportText(Label(ReportLabel.NoBalance)));
        }

        if (plan.Changes.Count > 0)
        {
            blocks.Add(new ReportTable([new(_words.ChangeLabel), new(Label(ReportLabel.Owner)), new(Label(ReportLabel.Due), ReportColumnKind.Moment), new(Label(ReportLabel.Done), ReportColumnKind.Moment)],
                [.. plan.Changes.Select(c => new ReportRow([c.Name, c.Owner is { } owner ? desk.Chart.PostTitle(owner) : "–", _words.Date(c.Due), c.Done <= day ? _words.Date(c.Done.Value) : _words.NotDone(c.DaysLateOn(day))],
                    c.Done <= day ? Tone.Good : c.IsOverdueOn(day) ? Tone.Red : null))]));
        }

        return new ReportPart(Label(ReportLabel.Changes), blocks);
    }

    // By the newest version that has it.
    private Promise? PromiseOf(Deviation deviation) =>
        account.Plan.Earlier.Append(account.Plan).Reverse().Select(v => v.PromiseOf(deviation.Benefit, deviation.Unit)).FirstOrDefault(p => p is not null);

    private string NameOf(Deviation deviation, Promise? promise) => promise is null ? $"{deviation.Benefit}, {deviation.Unit}" : _sections.Heading(promise.Benefit, deviation.Unit);

    private Moment At(DateTimeOffset at) => new(at, account.AsOf.Zone);

    private string Label(ReportLabel label) => _words.Label(label);
}
