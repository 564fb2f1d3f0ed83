using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Write;

/// <summary>Writes a plan's benefit-realisation report: the first screen for who decides, the rest for who must account for it.</summary>
public sealed class ReportWriter(Desk desk)
{
    private readonly Words _words = desk.Words;
    private readonly Sections _sections = new(desk);

    public Report Write(Account account)
    {
        var (plan, numbers) = (account.Plan, account.Numbers(desk.SmallNumbers));
        var standings = numbers.CountOf(_ => true);
        var (history, evidence) = (new ReportHistory(desk, account), new ReportEvidence(desk, account));
        return new Report(_words.ReportTitle(plan.Name), _words.PlanVerdict(standings), DigestWriter.ToneOf(standings), MoneyOf(account, numbers), AboutOf(account),
            [Benefits(account), Each(account), Years(account), history.Deviations(), history.Decisions(), history.Targets(), history.Changes(), evidence.NotKnown(), evidence.Appendix()],
            _words.ReportClosing(desk.Installation, plan.Version), _words.Culture)
        { Contents = Label(ReportLabel.Contents) };
    }

    private ReportMoney[] MoneyOf(Account account, Digest numbers)
    {
        var (cases, year) = (numbers.Cases.Count, account.AsOf.Day.Year);
        return
        [
            Money(Label(ReportLabel.PromisedKroner), PromisedIn(PlanMoney.Of(account.Plan, account.Seen, account.AsOf.Day)), Label(ReportLabel.PromisedNote)),
            Money(Label(ReportLabel.RealisedKroner), numbers.Realised(_ => true), _words.RealisedNote(account.Seen.Any(e => Realised.Of(Told(e))?.Years.Any(y => y.Unknown > 0) == true))),
            Money(_words.AtRisk, cases == 0 ? new Estimate(0, 0) : numbers.AtRisk(_ => true), _words.AtRiskNote(cases, year) + (numbers.Withheld > 0 ? _words.WithoutWithheld(numbers.Withheld) : "")),
        ];
    }

    private ReportMoney Money(string label, Estimate? amount, string note) =>
        new(label, amount is { } known ? _words.Kroner(known.Value) : "–", note + (amount is { } sure ? _words.Margin(sure) : ""));

    private static Estimate? PromisedIn(PlanMoney money)
    {
        var years = money.Years.Select(y => y.Promised).OfType<Estimate>().ToList();
        return years.Count == 0 ? null : new Estimate(years.Sum(y => y.Value), years[0].Margin);
    }

    private List<Fact> AboutOf(Account account)
    {
        var plan = account.Plan;
        string? PostOf(string? group) => desk.Chart.Groups.FirstOrDefault(g => g.Id == group)?.Name ?? group;
        return [.. new (ReportLabel Label, string? Text)[]
        {
            (ReportLabel.AsOf, _words.Date(account.AsOf)),
            (ReportLabel.Version, $"{plan.Version}, {_words.ApprovedBy(_words.Date(plan.Approved.On), plan.Approved.By, plan.Approved.Note)}"),
            (ReportLabel.Goal, plan.Goal),
            (ReportLabel.Technology, plan.Technology),
            (ReportLabel.Programme, plan.Programme),
            (ReportLabel.Controller, desk.Chart.PostTitle(plan.Controller)),
            (ReportLabel.Group, PostOf(plan.ReportTo)),
        }.Where(f => f.Text is not null).Select(f => new Fact(Label(f.Label), f.Text!))];
    }

    private ReportPart Benefits(Account account) => new(Label(ReportLabel.Benefits),
    [
        new ReportTable(
            [new(Label(ReportLabel.Benefit)), new(Label(ReportLabel.Standing)), new(Label(ReportLabel.Promised), ReportColumnKind.Number), new(Label(ReportLabel.Measured), ReportColumnKind.Number), new(_words.PeriodLabel), new(Label(ReportLabel.RealisedKroner), ReportColumnKind.Number), new(Label(ReportLabel.Owner))],
            [.. account.Seen.Select(e => new ReportRow(
                [_sections.NameOf(e), _words.Name(e.Current.Standing), Value(e.Current.Expected, e), e.Current.Gap is null ? "–" : _sections.Figure(e.Current, e.Indicator), _words.Name(e.Current.Period), Realised.Of(Told(e)) is { } r ? _words.Kroner(r.Total) : "–", desk.Chart.PostTitle(e.Place.Owner)],
                ToneOf(e.Current.Standing)))]),
    ]);

    private ReportPart Each(Account account) => new(Label(ReportLabel.Each), [.. account.Seen.Select(e => Benefit(account, e))]);

    private ReportPart Benefit(Account account, Evaluation seen)
    {
        var facts = new List<Fact> { new(Label(ReportLabel.Type), _words.Type(seen.Benefit.Type)), new(Label(ReportLabel.Owner), desk.Chart.PostTitle(seen.Place.Owner)) };
        if (Forecast.Of(Told(seen)) is { } forecast)
        {
            facts.Add(new Fact(Label(ReportLabel.Forecast), $"{_sections.Milestone(forecast.Milestone, seen.Indicator)}: {_words.Name(forecast.Outlook)}; "
                + _words.Projection(_words.Value(forecast.Projected, seen.Indicator.Measure), _words.Value(forecast.Lower, seen.Indicator.Measure), _words.Value(forecast.Upper, seen.Indicator.Measure))));
        }
        else
        {
            var next = Forecast.NextMilestone(seen.Judgements, seen.Place.Path);
            facts.Add(new Fact(Label(ReportLabel.Forecast), (next is { } milestone ? $"{_sections.Milestone(milestone, seen.Indicator)}: " : "") + _words.NoForecast(next is null, Process.LeastPoints)));
        }

        var open = account.Open.FirstOrDefault(d => (d.Benefit, d.Unit) == (seen.Benefit.Id, seen.Place.Unit));
        if (open is not null && Kroner.Of(seen, open.OpenedPeriod) is { } kroner)
            facts.Add(new Fact(_words.Worth, Kroner.RestsOnWithheld(seen, open.OpenedPeriod, desk.SmallNumbers) ? _words.WithheldAmount : _words.WorthOf(kroner, seen.NewestKnown!.Value.Period.BudgetYear)));
        facts.AddRange(_sections.BookedOf(seen.Place));
        return new ReportPart(_sections.NameOf(seen), [new ReportText(_words.Verdict(seen, desk.SmallNumbers) + "."), new ReportChart(PathChart.Of(seen, _sections.NameOf(seen), _words, desk.SmallNumbers)), new ReportFacts(facts)]);
    }

    private ReportPart Years(Account account)
    {
        var told = account.Seen.Select(Told).ToList();
        var money = PlanMoney.Of(account.Plan, told, account.AsOf.Day);
        var places = told.SelectMany(e => BenefitYear.Of(e).Select(y => new ReportRow(
            [_sections.NameOf(e), $"{y.Year}", _words.Name(y.Period.Period), Value(y.Period.Expected, e), Value(y.Period.Actual, e), Amount(y.Promised), Amount(y.Realised?.Value), $"{y.NotKnown}"]))).ToList();
        var blocks = new List<ReportBlock>();
        if (money.Years.Count > 0)
        {
            blocks.Add(new ReportPart(Label(ReportLabel.PlanYears), [new ReportTable(
                [new(Label(ReportLabel.Year)), new(Label(ReportLabel.PromisedKroner), ReportColumnKind.Number), new(Label(ReportLabel.RealisedKroner), ReportColumnKind.Number), new(Label(ReportLabel.BusinessCase), ReportColumnKind.Number)],
                [.. money.Years.Select(y => new ReportRow([$"{y.Year}", Amount(y.Promised), Amount(y.Realised), Amount(y.BusinessCase)]))]), .. PoolOf(money)]));
        }

        if (places.Count > 0)
        {
            blocks.Add(new ReportPart(Label(ReportLabel.BenefitYears), [new ReportTable(
                [new(Label(ReportLabel.Benefit)), new(Label(ReportLabel.Year)), new(Label(ReportLabel.NewestPeriod)), new(Label(ReportLabel.Promised), ReportColumnKind.Number), new(Label(ReportLabel.Measured), ReportColumnKind.Number), new(Label(ReportLabel.PromisedKroner), ReportColumnKind.Number), new(Label(ReportLabel.RealisedKroner), ReportColumnKind.Number), new(Label(ReportLabel.NotKnownPeriods), ReportColumnKind.Number)],
                places)]));
        }

        return new ReportPart(Label(ReportLabel.Years), blocks);
    }

    private IEnumerable<ReportBlock> PoolOf(PlanMoney money)
    {
        if (money.Pool is { } pool)
        {
            yield return new ReportFacts([new Fact(Label(ReportLabel.Borrowed), _words.Kroner(pool.Borrowed)), new Fact(Label(ReportLabel.DueByNow), _words.Kroner(pool.Due)),
                new Fact(Label(ReportLabel.DueThisYear), _words.Kroner(pool.DueThisYear)), new Fact(Label(ReportLabel.RealisedToDate), _words.Kroner(pool.Realised))]);
        }
    }

    // What is withheld adds nothing to an amount, and nothing is drawn from it.
    private Evaluation Told(Evaluation seen) => seen.Withholding(desk.SmallNumbers);

    internal static Tone? ToneOf(Standing standing) => standing switch { Standing.OnTrack => Tone.Good, Standing.Amber => Tone.Amber, Standing.Red => Tone.Red, _ => Tone.Doubt };

    private string Label(ReportLabel label) => _words.Label(label);

    private string Amount(Estimate? estimate) => estimate is { } amount ? _words.Amount(amount) : "–";

    private string Value(decimal? value, Evaluation seen) => value is { } known ? _words.Value(known, seen.Indicator.Measure) : "–";
}
