using FsCheck;
using FsCheck.Xunit;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Deviate;

public class DeviationRuleProperties
{
    // Twenty-four letters are few enough to look at as they are; to look for fewer takes minutes.
    private static string Letters(DoNotShrink<byte[]> any, string alphabet) => string.Concat(any.Item.Take(24).Select(b => alphabet[b % alphabet.Length]));

    private static Deviation? Open(byte any) => (any % 3) switch { 0 => null, 1 => Months.Open(Level.Amber), _ => Months.Open(Level.Red) };

    [Property]
    public void UnknownMonth_AfterAnyMonths_ChangesNothing(DoNotShrink<byte[]> any, byte last, byte open) =>
        Assert.Null(DeviationRule.Next(Open(open), Months.Seen(Letters(any, "garlhsnmfd") + "lhsnmfd"[last % 7]), Months.Now));

    [Property]
    public void SameInput_GivesTheSameAnswer(DoNotShrink<byte[]> any, byte open)
    {
        var months = Letters(any, "garl") + "a";

        Assert.Equal(DeviationRule.Next(Open(open), Months.Seen(months), Months.Now) is { } one ? (one.Deviation, one.Kind, one.Reason, one.Kroner) : default,
            DeviationRule.Next(Open(open), Months.Seen(months), Months.Now) is { } other ? (other.Deviation, other.Kind, other.Reason, other.Kroner) : default);
    }

    [Property]
    public void AppliedChange_SeenAgain_ChangesNothingMore(DoNotShrink<byte[]> any, byte open)
    {
        var seen = Months.Seen(Letters(any, "garl") + "r");
        var after = DeviationRule.Next(Open(open), seen, Months.Now)?.Deviation ?? Open(open);

        Assert.Equal(Level.Red, after!.Level);
        Assert.Null(DeviationRule.Next(after, seen, Months.Now));
    }

    /// <summary>A whole life, month by month, against the sentence in the manual: open from confirmation until the first month on track.</summary>
    [Property]
    public void Life_MonthByMonth_IsOpenFromConfirmationUntilOnTrack(DoNotShrink<byte[]> any, byte amber, byte red)
    {
        var (months, confirm) = (Letters(any, "ggaaarrll"), new Confirm(1 + (amber % 3), 1 + (red % 3)));
        Deviation? open = null;
        var (off, reds, expectedOpen) = (0, 0, false);
        for (var i = 1; i <= months.Length; i++)
        {
            var change = DeviationRule.Next(open, Months.Seen(months[..i], confirm), Months.Now);
            open = change?.Kind == ChangeKind.Resolved ? null : change?.Deviation ?? open;

            var month = months[i - 1];
            if (month != 'l')
                (off, reds) = (month == 'g' ? 0 : off + 1, month == 'r' ? reds + 1 : 0);
            expectedOpen = month == 'l' ? expectedOpen : month != 'g' && (expectedOpen || off >= confirm.Amber || reds >= confirm.Red);
            Assert.Equal(expectedOpen, open is not null);
        }
    }

    [Property]
    public void Confirmed_NeverBeforeTheMonthsThePlanWaitsFor(DoNotShrink<byte[]> any, byte amber, byte red)
    {
        var confirm = new Confirm(1 + (amber % 4), 1 + (red % 4));
        var seen = Months.Seen(Letters(any, "gaarrl") + "a", confirm);
        var known = seen.Judgements.Where(j => j.Standing.IsKnown()).Reverse().ToList();

        if (Verdict.Of(seen).Sure is not Standing.OnTrack and var sure)
            Assert.All(known.Take(sure == Standing.Red ? confirm.Red : confirm.Amber), j => Assert.True(j.Standing.IsOffPath()));
        else
            Assert.True(known.TakeWhile(j => j.Standing.IsOffPath()).Count() < confirm.Amber);
    }
}
