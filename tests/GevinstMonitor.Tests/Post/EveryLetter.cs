using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Tests.Post;

/// <summary>Every kind of letter there is, of the example's plans on 12 October 2026.</summary>
internal static class EveryLetter
{
    public const string Case = "D-0123456789";
    public static readonly DateTimeOffset At = new(2026, 10, 12, 5, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 10, 12);
    private static readonly Period September = Period.Containing(PeriodKind.Month, new DateOnly(2026, 9, 30));

    /// <summary>What operations hear of, begun; the kinds before them go to people.</summary>
    public static IReadOnlyList<TroubleKind> ToOperations { get; } = [TroubleKind.SourceFailed, TroubleKind.RowsRejected, TroubleKind.Late, TroubleKind.NothingReturned, TroubleKind.LetterGivenUp, TroubleKind.ConfigRefused];

    /// <param name="note">What people answered, sources said and rows named.</param>
    public static IEnumerable<(string Kind, Letter Letter)> Of(Catalog catalog, Words words, string note = "Printerne må vente på det nye sagssystem.")
    {
        var desk = catalog.Desk with
        {
            Words = words,
            Answers = Answers(note).ToLookup(a => a.Deviation),
            SaysHowToAnswer = false,
            Seen = Evaluations(catalog, note).ToDictionary(e => (e.Plan.Id, e.Benefit.Id, e.Place.Unit)),
        };
        var writer = new LetterWriter(desk);
        foreach (var (kind, reason, level, actual) in new[]
        {
            (ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Amber, 53.1m),
            (ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m),
            (ChangeKind.Worsened, ChangeReason.GapGrew, Level.Red, 46.2m),
            (ChangeKind.Lapsed, ChangeReason.AcceptanceEnded, Level.Red, 46.2m),
            (ChangeKind.Lapsed, ChangeReason.InterimMissed, Level.Red, 43.9m),
            (ChangeKind.Resolved, ChangeReason.BackOnTrack, Level.Red, 56.4m),
            (ChangeKind.Resolved, ChangeReason.TargetMoved, Level.Red, 50.1m),
        })
        {
            // A small miss of a benefit that an overdue change exposes waits; before the change was due it does not.
            var on = level == Level.Amber ? new DateOnly(2026, 9, 28) : Today;
            yield return ($"{kind}, {reason}, {level}", writer.Write([new Pending<DeviationChange>(1, Change(kind, reason, level, actual))], [], on).Single().Letter);
        }

        yield return ("Opened, of an amount", writer.Write([new Pending<DeviationChange>(1, Slow)], [], Today).Single().Letter);
        var withheld = Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m);
        withheld = withheld with { Seen = withheld.Seen with { Actual = 0.75m, Gap = 55.25m, Figure = Figure.Ratio(3, 400) } };
        yield return ("Opened, withheld", new LetterWriter(desk with { Seen = Evaluations(catalog, note, withheld.Seen.Figure).ToDictionary(e => (e.Plan.Id, e.Benefit.Id, e.Place.Unit)) })
            .Write([new Pending<DeviationChange>(1, withheld)], [], Today).Single().Letter);
        yield return ("Opened, without links", new LetterWriter(desk with { SaysHowToAnswer = true }).Write([new Pending<DeviationChange>(1, Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m))], [], Today).Single().Letter);
        foreach (var trouble in Troubles(note))
            yield return ($"{trouble.Change.Trouble.Kind}", writer.Write([], [trouble], Today).Single().Letter);
        foreach (var (days, step) in new[] { (7, EscalationStep.Reminder), (14, EscalationStep.Controller), (21, EscalationStep.Leader) })
        {
            var waited = new Unanswered(Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m), Today.AddDays(-days), []);
            foreach (var written in writer.Write([], [], Today, unanswered: [waited]))
                yield return ($"{step}", written.Letter);
        }

        var lowered = new TargetChange("digital-post", "porto", "*", 2, 1, At, true, 0.23m);
        yield return ("Target lowered", writer.Write([], [], Today, [new Pending<TargetChange>(1, lowered)]).Single().Letter);
        yield return ("Several at once", writer.Write([new Pending<DeviationChange>(1, Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m))],
            [.. Troubles(note).Where(t => t.Change.Trouble.Kind is TroubleKind.Exposed)], Today).Single().Letter);
        foreach (var began in new[] { true, false })
            yield return (began ? "Technical faults" : "Technical faults, over", writer.Write([], [.. Faults(note, began)], Today).Single().Letter);
        var digest = Digest(catalog, lowered, note);
        yield return ("Digest", new DigestWriter(desk).Write(digest)[0]);
        yield return ("Digest, nothing new", new DigestWriter(desk).Write(digest with { Changes = [], Targets = [], Unanswered = [], Accepted = [], Seen = [.. digest.Seen.Where(e => e.Current.Standing.IsKnown() && e.Plan.Id == "loen")], Open = [] })[0]);
    }

    /// <summary>The example's benefits in some of their places: one red, one back, one not known.</summary>
    public static IReadOnlyList<Evaluation> Evaluations(Catalog catalog, string note = "", Figure? newest = null)
    {
        var (post, pay) = (catalog.Plans["digital-post"], catalog.Plans["loen"]);
        return
        [
            Seen(post, "porto", "teknik-miljoe", [39.1m, 41m, 43.4m, 44.9m, 46m, 47.2m, 46.8m, 46.5m, newest is { } f ? catalog.Indicators["digital-post"].Indicator.Shown(f)!.Value : 46.2m], newest),
            Seen(post, "porto", "borgerservice", [50m, 52.2m, 54m, 55.8m, 58.1m, 60.3m, 62m, 66m, 68.4m]),
            Seen(post, "porto", "sundhed-omsorg", [40m, 41.8m, 43.9m, 45m, 48.3m, 49.2m, null, null, null], unit: note),
            Seen(pay, "svartid", "*", [6.1m, 5.9m, 5.8m, 5.6m, 5.7m, 5.9m, 6.4m, 6.6m, 6.9m]),
        ];

        Evaluation Seen(Plan plan, string benefit, string place, decimal?[] figures, Figure? last = null, string? unit = null)
        {
            var promised = plan.Benefits.Single(b => b.Id == benefit);
            var indicator = catalog.Indicators[promised.Indicator].Indicator;
            var at = promised.Places.Single(p => p.Unit == place);
            return new Evaluation(plan, promised, at, indicator, [.. figures.Select((actual, i) =>
            {
                var period = September.Plus(i + 1 - figures.Length);
                var expected = at.Path.ExpectedOn(period.LastDay)!.Value;
                var gap = actual is { } a ? Evaluation.GapOf(indicator.Better, expected, a) : (decimal?)null;
                return new Judgement
                {
                    Period = period,
                    Standing = gap is { } g ? Evaluation.StandingOf(g, at.Tolerance) : Standing.MissingUnit,
                    Expected = expected,
                    Actual = actual,
                    Gap = gap,
                    Figure = i == figures.Length - 1 ? last : null,
                    Cause = actual is null && unit is not null ? new Cause(unit, null) : null,
                };
            })]);
        }
    }

    public static Deviation Red { get; } = Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m).Deviation;

    public static IReadOnlyList<Response> Answers(string note) =>
    [
        new(Case, ResponseKind.Acknowledged, At.AddDays(-40)) { Id = 1, Post = "souschef-teknik", Note = "Brevtyperne gennemgås", Until = new DateOnly(2026, 9, 15) },
        new(Case, ResponseKind.Accepted, At.AddDays(-20)) { Id = 2, Post = "souschef-teknik", Note = note, Until = new DateOnly(2027, 3, 31), Interim = 44 },
    ];

    public static IReadOnlyList<Pending<TroubleChange>> Troubles(string note) =>
    [
        Doubt(TroubleKind.MissingUnit, "2026-09", "", note),
        Doubt(TroubleKind.NotANumber, "2026-09", "", note),
        Doubt(TroubleKind.Suppressed, "2026-09", "", note),
        Doubt(TroubleKind.Held, "2026-09#42", nameof(Core.Readings.Doubt.OutOfBounds), note),
        Notice(TroubleKind.WillMiss, "centerchef-teknik", "2026-12-31", "", 52.7m),
        Notice(TroubleKind.Exposed, "centerchef-teknik", "fjernprint", ""),
        Notice(TroubleKind.Imbalance, "gevinstcontroller", nameof(Corner.BudgetWithoutChange), "2026-07-01"),
        Notice(TroubleKind.AcceptanceEnds, "centerchef-teknik", $"{Case} 2026-10-16", ""),
        Notice(TroubleKind.AcceptanceAwaits, "gevinstcontroller", $"{Case} 2026-12-21", "2027-03-31"),
        Notice(TroubleKind.NeverActedOn, "gevinstcontroller", "digital-post", "", 4),
    ];

    private static DeviationChange Slow => new(
        new Deviation("D-abcdef0123", "loen", "svartid", "*", Level.Amber, September.Previous, At, 1), ChangeKind.Opened, ChangeReason.BeyondTolerance, At, 1,
        new Judgement { Period = September, Standing = Standing.Amber, Expected = 5, Actual = 6.9m, Gap = 1.9m }, null);

    private static DeviationChange Change(ChangeKind kind, ChangeReason reason, Level level, decimal actual)
    {
        var deviation = new Deviation(Case, "digital-post", "porto", "teknik-miljoe", level, September.Previous.Previous, At, 2);
        return new DeviationChange(deviation, kind, reason, At, 2,
            new Judgement { Period = September, Standing = Standing.Red, Expected = 56, Actual = actual, Gap = 56 - actual },
            kind == ChangeKind.Resolved ? null : new Kroner(5700, 14200, 31500) { Margin = 0.15m });
    }

    private static Pending<TroubleChange> Doubt(TroubleKind kind, string state, string detail, string note) => new(1, new TroubleChange(
        new Trouble(kind, "digital-post/porto@teknik-miljoe", "indicator digital-post", "gevinstcontroller", state, detail)
        {
            Period = September,
            Unit = kind == TroubleKind.MissingUnit ? note : null,
            Shown = kind == TroubleKind.Held ? 104.2m : null,
            Measurement = kind == TroubleKind.Held ? 42 : null,
            Disputed = kind == TroubleKind.Held ? ("souschef-teknik", note) : null,
        }, true, At));

    private static Pending<TroubleChange> Notice(TroubleKind kind, string post, string state, string detail, decimal? shown = null) =>
        new(1, new TroubleChange(new Trouble(kind, "digital-post/porto@teknik-miljoe", "", post, state, detail) { Shown = shown }, true, At));

    private static IEnumerable<Pending<TroubleChange>> Faults(string note, bool began) => ToOperations.Where(kind => began || kind != TroubleKind.LetterGivenUp).Select((kind, i) =>
    {
        var subject = kind switch
        {
            TroubleKind.SourceFailed => "source post-register",
            TroubleKind.LetterGivenUp => "letter 0123456789abcdef0123",
            TroubleKind.ConfigRefused => "configuration /etc/gevinst",
            _ => "indicator digital-post",
        };
        var detail = kind is TroubleKind.Late or TroubleKind.NothingReturned ? "" : note;
        return new Pending<TroubleChange>(i, new TroubleChange(new Trouble(kind, subject, subject, null, kind == TroubleKind.SourceFailed ? "TimedOut" : "", detail)
        {
            Period = kind is TroubleKind.Late or TroubleKind.NothingReturned ? September : null,
        }, began, At));
    });

    private static Digest Digest(Catalog catalog, TargetChange lowered, string note)
    {
        var back = Change(ChangeKind.Resolved, ChangeReason.BackOnTrack, Level.Amber, 68.4m);
        back = back with { Deviation = back.Deviation with { Id = "D-00000000aa", Unit = "borgerservice", Told = At.AddDays(-30) } };
        var asOf = catalog.At(At);
        return new Digest(catalog.Chart.Groups.Single(), new DateOnly(2026, 10, 15), new Moment(At.AddDays(-50), asOf.Zone), asOf)
        {
            Seen = Evaluations(catalog, note),
            Changes = [Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m), back],
            Targets = [lowered],
            Open = [Red, Slow.Deviation],
            Unanswered = [new Unanswered(Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m), Today.AddDays(-12), [])],
            Accepted = [new Acceptance(new Response("D-abcdef0123", ResponseKind.Accepted, At.AddDays(-20)) { Id = 3, Post = "loenchef", Note = note, Until = new DateOnly(2026, 10, 30) }, new DateOnly(2026, 10, 30), true)],
        };
    }
}
