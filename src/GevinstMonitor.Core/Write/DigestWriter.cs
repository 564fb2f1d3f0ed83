using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Write;

/// <summary>Writes a management group's digest: one page, and one letter to each person who reads it.</summary>
public sealed class DigestWriter(Desk desk)
{
    // A page of more is read by nobody; the rest is counted.
    private const int MostLines = 10;

    private readonly Words _words = desk.Words;
    private readonly Sections _sections = new(desk);

    /// <summary>One letter to each person who holds a member's post that day, or stands in for it. A post that nobody hears for is left out.</summary>
    public IReadOnlyList<Letter> Write(Digest digest)
    {
        var (group, meeting) = (digest.Group, _words.Date(digest.Meeting));
        var atRisk = digest.AtRisk(_ => true) is { } risk ? _words.Amount(risk) : null;
        var subject = _words.SubjectDigest(group.Name, meeting, digest.IsNothingNew, digest.NewlyRed.Count, atRisk);
        var why = _words.WhyDigest(group.Name, meeting, _words.Date(digest.Since.Day))
            + (digest.IsNothingNew ? $" {_words.NothingNew(_words.Of(digest.CountOf(_ => true)), atRisk)}" : "");
        var sections = digest.IsNothingNew ? [] : SectionsOf(digest);
        // Whoever holds a member's post reads it in that post, and not as somebody's deputy.
        return [.. group.Members.Select(post => desk.Chart.WhoHears(post, digest.AsOf.Day)).OfType<Addressee>()
            .OrderBy(to => to.InsteadOf is not null).DistinctBy(to => to.Email, StringComparer.OrdinalIgnoreCase)
            .Select(to => new Letter(IdOf(digest, to), LetterKind.Digest, to.Post, to.Name, to.Email, OneLine(subject),
                to.InsteadOf is null ? why : $"{why} {_words.WhyInstead(to.InsteadOf)}", sections, _words.ClosingDigest(desk.Installation), _words.Culture))];
    }

    private IReadOnlyList<Section> SectionsOf(Digest digest) => [.. new[]
    {
        Money(digest),
        Lines(_words.DecisionsHeading, Tone.Doubt, DecisionsOf(digest)),
        Lines(_words.NewlyRed, Tone.Red, digest.NewlyRed.Select(RedOf)),
        Lines(_words.BackOnTrack, Tone.Good, digest.BackOnTrack.Select(b => BackOf(b.Change, b.Seen))),
        Lines(_words.Silent, Tone.Doubt, digest.NotKnown.Select(e => new Fact(_sections.NameOf(e), _words.NotKnown(e)))),
    }.OfType<Section>(), .. TargetsOf(digest), .. new[]
    {
        Lines(_words.Ending, Tone.Amber, digest.Ending.Select(e => new Fact(_sections.NameOf(e.Case.Seen), _words.EndsOn(_words.Date(e.Acceptance.LastDay), desk.Chart.PostTitle(e.Acceptance.Response.Post))))),
        Lines(_words.SlowestAnswers, Tone.Amber, digest.SlowestAnswers.Select(s => new Fact(_sections.NameOf(s.Case.Seen), _words.NoAnswerFor(s.Workdays, OwnerOf(s.Case.Seen))))),
        RollUp(digest),
    }.OfType<Section>()];

    private Section Money(Digest digest)
    {
        var year = digest.AsOf.Day.Year;
        var facts = new List<Fact> { new(_words.AtRisk, _words.AtRiskOf(digest.AtRisk(_ => true) is { } risk ? _words.Amount(risk) : null, year, digest.Cases.Count) + (digest.Withheld > 0 ? _words.WithoutWithheld(digest.Withheld) : "")) };
        foreach (var plan in digest.Plans)
        {
            bool Is(Evaluation e) => e.Plan.Id == plan.Id;
            var promised = PlanMoney.Of(plan, [], digest.AsOf.Day).Years.FirstOrDefault(y => y.Year == year)?.BusinessCase;
            if (promised is not null || digest.Realised(Is) is not null)
                facts.Add(new Fact(_words.Realised, _words.RealisedOf(plan.Name, year, Amount(digest.Realised(Is, year)), Amount(digest.Realised(Is)), Amount(promised))
                    + (digest.Seen.Any(e => Is(e) && e.Place.Worth is not null && e.Withholds(digest.SmallNumbers)) ? _words.WithoutWithheldPeriods : "")));
        }

        return new Section(_words.MoneyHeading, null, ToneOf(digest.CountOf(_ => true)), facts, null);
    }

    // One a line, each with the plan it is about.
    private IEnumerable<Fact> DecisionsOf(Digest digest)
    {
        foreach (var (red, workdays) in digest.Awaiting.Where(c => c.Case.Deviation.Level == Level.Red))
            yield return new Fact(red.Seen.Plan.Name, _words.DecideRed(_sections.NameOf(red.Seen), _words.Name(red.Deviation.OpenedPeriod), workdays > 0 ? workdays : null));
        foreach (var (ending, acceptance) in digest.Ending)
            yield return new Fact(ending.Seen.Plan.Name, _words.DecideAcceptance(_sections.NameOf(ending.Seen), _words.Date(acceptance.LastDay)));
        foreach (var moved in KnownTargets(digest))
            yield return new Fact(desk.Plans[moved[0].Plan].Name, _words.DecideTargets(_sections.NameOf(moved[0]), moved[0].Since));
        foreach (var (plan, balance) in digest.OutOfBalance)
            yield return new Fact(plan.Name, _words.DecideBalance(balance.Corner));
        foreach (var silent in digest.NotKnown.Where(e => e.NewestKnown is not { } known || known.Period.LastDay < digest.Since.Day))
            yield return new Fact(silent.Plan.Name, _words.DecideNotKnown(_sections.NameOf(silent), silent.NewestKnown is { } newest ? _words.Name(newest.Period) : null));
    }

    private Fact RedOf(OpenCase red)
    {
        var newest = red.Seen.NewestKnown!.Value;
        return new Fact(_sections.NameOf(red.Seen), _words.RedOf(_sections.Figure(newest, red.Seen.Indicator), Value(newest.Expected, red.Seen), _words.Name(newest.Period), red.IsWithheld ? null : Amount(red.ByYearEnd), newest.Period.BudgetYear, OwnerOf(red.Seen)));
    }

    private Fact BackOf(DeviationChange change, Evaluation seen) => new(_sections.NameOf(seen), _words.BackOf(
        _sections.Figure(change.Seen, seen.Indicator), Value(change.Seen.Expected, seen), _words.Name(change.Seen.Period), change.Reason == ChangeReason.TargetMoved));

    private IEnumerable<Section> TargetsOf(Digest digest) => KnownTargets(digest).Select(_sections.OfTargets);

    private IEnumerable<List<TargetChange>> KnownTargets(Digest digest) => digest.Targets.Where(_sections.Knows).GroupBy(t => (t.Plan, t.Version, t.Since)).Select(same => same.ToList());

    private Section RollUp(Digest digest)
    {
        var facts = new List<Fact> { Line(_words.Portfolio, _ => true) };
        facts.AddRange(digest.Plans.Select(p => p.Programme).Distinct().OrderBy(p => p is null).ThenBy(p => p, StringComparer.Ordinal).Select(p => Line(_words.ProgrammeNamed(p), e => e.Plan.Programme == p)));
        facts.AddRange(digest.Seen.Select(e => e.Benefit.Type).Distinct().Select(type => Line(_words.Type(type), e => e.Benefit.Type == type)));
        return new Section(_words.RollUpHeading, null, ToneOf(digest.CountOf(_ => true)), facts, null);

        Fact Line(string label, Func<Evaluation, bool> isCounted) =>
            new(label, _words.RolledUp(_words.Of(digest.CountOf(isCounted)), Amount(digest.AtRisk(isCounted)), Amount(digest.Realised(isCounted))));
    }

    private Section? Lines(string heading, Tone tone, IEnumerable<Fact> lines)
    {
        var all = lines.ToList();
        if (all.Count > MostLines)
            all = [.. all.Take(MostLines), new Fact("…", _words.More(all.Count - MostLines))];
        return all.Count == 0 ? null : new Section(heading, null, tone, all, null);
    }

    private string? Amount(Estimate? estimate) => estimate is { } amount ? _words.Amount(amount) : null;

    private string Value(decimal value, Evaluation seen) => _words.Value(value, seen.Indicator.Measure);

    private string OwnerOf(Evaluation seen) => desk.Chart.PostTitle(seen.Place.Owner);

    internal static Tone ToneOf(Standings standings) =>
        standings.Red > 0 ? Tone.Red : standings.Amber > 0 ? Tone.Amber : standings.NotKnown > 0 ? Tone.Doubt : Tone.Good;

    // One for each group, meeting and reader, whatever it says.
    private static string IdOf(Digest digest, Addressee to) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"digest|{digest.Group.Id}|{digest.Meeting:O}|{to.Email.ToUpperInvariant()}")).AsSpan(0, 10));

    // A header is one line, whatever names the configuration holds.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
