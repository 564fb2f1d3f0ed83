using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>What a report says of what it does not know, and of what it rests on.</summary>
internal sealed class ReportEvidence(Desk desk, Account account)
{
    // Enough of a hash to tell it from another.
    private const int Short = 12;

    private readonly Words _words = desk.Words;
    private readonly Sections _sections = new(desk);

    /// <summary>Every period without a figure that counts, those together that are so for the same reason, and how many there are of each kind.</summary>
    public ReportPart NotKnown()
    {
        var runs = account.Seen.SelectMany(e => RunsOf(e).Select(run => (Seen: e, Run: run))).ToList();
        if (runs.Count == 0)
            return new ReportPart(Label(ReportLabel.NotKnown), [new ReportText(Label(ReportLabel.NothingNotKnown))]);
        var kinds = Enum.GetValues<Standing>().Where(s => s.IsSilent());
        return new ReportPart(Label(ReportLabel.NotKnown),
        [
            new ReportTable([new(Label(ReportLabel.Kind)), new(Label(ReportLabel.NotKnownPeriods), ReportColumnKind.Number)],
                [.. kinds.Select(kind => new ReportRow([_words.Name(kind), $"{runs.Where(r => r.Run[0].Standing == kind).Sum(r => r.Run.Count)}"]))]),
            new ReportPart(Label(ReportLabel.NotKnownWhere), [new ReportTable(
                [new(Label(ReportLabel.Benefit)), new(_words.PeriodLabel), new(Label(ReportLabel.NotKnownPeriods), ReportColumnKind.Number), new(Label(ReportLabel.Verdict))],
                [.. runs.OrderByDescending(r => r.Run[^1].Period == r.Seen.Current.Period).Select(r => new ReportRow(
                    [_sections.NameOf(r.Seen), r.Run.Count == 1 ? _words.Name(r.Run[0].Period) : _words.Between(_words.Name(r.Run[0].Period), _words.Name(r.Run[^1].Period)), $"{r.Run.Count}", _words.WhyNotKnown(r.Run[^1])], Tone.Doubt))])]),
        ]);
    }

    private static IEnumerable<List<Judgement>> RunsOf(Evaluation seen)
    {
        var run = new List<Judgement>();
        foreach (var judgement in seen.Judgements)
        {
            var isUnknown = judgement.Standing.IsSilent();
            if (run.Count > 0 && (!isUnknown || (judgement.Standing, judgement.Doubt, judgement.Cause?.Unit) != (run[0].Standing, run[0].Doubt, run[0].Cause?.Unit)))
            {
                yield return run;
                run = [];
            }

            if (isUnknown)
                run.Add(judgement);
        }

        if (run.Count > 0)
            yield return run;
    }

    /// <summary>What sources were asked, which figures that gave and when, and who was told.</summary>
    public ReportPart Appendix() => new(Label(ReportLabel.Evidence),
    [
        .. account.Questions.Select(Question),
        .. account.Seen.Select(Figures),
        new ReportPart(Label(ReportLabel.Told), [account.Letters.Count == 0 ? new ReportText(Label(ReportLabel.NoLetters)) : new ReportTable(
            [new(Label(ReportLabel.Moment), ReportColumnKind.Moment), new(Label(ReportLabel.Post)), new(Label(ReportLabel.Letter)), new(Label(ReportLabel.Sent), ReportColumnKind.Moment)],
            [.. account.Letters.Select(l => new ReportRow(
                [Date(l.At), l.Post is null ? _words.OperationsName : $"{desk.Chart.PostTitle(l.Post)} ({l.Name})", l.Subject, l.SentAt is { } sent ? Date(sent) : Label(ReportLabel.NotSent)]))])]),
    ]);

    private ReportPart Question(AskedQuestion asked) => new(_words.AskedFor(asked.Indicator.Name),
    [
        new ReportCode(asked.Query),
        new ReportFacts([new Fact(_words.Source, asked.Indicator.Source), new Fact(Label(ReportLabel.Hash), asked.Hash)]),
        asked.Readings.Count == 0 ? new ReportText(Label(ReportLabel.NeverRead)) : new ReportTable(
            [new(Label(ReportLabel.ReadAt), ReportColumnKind.Moment), new(Label(ReportLabel.Outcome)), new(_words.PeriodLabel), new(Label(ReportLabel.Rows), ReportColumnKind.Number), new(Label(ReportLabel.NewFigures), ReportColumnKind.Number), new(Label(ReportLabel.Question))],
            [.. asked.Readings.Select(r => new ReportRow(
                [Date(r.At), r.Fault ?? Label(ReportLabel.Taken), _words.Between(_words.Date(r.From), _words.Date(r.To)), Number(r.Rows), Number(r.Appended), Begin(r.QueryHash)], r.Fault is null ? null : Tone.Fault))]),
    ]);

    private ReportPart Figures(Evaluation seen)
    {
        var newest = seen.Judgements.Skip(Math.Max(0, seen.Judgements.Count - PathChart.MostPoints)).ToList();
        return new ReportPart(_words.FiguresOf(_sections.NameOf(seen)),
        [
            .. newest.Count < seen.Judgements.Count ? [new ReportText(_words.OlderFigures(seen.Judgements.Count - newest.Count, $"{seen.Plan.Id}/{seen.Benefit.Id}"))] : Array.Empty<ReportBlock>(),
            new ReportTable(
                [new(_words.PeriodLabel), new(Label(ReportLabel.Measured), ReportColumnKind.Number), new(Label(ReportLabel.Promised), ReportColumnKind.Number), new(Label(ReportLabel.Standing)), new(Label(ReportLabel.Figure), ReportColumnKind.Number), new(Label(ReportLabel.ReadAt), ReportColumnKind.Moment), new(Label(ReportLabel.Question))],
                [.. newest.Select(j => new ReportRow(
                    [_words.Name(j.Period), j.Actual is null ? "–" : _sections.Figure(j, seen.Indicator), _words.Value(j.Expected, seen.Indicator.Measure), _words.Name(j.Standing),
                        j.Measurement is { } id ? Number(id) : "–", j.Stamp is { } stamp ? _words.Date(stamp.TakenAt) : "–", j.Stamp is { } read ? Begin(read.QueryHash) : "–"]))]),
        ]);
    }

    private string Date(DateTimeOffset at) => _words.Date(new Moment(at, account.AsOf.Zone));

    private static string Begin(string hash) => hash.Length <= Short ? hash : hash[..Short];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string Label(ReportLabel label) => _words.Label(label);
}
