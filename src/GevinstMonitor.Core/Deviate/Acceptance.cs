using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>What is accepted of a deviation: off its path, but not worse than so, and not for longer than so.</summary>
/// <param name="Response">The answer that accepted it.</param>
/// <param name="LastDay">The last day it is in force, inclusive.</param>
/// <param name="IsConfirmed">Whether the controller has agreed to the whole of it.</param>
public sealed record Acceptance(Response Response, DateOnly LastDay, bool IsConfirmed)
{
    /// <summary>So many days after it was given, an acceptance that the controller has not confirmed ends, whatever it says.</summary>
    public const int DaysAlone = 90;

    /// <summary>So many workdays before its end owner and controller are to hear that it ends.</summary>
    public const int WorkdaysOfWarning = 5;

    /// <summary>The value, in the indicator's unit, that the figure is not to be worse than; null for none.</summary>
    public decimal? Interim => Response.Interim;

    /// <summary>The day until which it was asked for, inclusive.</summary>
    public DateOnly Asked => Response.Until!.Value;

    /// <summary>Whether the controller's word would make it longer.</summary>
    public bool AwaitsConfirmation => Asked > LastDay;

    /// <summary>The newest acceptance as of a moment, in force or ended. A later answer of another kind does not take it back; a later acceptance takes its place.</summary>
    /// <param name="responses">To one deviation, in any order.</param>
    /// <param name="asOf">The moment; what was answered later is not looked at. Days are those of its time zone.</param>
    /// <returns>Null when it was never accepted.</returns>
    /// <remarks>The controller's word counts when it was given while the acceptance was in force.</remarks>
    public static Acceptance? Of(IEnumerable<Response> responses, Moment asOf)
    {
        var all = responses.Where(r => r.At <= asOf.Instant).ToList();
        if (all.Where(r => r is { Kind: ResponseKind.Accepted, Until: not null }).MaxBy(r => (r.At, r.Id)) is not { } given)
            return null;
        var asked = given.Until!.Value;
        var alone = DayOf(given).AddDays(DaysAlone);
        var last = asked < alone ? asked : alone;
        var confirmed = all.Any(r => r.Kind == ResponseKind.Confirmed && r.At >= given.At && DayOf(r) <= last);
        return new Acceptance(given, confirmed ? asked : last, confirmed);

        DateOnly DayOf(Response response) => new Moment(response.At, asOf.Zone).Day;
    }

    /// <summary>Whether it is in force on a day.</summary>
    /// <param name="day">Not before it was given.</param>
    public bool IsInForce(DateOnly day) => Response.LapsedAt is null && day <= LastDay;

    /// <summary>Whether its end is to be told: from so many workdays before the last day on, through it.</summary>
    /// <param name="isWorkday">Whether letters go out on a day.</param>
    public bool EndsSoon(DateOnly day, Func<DateOnly, bool> isWorkday)
    {
        var workdays = 0;
        for (var next = day.AddDays(1); next <= LastDay && workdays <= WorkdaysOfWarning; next = next.AddDays(1))
            workdays += isWorkday(next) ? 1 : 0;
        return IsInForce(day) && workdays <= WorkdaysOfWarning;
    }

    /// <summary>Why a figure that is off its path is not accepted any more; null while it is.</summary>
    /// <param name="current">Known.</param>
    public ChangeReason? Lapse(Judgement current, Better better, DateOnly day) =>
        !IsInForce(day) ? ChangeReason.AcceptanceEnded
        : Interim is { } interim && Evaluation.GapOf(better, interim, current.Actual!.Value) > 0 ? ChangeReason.InterimMissed
        : null;
}
