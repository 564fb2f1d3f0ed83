using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>A change that waits to be told, with its number in the store.</summary>
public sealed record Pending<T>(long Id, T Change);

/// <summary>A letter and the changes it tells: the two belong into one commit.</summary>
public sealed record Written(Letter Letter, IReadOnlyList<long> DeviationChanges, IReadOnlyList<long> TroubleChanges)
{
    public IReadOnlyList<long> TargetChanges { get; init; } = [];

    /// <summary>The steps it takes because nobody answered.</summary>
    public IReadOnlyList<TakenStep> Steps { get; init; } = [];
}

/// <summary>What there is to write about, and for whom.</summary>
/// <param name="Installation">The municipality.</param>
/// <param name="Operations">Where technical faults go.</param>
public sealed record Desk(
    string Installation, string Operations, Words Words, OrganisationChart Chart,
    IReadOnlyDictionary<string, Plan> Plans, IReadOnlyDictionary<string, Indicator> Indicators)
{
    /// <summary>What was answered to deviations, by the deviation's id.</summary>
    public ILookup<string, Response> Answers { get; init; } = Enumerable.Empty<Response>().ToLookup(r => r.Deviation);

    /// <summary>What happens when nobody answers a deviation, where its plan does not say; null for nothing.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>Whether letters say in words how a deviation is answered: where they have no links for it.</summary>
    public bool SaysHowToAnswer { get; init; }

    /// <summary>Which figures are told as withheld; none where nothing is stated.</summary>
    public SmallNumbers SmallNumbers { get; init; }

    /// <summary>Where benefits stand in their places on the day of the letter, by plan, benefit and unit: what is drawn. What is not in it is not drawn.</summary>
    public IReadOnlyDictionary<(string Plan, string Benefit, string Unit), Evaluation> Seen { get; init; } = new Dictionary<(string, string, string), Evaluation>();
}

/// <summary>Turns what changed into letters: one for each person, with everything that is new for that person.</summary>
public sealed class LetterWriter(Desk desk)
{
    /// <summary>So many days after a change was due, a quarter, what it explains is no longer waited with.</summary>
    public const int MostDaysCovered = 92;

    private readonly Sections _sections = new(desk);

    /// <summary>The letters that tell all these changes, each once.</summary>
    /// <param name="deviations">In the order they happened. Of several changes of one deviation the newest is told, and all count as told.</param>
    /// <param name="troubles">In the order they happened.</param>
    /// <param name="on">The day: who holds a post that day hears.</param>
    /// <param name="targets">What plans promise less than before; null for nothing.</param>
    /// <param name="unanswered">The deviations that no answer covers; null for none.</param>
    /// <param name="heard">The addresses, in upper case, that have had their letter in this delivery window: what is new for them waits for the next. Null for none.</param>
    /// <remarks>A change of a plan or benefit that the configuration no longer has is left waiting.</remarks>
    public IReadOnlyList<Written> Write(
        IReadOnlyList<Pending<DeviationChange>> deviations, IReadOnlyList<Pending<TroubleChange>> troubles, DateOnly on, IReadOnlyList<Pending<TargetChange>>? targets = null,
        IReadOnlyList<Unanswered>? unanswered = null, IReadOnlySet<string>? heard = null)
    {
        // By address; who cannot be reached is under none.
        var known = deviations
            .Where(d => IsPromised(d.Change.Deviation))
            .Select(d => (Item: d, To: WhoHears(desk.Plans[d.Change.Deviation.Plan], OwnerOf(d.Change.Deviation), on)))
            .ToLookup(k => k.To?.Email, StringComparer.OrdinalIgnoreCase);
        var doubts = troubles.Where(t => t.Change.Trouble.Post is not null && _sections.Knows(t.Change.Trouble))
            .Select(t => (Item: t, To: WhoHears(_sections.PlanOf(t.Change.Trouble), t.Change.Trouble.Post!, on)))
            .ToLookup(d => d.To?.Email, StringComparer.OrdinalIgnoreCase);
        var lowered = (targets ?? []).Where(t => _sections.Knows(t.Change))
            .Select(t => (Item: t, To: desk.Chart.WhoHears(desk.Plans[t.Change.Plan].Controller, on)))
            .ToLookup(t => t.To?.Email, StringComparer.OrdinalIgnoreCase);
        // What is told as news is not said again as a reminder.
        var news = deviations.Select(d => d.Change.Deviation.Id).ToHashSet(StringComparer.Ordinal);
        var steps = (unanswered ?? []).Where(u => !news.Contains(u.Newest.Deviation.Id)).SelectMany(u => StepsOf(u, on)).ToLookup(s => s.To.Email, StringComparer.OrdinalIgnoreCase);
        // A benefit that falls a little behind while a change it needs is overdue is no news of its own: it goes along with the next letter, at the latest when the change is done.
        var alone = known.Where(k => k.Any(d => !IsCovered(d.Item.Change, on))).Select(k => k.Key);
        var letters = alone.Concat(doubts.Select(d => d.Key)).Concat(lowered.Select(l => l.Key)).Concat(steps.Select(s => s.Key)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(address => heard?.Contains(address.ToUpperInvariant()) != true)
            .Select(address => ToPerson([.. known[address].Select(k => (k.Item, k.To!))], [.. doubts[address].Select(d => (d.Item, d.To!))], [.. lowered[address].Select(l => (l.Item, l.To!))], [.. steps[address]], on))
            .ToList();

        var unheard = known[null].Select(k => k.Item).ToList();
        var faults = troubles.Where(t => t.Change.Trouble.Post is null).Concat(doubts[null].Select(d => d.Item)).ToList();
        var moved = lowered[null].Select(l => l.Item).ToList();
        if (faults.Count + unheard.Count + moved.Count > 0)
            letters.Add(ToOperations(faults, unheard, moved, on));
        return letters;
    }

    private string OwnerOf(Deviation deviation) => desk.Plans[deviation.Plan].PlaceOf(deviation.Benefit, deviation.Unit)!.Owner;

    // Amber only, and for a quarter after the change was due: a red benefit, or one that waits for ever, is a matter of its own.
    private bool IsCovered(DeviationChange change, DateOnly on) => change.Kind == ChangeKind.Opened && change.Deviation.Level == Level.Amber
        && desk.Plans[change.Deviation.Plan] is var plan && plan.ExposersOf(plan.Benefits.First(b => b.Id == change.Deviation.Benefit), on).Any(c => c.DaysLateOn(on) <= MostDaysCovered);

    private bool IsPromised(Deviation deviation) => desk.Plans.TryGetValue(deviation.Plan, out var plan) && plan.PlaceOf(deviation.Benefit, deviation.Unit) is not null;

    // Whoever hears that an owner does not answer, the owner hears it too.
    private IEnumerable<Step> StepsOf(Unanswered unanswered, DateOnly on)
    {
        var deviation = unanswered.Newest.Deviation;
        if (!IsPromised(deviation) || (desk.Plans[deviation.Plan].Escalation ?? desk.Escalation) is not { } policy || unanswered.DueOn(on, policy) is not { } due)
            return [];
        var plan = desk.Plans[deviation.Plan];
        var now = unanswered.Newest;
        if (desk.Seen.TryGetValue((deviation.Plan, deviation.Benefit, deviation.Unit), out var seen))
        {
            // On its way back: nobody is urged to do what is done.
            // Nor while it is looked into whether the figure is right.
            if (seen.Current.Standing == Standing.OnTrack || seen.Current.Doubt == Doubt.Questioned)
                return [];
            now = now.With(seen);
        }

        var owner = OwnerOf(deviation);
        var further = due switch
        {
            EscalationStep.Controller => plan.Controller,
            EscalationStep.Leader => desk.Chart.LeaderAbove(owner, deviation.Unit),
            _ => null,
        };
        var told = WhoHears(plan, owner, on);
        var above = further is null ? null : desk.Chart.WhoHears(further, on);
        return new[] { (To: told, IsOwner: true), (To: above, IsOwner: false) }
            .Where(t => t.To is not null).DistinctBy(t => t.To!.Email, StringComparer.OrdinalIgnoreCase)
            .Select(t => new Step(now, due, unanswered.WorkdaysOn(on), unanswered.Since, t.To!, t.IsOwner, above is null ? null : desk.Chart.PostTitle(further!)));
    }

    // An owner whom nobody stands in for must not mean silence: the controller hears, who can have the post filled.
    private Addressee? WhoHears(Plan plan, string owner, DateOnly on) =>
        desk.Chart.WhoHears(owner, on) ?? desk.Chart.WhoHears(plan.Controller, on);

    private Written ToPerson(List<(Pending<DeviationChange> Item, Addressee To)> mine, List<(Pending<TroubleChange> Item, Addressee To)> doubts, List<(Pending<TargetChange> Item, Addressee To)> lowered, List<Step> steps, DateOnly on)
    {
        var words = desk.Words;
        var told = mine.GroupBy(m => m.Item.Change.Deviation.Id, m => m.Item.Change)
            .Select(same => (Change: same.Last(), Because: ReasonOf([.. same])))
            .OrderBy(t => t.Because == ChangeKind.Resolved)
            .ThenByDescending(t => t.Change.Kroner?.SinceOpened)
            .ThenByDescending(t => t.Change.Deviation.Level)
            .ToList();
        var (opened, worse, back, lapsed) = (NamesOf(ChangeKind.Opened), NamesOf(ChangeKind.Worsened), NamesOf(ChangeKind.Resolved), NamesOf(ChangeKind.Lapsed));
        var began = doubts.Where(d => d.Item.Change.Began && !d.Item.Change.Trouble.IsNotice).ToList();
        var noticed = doubts.Where(d => d.Item.Change.Began && d.Item.Change.Trouble.IsNotice).ToList();
        var notices = noticed.Select(n => n.Item.Change.Trouble).OrderBy(n => n.Kind).ToList();
        var targets = TargetsOf(lowered.Select(l => l.Item));

        var reasons = new List<string>();
        if (opened.Count > 0)
            reasons.Add(words.BecauseNew(opened));
        if (worse.Count > 0)
            reasons.Add(words.BecauseWorse(worse));
        if (lapsed.Count > 0)
            reasons.Add(words.BecauseLapsed(lapsed));
        if (back.Count > 0)
            reasons.Add(words.BecauseBackOnTrack(back));
        if (steps.Where(s => s.IsOwner).Select(NameOfStep).ToList() is { Count: > 0 } reminded)
            reasons.Add(words.BecauseReminder(reminded));
        if (steps.Where(s => !s.IsOwner).Select(NameOfStep).ToList() is { Count: > 0 } escalated)
            reasons.Add(words.BecauseEscalated(escalated));
        if (Noticed(TroubleKind.WillMiss, _sections.NameOf) is { Count: > 0 } missing)
            reasons.Add(words.BecauseWillMiss(missing));
        if (Noticed(TroubleKind.Exposed, _sections.NameOf) is { Count: > 0 } exposed)
            reasons.Add(words.BecauseExposed(exposed));
        if (Noticed(TroubleKind.Imbalance, n => _sections.PlanOf(n).Name) is { Count: > 0 } unbalanced)
            reasons.Add(words.BecauseImbalance(unbalanced));
        if (Noticed(TroubleKind.AcceptanceEnds, _sections.NameOf) is { Count: > 0 } ending)
            reasons.Add(words.BecauseAcceptanceEnds(ending));
        if (Noticed(TroubleKind.AcceptanceAwaits, _sections.NameOf) is { Count: > 0 } awaiting)
            reasons.Add(words.BecauseAcceptanceAwaits(awaiting));
        if (Noticed(TroubleKind.NeverActedOn, n => desk.Indicators[n.State].Name) is { Count: > 0 } idle)
            reasons.Add(words.BecauseNeverActedOn(idle));
        if (began.Count > 0)
            reasons.Add(words.BecauseDoubt(began.Count));
        if (targets.Count > 0)
            reasons.Add(words.BecauseTargets([.. targets.Select(t => desk.Plans[t[0].Plan].Name)]));
        var why = new List<string> { words.Why(reasons) };
        if (mine.Any(m => m.To.Post == OwnerOf(m.Item.Change.Deviation)) || steps.Any(s => s.IsOwner && s.To.Post == OwnerOf(s.Now.Deviation)) || noticed.Any(n => n.To.Post == n.Item.Change.Trouble.Post && _sections.IsOwner(n.Item.Change.Trouble)))
            why.Add(words.WhyOwner);
        why.AddRange(mine.Select(m => m.To).Concat(began.Concat(noticed).Select(d => d.To)).Concat(lowered.Select(l => l.To)).Concat(steps.Select(s => s.To))
            .Where(to => to.InsteadOf is not null).Select(to => words.WhyInstead(to.InsteadOf!)).Distinct());
        why.AddRange(mine.Select(m => OwnerOf(m.Item.Change.Deviation)).Where(owner => desk.Chart.WhoHears(owner, on) is null)
            .Select(owner => words.WhyUnheard(desk.Chart.PostTitle(owner))).Distinct());

        var subject = (told.Count, began.Count, targets.Count, notices.Count, steps.Count) switch
        {
            (1, 0, 0, 0, 0) => _sections.SubjectOf(told[0].Change),
            (0, 1, 0, 0, 0) => words.SubjectDoubt(_sections.NameOf(began[0].Item.Change.Trouble)),
            (0, 0, 0, 1, 0) => words.SubjectNotice(notices[0].Kind, notices[0].Kind == TroubleKind.NeverActedOn ? desk.Indicators[notices[0].State].Name : _sections.NameOf(notices[0]), _sections.PlanOf(notices[0]).Name),
            (0, 0, 1, 0, 0) => words.SubjectTargets(_sections.NameOf(targets[0][0])),
            (0, 0, 0, 0, 1) => words.SubjectUnanswered(steps[0].IsOwner, NameOfStep(steps[0]), steps[0].Workdays),
            _ => words.SubjectMany(opened.Count + worse.Count + lapsed.Count, back.Count, began.Count, notices.Count, targets.Count, steps.Count,
                told.Count > 0 ? _sections.NameOf(told[0].Change.Deviation) : steps.Count > 0 ? NameOfStep(steps[0]) : began.Count > 0 ? _sections.NameOf(began[0].Item.Change.Trouble) : notices.Count > 0 ? _sections.NameOf(notices[0]) : _sections.NameOf(targets[0][0])),
        };
        var to = mine.Select(m => m.To).Concat(steps.Select(s => s.To)).Concat(doubts.Select(d => d.To)).Concat(lowered.Select(l => l.To)).First();
        return Written(LetterKind.Person, to.Post, to.Name, to.Email, subject, string.Join(" ", why),
            [.. told.Select(t => _sections.Of(t.Change, on, to)), .. steps.OrderByDescending(s => s.Now.Kroner?.SinceOpened).Select(s => _sections.OfStep(s, on)), .. notices.Select(n => _sections.OfNotice(n, on, to)), .. began.Select(d => _sections.OfDoubt(d.Item.Change.Trouble)), .. targets.Select(_sections.OfTargets)],
            words.Closing(desk.Installation), mine.Select(m => m.Item.Id), doubts.Select(d => d.Item.Id), lowered.Select(l => l.Item.Id),
            [.. steps.Select(s => new TakenStep(s.Now.Deviation.Id, s.Due))], on);

        string NameOfStep(Step step) => _sections.NameOf(step.Now.Deviation);

        List<string> NamesOf(ChangeKind kind) =>
            [.. told.Where(t => t.Because == kind).Select(t => _sections.NameOf(t.Change.Deviation))];

        List<string> Noticed(TroubleKind kind, Func<Trouble, string> nameOf) => [.. notices.Where(n => n.Kind == kind).Select(nameOf).Distinct()];
    }

    // What the reader has not heard of is new, whatever came after; but what is over is over, and what somebody accepted is not new.
    private static ChangeKind ReasonOf(IReadOnlyList<DeviationChange> same) =>
        same[^1].Kind is not (ChangeKind.Resolved or ChangeKind.Lapsed) && same.Any(c => c.Kind == ChangeKind.Opened) ? ChangeKind.Opened : same[^1].Kind;

    // One section a plan and version: the version is what was approved, whatever many benefits it moved.
    private static List<List<TargetChange>> TargetsOf(IEnumerable<Pending<TargetChange>> changes) =>
        [.. changes.Select(c => c.Change).GroupBy(c => (c.Plan, c.Version, c.Since)).Select(same => same.ToList())];

    private Written ToOperations(List<Pending<TroubleChange>> faults, List<Pending<DeviationChange>> unheard, List<Pending<TargetChange>> moved, DateOnly on)
    {
        var words = desk.Words;
        var began = faults.Where(f => f.Change.Began).ToList();
        var told = unheard.GroupBy(u => u.Change.Deviation.Id).Select(same => same.Last().Change).ToList();
        var targets = TargetsOf(moved);
        var (opened, ended) = (began.Count + told.Count + targets.Count, faults.Count - began.Count);
        var first = began.Select(f => _sections.NameOf(f.Change.Trouble))
            .Concat(told.Select(t => _sections.NameOf(t.Deviation)))
            .Concat(targets.Select(t => _sections.NameOf(t[0])))
            .Concat(faults.Select(f => _sections.NameOf(f.Change.Trouble))).First();
        var why = told.Select(t => OwnerOf(t.Deviation)).Concat(faults.Select(f => f.Change.Trouble.Post).OfType<string>()).Concat(targets.Select(t => desk.Plans[t[0].Plan].Controller))
            .Select(desk.Chart.PostTitle).Distinct().Select(words.WhyUnheard).Prepend(words.WhyOperations(opened, ended));
        return Written(LetterKind.Operations, null, words.OperationsName, desk.Operations,
            words.SubjectOperations(opened, ended, first), string.Join(" ", why),
            [.. faults.OrderBy(f => !f.Change.Began).Select(f => f.Change.Trouble.Post is null ? _sections.OfFault(f.Change) : f.Change.Trouble.IsNotice ? _sections.OfNotice(f.Change.Trouble, on) : _sections.OfDoubt(f.Change.Trouble)), .. told.Select(t => _sections.Of(t, on)), .. targets.Select(_sections.OfTargets)],
            words.ClosingOperations(desk.Installation), unheard.Select(u => u.Id), faults.Select(f => f.Id), moved.Select(m => m.Id));
    }

    private Written Written(LetterKind kind, string? post, string name, string address, string subject, string why,
        IReadOnlyList<Section> sections, string closing, IEnumerable<long> deviationChanges, IEnumerable<long> troubleChanges, IEnumerable<long> targetChanges,
        IReadOnlyList<TakenStep>? steps = null, DateOnly on = default)
    {
        var (deviations, troubles, targets) = (deviationChanges.Order().ToList(), troubleChanges.Order().ToList(), targetChanges.Order().ToList());
        var tells = $"{address.ToUpperInvariant()}|{string.Join(',', deviations)}|{string.Join(',', troubles)}{(targets.Count == 0 ? "" : $"|{string.Join(',', targets)}")}"
            // A step may be taken again when an answer has run out, so the day is part of it.
            + (steps is not { Count: > 0 } ? "" : $"|{on:O}|{string.Join(',', steps.Select(s => $"{s.Deviation}:{s.Step}").Order(StringComparer.Ordinal))}");
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tells)).AsSpan(0, 10));
        return new Written(new Letter(id, kind, post, name, address, OneLine(subject), why, sections, closing, desk.Words.Culture), deviations, troubles) { TargetChanges = targets, Steps = steps ?? [] };
    }

    // A header is one line, whatever names the configuration holds.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}

/// <summary>A step that is due towards one person.</summary>
/// <param name="Now">The deviation with the newest figure.</param>
/// <param name="Workdays">So many without an answer.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsOwner">Whether it is the owner, or who hears for the owner, who is reminded; else it is who hears that the owner does not answer.</param>
/// <param name="Further">The title of the post that it was passed on to; null when it was not.</param>
internal sealed record Step(DeviationChange Now, EscalationStep Due, int Workdays, DateOnly Since, Addressee To, bool IsOwner, string? Further);
