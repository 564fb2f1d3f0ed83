using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>A benefit that promises 50, amber beyond 2 and red beyond 5, through months from January 2026 on.</summary>
internal static class Months
{
    public static readonly DateTimeOffset Now = Given.Clock("2026-12-05 06:00");

    /// <param name="standings">A letter a month: g at 50, a at 47, r at 44; d not yet due, l late, m missing, n not a number, s suppressed, h held, f source failed.</param>
    public static Evaluation Seen(string standings, Confirm? confirm = null, Plan? plan = null)
    {
        var benefit = (plan?.Benefits[0] ?? Given.Benefit(Given.Whole(Given.Flat(50)) with { Worth = new Worth(12_000, null) })) with { Confirm = confirm ?? Confirm.Default };
        var place = benefit.Places[0];
        var judgements = standings.Select((letter, i) => Judged(letter) with { Period = Given.Period("2026-01").Plus(i) }).ToList();
        return new Evaluation(plan ?? Given.Plan(benefit), benefit, place, Given.Indicator(), judgements);
    }

    public static Deviation Open(Level level, string opened = "2026-01") =>
        new("D-0123456789", "digital-post", "porto", "*", level, Given.Period(opened), Given.Clock("2026-02-05 06:00"), 1);

    private static Judgement Judged(char letter) => letter switch
    {
        'g' => Known(Standing.OnTrack, 50),
        'a' => Known(Standing.Amber, 47),
        'r' => Known(Standing.Red, 44),
        'd' => Unknown(Standing.NotYetDue),
        'l' => Unknown(Standing.Late),
        'm' => Unknown(Standing.MissingUnit),
        'n' => Unknown(Standing.NotANumber),
        's' => Unknown(Standing.Suppressed),
        'h' => Unknown(Standing.Held) with { Actual = 99 },
        'f' => Unknown(Standing.SourceFailed),
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "No such standing."),
    };

    private static Judgement Known(Standing standing, decimal actual) =>
        new() { Period = default, Standing = standing, Expected = 50, Actual = actual, Gap = 50 - actual };

    private static Judgement Unknown(Standing standing) => new() { Period = default, Standing = standing, Expected = 50 };
}
