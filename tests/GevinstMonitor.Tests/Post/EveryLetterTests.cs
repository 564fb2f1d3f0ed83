using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using Snapshooter;
using Snapshooter.Xunit3;

namespace GevinstMonitor.Tests.Post;

/// <summary>Every kind of letter to a person, of the example's Digital Post in Teknik og Miljø, as text and as HTML. What operations get is among the example's own letters.</summary>
public sealed class EveryLetterTests : IDisposable
{
    private const string Case = "D-0123456789";
    private static readonly DateTimeOffset At = new(2026, 10, 12, 5, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 10, 12);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-letters-");
    private readonly Catalog _catalog;

    public EveryLetterTests() => _catalog = new CatalogLoader(Example.CopyTo(_folder.FullName), SourceKinds.All.Map).Load();

    [Theory]
    [InlineData("da-DK")]
    [InlineData("en-GB")]
    public void Letter_OfEveryKind_IsTheSnapshot(string culture)
    {
        var letters = Letters(_catalog.Desk with { Words = Words.Of(culture)!, Answers = Answers.ToLookup(a => a.Deviation), SaysHowToAnswer = false }).ToList();
        var mails = letters.Select(l => (l.Kind, l.Letter, Mail: new MailRenderer(_catalog.Installation.Mail.From, _catalog.Installation.Installation, _catalog.Templates).Render(l.Letter, At, answersOf: LinksOf))).ToList();

        Snapshot.Match(string.Join("\n\n", mails.Select(m => $"=== {m.Kind}, to {m.Letter.Name}: {m.Letter.Subject}\n\n{m.Mail.TextBody}")), SnapshotNameExtension.Create(culture, "text"));
        Snapshot.Match(string.Join("\n\n", mails.Select(m => $"<!-- {m.Kind} -->\n{m.Mail.HtmlBody}")), SnapshotNameExtension.Create(culture, "html"));
        Assert.Equal(Enum.GetValues<TroubleKind>().Where(k => k >= TroubleKind.MissingUnit), Troubles.Select(t => t.Change.Trouble.Kind).Order());
    }

    private static AnswerLinks LinksOf(string deviation)
    {
        var page = $"https://gevinst.eksempelby.example/answer/{deviation}";
        return new AnswerLinks($"{page}?kind=acknowledged", $"{page}?kind=accepted", $"{page}?kind=disputed", $"{page}?kind=confirmed");
    }

    private static IEnumerable<(string Kind, Letter Letter)> Letters(Desk desk)
    {
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

        foreach (var trouble in Troubles)
            yield return ($"{trouble.Change.Trouble.Kind}", writer.Write([], [trouble], Today).Single().Letter);
        foreach (var (days, step) in new[] { (7, EscalationStep.Reminder), (14, EscalationStep.Controller), (21, EscalationStep.Leader) })
        {
            var waited = new Unanswered(Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m), Today.AddDays(-days), []);
            foreach (var written in writer.Write([], [], Today, unanswered: [waited]))
                yield return ($"{step}", written.Letter);
        }

        yield return ("Target lowered", writer.Write([], [], Today, [new Pending<TargetChange>(1, new TargetChange("digital-post", "porto", "*", 2, 1, At, true, 0.23m))]).Single().Letter);
        yield return ("Several at once", writer.Write([new Pending<DeviationChange>(1, Change(ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red, 46.2m))],
            [.. Troubles.Where(t => t.Change.Trouble.Kind is TroubleKind.Exposed)], Today).Single().Letter);
    }

    private static DeviationChange Change(ChangeKind kind, ChangeReason reason, Level level, decimal actual)
    {
        var month = Period.Containing(PeriodKind.Month, new DateOnly(2026, 9, 30));
        var deviation = new Deviation(Case, "digital-post", "porto", "teknik-miljoe", level, month.Previous.Previous, At, 2);
        return new DeviationChange(deviation, kind, reason, At, 2,
            new Judgement { Period = month, Standing = Standing.Red, Expected = 56, Actual = actual, Gap = 56 - actual },
            kind == ChangeKind.Resolved ? null : new Kroner(5700, 14200, 31500) { Margin = 0.15m });
    }

    private static IReadOnlyList<Response> Answers =>
    [
        new(Case, ResponseKind.Acknowledged, At.AddDays(-40)) { Id = 1, Post = "souschef-teknik", Note = "Brevtyperne gennemgås", Until = new DateOnly(2026, 9, 15) },
        new(Case, ResponseKind.Accepted, At.AddDays(-20)) { Id = 2, Post = "souschef-teknik", Note = "Printerne må vente på det nye sagssystem.", Until = new DateOnly(2027, 3, 31), Interim = 44 },
    ];

    private static IReadOnlyList<Pending<TroubleChange>> Troubles =>
    [
        Doubt(TroubleKind.MissingUnit, "2026-09", ""),
        Doubt(TroubleKind.NotANumber, "2026-09", ""),
        Doubt(TroubleKind.Suppressed, "2026-09", ""),
        Doubt(TroubleKind.Held, "2026-09#42", nameof(Core.Readings.Doubt.OutOfBounds)),
        Notice(TroubleKind.WillMiss, "centerchef-teknik", "2026-12-31", "", 52.7m),
        Notice(TroubleKind.Exposed, "centerchef-teknik", "fjernprint", ""),
        Notice(TroubleKind.Imbalance, "gevinstcontroller", nameof(Corner.BudgetWithoutChange), "2026-07-01"),
        Notice(TroubleKind.AcceptanceEnds, "centerchef-teknik", $"{Case} 2026-10-16", ""),
        Notice(TroubleKind.AcceptanceAwaits, "gevinstcontroller", $"{Case} 2026-12-21", "2027-03-31"),
        Notice(TroubleKind.NeverActedOn, "gevinstcontroller", "digital-post", "", 4),
    ];

    private static Pending<TroubleChange> Doubt(TroubleKind kind, string state, string detail) => new(1, new TroubleChange(
        new Trouble(kind, "digital-post/porto@teknik-miljoe", "indicator digital-post", "gevinstcontroller", state, detail)
        {
            Period = Period.Containing(PeriodKind.Month, new DateOnly(2026, 9, 30)),
            Shown = kind == TroubleKind.Held ? 104.2m : null,
            Measurement = kind == TroubleKind.Held ? 42 : null,
        }, true, At));

    private static Pending<TroubleChange> Notice(TroubleKind kind, string post, string state, string detail, decimal? shown = null) =>
        new(1, new TroubleChange(new Trouble(kind, "digital-post/porto@teknik-miljoe", "", post, state, detail) { Shown = shown }, true, At));

    public void Dispose() => _folder.Delete(recursive: true);
}
