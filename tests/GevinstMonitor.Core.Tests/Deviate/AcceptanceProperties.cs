using FsCheck.Xunit;
using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Core.Tests.Deviate;

public class AcceptanceProperties
{
    private static readonly DateTimeOffset Start = Given.Clock("2026-01-01 10:00");

    // Answers a week apart; each acceptance for so many weeks.
    private static List<Response> Any(byte[] any) =>
    [
        .. any.Take(20).Select((b, week) => new Response("D-1", (ResponseKind)(b % 4), Start.AddDays(7 * week))
        {
            Id = week + 1,
            Until = b % 4 == 1 ? DateOnly.FromDateTime(Start.Date).AddDays(7 * (week + (b / 4))) : null,
            Interim = b % 8 == 1 ? 44 : null,
        }),
    ];

    [Property]
    public void Acceptance_UnlessConfirmed_NeverLastsLongerThanAnOwnerDecidesAlone(byte[] any, ushort day)
    {
        var asOf = new Core.Readings.Moment(Start.AddDays(day % 200), Given.Copenhagen);

        if (Acceptance.Of(Any(any), asOf) is { } accepted)
        {
            var alone = new Core.Readings.Moment(accepted.Response.At, asOf.Zone).Day.AddDays(Acceptance.DaysAlone);
            Assert.True(accepted.LastDay <= accepted.Asked && (accepted.IsConfirmed || accepted.LastDay <= alone));
        }
    }

    [Property]
    public void Answer_GivenLater_ChangesNothingOfAnEarlierMoment(byte[] any, byte[] later, ushort day)
    {
        var (all, asOf) = (Any(any), new Core.Readings.Moment(Start.AddDays(day % 200), Given.Copenhagen));
        var known = all.Where(r => r.At <= asOf.Instant).ToList();
        var more = known.Concat(Any(later).Select(r => r with { At = asOf.Instant.AddDays(1) })).ToList();

        Assert.Equal(Acceptance.Of(known, asOf), Acceptance.Of(more, asOf));
        Assert.Equal(Response.Standing(known, asOf), Response.Standing(more, asOf));
    }

    /// <summary>A whole life, month by month: what is accepted is told at most once as lapsed, and never while it keeps to what was accepted.</summary>
    [Property]
    public void Life_Accepted_IsSilentWithinItsTermsAndLapsesOnce(byte[] any, byte weeks)
    {
        var months = "rr" + string.Concat(any.Take(20).Select(b => "arl"[b % 3]));
        var open = Months.Open(Level.Red);
        var given = new Response("D-1", ResponseKind.Accepted, Given.Clock("2026-03-05 06:00")) { Id = 1, Until = Given.Day("2026-03-05").AddDays(7 * weeks), Interim = 44 };
        var lapses = 0;
        for (var i = 2; i <= months.Length; i++)
        {
            var at = Given.At($"{Given.Period("2026-01").Plus(i).Start:yyyy-MM}-05 06:00");
            var accepted = at.Instant < given.At || lapses > 0 ? null : Acceptance.Of([given], at);
            var change = DeviationRule.Next(open, Months.Seen(months[..i]), at, accepted);
            if (accepted?.IsInForce(at.Day) == true)
                Assert.NotEqual(true, change?.IsTold);
            lapses += change?.Kind == ChangeKind.Lapsed ? 1 : 0;
            open = change?.Deviation ?? open;
        }

        Assert.InRange(lapses, 0, 1);
    }
}
